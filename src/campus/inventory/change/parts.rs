//! What parts and the item that they are parts of mean for each other.

use super::changed;
use crate::campus::inventory::model::{Item, ItemRow};
use crate::campus::inventory::store;
use crate::kit::wire::same_key;
use crate::kit::{Code, Error, Event, Line, LocalTime, Result, Scope, Tx};
use rusqlite::Connection;

/// How many parts a refusal names.
const NAMED: usize = 3;

/// How people call an item: "Torno (T-1)".
fn called(item: &Item) -> String {
    format!("{} ({})", item.name, item.internal_code)
}

/// Makes an item a part of what it was sent as a part of, by id or by code, and puts it there. What is a part already stays where its
/// whole is.
///
/// # Errors
/// [`Code::ParentUnknown`], [`Code::PartImpossible`], [`Code::PartElsewhere`].
pub(super) fn settle(
    db: &Connection,
    scope: Scope,
    item: &mut ItemRow,
    before: Option<&Item>,
    code: Option<&Line<1, 100>>,
) -> Result<()> {
    // Whoever sends back what they read sends the code that it had: that says nothing.
    let was = before.and_then(|it| it.parent_code.as_deref());
    if let Some(code) = code.filter(|code| was.is_none_or(|was| same_key(was) != same_key(code.as_str()))) {
        let found = store::with_code(db, code.as_str())?;
        let Some(found) = found else {
            let says = format!("No hay un equipo con el código {}, del que este sería parte", code.as_str());
            return Err(Error::With(Code::ParentUnknown, says));
        };
        // An edit carries the one that it had.
        if item
            .parent_id
            .is_some_and(|sent| sent != found.id && before.is_none_or(|it| it.parent_id != Some(sent)))
        {
            let says = format!(
                "Lo que se envía en parent_id no es el equipo {}: envíe uno de los dos",
                code.as_str()
            );
            return Err(Error::With(Code::ParentUnknown, says));
        }
        item.parent_id = Some(found.id);
    }
    let Some(id) = item.parent_id else { return Ok(()) };
    if before.is_some_and(|it| it.parent_id == Some(id)) {
        let parent = store::get(db, id)?;
        if parent.environment_id == item.environment_id {
            return Ok(());
        }
        let says =
            format!("Es parte de {}: muévalo con ese equipo, o sepárelo de él primero", called(&parent));
        return Err(Error::With(Code::PartElsewhere, says));
    }
    let parent = match store::get_within(db, scope, id) {
        Err(error) if error.code() == Code::ItemNotFound => return Err(Code::ParentUnknown.into()),
        found => found?,
    };
    let impossible = |says: String| Err(Error::With(Code::PartImpossible, says));
    if id == item.id {
        return impossible("Un equipo no puede ser parte de sí mismo".to_owned());
    }
    if let Some(whole) = parent.parent_code {
        return impossible(format!(
            "El equipo {} ya es parte de {whole}: una parte no tiene partes",
            parent.internal_code
        ));
    }
    if before.is_some_and(|it| it.parts_count > 0) {
        return impossible("El equipo tiene partes, y no puede ser parte de otro".to_owned());
    }
    item.environment_id = parent.environment_id;
    Ok(())
}

/// Moves the parts of an item to where it is now.
pub(super) fn follow(tx: &Tx<'_>, item: &Item) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    if item.parts_count == 0 {
        return Ok(events);
    }
    for part in store::parts(tx, item.id)? {
        if part.environment_id == item.environment_id {
            continue;
        }
        let row =
            ItemRow { environment_id: item.environment_id, updated_at: LocalTime(tx.now), ..part.row() };
        store::save(tx, &row)?;
        events.push(changed("movido con el equipo del que es parte", &part, &store::get(tx, part.id)?));
    }
    Ok(events)
}

/// Takes a part off an item that isn't where it was put, or isn't there any more.
pub(super) fn part_unless_together(db: &Connection, item: &mut ItemRow) -> Result<()> {
    let Some(id) = item.parent_id else { return Ok(()) };
    let is_together = match store::get(db, id) {
        Ok(parent) => parent.environment_id == item.environment_id && parent.parent_id.is_none(),
        Err(error) if error.code() == Code::ItemNotFound => false,
        Err(error) => return Err(error),
    };
    if !is_together {
        item.parent_id = None;
    }
    Ok(())
}

/// Refuses to delete what has parts.
///
/// # Errors
/// [`Code::PartsLeft`].
pub(super) fn check_none(db: &Connection, item: &Item) -> Result<()> {
    if item.parts_count == 0 {
        return Ok(());
    }
    let parts = store::parts(db, item.id)?;
    let named: Vec<String> = parts.iter().take(NAMED).map(called).collect();
    let more = if parts.len() > NAMED { " y otras" } else { "" };
    let says =
        format!("{} tiene partes: {}{more}. Sepárelas o elimínelas primero", called(item), named.join(", "));
    Err(Error::With(Code::PartsLeft, says))
}
