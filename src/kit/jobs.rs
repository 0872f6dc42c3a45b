//! Scheduled work: does a job again and again, and remembers how it ended the last time.

use crate::kit::clock;
use crate::kit::error::Result;
use crate::kit::wire::LocalTime;
use poem_openapi::Object;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

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

/// How each job ended the last time.
static ENDED: Mutex<BTreeMap<String, JobState>> = Mutex::new(BTreeMap::new());

/// How the jobs that ran ended the last time, by name.
pub fn states() -> Vec<JobState> {
    ENDED.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
}

fn note(name: &str, outcome: &Result<usize>) {
    let state = JobState {
        name: name.to_owned(),
        finished_at: LocalTime(clock::now()),
        error: outcome.as_ref().err().map(ToString::to_string),
    };
    ENDED.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), state);
}

/// Does a job again and again. A failure is logged, and the next turn tries anew.
pub async fn every<F: Future<Output = Result<usize>>>(period: Duration, name: &str, job: impl Fn() -> F) {
    let mut tick = interval(period);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let outcome = job().await;
        note(name, &outcome);
        match outcome {
            Ok(0) => {}
            Ok(count) => tracing::debug!(job = name, count, "done"),
            Err(error) => tracing::warn!(job = name, %error, "failed"),
        }
    }
}
