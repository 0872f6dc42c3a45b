//! What becomes of the items of a request, their history and its plan, as it moves on.

use super::{last_after, plans};
use crate::campus::inventory;
use crate::campus::inventory::change::Upkeep;
use crate::campus::inventory::rules::Work;
use crate::campus::maintenance::model::history::WorkRow;
use crate::campus::maintenance::model::{
    MaintenanceItem, MaintenanceRequest, MaintenanceStatus, MaintenanceType,
};
use crate::campus::maintenance::rules;
use crate::campus::maintenance::store::{self, Ended};
use crate::kit::{CallerTx, Day, Event, Id, LocalTime, Result, Tx};
use std::collections::BTreeMap;

/// What is said when a request is completed, and kept in the history of its items.
pub(super) struct Completion {
    pub(super) day: Day,
    pub(super) parts_replaced: Option<String>,
    /// How many pieces of each item work again, of those that somebody named.
    pub(super) repaired: BTreeMap<Id, i64>,
}

/// What the items, their history and the plan make of the step.
pub(super) fn follow(
    tx: &CallerTx<'_>,
    before: &MaintenanceRequest,
    after: &MaintenanceRequest,
    completion: Option<Completion>,
) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    if let Some(completion) = completion {
        events.extend(complete(tx, after, &completion)?);
    } else if before.status == MaintenanceStatus::Completed && after.status.is_open() {
        events.extend(undo_completion(tx, before)?);
    }
    let (was, is) =
        (before.status == MaintenanceStatus::InProgress, after.status == MaintenanceStatus::InProgress);
    if is && !was {
        events.extend(begin(tx, after)?);
    } else if was && !is && after.status != MaintenanceStatus::Completed {
        events.extend(stop(tx, after)?);
    }
    if let (Some(plan), Some(due)) = (after.plan_id, after.due_date) {
        if before.status.is_open() && !after.status.is_open() {
            let done = after.actual_completion.unwrap_or(tx.today());
            events.extend(plans::move_on(tx, plan, due, done)?);
        } else if !before.status.is_open() && after.status.is_open() {
            events.extend(plans::move_back(tx, plan, due)?);
        }
    }
    Ok(events)
}

fn begin(tx: &Tx<'_>, request: &MaintenanceRequest) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for item in &request.items.0 {
        let upkeep = Upkeep { work: Work::Begun, ..Upkeep::NONE };
        events.extend(inventory::change::note_upkeep(tx, item.item_id, upkeep)?);
    }
    Ok(events)
}

/// What the end of work on an item means to it: somebody else may still work on it because of another request.
fn ended(tx: &Tx<'_>, item_id: Id, request: Id) -> Result<Work> {
    Ok(if store::is_worked_on(tx, item_id, request)? { Work::Unchanged } else { Work::Ended })
}

pub(super) fn stop(tx: &Tx<'_>, request: &MaintenanceRequest) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for item in &request.items.0 {
        let upkeep = Upkeep { work: ended(tx, item.item_id, request.id)?, ..Upkeep::NONE };
        events.extend(inventory::change::note_upkeep(tx, item.item_id, upkeep)?);
    }
    Ok(events)
}

/// How many of an item's damaged pieces there are fewer after work: those that work again, of a repair all if nobody says otherwise;
/// what could not be repaired is damaged, whether somebody had counted it so or not.
fn taken_off(
    request: &MaintenanceRequest,
    item: &MaintenanceItem,
    named: Option<i64>,
    damaged: i64,
) -> (i64, i64) {
    let is_repair = request.maintenance_type == MaintenanceType::Corrective;
    let repaired = named.unwrap_or(if is_repair { item.quantity } else { 0 });
    let left = if is_repair { item.quantity - repaired } else { 0 };
    let after = (damaged - repaired).max(left).max(0);
    (repaired, damaged - after)
}

/// Writes what was done into the history of each item, with its share of the cost, and lets what was repaired be used.
fn complete(tx: &CallerTx<'_>, request: &MaintenanceRequest, completion: &Completion) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    let items = &request.items.0;
    let next = request.plan_id.zip(request.due_date);
    let next = next.map(|(plan, due)| plans::day_after(tx, plan, due, completion.day)).transpose()?;
    for (item, cost) in items.iter().zip(rules::shares(request.cost, items.len())) {
        let known = inventory::store::get(tx, item.item_id)?;
        let named = completion.repaired.get(&item.item_id).copied();
        let (repaired, taken_off) = taken_off(request, item, named, known.quantity_damaged);
        let upkeep = Upkeep {
            work: ended(tx, item.item_id, request.id)?,
            taken_off,
            last: last_after(&known, completion.day),
            next: None,
        };
        events.extend(inventory::change::note_upkeep(tx, item.item_id, upkeep)?);
        let kept = inventory::store::get(tx, item.item_id)?.quantity_damaged;
        let made = Ended {
            repaired,
            taken_off: known.quantity_damaged - kept,
            damaged_left: Some(kept),
            last_before: known.last_maintenance,
        };
        store::set_ended(tx, request.id, item.item_id, Some(&made))?;
        let now = LocalTime(tx.now);
        let work = WorkRow {
            id: Id::new(),
            item_id: item.item_id,
            request_id: Some(request.id),
            technician_id: request.assigned_technician_id.or(Some(tx.who.id)),
            maintenance_type: request.maintenance_type,
            description: request.notes.clone().unwrap_or_else(|| request.title.clone()),
            cost,
            parts_replaced: completion.parts_replaced.clone(),
            maintenance_date: completion.day,
            next_maintenance_date: next,
            is_completion: true,
            created_at: now,
            updated_at: now,
        };
        store::history::insert(tx, &work)?;
    }
    for work in store::history::of_completion(tx, request.id)? {
        let says = format!("Mantenimiento anotado: {} ({})", work.item_name, work.internal_code);
        // The answer is that of the request.
        let event = Event::create("maintenance_history", work.id).status(200);
        events.push(event.describe(says).after(&work));
    }
    Ok(events)
}

/// Takes back what the completion of a request has made of its items.
fn undo_completion(tx: &CallerTx<'_>, request: &MaintenanceRequest) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for work in store::history::of_completion(tx, request.id)? {
        let says = format!("Mantenimiento anotado, retirado: {} ({})", work.item_name, work.internal_code);
        events.push(Event::delete("maintenance_history", work.id).describe(says).before(&work));
    }
    store::history::delete_of_completion(tx, request.id)?;
    for (item_id, ended) in store::ended(tx, request.id)? {
        let known = inventory::store::get(tx, item_id)?;
        let last = (known.last_maintenance == request.actual_completion)
            .then(|| store::history::last_day(tx, item_id).map(|day| day.max(ended.last_before)))
            .transpose()?;
        let back = rules::put_back(ended.taken_off, ended.damaged_left, known.quantity_damaged);
        let upkeep = Upkeep { taken_off: -back, last, ..Upkeep::NONE };
        events.extend(inventory::change::note_upkeep(tx, item_id, upkeep)?);
        store::set_ended(tx, request.id, item_id, None)?;
    }
    Ok(events)
}
