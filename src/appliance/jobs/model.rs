//! The shapes of scheduled work.

use crate::kit::jobs::{Job, JobRun, KnownJob, Schedule, schedule};
use crate::kit::{ClockTime, LocalTime, clock};
use chrono::{DateTime, Utc};
use inventario_derive::Object;
use serde::Serialize;

/// Una tarea que el servidor hace sin que nadie se la pida.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ScheduledJob {
    /// Su nombre en el registro y en su dirección.
    pub name: String,
    /// Cómo se llama.
    pub title: String,
    /// Qué hace.
    pub purpose: String,
    /// Cada cuántos segundos se hace; nulo si se hace una vez al día.
    pub every_seconds: Option<i64>,
    /// A qué hora del edificio se hace; nulo si no se hace una vez al día.
    pub daily_at: Option<ClockTime>,
    /// Desde cuándo está corriendo; nulo si no corre.
    pub running_since: Option<LocalTime>,
    /// Cuándo le toca; nulo si ya le toca.
    pub next_run: Option<LocalTime>,
    /// Cuántas veces seguidas ha fallado.
    pub failures: i64,
    /// Cuándo terminó bien por última vez.
    pub succeeded_at: Option<LocalTime>,
    /// La última vez que corrió; nulo si nunca.
    pub last_run: Option<JobRun>,
}

impl ScheduledJob {
    /// A job as it is at an instant.
    pub fn of(job: &dyn Job, known: KnownJob, now: DateTime<Utc>) -> Self {
        let (every_seconds, daily_at) = match job.schedule() {
            Schedule::Every(period) => (i64::try_from(period.as_secs()).ok(), None),
            Schedule::Daily(time) => (None, Some(ClockTime(time))),
        };
        let next = schedule::next(job.schedule(), known.ended(), now, clock::zone());
        Self {
            name: job.name().to_owned(),
            title: job.title().to_owned(),
            purpose: job.purpose().to_owned(),
            every_seconds,
            daily_at,
            running_since: known.running_since,
            next_run: (next > now).then_some(LocalTime(next)),
            failures: known.last.as_ref().map_or(0, |run| run.failures),
            succeeded_at: known.succeeded_at,
            last_run: known.last,
        }
    }
}
