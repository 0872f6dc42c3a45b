//! HTTP of maintenance.

use super::model::{MaintenancePriority, MaintenanceRequest, MaintenanceStatus, RequestQuery, RequestReach};
use super::store;
use crate::kit::page::period;
use crate::kit::{
    Allow, Answer, Blank, Caller, Core, Day, Id, Limit, Paging, Result, Rows, Scope, Skip, role, tag,
};
use poem_openapi::OpenApi;
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
    /// suyo.
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
            priority: priority.0.0,
            from,
            until,
        };
        let mut reach = reach(&who);
        if query.environment_id.is_some() {
            // Who asks for a room wants that room's.
            reach.own = None;
        }
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::list(db, reach, &query, paging)).await
    }

    /// Una solicitud de mantenimiento.
    #[oai(path = "/:id", method = "get", operation_id = "get_maintenance_request")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La solicitud.
        id: Path<Id>,
    ) -> Result<Answer<MaintenanceRequest>> {
        let reach = reach(&who);
        self.0.db.read(move |db| store::get_within(db, reach, id.0)).await.map(Answer)
    }
}

/// Which requests a person sees.
fn reach(who: &Caller) -> RequestReach {
    if who.is(role::KEEPERS) {
        return RequestReach { scope: who.keeping(), own: None };
    }
    RequestReach { scope: who.environment_id.map_or(Scope::Nothing, Scope::Room), own: Some(who.id) }
}
