//! HTTP of centres.

use super::model::{Center, CenterPatch, NewCenter};
use super::store;
use crate::campus::centers::change;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Line, Paging, Removal, Result, Rows, Skip, role,
    tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Centros de formación.
    Centers
}

pub mod logo;

/// The centres under `/api/centers`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/centers", tag = "Tag::Centers")]
impl Api {
    /// Lista los centros, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_centers")]
    async fn list(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// Palabras en nombre, código, municipio o regional.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo activos (true) o inactivos (false).
        is_active: Query<Blank<bool>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Center>> {
        let paging = Paging::rows(limit.0, skip.0);
        let search = search.0.0.map(String::from);
        self.0.db.read(move |db| store::list(db, search, is_active.0.0, paging)).await
    }

    /// Un centro.
    #[oai(path = "/:id", method = "get", operation_id = "get_center")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Center>> {
        self.0.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea un centro.
    #[oai(path = "/", method = "post", operation_id = "create_center")]
    async fn create(&self, who: Allow<{ role::GENERAL }>, new: Body<NewCenter>) -> Result<Created<Center>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un centro.
    #[oai(path = "/:id", method = "put", operation_id = "update_center")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
        patch: Body<CenterPatch>,
    ) -> Result<Answer<Center>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un centro; si tiene ambientes, solo lo desactiva.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_center")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }
}
