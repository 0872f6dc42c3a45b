//! HTTP of environments.

use super::model::{Environment, EnvironmentPatch, EnvironmentQuery, NewEnvironment};
use super::{change, rules, store};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Line, Paging, Removal, Result, Rows, Skip, role,
    tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Ambientes y bodegas.
    Environments
}

/// The environments under `/api/environments`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/environments", tag = "Tag::Environments")]
impl Api {
    /// Lista los ambientes y bodegas activos, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_environments")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Palabras en nombre, lugar, código o descripción.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo de este centro.
        center_id: Query<Blank<Id>>,
        /// Solo bodegas (true) o solo ambientes (false).
        is_warehouse: Query<Blank<bool>>,
        /// Activos (true) o inactivos (false); los inactivos solo los ve el administrador general.
        is_active: Query<Blank<bool>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Environment>> {
        let query = EnvironmentQuery {
            center_id: center_id.0.0,
            is_warehouse: is_warehouse.0.0,
            is_active: Some(is_active.0.0.unwrap_or(true)),
            search: search.0.0.map(String::from),
        };
        if !query.is_shown(&who) {
            return Ok(Rows::none());
        }
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::list(query).rows(db, paging)).await
    }

    /// Un ambiente o bodega.
    #[oai(path = "/:id", method = "get", operation_id = "get_environment")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        id: Path<Id>,
    ) -> Result<Answer<Environment>> {
        let room = self.0.db.read(move |db| store::get(db, id.0)).await?;
        rules::visible(&who, room).map(Answer)
    }

    /// Crea un ambiente o una bodega, con su código para el QR.
    #[oai(path = "/", method = "post", operation_id = "create_environment")]
    async fn create(
        &self,
        who: Allow<{ role::GENERAL }>,
        new: Body<NewEnvironment>,
    ) -> Result<Created<Environment>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un ambiente. El administrador de bodega cambia descripción, lugar y capacidad de la suya.
    #[oai(path = "/:id", method = "put", operation_id = "update_environment")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El ambiente.
        id: Path<Id>,
        patch: Body<EnvironmentPatch>,
    ) -> Result<Answer<Environment>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un ambiente; si tiene o tuvo equipos, materiales, horarios o verificaciones, solo lo desactiva.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_environment")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El ambiente.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }
}
