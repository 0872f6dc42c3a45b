//! What a write does to an account.

use super::model::{NewUser, RoomLink, User, UserPatch, UserRow};
use super::store::Duties;
use super::{rules, store};
use crate::campus::environments;
use crate::kit::{CallerTx, Change, Code, Event, Field, Id, LocalTime, Result, Scope, Tx};

/// Links the caller to a room of their centre; the QR code of a room does the same.
///
/// # Errors
/// `Code::EnvironmentNotFound`, [`Code::RoomOfOtherCenter`], [`Code::NoCenter`].
pub fn link(tx: &CallerTx<'_>, room: Id) -> Result<Change<RoomLink>> {
    let id = tx.who.id;
    let before = store::get(tx, id)?;
    let environment = store::linkable_room(tx, room)?;
    let scope = tx.who.linking();
    if !environments::store::room_within(tx, scope, room)? {
        let is_of_none = scope == Scope::Nothing;
        return Err((if is_of_none { Code::NoCenter } else { Code::RoomOfOtherCenter }).into());
    }
    let now = LocalTime(tx.now);
    store::save(tx, &UserRow { environment_id: Some(environment.id), updated_at: now, ..before.row() })?;
    let user = store::get(tx, id)?;
    let event = Event::update("user", id)
        .describe(format!("{} se vinculó al ambiente {}", user.name, environment.name))
        .before(&before)
        .after(&user);
    Ok(Change::new(RoomLink { status: "success".into(), environment, user }, event))
}

/// A new account with its centre: the given one, that of its room, or the only one that there is.
///
/// # Errors
/// `Code::CenterUnknown`, [`Code::CenterOfOtherRoom`].
pub fn placed(tx: &Tx<'_>, user: UserRow, given: Option<Id>) -> Result<UserRow> {
    if let Some(center) = given {
        environments::store::check_center(tx, center)?;
    }
    let of_room = environments::store::center_of(tx, user.environment_id)?;
    let only = store::only_center(tx)?;
    let center_id = rules::center(only, given.map(Some), of_room, true)?;
    Ok(UserRow { center_id, ..user })
}

/// Adds an active account; the command line does it too.
///
/// # Errors
/// `Code::EmailTaken`, `Code::EnvironmentUnknown`, `Code::CenterUnknown`, [`Code::CenterOfOtherRoom`].
pub fn add(tx: &Tx<'_>, new: NewUser, password_hash: &str) -> Result<Change<User>> {
    environments::store::check_room(tx, Scope::Everything, new.environment_id.0)?;
    let given = new.center_id.0;
    let user = placed(tx, UserRow::of(new, LocalTime(tx.now)), given)?;
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
/// `Code::UserNotFound`, `Code::EmailTaken`, `Code::EnvironmentUnknown`, `Code::CenterUnknown`, and what the rules refuse.
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: UserPatch) -> Result<Change<User>> {
    let before = store::get(tx, id)?;
    let (room, center) = (patch.environment_id.value().copied(), patch.center_id.value().copied());
    let is_given = !matches!(patch.center_id, Field::Absent);
    let mut user = before.row();
    user.apply(patch, LocalTime(tx.now));
    judge(tx, &before.row(), &user)?;
    environments::store::check_room(tx, Scope::Everything, room)?;
    if let Some(center) = center {
        environments::store::check_center(tx, center)?;
    }
    let of_room = environments::store::center_of(tx, user.environment_id)?;
    user.center_id = rules::center(before.center_id, is_given.then_some(center), of_room, room.is_some())?;
    let user = store_judged(tx, &before.row(), user)?;
    // Their open streams look whether they still may.
    let says = format!("Usuario modificado: {}", user.name);
    Ok(Change::updated("user", id, says, &before, user).ring(id))
}

/// Refuses a change of role or of the active flag that a general administrator may not make.
fn judge(tx: &Tx<'_>, old: &UserRow, user: &UserRow) -> Result<()> {
    let by = tx.origin.identity().map(|person| person.id);
    rules::judge_change(by, old, user.role, user.is_active, store::other_administrators(tx, user.id)?)
}

/// Stores an account as it is now; the sessions end that it may no longer have.
fn store_judged(tx: &Tx<'_>, old: &UserRow, mut user: UserRow) -> Result<User> {
    user.activation_requested &= !user.is_active;
    store::save(tx, &user)?;
    if rules::ends_sessions(old, user.role, user.is_active) {
        store::end_sessions(tx, user.id)?;
    }
    if !user.is_active {
        store::void_codes(tx, user.id)?;
    }
    store::get(tx, user.id)
}

/// Activates or deactivates an account; the command line does it too. Answers what the person has to do.
///
/// # Errors
/// `Code::UserNotFound`, and what the rules refuse.
pub fn set_active(tx: &Tx<'_>, id: Id, active: bool) -> Result<Change<Duties>> {
    let before = store::get(tx, id)?;
    let user = UserRow { is_active: active, updated_at: LocalTime(tx.now), ..before.row() };
    judge(tx, &before.row(), &user)?;
    let user = store_judged(tx, &before.row(), user)?;
    let event = if active {
        Event::update("user", id).describe(format!("Usuario activado: {}", user.name))
    } else {
        Event::delete("user", id).describe(format!("Usuario desactivado: {}", user.name))
    };
    Ok(Change::new(store::duties(tx, id)?, event.before(&before).after(&user)).ring(id))
}

/// Sets somebody's password and ends their sessions; the command line does it too.
///
/// # Errors
/// `Code::UserNotFound`.
pub fn set_password(tx: &Tx<'_>, id: Id, password_hash: &str) -> Result<Change<()>> {
    let user = store::get(tx, id)?;
    store::set_password(tx, id, password_hash, LocalTime(tx.now))?;
    store::end_sessions(tx, id)?;
    let event = Event::update("user", id).describe(format!("Contraseña restablecida: {}", user.name));
    Ok(Change::new((), event).ring(id))
}
