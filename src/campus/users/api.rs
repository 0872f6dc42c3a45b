//! HTTP of users.

use super::model::{
    NewUser, PasswordReset, PersonName, RoomLink, RoomLinkRequest, User, UserPatch, UserQuery, UserStats,
};
use super::{change, rules, store};
use crate::kit::{
    Allow, Answer, Blank, Body, Code, Core, Day, Id, Limit, Line, LocalTime, Message, Paging, Result, Role,
    Rows, Skip, clock, role, tag,
};
use chrono::TimeDelta;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Cuentas de las personas del centro.
    Users
}

/// The users under `/api/users`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/users", tag = "Tag::Users")]
impl Api {
    /// Lista las cuentas, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_users")]
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
        self.0.db.read(move |db| store::list(query).rows(db, paging)).await
    }

    /// Estadística de las cuentas.
    #[oai(path = "/stats", method = "get", operation_id = "get_user_stats")]
    async fn stats(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<UserStats>> {
        let recent = LocalTime(clock::now() - TimeDelta::days(7));
        self.0.db.read(move |db| store::stats(db, recent)).await.map(Answer)
    }

    /// Nombres de las personas activas de un rol, para elegir una. Un instructor solo lee los de instructores.
    #[oai(path = "/by-role/:role", method = "get", operation_id = "list_user_names")]
    async fn by_role(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El rol.
        role: Path<Role>,
        /// Solo las que son del centro de quien pregunta, o de ninguno.
        near: Query<Blank<bool>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<PersonName>> {
        if who.role == Role::Instructor && role.0 != Role::Instructor {
            return Err(Code::RoleForbidden.into());
        }
        let scope = rules::names_within(&who, near.0.0.unwrap_or(false));
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::names(db, role.0, scope, paging)).await
    }

    /// Una cuenta.
    #[oai(path = "/:id", method = "get", operation_id = "get_user")]
    async fn get(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
    ) -> Result<Answer<User>> {
        self.0.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea una cuenta activa. Responde 200, que es lo que espera la aplicación.
    #[oai(path = "/", method = "post", operation_id = "create_user")]
    async fn create(&self, who: Allow<{ role::GENERAL }>, new: Body<NewUser>) -> Result<Answer<User>> {
        rules::judge_password(new.0.password.reveal(), new.0.email.as_str())?;
        let hash = self.0.hasher.hash(new.0.password.reveal()).await?;
        self.0.db.write(&who, move |tx| change::add(tx, new.0, &hash)).await.map(Answer)
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
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Desactiva una cuenta y cierra sus sesiones. Si le quedan clases o verificaciones por confirmar, dice cuántas.
    #[oai(path = "/:id", method = "delete", operation_id = "deactivate_user")]
    async fn deactivate(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        let duties = self.0.db.write(&who, move |tx| change::set_active(tx, id.0, false)).await?;
        Ok(Answer(Message::new(rules::deactivated(duties.classes, duties.checks))))
    }

    /// Activa una cuenta.
    #[oai(path = "/:id/activate", method = "post", operation_id = "activate_user")]
    async fn activate(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La cuenta.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        self.0.db.write(&who, move |tx| change::set_active(tx, id.0, true)).await?;
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
        let email = self.0.db.read(move |db| store::get(db, id.0)).await?.email;
        rules::judge_password(reset.0.new_password.reveal(), &email)?;
        let hash = self.0.hasher.hash(reset.0.new_password.reveal()).await?;
        self.0.db.write(&who, move |tx| change::set_password(tx, id.0, &hash)).await?;
        Ok(Answer(Message::new("Contraseña actualizada exitosamente")))
    }

    /// Vincula a quien lo pide con un ambiente.
    #[oai(path = "/link-environment", method = "post", operation_id = "link_environment")]
    async fn link(
        &self,
        who: Allow<{ role::ANYONE }>,
        request: Body<RoomLinkRequest>,
    ) -> Result<Answer<RoomLink>> {
        self.0.db.write(&who, move |tx| change::link(tx, request.0.environment_id)).await.map(Answer)
    }
}
