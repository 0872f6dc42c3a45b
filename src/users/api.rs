//! HTTP of users.

use super::model::{
    Link, LinkRequest, NewUser, PasswordReset, PersonName, Role, User, UserPatch, UserQuery, UserStats,
};
use super::{rules, store};
use crate::app::Tag;
use crate::audit::Event;
use crate::auth::Hasher;
use crate::caller::{Allow, Caller, role};
use crate::clock;
use crate::db::{Change, Db, Tx};
use crate::error::{Code, Result};
use crate::page::{Limit, Paging, Skip};
use crate::sql;
use crate::wire::{Answer, Blank, Body, Day, Id, Line, LocalTime, Message, Rows};
use chrono::TimeDelta;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use rusqlite::named_params;

/// The users under `/api/users`.
pub struct Api {
    /// The database.
    pub db: Db,
    /// Passwords.
    pub hasher: Hasher,
}

#[OpenApi(prefix_path = "/api/users", tag = "Tag::Users")]
impl Api {
    /// Lista las cuentas, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_users")]
    #[expect(clippy::too_many_arguments, reason = "one argument a parameter is poem-openapi's way")]
    async fn list(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Solo este rol.
        role: Query<Blank<Role>>,
        /// Solo activas (true) o inactivas (false).
        is_active: Query<Blank<bool>>,
        /// Palabras en nombre, correo, ficha o programa.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo las vinculadas a este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Creadas desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Creadas hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<User>> {
        let query = UserQuery {
            role: role.0.0,
            is_active: is_active.0.0,
            environment_id: environment_id.0.0,
            from: start_date.0.0.map(|day| LocalTime(clock::start_of(day.0))),
            until: end_date.0.0.map(|day| LocalTime(clock::end_of(day.0))),
            search: search.0.0.map(String::from),
        };
        let paging = Paging::rows(limit.0, skip.0);
        self.db.read(move |db| store::list(db, query, paging)).await
    }

    /// Estadística de las cuentas.
    #[oai(path = "/stats", method = "get", operation_id = "get_user_stats")]
    async fn stats(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<UserStats>> {
        let recent = LocalTime(clock::now() - TimeDelta::days(7));
        self.db.read(move |db| store::stats(db, recent)).await.map(Answer)
    }

    /// Nombres de las personas activas de un rol, para elegir una. Un instructor solo lee los de instructores.
    #[oai(path = "/by-role/:role", method = "get", operation_id = "list_user_names")]
    async fn by_role(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El rol.
        role: Path<Role>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<PersonName>> {
        if who.role == Role::Instructor && role.0 != Role::Instructor {
            return Err(Code::RoleForbidden.into());
        }
        let paging = Paging::rows(limit.0, skip.0);
        self.db.read(move |db| store::names(db, role.0, paging)).await
    }

    /// Una cuenta.
    #[oai(path = "/:id", method = "get", operation_id = "get_user")]
    async fn get(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
    ) -> Result<Answer<User>> {
        self.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea una cuenta activa. Responde 200, que es lo que espera la aplicación.
    #[oai(path = "/", method = "post", operation_id = "create_user")]
    async fn create(&self, who: Allow<{ role::GENERAL }>, new: Body<NewUser>) -> Result<Answer<User>> {
        let hash = self.hasher.hash(new.0.password.reveal()).await?;
        self.db.write(&who, move |tx| add(tx, new.0, &hash)).await.map(Answer)
    }

    /// Cambia una cuenta. Cambiar el rol o desactivarla cierra sus sesiones.
    #[oai(path = "/:id", method = "put", operation_id = "update_user")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
        patch: Body<UserPatch>,
    ) -> Result<Answer<User>> {
        let by = who.id;
        self.db.write(&who, move |tx| change(tx, Some(by), id.0, patch.0)).await.map(Answer)
    }

    /// Desactiva una cuenta y cierra sus sesiones.
    #[oai(path = "/:id", method = "delete", operation_id = "deactivate_user")]
    async fn deactivate(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        let by = who.id;
        self.db.write(&who, move |tx| set_active(tx, Some(by), id.0, false)).await?;
        Ok(Answer(Message::new("Usuario desactivado exitosamente")))
    }

    /// Activa una cuenta.
    #[oai(path = "/:id/activate", method = "post", operation_id = "activate_user")]
    async fn activate(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        let by = who.id;
        self.db.write(&who, move |tx| set_active(tx, Some(by), id.0, true)).await?;
        Ok(Answer(Message::new("Usuario activado exitosamente")))
    }

    /// Pone una contraseña nueva a otra persona y cierra sus sesiones.
    #[oai(path = "/:id/password", method = "post", operation_id = "reset_password")]
    async fn reset_password(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
        reset: Body<PasswordReset>,
    ) -> Result<Answer<Message>> {
        let hash = self.hasher.hash(reset.0.new_password.reveal()).await?;
        self.db.write(&who, move |tx| set_password(tx, id.0, &hash)).await?;
        Ok(Answer(Message::new("Contraseña actualizada exitosamente")))
    }

    /// Vincula a quien lo pide con un ambiente.
    #[oai(path = "/link-environment", method = "post", operation_id = "link_environment")]
    async fn link(&self, who: Allow<{ role::ANYONE }>, request: Body<LinkRequest>) -> Result<Answer<Link>> {
        link_caller(&self.db, &who, request.0.environment_id).await.map(Answer)
    }
}

/// Links the caller to a room; the QR code of a room does the same.
pub(crate) async fn link_caller(db: &Db, who: &Caller, room: Id) -> Result<Link> {
    let id = who.id;
    db.write(who, move |tx| {
        let before = store::get(tx, id)?;
        let environment = store::linkable_room(tx, room)?;
        let now = LocalTime(tx.now);
        store::save(tx, &User { environment_id: Some(environment.id), updated_at: now, ..before.clone() })?;
        let user = store::get(tx, id)?;
        let event = Event::update("user", id)
            .describe(format!("{} se vinculó al ambiente {}", user.name, environment.name))
            .before(&before)
            .after(&user);
        Ok(Change::new(Link { status: "success".into(), environment, user }, event))
    })
    .await
}

/// Refuses a room that doesn't exist or is not in use.
fn check_room(tx: &Tx<'_>, room: Option<Id>) -> Result<()> {
    let Some(id) = room else { return Ok(()) };
    let known = sql::exists(
        tx,
        "select 1\nfrom environments\nwhere id = :id\nand is_active = 1",
        named_params! { ":id": id },
    )?;
    if known { Ok(()) } else { Err(Code::EnvironmentUnknown.into()) }
}

/// Adds an active account; the command line does it too.
pub(crate) fn add(tx: &Tx<'_>, new: NewUser, password_hash: &str) -> Result<Change<User>> {
    check_room(tx, new.environment_id.0)?;
    let now = LocalTime(tx.now);
    let user = User {
        id: Id::new(),
        email: new.email.as_str().to_owned(),
        first_name: new.first_name.into_string(),
        last_name: new.last_name.into_string(),
        name: String::new(),
        role: new.role,
        phone: new.phone.0.map(String::from),
        program: new.program.0.map(String::from),
        ficha: new.ficha.0.map(String::from),
        avatar_url: None,
        is_active: true,
        activation_requested: false,
        last_login: None,
        created_at: now,
        updated_at: now,
        environment_id: new.environment_id.0,
        environment_name: None,
    };
    store::insert(tx, &user, password_hash)?;
    let user = store::get(tx, user.id)?;
    let event = Event::create("user", user.id)
        .status(200)
        .describe(format!("Usuario creado: {} ({})", user.name, user.role.spanish()))
        .after(&user);
    Ok(Change::new(user, event))
}

fn change(tx: &Tx<'_>, by: Option<Id>, id: Id, patch: UserPatch) -> Result<Change<User>> {
    let before = store::get(tx, id)?;
    let role = patch.role.0.unwrap_or(before.role);
    let is_active = patch.is_active.0.unwrap_or(before.is_active);
    rules::judge_change(by, &before, role, is_active, store::other_administrators(tx, id)?)?;
    if let Some(room) = patch.environment_id.value() {
        check_room(tx, Some(*room))?;
    }
    let old = before.clone();
    let user = User {
        email: patch.email.0.map_or(old.email, |email| email.as_str().to_owned()),
        first_name: patch.first_name.0.map_or(old.first_name, String::from),
        last_name: patch.last_name.0.map_or(old.last_name, String::from),
        role,
        is_active,
        activation_requested: old.activation_requested && !is_active,
        phone: patch.phone.map(String::from).or(old.phone),
        program: patch.program.map(String::from).or(old.program),
        ficha: patch.ficha.map(String::from).or(old.ficha),
        environment_id: patch.environment_id.or(old.environment_id),
        updated_at: LocalTime(tx.now),
        ..old
    };
    store::save(tx, &user)?;
    if rules::ends_sessions(&before, role, is_active) {
        store::end_sessions(tx, id)?;
    }
    let user = store::get(tx, id)?;
    let event = Event::update("user", id)
        .describe(format!("Usuario modificado: {}", user.name))
        .before(&before)
        .after(&user);
    // His open streams look whether they still may.
    Ok(Change::new(user, event).ring(id))
}

/// Activates or deactivates an account; the command line does it too.
pub(crate) fn set_active(tx: &Tx<'_>, by: Option<Id>, id: Id, active: bool) -> Result<Change<()>> {
    let before = store::get(tx, id)?;
    rules::judge_change(by, &before, before.role, active, store::other_administrators(tx, id)?)?;
    let user = User {
        is_active: active,
        activation_requested: before.activation_requested && !active,
        updated_at: LocalTime(tx.now),
        ..before.clone()
    };
    store::save(tx, &user)?;
    if rules::ends_sessions(&before, before.role, active) {
        store::end_sessions(tx, id)?;
    }
    let event = if active {
        Event::update("user", id).describe(format!("Usuario activado: {}", user.name))
    } else {
        Event::delete("user", id).describe(format!("Usuario desactivado: {}", user.name))
    };
    Ok(Change::new((), event.before(&before).after(&user)).ring(id))
}

/// Sets somebody's password and ends his sessions; the command line does it too.
pub(crate) fn set_password(tx: &Tx<'_>, id: Id, password_hash: &str) -> Result<Change<()>> {
    let user = store::get(tx, id)?;
    store::set_password(tx, id, password_hash, LocalTime(tx.now))?;
    store::end_sessions(tx, id)?;
    let event = Event::update("user", id).describe(format!("Contraseña restablecida: {}", user.name));
    Ok(Change::new((), event).ring(id))
}
