//! Writing down by hand what was done to an item.

use super::{check_technician, last_after, named_item};
use crate::campus::inventory;
use crate::campus::inventory::change::Upkeep;
use crate::campus::maintenance::model::MaintenanceRequest;
use crate::campus::maintenance::model::history::{MaintenanceHistory, NewWork, WorkPatch, WorkRow};
use crate::campus::maintenance::{rules, store};
use crate::kit::{CallerTx, Change, Code, Day, Event, Id, LocalTime, Result, Scope, Tx};

/// Writes down what was done to an item of the rooms that the caller keeps.
///
/// # Errors
/// [`Code::MaintenanceItemUnknown`], [`Code::WorkRequestOther`], [`Code::MaintenanceTechnicianUnknown`],
/// [`Code::MaintenanceInFuture`].
pub fn add(tx: &CallerTx<'_>, new: NewWork) -> Result<Change<MaintenanceHistory>> {
    let item = named_item(tx, tx.who.keeping(), new.item_id)?;
    if let Some(request) = new.request_id.0
        && !store::history::is_about(tx, request, item.id)?
    {
        return Err(Code::WorkRequestOther.into());
    }
    check_technician(tx, new.technician_id.0, item.environment_id)?;
    rules::check_done(new.maintenance_date, tx.today())?;
    let request_id = new.request_id.0;
    let row = WorkRow::of(new, LocalTime(tx.now), item.id, request_id, false);
    store::history::insert(tx, &row)?;
    let next = match row.next_maintenance_date {
        Some(day) if store::plans::next_day(tx, item.id)?.is_none() => Some(Some(day)),
        _ => None,
    };
    let upkeep = Upkeep { last: last_after(&item, row.maintenance_date), next, ..Upkeep::NONE };
    let event = inventory::change::note_upkeep(tx, item.id, upkeep)?;
    let work = store::history::get_within(tx, Scope::Everything, row.id)?;
    let says = format!("Mantenimiento anotado: {} ({})", work.item_name, work.internal_code);
    let change = Change::created("maintenance_history", work.id, says, work);
    Ok(event.into_iter().fold(change, Change::and))
}

/// Corrects what was written down. If a request wrote it when it was completed, its cost follows; and so does the item's last
/// maintenance, if this was it.
///
/// # Errors
/// [`Code::WorkNotFound`], [`Code::MaintenanceCostTooLarge`], and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: WorkPatch) -> Result<Change<MaintenanceHistory>> {
    let before = store::history::get_within(tx, tx.who.keeping(), id)?;
    let mut row = before.row();
    row.apply(patch, LocalTime(tx.now));
    if row.technician_id != before.technician_id {
        let item = inventory::store::get(tx, row.item_id)?;
        check_technician(tx, row.technician_id, item.environment_id)?;
    }
    rules::check_done(row.maintenance_date, tx.today())?;
    store::history::save(tx, &row)?;
    let mut events = Vec::new();
    if let Some(request) = row.request_id.filter(|_| row.is_completion && row.cost != before.cost) {
        let old = store::get(tx, request)?;
        let cost = rules::cost_after(old.cost, before.cost, row.cost)?;
        let new = MaintenanceRequest { cost, updated_at: LocalTime(tx.now), ..old.clone() };
        store::save(tx, &new)?;
        let event = Event::update("maintenance_request", request)
            .describe(format!("Costo de la solicitud corregido: {}", new.title))
            .before(&old)
            .after(&new);
        events.push(event);
    }
    if row.maintenance_date != before.maintenance_date {
        events.extend(follow_date(tx, &row, before.maintenance_date)?);
    }
    let work = store::history::get_within(tx, Scope::Everything, id)?;
    let says = format!("Mantenimiento anotado corregido: {} ({})", work.item_name, work.internal_code);
    let change = Change::updated("maintenance_history", id, says, &before, work);
    Ok(events.into_iter().fold(change, Change::and))
}

/// What a corrected day makes of the item's last maintenance: it follows if it was that day's.
fn follow_date(tx: &Tx<'_>, row: &WorkRow, old: Day) -> Result<Option<Event>> {
    let item = inventory::store::get(tx, row.item_id)?;
    let last = if item.last_maintenance == Some(old) {
        let typed = match row.request_id.filter(|_| row.is_completion) {
            Some(request) => {
                let ended = store::ended(tx, request)?;
                ended.into_iter().find(|(id, _)| *id == row.item_id).and_then(|(_, it)| it.last_before)
            }
            None => None,
        };
        Some(store::history::last_day(tx, row.item_id)?.max(typed))
    } else {
        last_after(&item, row.maintenance_date)
    };
    inventory::change::note_upkeep(tx, row.item_id, Upkeep { last, ..Upkeep::NONE })
}
