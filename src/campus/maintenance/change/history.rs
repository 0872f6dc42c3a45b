//! Writing down by hand what was done to an item.

use super::{check_technician, last_after, named_item};
use crate::campus::inventory;
use crate::campus::inventory::change::Upkeep;
use crate::campus::maintenance::model::history::{MaintenanceHistory, NewWork, WorkPatch, WorkRow};
use crate::campus::maintenance::{rules, store};
use crate::kit::{CallerTx, Change, Code, Id, LocalTime, Result, Scope};

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

/// Corrects what was written down; a request that wrote it when it was completed costs what its history says.
///
/// # Errors
/// [`Code::WorkNotFound`], and those of [`add`].
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
    if let Some(request) = row.request_id.filter(|_| row.is_completion && row.cost != before.cost) {
        store::history::sum_up(tx, request, LocalTime(tx.now))?;
    }
    let work = store::history::get_within(tx, Scope::Everything, id)?;
    let says = format!("Mantenimiento anotado corregido: {} ({})", work.item_name, work.internal_code);
    Ok(Change::updated("maintenance_history", id, says, &before, work))
}
