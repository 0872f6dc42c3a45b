//! What a write does to imports: begins one, says what its columns bring, applies it, undoes it, forgets it.

use super::model::{Import, ImportColumn, ImportField, ImportPreset, ImportStatus, ImportVerdict, StagedRow};
use super::{rules, store};
use crate::campus::inventory::model::{Item, ItemPatch, NewItem};
use crate::campus::{inventory, item_fields};
use crate::kit::{Caller, CallerTx, Change, Code, Error, Event, Id, LocalTime, Message, Result, Role, Tx};
use chrono::TimeDelta;
use serde::de::DeserializeOwned;

/// How many rows are read at a time while they are applied.
const CHUNK: i64 = 200;

/// How many rows a refusal names.
const NAMED: usize = 10;

/// Told how far a long write is, in per cent.
pub type Told<'a> = dyn Fn(u8) + 'a;

/// Whose imports a person sees: the general administrator everybody's, others their own.
pub fn reach(who: &Caller) -> Option<Id> {
    (who.role != Role::AdminGeneral).then_some(who.id)
}

/// Begins an import; the importer reads the file afterwards.
///
/// # Errors
/// [`Code::ImportsKept`].
pub fn begin(tx: &CallerTx<'_>, id: Id, file_name: &str) -> Result<Change<Import>> {
    rules::one_more(store::count(tx, tx.who.id)?)?;
    let expires = LocalTime(tx.now + TimeDelta::days(rules::KEPT_DAYS));
    store::insert(tx, (id, tx.who.id), &rules::file_name(file_name), LocalTime(tx.now), expires)?;
    let import = store::get(tx, Some(tx.who.id), id)?;
    let says = format!("Archivo de equipos recibido: {}", import.file_name);
    Ok(Change::created("import", id, says, import))
}

/// Keeps what the columns of a file bring, as it was guessed: also fields that a category asks for.
pub fn keep_columns(tx: &Tx<'_>, id: Id, preset: ImportPreset, columns: &[ImportColumn]) -> Result<()> {
    let columns = rules::written::with_fields(columns, &item_fields::store::active(tx)?);
    store::save_columns(tx, id, preset, &columns)
}

/// Says what the columns bring; the rows are judged anew afterwards.
///
/// # Errors
/// [`Code::ImportNotFound`], [`Code::ImportColumnsWrong`], and when it isn't waiting.
pub fn assign(tx: &CallerTx<'_>, id: Id, fields: &[ImportField]) -> Result<Change<Import>> {
    let before = store::get(tx, reach(tx.who), id)?;
    rules::check_ready(&before)?;
    let columns = rules::assigned(store::columns(tx, id)?, fields)?;
    store::save_columns(tx, id, before.preset, &columns)?;
    store::judge_again(tx, id)?;
    let import = store::get(tx, reach(tx.who), id)?;
    let says = format!("Columnas de una importación indicadas: {}", import.file_name);
    Ok(Change::updated("import", id, says, &before, import))
}

/// What is kept of a row, as the inventory takes it.
fn taken<T: DeserializeOwned>(row: &StagedRow) -> Result<T> {
    serde_json::from_str(row.sent.as_deref().unwrap_or_default()).map_err(Error::internal)
}

/// Makes or changes the item of a row; answers it, with what it was before.
fn apply_row(tx: &CallerTx<'_>, row: &StagedRow) -> Result<(Item, Option<String>)> {
    match (row.verdict, row.item_id) {
        (ImportVerdict::Change, Some(id)) => {
            let item = inventory::store::get_within(tx, tx.who.keeping(), id)?;
            // What has this write's instant was moved by an earlier row, with the item that it is a part of.
            if row.version != Some(item.updated_at) && item.updated_at != LocalTime(tx.now) {
                let says = format!("{} ({}) cambió", item.name, item.internal_code);
                return Err(Error::With(Code::ImportStale, says));
            }
            let before = inventory::store::as_kept(tx, id)?;
            let changed = inventory::change::edit(tx, id, taken::<ItemPatch>(row)?)?;
            Ok((tx.keep(changed)?, Some(before)))
        }
        _ => {
            let made = inventory::change::add(tx, taken::<NewItem>(row)?)?.status(200);
            Ok((tx.keep(made)?, None))
        }
    }
}

/// A refusal that names the row; a fault of ours stays one.
fn of_row(code: Code, number: i64, error: Error, then: &str) -> Error {
    match error {
        Error::Known(_) | Error::With(..) => {
            Error::With(code, format!("Fila {number}: {}. {then}", error.sentence()))
        }
        other => other,
    }
}

/// Makes and changes all that was shown, or nothing: if a row isn't any more what it was when it was judged, all are refused.
///
/// # Errors
/// [`Code::ImportNotFound`], [`Code::ImportHasRefusals`], [`Code::ImportStale`], and when it isn't waiting.
pub fn apply(tx: &CallerTx<'_>, id: Id, leave_out: bool, told: &Told<'_>) -> Result<Change<Import>> {
    let import = store::get(tx, reach(tx.who), id)?;
    rules::check_application(&import, leave_out)?;
    let all = import.create_count + import.change_count;
    let then =
        "No se importó nada: el inventario cambió después de la vista previa; revise las filas de nuevo";
    let next = |last: Option<i64>| store::staged(tx, id, last.unwrap_or(0), CHUNK);
    each(all, told, next, |row| {
        let (item, before) =
            apply_row(tx, row).map_err(|error| of_row(Code::ImportStale, row.number, error, then))?;
        store::note_applied(tx, (id, row.number), item.id, item.updated_at, before.as_deref())
    })?;
    store::applied(tx, id, LocalTime(tx.now))?;
    let import = store::get(tx, reach(tx.who), id)?;
    let says = format!(
        "Importación aplicada: {} ({} equipos registrados, {} cambiados, {} filas por fuera)",
        import.file_name, import.create_count, import.change_count, import.refused_count
    );
    let event = Event::named("APPLY_IMPORT", "import", Some(id)).describe(says).after(&import);
    Ok(Change::new(import, event))
}

/// Does something with each row that makes or changes an item; `next` answers those behind one, and at first those from the begin on.
fn each(
    all: i64,
    told: &Told<'_>,
    next: impl Fn(Option<i64>) -> Result<Vec<StagedRow>>,
    mut work: impl FnMut(&StagedRow) -> Result<()>,
) -> Result<()> {
    let (mut last, mut done) = (None, 0);
    loop {
        let rows = next(last)?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = Some(end.number);
        for row in &rows {
            work(row)?;
            done += 1;
        }
        told(u8::try_from(done * 100 / all.max(1)).unwrap_or(100));
    }
}

/// The rows that stand in the way, in words: "las filas 3, 5 y 8".
fn named(numbers: &[i64]) -> String {
    let shown: Vec<String> = numbers.iter().take(NAMED).map(i64::to_string).collect();
    match (shown.as_slice(), numbers.len() > NAMED) {
        ([one], _) => format!("la fila {one}"),
        (several, true) => format!("las filas {} y otras", several.join(", ")),
        ([first @ .., last], false) => format!("las filas {} y {last}", first.join(", ")),
        ([], false) => "ninguna fila".to_owned(),
    }
}

/// Takes back all that an import did: what it made is deleted, what it changed is as it was.
///
/// # Errors
/// [`Code::ImportNotFound`], [`Code::ImportNotApplied`], and [`Code::ImportTouched`] with the rows whose items somebody has used since.
pub fn undo(tx: &CallerTx<'_>, id: Id, told: &Told<'_>) -> Result<Change<Import>> {
    let before = store::get(tx, reach(tx.who), id)?;
    if before.status != ImportStatus::Applied {
        return Err(Code::ImportNotApplied.into());
    }
    let mut in_the_way = store::touched(tx, id)?;
    in_the_way.extend(store::mentioned(tx, id)?);
    in_the_way.sort_unstable();
    in_the_way.dedup();
    if !in_the_way.is_empty() {
        let says = format!(
            "No se puede deshacer: los equipos de {} se cambiaron, prestaron o usaron después de la importación",
            named(&in_the_way)
        );
        return Err(Error::With(Code::ImportTouched, says));
    }
    let all = before.create_count + before.change_count;
    // The last first: parts are taken off before what they are parts of is, and a serial number is free again for whoever had it.
    let next = |last: Option<i64>| store::staged_backwards(tx, id, last.unwrap_or(i64::MAX), CHUNK);
    each(all, told, next, |row| {
        undo_row(tx, row)
            .map_err(|error| of_row(Code::ImportTouched, row.number, error, "No se deshizo nada"))
    })?;
    store::undone(tx, id, LocalTime(tx.now))?;
    let import = store::get(tx, reach(tx.who), id)?;
    let says = format!(
        "Importación deshecha: {} ({} equipos eliminados, {} devueltos a como estaban)",
        import.file_name, import.create_count, import.change_count
    );
    let event = Event::named("UNDO_IMPORT", "import", Some(id)).describe(says).before(&before).after(&import);
    Ok(Change::new(import, event))
}

fn undo_row(tx: &CallerTx<'_>, row: &StagedRow) -> Result<()> {
    let Some(item) = row.item_id else { return Ok(()) };
    match &row.before {
        Some(kept) => {
            let was = inventory::store::as_it_was(tx, kept)?;
            let version = was.updated_at;
            let fields = inventory::store::fields_as_they_were(tx, kept)?;
            let item = tx.keep(inventory::change::put_back(tx, was, fields)?)?;
            // Or an earlier import could never be undone, as if somebody had used what is as it left it.
            store::note_restored(tx, item.id, version, item.updated_at)
        }
        None => tx.keep(inventory::change::remove(tx, item)?).map(drop),
    }
}

/// Forgets one; what it did stays done.
///
/// # Errors
/// [`Code::ImportNotFound`].
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Message>> {
    let before = store::get(tx, reach(tx.who), id)?;
    store::delete(tx, id)?;
    let says = format!("Importación eliminada de la lista: {}", before.file_name);
    let event = Event::delete("import", id).describe(says).before(&before);
    Ok(Change::new(Message::new("Importación eliminada"), event))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn rows_in_the_way_are_named_up_to_ten() {
        assert_eq!(named(&[3]), "la fila 3");
        assert_eq!(named(&[3, 5, 8]), "las filas 3, 5 y 8");
        let many: Vec<i64> = (1..=12).collect();
        assert_eq!(named(&many), "las filas 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 y otras");
    }
}
