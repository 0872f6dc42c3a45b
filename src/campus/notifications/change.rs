//! What a write does to notifications. What people have read and tidied away is their own affair, and leaves no trace in the
//! audit; what was told to whom does.

use super::model::{NewNotification, Notification, NotificationsRead};
use super::store;
use crate::kit::db::{Kind, Priority, notice};
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Notice, Removal, Result, role};
use chrono::TimeDelta;

/// The steps of a loan, which we tell and the app tells once more, right after the step (contract D52).
const TOLD_BY_US: &[Kind] = &[Kind::LoanApproved, Kind::LoanRejected, Kind::LoanActive, Kind::LoanReturned];

/// How soon after the step.
const REPEATED_WITHIN: TimeDelta = TimeDelta::seconds(30);

/// Tells somebody something: themselves anybody, others only those who look after rooms.
///
/// # Errors
/// [`Code::RoleForbidden`], and [`Code::RecipientUnknown`] of somebody who can't be told anything.
pub fn send(tx: &CallerTx<'_>, new: NewNotification) -> Result<Change<Notification>> {
    let to = new.user_id;
    if to != tx.who.id && !tx.who.is(role::KEEPERS) {
        return Err(Code::RoleForbidden.into());
    }
    let name = store::recipient(tx, to)?.ok_or(Code::RecipientUnknown)?;
    let is_ours = TOLD_BY_US.contains(&new.kind);
    if is_ours {
        let since = LocalTime(tx.now - REPEATED_WITHIN);
        if let Some(told) = store::told_since(tx, to, &new.kind, since)? {
            // They know: the answer is what they were told, and nothing has happened.
            return Ok(Change::unaudited(store::get_own(tx, to, told)?));
        }
    }
    let mut notice = Notice::new(to, new.kind, new.title.as_str(), new.message.into_string())
        .priority(new.priority.0.unwrap_or(Priority::Medium));
    if let Some(page) = new.action_url.0 {
        notice = notice.leads_to(page);
    }
    if let Some(instant) = new.expires_at.0 {
        notice = notice.until(instant);
    }
    // Our own word has left no row by which its repetition would be known, and may have left a letter.
    let is_done = is_ours && !notice::switches(tx, to, &notice.kind)?.in_app;
    let recorded = if is_done { None } else { notice::record(tx, &notice)? };
    let Some(id) = recorded else {
        // They have switched its kind off. Whoever tells it hears what would have been told: it is none of their business.
        let notification = unsent(&notice, LocalTime(tx.now));
        let event = Event::create("notification", notification.id)
            .describe(format!("Aviso no entregado: {name} no recibe los de esta clase"))
            .status(201);
        return Ok(Change::new(notification, event));
    };
    let notification = store::get_own(tx, to, id)?;
    let says = format!("Aviso enviado a {name}: {}", notification.title);
    Ok(Change::created("notification", notification.id, says, notification).ring(to))
}

/// What a notice would have become.
fn unsent(notice: &Notice, now: LocalTime) -> Notification {
    let Notice { to, kind, title, message, priority, action_url, expires_at, by_mail: _ } = notice.clone();
    Notification {
        id: Id::new(),
        user_id: to,
        r#type: kind,
        title,
        message,
        is_read: false,
        priority,
        action_url,
        expires_at,
        created_at: now,
        updated_at: now,
    }
}

/// Marks all of the caller's notifications as read.
pub fn read_all(tx: &CallerTx<'_>) -> Result<Change<NotificationsRead>> {
    let updated = store::read_all(tx, tx.who.id, LocalTime(tx.now))?;
    let message = match updated {
        0 => "No había avisos por leer".to_owned(),
        1 => "1 aviso quedó como leído".to_owned(),
        _ => format!("{updated} avisos quedaron como leídos"),
    };
    // See the module's header: no event.
    Ok(Change::unaudited(NotificationsRead { message, updated }).ring(tx.who.id))
}

/// Marks one of the caller's notifications as read, or as not read.
///
/// # Errors
/// [`Code::NotificationNotFound`].
pub fn mark(tx: &CallerTx<'_>, id: Id, is_read: bool) -> Result<Change<Notification>> {
    store::get_own(tx, tx.who.id, id)?;
    store::mark(tx, id, is_read, LocalTime(tx.now))?;
    // See the module's header: no event.
    Ok(Change::unaudited(store::get_own(tx, tx.who.id, id)?).ring(tx.who.id))
}

/// Deletes one of the caller's notifications.
///
/// # Errors
/// [`Code::NotificationNotFound`].
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    store::get_own(tx, tx.who.id, id)?;
    store::delete(tx, id)?;
    // See the module's header: no event.
    Ok(Change::unaudited(Removal::deleted("Aviso eliminado")).ring(tx.who.id))
}
