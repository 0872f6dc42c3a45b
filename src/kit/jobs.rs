//! Scheduled work: does a job again and again, and remembers how it ended the last time.

use crate::kit::clock;
use crate::kit::error::Result;
use crate::kit::wire::LocalTime;
use futures_util::future::BoxFuture;
use inventario_derive::Object;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Something that the server does without being asked.
pub trait Job: Send + Sync + 'static {
    /// What it is called in the log and on the server's page.
    fn name(&self) -> &'static str;

    /// How often it is done.
    fn period(&self) -> Duration;

    /// Does it; answers how much there was to do.
    fn run(&self) -> BoxFuture<'_, Result<usize>>;
}

/// La última vez que corrió una tarea programada.
#[derive(Debug, Clone, Object, Serialize)]
pub struct JobState {
    /// Qué tarea.
    pub name: String,
    /// Cuándo terminó.
    pub finished_at: LocalTime,
    /// Por qué falló, si falló.
    pub error: Option<String>,
}

/// How each job ended the last time. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct JobLog(Arc<Mutex<BTreeMap<&'static str, JobState>>>);

impl JobLog {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<&'static str, JobState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the jobs that ran ended the last time, by name.
    pub fn states(&self) -> Vec<JobState> {
        self.kept().values().cloned().collect()
    }

    fn note(&self, name: &'static str, outcome: &Result<usize>) {
        let state = JobState {
            name: name.to_owned(),
            finished_at: LocalTime(clock::now()),
            error: outcome.as_ref().err().map(ToString::to_string),
        };
        self.kept().insert(name, state);
    }
}

/// Does a job again and again until it is dropped. A failure is logged, and the next turn tries anew.
pub async fn repeat(job: Box<dyn Job>, log: JobLog) {
    let mut tick = interval(job.period());
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let outcome = job.run().await;
        log.note(job.name(), &outcome);
        match outcome {
            Ok(0) => {}
            Ok(count) => tracing::debug!(job = job.name(), count, "done"),
            Err(error) => tracing::warn!(job = job.name(), %error, "failed"),
        }
    }
}
