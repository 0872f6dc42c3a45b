//! HTTP of fields.

use super::model::{ItemField, ItemFieldPatch, NewItemField};
use super::{change, store};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Paging, Removal, Result, Rows, Skip, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Datos propios: lo que cada categoría pide de sus equipos.
    ItemFields
}

/// The fields under `/api/item-fields`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/item-fields", tag = "Tag::ItemFields")]
impl Api {
    /// Los datos propios de las categorías, en el orden en que se crearon.
    #[oai(path = "/", method = "get", operation_id = "list_item_fields")]
    async fn list(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// Solo los de esta categoría.
        category_id: Query<Blank<Id>>,
        /// Solo los que se piden (true) o los retirados (false).
        is_active: Query<Blank<bool>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<ItemField>> {
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::list(category_id.0.0, is_active.0.0).rows(db, paging)).await
    }

    /// Un dato propio.
    #[oai(path = "/:id", method = "get", operation_id = "get_item_field")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// El dato.
        id: Path<Id>,
    ) -> Result<Answer<ItemField>> {
        self.0.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea un dato propio de una categoría.
    #[oai(path = "/", method = "post", operation_id = "create_item_field")]
    async fn create(
        &self,
        who: Allow<{ role::GENERAL }>,
        new: Body<NewItemField>,
    ) -> Result<Created<ItemField>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un dato propio. Retirado no se pide más; lo escrito se conserva.
    #[oai(path = "/:id", method = "put", operation_id = "update_item_field")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El dato.
        id: Path<Id>,
        patch: Body<ItemFieldPatch>,
    ) -> Result<Answer<ItemField>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un dato propio que ningún equipo tiene escrito.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_item_field")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El dato.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }
}
