//! HTTP of equipment.

mod value;

pub use value::ValueApi;

use super::model::{
    Item, ItemCategory, ItemHistoryEntry, ItemPatch, ItemQuery, ItemStatus, ItemVerification, NewItem,
};
use super::{change, reads, rules, store};
use crate::campus::{audit, environments};
use crate::kit::{
    Allow, Answer, Blank, Body, Caller, Core, Created, Day, Id, Limit, Line, Paging, Removal, Result, Rows,
    Skip, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Equipos.
    Inventory
}

/// The equipment under `/api/inventory`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/inventory", tag = "Tag::Inventory")]
impl Api {
    /// Lista los equipos que quien pregunta puede ver, por nombre. Los perdidos solo salen con status=lost.
    #[oai(path = "/", method = "get", operation_id = "list_items")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Palabras en nombre, código, serie, marca, modelo, categoría propia, datos propios o ambiente.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo los de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo esta clase.
        category: Query<Blank<ItemCategory>>,
        /// Solo los de esta categoría: una propia, o una de las nueve sin los que tienen una propia.
        category_id: Query<Blank<Id>>,
        /// Solo los que tienen algo escrito en este dato propio.
        field_id: Query<Blank<Id>>,
        /// Palabras en ese dato propio.
        field_value: Query<Blank<Line<0, 200>>>,
        /// Solo las partes de este equipo.
        parent_id: Query<Blank<Id>>,
        /// Solo este estado; available quiere decir que tiene alguna pieza libre.
        status: Query<Blank<ItemStatus>>,
        /// Comprados desde este día, incluido.
        purchased_from: Query<Blank<Day>>,
        /// Comprados hasta este día, incluido.
        purchased_until: Query<Blank<Day>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Item>> {
        let query = ItemQuery {
            environment_id: environment_id.0.0,
            category: category.0.0,
            category_id: category_id.0.0,
            field: field_id.0.0.map(|id| (id, field_value.0.0.map(String::from).unwrap_or_default())),
            parent_id: parent_id.0.0,
            status: status.0.0,
            bought_from: purchased_from.0.0,
            bought_until: purchased_until.0.0,
            search: search.0.0.map(String::from),
        };
        self.rows(&who, query, Paging::rows(limit.0, skip.0)).await
    }

    /// Los equipos de un ambiente, por nombre.
    #[oai(path = "/environment/:id", method = "get", operation_id = "list_items_by_environment")]
    async fn by_environment(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        id: Path<Id>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Item>> {
        let query = ItemQuery { environment_id: Some(id.0), ..ItemQuery::default() };
        self.rows(&who, query, Paging::rows(limit.0, skip.0)).await
    }

    /// Los equipos de una clase, por nombre.
    #[oai(path = "/category/:category", method = "get", operation_id = "list_items_by_category")]
    async fn by_category(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La clase.
        category: Path<ItemCategory>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Item>> {
        let query = ItemQuery { category: Some(category.0), ..ItemQuery::default() };
        self.rows(&who, query, Paging::rows(limit.0, skip.0)).await
    }

    /// Un equipo. Lo lee cualquiera que escanee su etiqueta.
    #[oai(path = "/:id", method = "get", operation_id = "get_item")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo.
        id: Path<Id>,
    ) -> Result<Answer<Item>> {
        let caller = who.clone();
        self.0.db.read(move |db| reads::seen(db, &caller, id.0)).await.map(Answer)
    }

    /// Lo que le ha pasado a un equipo, del más reciente al más antiguo.
    #[oai(path = "/:id/history", method = "get", operation_id = "get_item_history")]
    async fn history(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El equipo.
        id: Path<Id>,
    ) -> Result<Answer<Vec<ItemHistoryEntry>>> {
        let scope = who.equipment();
        let entries = self
            .0
            .db
            .read(move |db| {
                store::get_within(db, scope, id.0)?;
                audit::store::history(db, "inventory_item", id.0)
            })
            .await?;
        Ok(Answer(entries.into_iter().map(rules::history_entry).collect()))
    }

    /// Registra un equipo.
    #[oai(path = "/", method = "post", operation_id = "create_item")]
    async fn create(&self, who: Allow<{ role::KEEPERS }>, new: Body<NewItem>) -> Result<Created<Item>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un equipo. El estado enviado vale si ninguna cantidad cambia.
    #[oai(path = "/:id", method = "put", operation_id = "update_item")]
    async fn update(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El equipo.
        id: Path<Id>,
        patch: Body<ItemPatch>,
    ) -> Result<Answer<Item>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Anota lo que se contó de un equipo. La suma de las tres cantidades es el nuevo total.
    #[oai(path = "/:id/verification", method = "put", operation_id = "verify_item")]
    async fn verify(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo.
        id: Path<Id>,
        counted: Body<ItemVerification>,
    ) -> Result<Answer<Item>> {
        self.0.db.write(&who, move |tx| change::count(tx, id.0, &counted.0)).await.map(Answer)
    }

    /// Elimina un equipo.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_item")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El equipo.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }
}

impl Api {
    /// The rows of a list, cut to what the caller may see.
    async fn rows(&self, who: &Caller, query: ItemQuery, paging: Paging) -> Result<Rows<Item>> {
        let caller = who.clone();
        self.0.db.read(move |db| reads::list(&caller, query).rows(db, paging)).await
    }
}

/// The equipment of a room, under `/api/environments`.
pub struct RoomItemsApi(pub Core);

#[OpenApi(prefix_path = "/api/environments", tag = "environments::api::Tag::Environments")]
impl RoomItemsApi {
    /// Los equipos de un ambiente, por nombre.
    #[oai(path = "/:id/inventory", method = "get", operation_id = "list_environment_items")]
    async fn items(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        id: Path<Id>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Item>> {
        let (caller, paging) = (who.clone(), Paging::rows(limit.0, skip.0));
        self.0
            .db
            .read(move |db| {
                environments::rules::visible(&caller, environments::store::get(db, id.0)?)?;
                let query = ItemQuery { environment_id: Some(id.0), ..ItemQuery::default() };
                reads::list(&caller, query).rows(db, paging)
            })
            .await
    }
}
