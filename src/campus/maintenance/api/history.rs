//! HTTP of the history of equipment.

use super::Tag;
use crate::campus::maintenance::model::MaintenanceType;
use crate::campus::maintenance::model::history::{MaintenanceHistory, NewWork, WorkPatch, WorkQuery};
use crate::campus::maintenance::{change, store};
use crate::kit::page::check_order;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Day, Id, Limit, Paging, Result, Rows, Skip, role,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The history under `/api/maintenance-history`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/maintenance-history", tag = "Tag::Maintenance")]
impl Api {
    /// Lista los mantenimientos hechos, del más reciente al más antiguo, con su costo.
    #[oai(path = "/", method = "get", operation_id = "list_maintenance_history")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Solo los de este equipo.
        item_id: Query<Blank<Id>>,
        /// Solo los de esta solicitud.
        request_id: Query<Blank<Id>>,
        /// Solo los de equipos de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo los de esta clase.
        maintenance_type: Query<Blank<MaintenanceType>>,
        /// Hechos desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Hechos hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<MaintenanceHistory>> {
        check_order(start_date.0.0, end_date.0.0)?;
        let query = WorkQuery {
            item_id: item_id.0.0,
            request_id: request_id.0.0,
            environment_id: environment_id.0.0,
            maintenance_type: maintenance_type.0.0,
            from: start_date.0.0,
            until: end_date.0.0,
        };
        let (scope, paging) = (who.keeping(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::history::list(db, scope, &query, paging)).await
    }

    /// Un mantenimiento hecho.
    #[oai(path = "/:id", method = "get", operation_id = "get_maintenance_history")]
    async fn get(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El mantenimiento.
        id: Path<Id>,
    ) -> Result<Answer<MaintenanceHistory>> {
        let scope = who.keeping();
        self.0.db.read(move |db| store::history::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Anota un mantenimiento que se le hizo a un equipo.
    #[oai(path = "/", method = "post", operation_id = "create_maintenance_history")]
    async fn create(
        &self,
        who: Allow<{ role::KEEPERS }>,
        new: Body<NewWork>,
    ) -> Result<Created<MaintenanceHistory>> {
        self.0.db.write(&who, move |tx| change::history::add(tx, new.0)).await.map(Created)
    }

    /// Corrige un mantenimiento anotado. Si lo anotó una solicitud al terminar, el costo de ella lo sigue.
    #[oai(path = "/:id", method = "put", operation_id = "update_maintenance_history")]
    async fn update(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El mantenimiento.
        id: Path<Id>,
        patch: Body<WorkPatch>,
    ) -> Result<Answer<MaintenanceHistory>> {
        self.0.db.write(&who, move |tx| change::history::edit(tx, id.0, patch.0)).await.map(Answer)
    }
}
