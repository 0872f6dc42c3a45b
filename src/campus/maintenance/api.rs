//! HTTP of maintenance: requests. The history of equipment is in [`history`], plans in [`plans`].

pub mod history;
pub mod plans;

use super::model::sent::{MaintenancePatch, NewMaintenanceRequest};
use super::model::{MaintenancePriority, MaintenanceRequest, MaintenanceStatus, RequestQuery, RequestReach};
use super::{change, store};
use crate::campus::users::model::PersonName;
use crate::kit::clock;
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::page::period;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Day, Id, Limit, Paging, Removal, Reply, Result, Rows, Skip, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::Header;
use poem_openapi::param::{Path, Query};

tag! {
    /// Mantenimiento.
    Maintenance
}

/// The requests under `/api/maintenance-requests`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/maintenance-requests", tag = "Tag::Maintenance")]
impl Api {
    /// Lista las solicitudes de mantenimiento, de la más reciente a la más antigua.
    ///
    /// Aprendices e instructores ven las de su ambiente y las propias; si indican un ambiente, solo las de ese, cuando es el
    /// suyo. Si se piden solo las terminadas, van por el día en que se terminaron.
    #[oai(path = "/", method = "get", operation_id = "list_maintenance_requests")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo las de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo las de este equipo.
        item_id: Query<Blank<Id>>,
        /// Solo las que van en esto.
        status: Query<Blank<MaintenanceStatus>>,
        /// Solo las abiertas, o solo las cerradas.
        is_open: Query<Blank<bool>>,
        /// Solo las abiertas a las que se les pasó el día, o todas las demás.
        is_late: Query<Blank<bool>>,
        /// Solo las de este técnico.
        technician_id: Query<Blank<Id>>,
        /// Solo las que pidió esta persona.
        user_id: Query<Blank<Id>>,
        /// Solo las de esta urgencia, en cualquiera de los dos idiomas.
        priority: Query<Blank<MaintenancePriority>>,
        /// Pedidas desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Pedidas hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<MaintenanceRequest>> {
        let (from, until) = period(start_date.0, end_date.0)?;
        let query = RequestQuery {
            environment_id: environment_id.0.0,
            item_id: item_id.0.0,
            status: status.0.0,
            is_open: is_open.0.0,
            is_late: is_late.0.0.map(|wanted| (wanted, Day(clock::today()))),
            technician_id: technician_id.0.0,
            user_id: user_id.0.0,
            priority: priority.0.0,
            from,
            until,
        };
        let (reach, paging) = (RequestReach::listed(&who, &query), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::list(reach, &query).rows(db, paging)).await
    }

    /// Los posibles técnicos: supervisores y administradores activos del centro, por nombre.
    #[oai(path = "/technicians", method = "get", operation_id = "list_maintenance_technicians")]
    async fn technicians(&self, who: Allow<{ role::KEEPERS }>) -> Result<Rows<PersonName>> {
        let center = who.own_center();
        self.0.db.read(move |db| store::technicians(db, center)).await
    }

    /// Una solicitud de mantenimiento.
    #[oai(path = "/:id", method = "get", operation_id = "get_maintenance_request")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La solicitud.
        id: Path<Id>,
    ) -> Result<Answer<MaintenanceRequest>> {
        let reach = RequestReach::of(&who);
        self.0.db.read(move |db| store::get_within(db, reach, id.0)).await.map(Answer)
    }

    /// Pide mantenimiento: de un equipo, de varios en un mismo trabajo, o de un ambiente.
    ///
    /// Sin ambiente vale el del equipo. Las fotos se envían antes a `/api/photos`.
    #[oai(path = "/", method = "post", operation_id = "create_maintenance_request")]
    async fn create(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        sent: Body<NewMaintenanceRequest>,
    ) -> Result<Reply<MaintenanceRequest, 201>> {
        let attempt = Attempt::new(&who, key.0, &sent.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::create(tx, sent.0))).await
    }

    /// Cambia una solicitud, o la lleva al paso siguiente: asignar, empezar, terminar, anular, reabrir.
    ///
    /// Al terminar, lo hecho queda en la historia de cada equipo con su parte del costo, y lo reparado vuelve a servir.
    #[oai(path = "/:id", method = "put", operation_id = "update_maintenance_request")]
    async fn update(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La solicitud.
        id: Path<Id>,
        patch: Body<MaintenancePatch>,
    ) -> Result<Answer<MaintenanceRequest>> {
        self.0.db.write(&who, move |tx| change::work::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una solicitud. Lo que se hizo por ella queda en la historia de sus equipos.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_maintenance_request")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La solicitud.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::work::remove(tx, id.0)).await.map(Answer)
    }
}
