//! Plans: made, changed, followed when their day comes, and moved on when the work is done.

use super::ask::store_and_tell;
use super::{check_items, check_one_center, named_item, refresh_next};
use crate::campus::inventory::model::Item;
use crate::campus::maintenance::model::plan::{MaintenancePlan, NewPlan, PlanItem, PlanPatch, PlanUnit};
use crate::campus::maintenance::model::{MaintenancePriority, MaintenanceType, NewRequest, RequestDetails};
use crate::campus::maintenance::{rules, store};
use crate::campus::{inventory, users};
use crate::kit::db::Kind;
use crate::kit::wire::Listed;
use crate::kit::{
    CallerTx, Change, Code, Day, Event, Id, LocalTime, Notice, Number, Removal, Result, Scope, Tx,
};
use std::collections::BTreeSet;

/// How many days ahead people are reminded when nobody says.
const REMINDED: i64 = 7;

fn get(tx: &Tx<'_>, id: Id) -> Result<MaintenancePlan> {
    store::plans::get_within(tx, Scope::Everything, id)
}

fn chosen(tx: &CallerTx<'_>, ids: &[Id]) -> Result<Listed<PlanItem>> {
    if ids.is_empty() {
        return Err(Code::PlanWithoutItems.into());
    }
    check_items(ids.iter())?;
    let items = ids.iter().map(|id| named_item(tx, tx.who.keeping(), *id)).collect::<Result<Vec<Item>>>()?;
    check_one_center(tx, &items, "póngalo en otro plan")?;
    let items = items.into_iter().map(|item| PlanItem {
        item_id: item.id,
        item_name: item.name,
        internal_code: item.internal_code,
        environment_id: item.environment_id,
        environment_name: item.environment_name,
    });
    Ok(Listed(items.collect()))
}

fn ids(plan: &MaintenancePlan) -> BTreeSet<Id> {
    plan.items.0.iter().map(|item| item.item_id).collect()
}

/// Makes a plan for items of the rooms that the caller keeps.
///
/// # Errors
/// [`Code::PlanWithoutItems`], [`Code::MaintenanceItemUnknown`], [`Code::PlanTooLong`], [`Code::PlanInPast`].
pub fn add(tx: &CallerTx<'_>, new: NewPlan) -> Result<Change<MaintenancePlan>> {
    let unit = new.unit.0.unwrap_or(PlanUnit::Month);
    rules::check_interval(new.every.get(), unit)?;
    rules::check_planned(new.next_date, tx.today())?;
    let now = LocalTime(tx.now);
    let plan = MaintenancePlan {
        id: Id::new(),
        title: new.title.into_string(),
        description: new.description.into_string(),
        every: new.every.get(),
        unit,
        next_date: new.next_date,
        remind_days: new.remind_days.0.map_or(REMINDED, Number::get),
        is_active: true,
        items: chosen(tx, &new.item_ids)?,
        open_request_id: None,
        created_by: tx.who.id,
        created_by_name: String::new(),
        created_at: now,
        updated_at: now,
    };
    store::plans::insert(tx, &plan)?;
    let events = refresh_next(tx, ids(&plan), None)?;
    let plan = get(tx, plan.id)?;
    let says = format!("Plan de mantenimiento registrado: {}", plan.title);
    let change = Change::created("maintenance_plan", plan.id, says, plan);
    Ok(events.into_iter().fold(change, Change::and).status(201))
}

/// Changes a plan.
///
/// # Errors
/// [`Code::PlanNotFound`], and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: PlanPatch) -> Result<Change<MaintenancePlan>> {
    let before = store::plans::get_within(tx, tx.who.keeping(), id)?;
    let mut plan = before.clone();
    if let Some(title) = patch.title.0 {
        plan.title = title.into_string();
    }
    if let Some(description) = patch.description.0 {
        plan.description = description.into_string();
    }
    plan.every = patch.every.0.map_or(plan.every, Number::get);
    plan.unit = patch.unit.0.unwrap_or(plan.unit);
    rules::check_interval(plan.every, plan.unit)?;
    plan.next_date = patch.next_date.0.unwrap_or(plan.next_date);
    if plan.next_date != before.next_date {
        rules::check_planned(plan.next_date, tx.today())?;
    }
    plan.remind_days = patch.remind_days.0.map_or(plan.remind_days, Number::get);
    plan.is_active = patch.is_active.0.unwrap_or(plan.is_active);
    let known = ids(&before);
    if let Some(wanted) =
        patch.item_ids.0.filter(|wanted| wanted.iter().copied().collect::<BTreeSet<_>>() != known)
    {
        plan.items = chosen(tx, &wanted)?;
    }
    plan.updated_at = LocalTime(tx.now);
    store::plans::save(tx, &plan)?;
    let touched = known.union(&ids(&plan)).copied().collect::<Vec<_>>();
    let events = refresh_next(tx, touched, Some(before.next_date))?;
    let plan = get(tx, id)?;
    let says = format!("Plan de mantenimiento modificado: {}", plan.title);
    let change = Change::updated("maintenance_plan", id, says, &before, plan);
    Ok(events.into_iter().fold(change, Change::and))
}

/// Deletes a plan; its requests stay, and so does what was done.
///
/// # Errors
/// [`Code::PlanNotFound`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::plans::get_within(tx, tx.who.keeping(), id)?;
    store::plans::delete(tx, id)?;
    let events = refresh_next(tx, ids(&before), Some(before.next_date))?;
    let event = Event::delete("maintenance_plan", id)
        .describe(format!("Plan de mantenimiento eliminado: {}", before.title))
        .before(&before);
    let change = Change::new(Removal::deleted("Plan de mantenimiento eliminado"), event);
    Ok(events.into_iter().fold(change, Change::and))
}

/// Follows the plans that wait: asks for the work of those whose day has come, and reminds of those whose day is near. Answers how
/// many, at most `limit`.
///
/// A plan asks for one thing at a time and moves on when that is closed, so that a box that was off for a year, or whose clock
/// jumped ten, asks once.
pub fn follow(tx: &Tx<'_>, limit: i64) -> Result<Change<usize>> {
    let today = tx.today();
    let waiting = store::plans::waiting(tx, today, limit)?;
    let mut all = Change::unaudited(());
    for id in &waiting {
        let plan = get(tx, *id)?;
        let step = if plan.next_date <= today { ask(tx, &plan)? } else { remind(tx, &plan)? };
        all = all.join(step).map(drop);
    }
    Ok(all.map(|()| waiting.len()))
}

fn ask(tx: &Tx<'_>, plan: &MaintenancePlan) -> Result<Change<()>> {
    let mut items = Vec::with_capacity(plan.items.0.len());
    for item in &plan.items.0 {
        items.push((item.item_id, inventory::store::get(tx, item.item_id)?.quantity));
    }
    let new = NewRequest {
        item_id: items.first().map(|(id, _)| *id),
        environment_id: plan.items.0.iter().find_map(|item| item.environment_id),
        check_id: None,
        loan_id: None,
        user_id: plan.created_by,
        title: plan.title.clone(),
        description: plan.description.clone(),
        priority: MaintenancePriority::Media,
        quantity_affected: 1,
    };
    let details = RequestDetails {
        maintenance_type: MaintenanceType::Preventive,
        items,
        plan: Some((plan.id, plan.next_date)),
        ..RequestDetails::default()
    };
    Ok(store_and_tell(tx, &new, &details, None)?.map(drop))
}

fn remind(tx: &Tx<'_>, plan: &MaintenancePlan) -> Result<Change<()>> {
    store::plans::set_reminded(tx, plan.id, plan.next_date)?;
    let rooms: BTreeSet<Id> = plan.items.0.iter().filter_map(|item| item.environment_id).collect();
    let mut people = BTreeSet::from([plan.created_by]);
    for room in rooms {
        people.extend(users::store::supervisors_of(tx, room)?);
    }
    let day = plan.next_date;
    let what = rules::items_named(&plan.items.0);
    let message = format!("El {} toca {}: {what}.", day.written(), plan.title);
    let event = Event::named("REMIND", "maintenance_plan", Some(plan.id))
        .describe(format!("Recordatorio de mantenimiento preventivo: {}", plan.title));
    let notices = people.into_iter().map(|person| {
        // No id in the link: the app would take it for that of a request.
        Notice::new(person, Kind::MaintenanceUpdate, "Mantenimiento preventivo próximo", message.clone())
            .leads_to(format!("/mantenimiento/calendario?dia={day}"))
    });
    Ok(Change::new((), event).tell(notices))
}

/// The next day of a plan after its request for `due` was dealt with on `done`.
pub(super) fn day_after(tx: &Tx<'_>, id: Id, due: Day, done: Day) -> Result<Day> {
    let plan = get(tx, id)?;
    // Somebody may have put it off meanwhile, and to a day that the work hasn't reached.
    let moved = plan.next_date > due && plan.next_date > done;
    // Or this was opened again after the plan had gone on to other days: theirs is the next one.
    let is_old = store::plans::has_asked_after(tx, id, due)?;
    Ok(if moved || is_old { plan.next_date } else { rules::next_date(due, done, plan.every, plan.unit) })
}

/// Gives a plan its next day, because its request for `due` is closed.
pub(super) fn move_on(tx: &Tx<'_>, id: Id, due: Day, done: Day) -> Result<Vec<Event>> {
    let day = day_after(tx, id, due, done)?;
    set_next(tx, id, day)
}

/// Gives a plan the day of a request back that was opened again, unless it has asked for work on later days since.
pub(super) fn move_back(tx: &Tx<'_>, id: Id, due: Day) -> Result<Vec<Event>> {
    if store::plans::has_asked_after(tx, id, due)? {
        return Ok(Vec::new());
    }
    set_next(tx, id, due)
}

fn set_next(tx: &Tx<'_>, id: Id, day: Day) -> Result<Vec<Event>> {
    let before = get(tx, id)?;
    if before.next_date == day {
        return Ok(Vec::new());
    }
    let plan = MaintenancePlan { next_date: day, updated_at: LocalTime(tx.now), ..before.clone() };
    store::plans::save(tx, &plan)?;
    let mut events = vec![
        Event::update("maintenance_plan", id)
            .describe(format!("Próxima fecha de {}: {}", plan.title, day.written()))
            .before(&before)
            .after(&plan),
    ];
    events.extend(refresh_next(tx, ids(&plan), Some(before.next_date))?);
    Ok(events)
}
