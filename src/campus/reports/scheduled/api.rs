//! HTTP of scheduled reports.

use super::model::{NewReportSchedule, ReportSchedule, ReportSchedulePatch};
use super::{change, store};
use crate::campus::reports::api::Tag;
use crate::kit::{Allow, Answer, Body, Core, Created, Id, Message, Result, clock, role};
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

/// The scheduled reports under `/api/report-schedules`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/report-schedules", tag = "Tag::Reports")]
impl Api {
    /// Los reportes que tiene programados quien pregunta, el más antiguo primero.
    #[oai(path = "/", method = "get", operation_id = "list_report_schedules")]
    async fn list(&self, who: Allow<{ role::PLANNERS }>) -> Result<Answer<Vec<ReportSchedule>>> {
        let (me, now) = (who.id, clock::now());
        let read = self.0.db.read(move |db| {
            store::list(db, me)?.into_iter().map(|row| row.shown(now)).collect::<Result<Vec<_>>>()
        });
        read.await.map(Answer)
    }

    /// Programa un reporte: se hace solo cada semana o cada mes, con lo que quien lo programa puede ver ese día. Llega a sus reportes, y
    /// se le avisa.
    #[oai(path = "/", method = "post", operation_id = "create_report_schedule")]
    async fn create(
        &self,
        who: Allow<{ role::PLANNERS }>,
        schedule: Body<NewReportSchedule>,
    ) -> Result<Created<ReportSchedule>> {
        self.0.db.write(&who, move |tx| change::add(tx, schedule.0)).await.map(Created)
    }

    /// Un reporte programado propio.
    #[oai(path = "/:id", method = "get", operation_id = "get_report_schedule")]
    async fn get(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El reporte programado.
        id: Path<Id>,
    ) -> Result<Answer<ReportSchedule>> {
        let (me, now) = (who.id, clock::now());
        self.0.db.read(move |db| store::get(db, me, id.0)?.shown(now)).await.map(Answer)
    }

    /// Cambia, pone en pausa o reanuda un reporte programado propio.
    #[oai(path = "/:id", method = "put", operation_id = "update_report_schedule")]
    async fn update(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El reporte programado.
        id: Path<Id>,
        patch: Body<ReportSchedulePatch>,
    ) -> Result<Answer<ReportSchedule>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Deja de hacer un reporte programado propio. Los que ya hizo se quedan.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_report_schedule")]
    async fn delete(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El reporte programado.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        self.0.db.write(&who, move |tx| change::delete(tx, id.0)).await.map(Answer)
    }
}
