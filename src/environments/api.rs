//! HTTP of environments.

use super::model::{Environment, EnvironmentPatch, EnvironmentQuery, NewEnvironment};
use super::{rules, store};
use crate::app::Tag;
use crate::audit::Event;
use crate::auth::random_bytes;
use crate::caller::{Allow, Caller, role};
use crate::db::{Change, Db, Tx};
use crate::error::{Code, Result};
use crate::inventory;
use crate::inventory::model::{Item, ItemQuery};
use crate::page::{Limit, Paging, Skip};
use crate::wire::{Answer, Blank, Body, Created, Id, Line, LocalTime, Number, Removal, Rows};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The environments under `/api/environments`.
pub struct Api {
    /// The database.
    pub db: Db,
}

#[OpenApi(prefix_path = "/api/environments", tag = "Tag::Environments")]
impl Api {
    /// Lista los ambientes y bodegas activos, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_environments")]
    #[expect(clippy::too_many_arguments, reason = "one argument a parameter is poem-openapi's way")]
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
        let asked = is_active.0.0.unwrap_or(true);
        if !asked && !who.is(role::GENERAL) {
            return Ok(Rows::none());
        }
        let query = EnvironmentQuery {
            center_id: center_id.0.0,
            is_warehouse: is_warehouse.0.0,
            is_active: Some(asked),
            search: search.0.0.map(String::from),
        };
        let paging = Paging::rows(limit.0, skip.0);
        self.db.read(move |db| store::list(db, query, paging)).await
    }

    /// Un ambiente o bodega.
    #[oai(path = "/:id", method = "get", operation_id = "get_environment")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        id: Path<Id>,
    ) -> Result<Answer<Environment>> {
        let room = self.db.read(move |db| store::get(db, id.0)).await?;
        visible(&who, room).map(Answer)
    }

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
        self.db
            .read(move |db| {
                visible(&caller, store::get(db, id.0)?)?;
                let query = ItemQuery { environment_id: Some(id.0), ..ItemQuery::default() };
                inventory::store::list(db, caller.equipment(), query, paging)
            })
            .await
    }

    /// Crea un ambiente o una bodega, con su código para el QR.
    #[oai(path = "/", method = "post", operation_id = "create_environment")]
    async fn create(
        &self,
        who: Allow<{ role::GENERAL }>,
        new: Body<NewEnvironment>,
    ) -> Result<Created<Environment>> {
        self.db.write(&who, move |tx| add(tx, new.0)).await.map(Created)
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
        let caller = who.clone();
        self.db.write(&who, move |tx| change(tx, &caller, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un ambiente; si tiene equipos, horarios o verificaciones, solo lo desactiva.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_environment")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El ambiente.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.db.write(&who, move |tx| remove(tx, id.0)).await.map(Answer)
    }
}

/// A room out of use exists only for the general administrator.
fn visible(who: &Caller, room: Environment) -> Result<Environment> {
    if room.is_active || who.is(role::GENERAL) { Ok(room) } else { Err(Code::EnvironmentNotFound.into()) }
}

fn add(tx: &Tx<'_>, new: NewEnvironment) -> Result<Change<Environment>> {
    if !store::center_in_use(tx, new.center_id)? {
        return Err(Code::CenterUnknown.into());
    }
    let now = LocalTime(tx.now);
    let is_warehouse = new.is_warehouse.0.unwrap_or(false);
    let room = Environment {
        id: Id::new(),
        center_id: new.center_id,
        center_name: String::new(),
        name: new.name.into_string(),
        location: new.location.into_string(),
        capacity: new.capacity.0.map_or(30, Number::get),
        qr_code: rules::qr_code(is_warehouse, random_bytes()),
        description: new.description.0.map(String::from),
        is_warehouse,
        blind_checks: new.blind_checks.0.unwrap_or(false),
        is_active: true,
        items: 0,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &room)?;
    let room = store::get(tx, room.id)?;
    let event = Event::create("environment", room.id)
        .describe(format!("Ambiente creado: {}", room.name))
        .after(&room);
    Ok(Change::new(room, event))
}

fn change(tx: &Tx<'_>, who: &Caller, id: Id, patch: EnvironmentPatch) -> Result<Change<Environment>> {
    let before = store::get(tx, id)?;
    if !rules::may_change(who.role, who.environment_id, id, before.is_warehouse, &patch) {
        return Err(Code::RoleForbidden.into());
    }
    if let Some(center) = patch.center_id.0
        && !store::center_in_use(tx, center)?
    {
        return Err(Code::CenterUnknown.into());
    }
    let old = before.clone();
    let room = Environment {
        center_id: patch.center_id.0.unwrap_or(old.center_id),
        name: patch.name.0.map_or(old.name, String::from),
        location: patch.location.0.map_or(old.location, String::from),
        capacity: patch.capacity.0.map_or(old.capacity, Number::get),
        description: patch.description.map(String::from).or(old.description),
        is_warehouse: patch.is_warehouse.0.unwrap_or(old.is_warehouse),
        blind_checks: patch.blind_checks.0.unwrap_or(old.blind_checks),
        is_active: patch.is_active.0.unwrap_or(old.is_active),
        updated_at: LocalTime(tx.now),
        ..old
    };
    store::save(tx, &room)?;
    if before.is_active && !room.is_active {
        store::unlink_people(tx, id)?;
    }
    let room = store::get(tx, id)?;
    let event = Event::update("environment", id)
        .describe(format!("Ambiente modificado: {}", room.name))
        .before(&before)
        .after(&room);
    Ok(Change::new(room, event))
}

fn remove(tx: &Tx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, id)?;
    let event = Event::delete("environment", id).before(&before);
    store::unlink_people(tx, id)?;
    if store::delete_unused(tx, id)? {
        let detail = format!("Ambiente eliminado: {}", before.name);
        return Ok(Change::new(Removal::deleted(detail.clone()), event.describe(detail)));
    }
    let room = Environment { is_active: false, updated_at: LocalTime(tx.now), ..before };
    store::save(tx, &room)?;
    let detail =
        format!("El ambiente {} tiene equipos, horarios o verificaciones: quedó inactivo", room.name);
    Ok(Change::new(Removal::deactivated(detail.clone()), event.describe(detail).after(&room)))
}
