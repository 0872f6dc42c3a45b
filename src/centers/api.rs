//! HTTP of centres.

use super::model::{Center, CenterPatch, NewCenter};
use super::store;
use crate::app::Tag;
use crate::audit::Event;
use crate::caller::{Allow, role};
use crate::db::{Change, Db, Tx};
use crate::error::Result;
use crate::page::{Limit, Paging, Skip};
use crate::wire::{Answer, Blank, Body, Created, Id, Line, LocalTime, Removal, Rows};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

pub mod logo;

/// The centres under `/api/centers`.
pub struct Api {
    /// The database.
    pub db: Db,
}

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
        self.db.read(move |db| store::list(db, search, is_active.0.0, paging)).await
    }

    /// Un centro.
    #[oai(path = "/:id", method = "get", operation_id = "get_center")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Center>> {
        self.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea un centro.
    #[oai(path = "/", method = "post", operation_id = "create_center")]
    async fn create(&self, who: Allow<{ role::GENERAL }>, new: Body<NewCenter>) -> Result<Created<Center>> {
        self.db.write(&who, move |tx| add(tx, new.0)).await.map(Created)
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
        self.db.write(&who, move |tx| change(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un centro; si tiene ambientes, solo lo desactiva.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_center")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.db.write(&who, move |tx| remove(tx, id.0)).await.map(Answer)
    }
}

/// Adds a centre; the first start does it too.
pub(crate) fn add(tx: &Tx<'_>, new: NewCenter) -> Result<Change<Center>> {
    let now = LocalTime(tx.now);
    let center = Center {
        id: Id::new(),
        code: new.code.into_string(),
        name: new.name.into_string(),
        address: new.address.0.map(String::from),
        city: new.city.0.map(String::from),
        region: new.region.0.map(String::from),
        phone: new.phone.0.map(String::from),
        is_active: true,
        environments: 0,
        logo: None,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &center)?;
    let event =
        Event::create("center", center.id).describe(format!("Centro creado: {}", center.name)).after(&center);
    Ok(Change::new(center, event))
}

fn change(tx: &Tx<'_>, id: Id, patch: CenterPatch) -> Result<Change<Center>> {
    let before = store::get(tx, id)?;
    let old = before.clone();
    let center = Center {
        code: patch.code.0.map_or(old.code, String::from),
        name: patch.name.0.map_or(old.name, String::from),
        address: patch.address.map(String::from).or(old.address),
        city: patch.city.map(String::from).or(old.city),
        region: patch.region.map(String::from).or(old.region),
        phone: patch.phone.map(String::from).or(old.phone),
        is_active: patch.is_active.0.unwrap_or(old.is_active),
        updated_at: LocalTime(tx.now),
        ..old
    };
    store::save(tx, &center)?;
    let event = Event::update("center", id)
        .describe(format!("Centro modificado: {}", center.name))
        .before(&before)
        .after(&center);
    Ok(Change::new(center, event))
}

fn remove(tx: &Tx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, id)?;
    let event = Event::delete("center", id).before(&before);
    if store::delete_unused(tx, id)? {
        let detail = format!("Centro eliminado: {}", before.name);
        return Ok(Change::new(Removal::deleted(detail.clone()), event.describe(detail)));
    }
    let center = Center { is_active: false, updated_at: LocalTime(tx.now), ..before };
    store::save(tx, &center)?;
    let detail = format!("El centro {} tiene ambientes: quedó inactivo", center.name);
    Ok(Change::new(Removal::deactivated(detail.clone()), event.describe(detail).after(&center)))
}
