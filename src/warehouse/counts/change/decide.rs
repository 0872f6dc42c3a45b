//! The second person: approves a count, sends it back, or gives it up.

use super::{again, link, named, own, settle};
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Notice, Result};
use crate::warehouse::counts::model::{Approval, Count, CountCancellation, CountDetail, LineRow, SendBack};
use crate::warehouse::counts::reads;
use crate::warehouse::counts::rules::course::{self, Act};
use crate::warehouse::counts::rules::lines;
use crate::warehouse::counts::store;

/// Approves a count: each difference becomes a movement of its lot, what was found becomes a lot. All of it, or nothing.
///
/// # Errors
/// [`Code::CountNotFound`], [`Code::CountStage`], [`Code::CountOwn`], [`Code::CountLineNotFound`] of a reason for no line,
/// [`Code::CountReasonMissing`], [`Code::CountUnsettled`], [`Code::StockBinOther`].
pub fn approve(tx: &CallerTx<'_>, id: Id, new: &Approval) -> Result<Change<CountDetail>> {
    let before = own(tx, id)?;
    let status = course::next(before.status, Act::Approve)?;
    let people = refuse_counters(tx, &before)?;
    for given in new.reasons.0.as_deref().unwrap_or_default() {
        store::line(tx, id, given.line_id)?;
        store::save_reason(tx, given.line_id, given.reason.as_str())?;
    }
    let rows = store::lines(tx, id)?;
    let notes = new.notes.0.as_ref().map(|text| text.as_str());
    let mut events = Vec::new();
    for line in lines::different(&rows) {
        events.push(settle::apply(tx, id, line)?);
    }
    store::save_status(tx, id, status, (tx.who.id, notes), LocalTime(tx.now))?;
    store::mark_bins(tx, id)?;
    let detail = again(tx, id)?;
    let what = named(&before);
    let message = match events.len() {
        0 => format!("Conteo aprobado de {what}: todo coincide"),
        1 => format!("Conteo aprobado de {what}: una diferencia"),
        many => format!("Conteo aprobado de {what}: {many} diferencias"),
    };
    let event = Event::named("APPROVE_COUNT", "count", Some(id))
        .describe(message.clone())
        .before(&before)
        .after(&detail.count);
    let notices =
        notices(tx, &people, id, "Conteo aprobado", &format!("{message}. Ya está en las existencias."));
    let change = events.into_iter().fold(Change::new(detail, event), Change::and);
    Ok(change.tell(notices))
}

/// Sends a count back: the lines that are named, those that differ if none is, or all if none does, are counted again.
///
/// # Errors
/// [`Code::CountNotFound`], [`Code::CountStage`], [`Code::CountOwn`], [`Code::CountLineNotFound`].
pub fn send_back(tx: &CallerTx<'_>, id: Id, new: &SendBack) -> Result<Change<CountDetail>> {
    let before = own(tx, id)?;
    let status = course::next(before.status, Act::Return)?;
    let people = refuse_counters(tx, &before)?;
    let rows = store::lines(tx, id)?;
    let again_of = match new.line_ids.0.as_deref() {
        Some(ids @ [_, ..]) => {
            ids.iter().map(|line| store::line(tx, id, *line)).collect::<Result<Vec<_>>>()?
        }
        _ => doubtful(&rows),
    };
    for line in &again_of {
        if line.is_found {
            store::delete_line(tx, line.id)?;
        } else {
            store::uncount_line(tx, line.id)?;
        }
    }
    store::save_status(tx, id, status, (tx.who.id, Some(new.notes.as_str())), LocalTime(tx.now))?;
    let detail = again(tx, id)?;
    let what = named(&before);
    let message = match again_of.len() {
        1 => format!("Conteo devuelto de {what}: una línea por contar de nuevo"),
        many => format!("Conteo devuelto de {what}: {many} líneas por contar de nuevo"),
    };
    let event = Event::named("RETURN_COUNT", "count", Some(id))
        .describe(message.clone())
        .before(&before)
        .after(&detail.count);
    let told = format!("{message}. {}", new.notes.as_str());
    let notices = notices(tx, &people, id, "Conteo devuelto", &told);
    Ok(Change::new(detail, event).tell(notices))
}

/// The lines that differ; all that are counted, if none does.
fn doubtful(rows: &[LineRow]) -> Vec<LineRow> {
    let different: Vec<LineRow> = lines::different(rows).cloned().collect();
    if different.is_empty() {
        rows.iter().filter(|line| line.counted_quantity.is_some()).cloned().collect()
    } else {
        different
    }
}

/// Gives a count up. Nothing changes of the stock.
///
/// # Errors
/// [`Code::CountNotFound`], [`Code::CountStage`].
pub fn cancel(tx: &CallerTx<'_>, id: Id, new: &CountCancellation) -> Result<Change<CountDetail>> {
    let before = own(tx, id)?;
    let status = course::next(before.status, Act::Cancel)?;
    let people = store::people(tx, id)?;
    let reason = new.reason.0.as_ref().map(|text| text.as_str());
    store::save_status(tx, id, status, (tx.who.id, reason), LocalTime(tx.now))?;
    let detail = again(tx, id)?;
    let message = format!("Conteo cancelado de {}", named(&before));
    let event = Event::named("CANCEL_COUNT", "count", Some(id))
        .describe(message.clone())
        .before(&before)
        .after(&detail.count);
    let told = match reason {
        Some(reason) => format!("{message}: {reason}"),
        None => format!("{message}. Las existencias quedan como estaban."),
    };
    let notices = notices(tx, &people, id, "Conteo cancelado", &told);
    Ok(Change::new(detail, event).tell(notices))
}

/// Refuses whoever had a hand in a count; answers who had.
fn refuse_counters(tx: &CallerTx<'_>, count: &Count) -> Result<Vec<(Id, String)>> {
    let people = store::people(tx, count.id)?;
    if people.iter().any(|(person, _)| *person == tx.who.id) {
        let others = reads::others(tx, count.warehouse_id, &people)?;
        return Err(Error::With(Code::CountOwn, course::own(&others)));
    }
    Ok(people)
}

/// Tells everybody who counted, but whoever acts.
fn notices(
    tx: &CallerTx<'_>,
    people: &[(Id, String)],
    id: Id,
    title: &'static str,
    message: &str,
) -> Vec<Notice> {
    people
        .iter()
        .filter(|(person, _)| *person != tx.who.id)
        .map(|(person, _)| Notice::new(*person, Kind::CountDecided, title, message).leads_to(link(id)))
        .collect()
}
