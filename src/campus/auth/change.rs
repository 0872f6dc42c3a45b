//! What a write does at the accounts' door.

use super::model::Registration;
use crate::campus::users;
use crate::campus::users::model::User;
use crate::kit::access::Role;
use crate::kit::db::{Change, Event, Kind, Notice, Tx};
use crate::kit::error::{Code, Result};
use crate::kit::wire::{Id, LocalTime};

/// Whether somebody who asks for an account of this role has it at once, or waits for an administrator.
///
/// # Errors
/// [`Code::RoleNotOpen`] when nobody can ask for it.
pub fn is_open(role: Role) -> Result<bool> {
    match role {
        Role::Student => Ok(true),
        Role::Instructor | Role::Supervisor => Ok(false),
        Role::Admin | Role::AdminGeneral => Err(Code::RoleNotOpen.into()),
    }
}

/// Tells those who may activate accounts that somebody waits for one.
fn announce(tx: &Tx<'_>, user: &User) -> Result<Vec<Notice>> {
    let message = format!("{} pide una cuenta de {} ({})", user.name, user.role.spanish(), user.email);
    let notice = |to| {
        Notice::new(to, Kind::System, "Solicitud de cuenta", message.clone())
            .leads_to("/usuarios?estado=espera")
    };
    Ok(users::store::active(tx, Role::AdminGeneral)?.into_iter().map(notice).collect())
}

/// Adds the account that somebody asks for.
///
/// # Errors
/// [`Code::RoleNotOpen`], [`Code::EmailTaken`].
pub fn register(tx: &Tx<'_>, new: Registration, password_hash: &str) -> Result<Change<User>> {
    let role = new.role.0.unwrap_or(Role::Student);
    let is_active = is_open(role)?;
    let now = LocalTime(tx.now);
    let user = User {
        id: Id::new(),
        email: new.email.as_str().to_owned(),
        first_name: new.first_name.into_string(),
        last_name: new.last_name.into_string(),
        name: String::new(),
        role,
        phone: new.phone.0.map(String::from),
        program: new.program.0.map(String::from),
        ficha: new.ficha.0.map(String::from),
        avatar_url: None,
        is_active,
        activation_requested: !is_active,
        last_login: None,
        created_at: now,
        updated_at: now,
        environment_id: None,
        environment_name: None,
    };
    users::store::insert(tx, &user, password_hash)?;
    let user = users::store::get(tx, user.id)?;
    let event = Event::named("REGISTER", "authentication", Some(user.id))
        .status(201)
        .describe(format!("Registro de {} como {}", user.name, role.spanish()))
        .after(&user);
    let notices = if is_active { Vec::new() } else { announce(tx, &user)? };
    Ok(Change::new(user, event).tell(notices))
}
