//! HTTP of scheduled work.

use super::Jobs;
use super::model::ScheduledJob;
use crate::appliance::Tag;
use crate::kit::jobs::JobRun;
use crate::kit::{Allow, Answer, Error, Limit, Line, Paging, Reply, Result, Rows, Skip, role};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use std::time::Duration;

/// How long whoever asks for a job waits for its end.
const PATIENCE: Duration = Duration::from_secs(3);

/// The scheduled work under `/api/jobs`.
pub struct Api(pub Jobs);

#[OpenApi(prefix_path = "/api/jobs", tag = "Tag::Server")]
impl Api {
    /// Lista las tareas programadas: qué hace cada una, cuándo corrió, cómo terminó y cuándo le toca.
    #[oai(path = "/", method = "get", operation_id = "list_jobs")]
    async fn list(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<Vec<ScheduledJob>>> {
        self.0.list().await.map(Answer)
    }

    /// Una tarea programada.
    #[oai(path = "/:name", method = "get", operation_id = "get_job")]
    async fn get(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// La tarea.
        name: Path<Line<1, 50>>,
    ) -> Result<Answer<ScheduledJob>> {
        self.0.get(name.0.as_str()).await.map(Answer)
    }

    /// Las últimas veces que corrió una tarea, la más reciente primero. Las que no encontraron nada por hacer se anotan una vez por hora.
    #[oai(path = "/:name/runs", method = "get", operation_id = "list_job_runs")]
    async fn runs(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// La tarea.
        name: Path<Line<1, 50>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<JobRun>> {
        self.0.runs(name.0.as_str(), Paging::rows(limit.0, skip.0)).await
    }

    /// Hace una tarea ahora. Si tarda, responde mientras sigue: «running_since» dice desde cuándo.
    #[oai(path = "/:name/run", method = "post", operation_id = "run_job")]
    async fn run(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La tarea.
        name: Path<Line<1, 50>>,
    ) -> Result<Reply<ScheduledJob, 202>> {
        let job = self.0.run_now(&who, name.0.as_str(), PATIENCE).await?;
        Ok(Reply::first(serde_json::to_string(&job).map_err(Error::internal)?))
    }
}
