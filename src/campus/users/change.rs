//! What a write does to an account.

use super::model::{NewUser, RoomLink, User, UserPatch, UserRow};
use super::{rules, store};
use crate::campus::environments;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result, Scope, Tx};

/// Links the caller to a room; the QR code of a room does the same.
///
/// # Errors
/// [`Code::EnvironmentNotFound`].
pub fn link(tx: &CallerTx<'_>, room: Id) -> Result<Change<RoomLink>> {
    let id = tx.who.id;
    let before = store::get(tx, id)?;
    let environment = store::linkable_room(tx, room)?;
    let now = LocalTime(tx.now);
    store::save(tx, &UserRow { environment_id: Some(environment.id), updated_at: now, ..before.row() })?;
    let user = store::get(tx, id)?;
    let event = Event::update("user", id)
        .describe(format!("{} se vinculó al ambiente {}", user.name, environment.name))
        .before(&before)
        .after(&user);
    Ok(Change::new(RoomLink { status: "success".into(), environment, user }, event))
}

/// Refuses a room that doesn't exist or is not in use.
fn check_room(tx: &Tx<'_>, room: Option<Id>) -> Result<()> {
    match room {
        Some(id) if !environments::store::room_within(tx, Scope::Everything, id)? => {
            Err(Code::EnvironmentUnknown.into())
        }
        _ => Ok(()),
    }
}

/// Adds an active account; the command line does it too.
///
/// # Errors
/// [`Code::EmailTaken`], [`Code::EnvironmentUnknown`].
pub fn add(tx: &Tx<'_>, new: NewUser, password_hash: &str) -> Result<Change<User>> {
    check_room(tx, new.environment_id.0)?;
    let user = UserRow::of(new, LocalTime(tx.now));
    store::insert(tx, &user, password_hash)?;
    let user = store::get(tx, user.id)?;
    let event = Event::create("user", user.id)
        .status(200)
        .describe(format!("Usuario creado: {} ({})", user.name, user.role.spanish()))
        .after(&user);
    Ok(Change::new(user, event))
}

/// Changes an account.
///
/// # Errors
/// [`Code::UserNotFound`], [`Code::EmailTaken`], [`Code::EnvironmentUnknown`], and what the rules refuse.
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: UserPatch) -> Result<Change<User>> {
    let before = store::get(tx, id)?;
    let role = patch.role.0.unwrap_or(before.role);
    let is_active = patch.is_active.0.unwrap_or(before.is_active);
    let old = before.row();
    rules::judge_change(Some(tx.who.id), &old, role, is_active, store::other_administrators(tx, id)?)?;
    if let Some(room) = patch.environment_id.value() {
        check_room(tx, Some(*room))?;
    }
    let mut user = old.clone();
    user.apply(patch, LocalTime(tx.now));
    user.activation_requested &= !is_active;
    store::save(tx, &user)?;
    if rules::ends_sessions(&old, role, is_active) {
        store::end_sessions(tx, id)?;
    }
    let user = store::get(tx, id)?;
    let event = Event::update("user", id)
        .describe(format!("Usuario modificado: {}", user.name))
        .before(&before)
        .after(&user);
    // Their open streams look whether they still may.
    Ok(Change::new(user, event).ring(id))
}

/// Activates or deactivates an account; the command line does it too.
///
/// # Errors
/// [`Code::UserNotFound`], and what the rules refuse.
pub fn set_active(tx: &Tx<'_>, id: Id, active: bool) -> Result<Change<()>> {
    let before = store::get(tx, id)?;
    let by = tx.origin.identity().map(|person| person.id);
    let old = before.row();
    rules::judge_change(by, &old, old.role, active, store::other_administrators(tx, id)?)?;
    let user = UserRow {
        is_active: active,
        activation_requested: old.activation_requested && !active,
        updated_at: LocalTime(tx.now),
        ..old.clone()
    };
    store::save(tx, &user)?;
    if rules::ends_sessions(&old, old.role, active) {
        store::end_sessions(tx, id)?;
    }
    let user = store::get(tx, id)?;
    let event = if active {
        Event::update("user", id).describe(format!("Usuario activado: {}", user.name))
    } else {
        Event::delete("user", id).describe(format!("Usuario desactivado: {}", user.name))
    };
    Ok(Change::new((), event.before(&before).after(&user)).ring(id))
}

/// Sets somebody's password and ends their sessions; the command line does it too.
///
/// # Errors
/// [`Code::UserNotFound`].
pub fn set_password(tx: &Tx<'_>, id: Id, password_hash: &str) -> Result<Change<()>> {
    let user = store::get(tx, id)?;
    store::set_password(tx, id, password_hash, LocalTime(tx.now))?;
    store::end_sessions(tx, id)?;
    let event = Event::update("user", id).describe(format!("Contraseña restablecida: {}", user.name));
    Ok(Change::new((), event).ring(id))
}
