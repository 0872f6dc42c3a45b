//! HTTP of plans and of the calendar of maintenance.

use super::Tag;
use crate::campus::maintenance::model::plan::{
    MaintenanceDate, MaintenancePlan, NewPlan, PlanPatch, PlanQuery,
};
use crate::campus::maintenance::{change, reads, store};
use crate::kit::page::check_order;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Day, Id, Limit, Paging, Removal, Result, Rows, Skip, role,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The plans under `/api/maintenance-plans`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/maintenance-plans", tag = "Tag::Maintenance")]
impl Api {
    /// Lista los planes de mantenimiento, el que toca primero adelante.
    #[oai(path = "/", method = "get", operation_id = "list_maintenance_plans")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Solo los de este equipo.
        item_id: Query<Blank<Id>>,
        /// Solo los de equipos de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo los que se siguen, o los que no.
        is_active: Query<Blank<bool>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<MaintenancePlan>> {
        let query =
            PlanQuery { item_id: item_id.0.0, environment_id: environment_id.0.0, is_active: is_active.0.0 };
        let (scope, paging) = (who.keeping(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::plans::list(scope, &query).rows(db, paging)).await
    }

    /// Los días de un periodo en los que toca mantenimiento: de planes y de solicitudes abiertas. Hasta 400 días a la vez.
    #[oai(path = "/calendar", method = "get", operation_id = "maintenance_calendar")]
    async fn calendar(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Desde este día, incluido.
        start_date: Query<Day>,
        /// Hasta este día, incluido.
        end_date: Query<Day>,
    ) -> Result<Answer<Vec<MaintenanceDate>>> {
        check_order(Some(start_date.0), Some(end_date.0))?;
        let scope = who.keeping();
        let read = self.0.db.read(move |db| reads::calendar(db, scope, start_date.0, end_date.0));
        read.await.map(Answer)
    }

    /// Un plan de mantenimiento.
    #[oai(path = "/:id", method = "get", operation_id = "get_maintenance_plan")]
    async fn get(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El plan.
        id: Path<Id>,
    ) -> Result<Answer<MaintenancePlan>> {
        let scope = who.keeping();
        self.0.db.read(move |db| store::plans::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Registra un plan. Cuando llega su fecha, la solicitud se hace sola; al cerrarla, el plan pasa a la fecha siguiente.
    #[oai(path = "/", method = "post", operation_id = "create_maintenance_plan")]
    async fn create(
        &self,
        who: Allow<{ role::KEEPERS }>,
        new: Body<NewPlan>,
    ) -> Result<Created<MaintenancePlan>> {
        self.0.db.write(&who, move |tx| change::plans::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un plan.
    #[oai(path = "/:id", method = "put", operation_id = "update_maintenance_plan")]
    async fn update(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El plan.
        id: Path<Id>,
        patch: Body<PlanPatch>,
    ) -> Result<Answer<MaintenancePlan>> {
        self.0.db.write(&who, move |tx| change::plans::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un plan. Sus solicitudes y lo que se hizo quedan.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_maintenance_plan")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El plan.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::plans::remove(tx, id.0)).await.map(Answer)
    }
}
