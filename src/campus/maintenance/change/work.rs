//! Moving a request on: who works on it, how far it is, and what it cost.

use super::ask::{checked_photos, link, urgency};
use super::items::{Completion, follow, stop};
use super::{check_technician, plans};
use crate::campus::maintenance::model::sent::MaintenancePatch;
use crate::campus::maintenance::model::{MaintenanceRequest, MaintenanceStatus, RequestReach};
use crate::campus::maintenance::rules::{self, Standing, Wish};
use crate::campus::maintenance::store;
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Code, Day, Error, Event, Field, Id, LocalTime, Notice, Removal, Result};
use std::collections::BTreeMap;

/// A request of the rooms that the caller keeps.
fn own(tx: &CallerTx<'_>, id: Id) -> Result<MaintenanceRequest> {
    store::get_within(tx, RequestReach { scope: tx.who.keeping(), own: None }, id)
}

/// Changes a request: what it says, who works on it, how far it is.
///
/// # Errors
/// [`Code::MaintenanceNotFound`], those of [`rules::next`], and what can't be: a technician who is none, days, photos, pieces.
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: MaintenancePatch) -> Result<Change<MaintenanceRequest>> {
    let before = own(tx, id)?;
    let standing = next_standing(tx, &before, &patch)?;
    if standing.technician != before.assigned_technician_id {
        check_technician(tx, standing.technician, before.environment_id)?;
    }
    let photos = match &patch.images_urls {
        Field::Absent => None,
        Field::Clear => Some(Vec::new()),
        Field::Set(addresses) => Some(checked_photos(tx, addresses)?),
    };
    let completion = completion(tx, &before, standing.status, &patch)?;
    let after = applied(tx, &before, standing, completion.as_ref().map(|it| it.day), patch)?;
    check_closed(&before, &after)?;
    if let Some(photos) = photos {
        store::set_photos(tx, id, &photos)?;
    }
    store::save(tx, &after)?;
    let events = follow(tx, &before, &after, completion)?;
    let after = store::get(tx, id)?;
    let notices = told(tx.who.id, &before, &after);
    let change = Change::updated("maintenance_request", id, says(&before, &after), &before, after);
    Ok(events.into_iter().fold(change, Change::and).tell(notices))
}

fn next_standing(
    tx: &CallerTx<'_>,
    before: &MaintenanceRequest,
    patch: &MaintenancePatch,
) -> Result<Standing> {
    let technician = match &patch.assigned_technician_id {
        Field::Absent => None,
        Field::Clear => Some(None),
        Field::Set(id) => Some(Some(*id)),
    };
    let wish = Wish {
        status: patch.status.0,
        technician,
        has_reason: patch.cancellation_reason.0.is_some(),
        by: tx.who.id,
    };
    rules::next(Standing { status: before.status, technician: before.assigned_technician_id }, wish)
}

/// What a patch says of the end of the work, if it is the end.
fn completion(
    tx: &CallerTx<'_>,
    before: &MaintenanceRequest,
    status: MaintenanceStatus,
    patch: &MaintenancePatch,
) -> Result<Option<Completion>> {
    let day = patch.actual_completion.value().copied();
    if status != MaintenanceStatus::Completed {
        return match day {
            Some(_) => Err(Error::With(
                Code::MaintenanceStage,
                "El día en que se terminó se indica al terminar la solicitud".into(),
            )),
            None => Ok(None),
        };
    }
    if !before.status.is_open() {
        return Ok(None);
    }
    let day = day.unwrap_or(tx.today());
    rules::check_done(day, tx.today())?;
    let mut repaired = BTreeMap::new();
    for pieces in patch.repaired.0.as_deref().unwrap_or_default() {
        let item = before.items.0.iter().find(|item| item.item_id == pieces.item_id);
        let item = item.ok_or(Code::MaintenanceItemUnknown)?;
        let count = pieces.quantity.get();
        if count > item.quantity {
            let pieces =
                if item.quantity == 1 { "1 pieza".to_owned() } else { format!("{} piezas", item.quantity) };
            let says = format!("La solicitud es de {pieces} de {}", item.item_name);
            return Err(Error::With(Code::MaintenanceTooManyPieces, says));
        }
        repaired.insert(item.item_id, count);
    }
    let parts_replaced = patch.parts_replaced.0.as_ref().map(|text| text.as_str().to_owned());
    Ok(Some(Completion { day, parts_replaced, repaired }))
}

/// The request with what was sent.
fn applied(
    tx: &CallerTx<'_>,
    before: &MaintenanceRequest,
    standing: Standing,
    done: Option<Day>,
    patch: MaintenancePatch,
) -> Result<MaintenanceRequest> {
    let mut after = before.clone();
    (after.status, after.assigned_technician_id) = (standing.status, standing.technician);
    if let Some(title) = patch.title.0 {
        after.title = title.into_string();
    }
    if let Some(description) = patch.description.0 {
        after.description = description.into_string();
    }
    after.priority = patch.priority.0.unwrap_or(after.priority);
    after.maintenance_type = patch.maintenance_type.0.unwrap_or(after.maintenance_type);
    after.category = patch.category.map(String::from).or(after.category);
    after.location = patch.location.map(String::from).or(after.location);
    after.cost = patch.cost.or(after.cost);
    after.notes = patch.notes.map(String::from).or(after.notes);
    after.estimated_completion = patch.estimated_completion.or(after.estimated_completion);
    let asked = Day(crate::kit::clock::day_of(before.created_at.0));
    if after.estimated_completion != before.estimated_completion
        && after.estimated_completion.is_some_and(|day| day < asked)
    {
        return Err(Code::MaintenanceEstimatePast.into());
    }
    if standing.status.is_open() {
        (after.actual_completion, after.cancellation_reason) = (None, None);
    } else if before.status.is_open() {
        after.actual_completion = done;
        after.cancellation_reason = match standing.status {
            MaintenanceStatus::Cancelled => patch.cancellation_reason.0.map(String::from),
            _ => None,
        };
    } else if let Field::Set(day) = patch.actual_completion {
        after.actual_completion = Some(day);
    }
    after.updated_at = LocalTime(tx.now);
    Ok(after)
}

/// A closed request takes notes and photos; what was done is in the history already. A form sends all the rest back unchanged.
fn check_closed(before: &MaintenanceRequest, after: &MaintenanceRequest) -> Result<()> {
    if before.status.is_open() || after.status.is_open() {
        return Ok(());
    }
    let with_notes =
        MaintenanceRequest { notes: after.notes.clone(), updated_at: after.updated_at, ..before.clone() };
    let same = serde_json::to_value(with_notes).ok() == serde_json::to_value(after).ok();
    if same { Ok(()) } else { Err(Code::MaintenanceClosed.into()) }
}

fn says(before: &MaintenanceRequest, after: &MaintenanceRequest) -> String {
    let what = if before.status == after.status {
        "Solicitud de mantenimiento modificada".to_owned()
    } else if !before.status.is_open() {
        "Solicitud de mantenimiento reabierta".to_owned()
    } else {
        format!("Solicitud de mantenimiento {}", after.status.spanish())
    };
    format!("{what}: {}", after.title)
}

/// Who hears of a step: who asked, and who works on it; but not who took it.
fn told(by: Id, before: &MaintenanceRequest, after: &MaintenanceRequest) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut tell = |to: Id, title: &str, message: String| {
        if to != by {
            notices.push(
                Notice::new(to, Kind::MaintenanceUpdate, title, message)
                    .priority(urgency(after))
                    .leads_to(link(after)),
            );
        }
    };
    let title = &after.title;
    let (was, is) = (before.assigned_technician_id, after.assigned_technician_id);
    if let Some(technician) = is.filter(|_| is != was) {
        let place = after.environment_name.as_deref().or(after.location.as_deref());
        let place = place.map_or_else(String::new, |place| format!(" Lugar: {place}."));
        let message = format!("Tiene a su cargo: {title}.{place} Prioridad: {}", after.priority.spanish());
        tell(technician, "Mantenimiento asignado", message);
    }
    if let Some(technician) = was.filter(|_| is != was) {
        tell(technician, "Mantenimiento reasignado", format!("Ya no tiene a su cargo: {title}"));
    }
    if before.status == after.status {
        return notices;
    }
    let reason = after.cancellation_reason.as_deref();
    let reason = reason.map_or_else(String::new, |reason| format!(". Motivo: {reason}"));
    let what = match after.status {
        _ if !before.status.is_open() => "se ha reabierto",
        MaintenanceStatus::Pending => return notices,
        MaintenanceStatus::Assigned if before.status == MaintenanceStatus::InProgress => return notices,
        MaintenanceStatus::Assigned => "tiene técnico",
        MaintenanceStatus::InProgress => "está siendo procesada",
        MaintenanceStatus::Completed => "ha sido completada",
        MaintenanceStatus::Cancelled => "ha sido cancelada",
    };
    let update = "Actualización de Solicitud de Mantenimiento";
    // Who has just heard that the work is theirs knows.
    if is == was || is != Some(after.user_id) {
        tell(after.user_id, update, format!("Su solicitud de mantenimiento {what}: {title}{reason}"));
    }
    let is_news = !before.status.is_open() || after.status == MaintenanceStatus::Cancelled;
    if let Some(technician) = is.filter(|person| is == was && is_news && *person != after.user_id) {
        tell(technician, update, format!("La solicitud a su cargo {what}: {title}{reason}"));
    }
    notices
}

/// Deletes a request; what was done because of it stays in the history of its items.
///
/// # Errors
/// [`Code::MaintenanceNotFound`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = own(tx, id)?;
    let mut events = Vec::new();
    if before.status == MaintenanceStatus::InProgress {
        events.extend(stop(tx, &before)?);
    }
    store::delete(tx, id)?;
    if let (Some(plan), Some(due), true) = (before.plan_id, before.due_date, before.status.is_open()) {
        events.extend(plans::move_on(tx, plan, due, tx.today())?);
    }
    let event = Event::delete("maintenance_request", id)
        .describe(format!("Solicitud de mantenimiento eliminada: {}", before.title))
        .before(&before);
    let change = Change::new(Removal::deleted("Solicitud de mantenimiento eliminada"), event);
    Ok(events.into_iter().fold(change, Change::and))
}
