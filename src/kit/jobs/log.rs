//! How each job went, in memory: what runs now, how it ended the last time. The database has the same, as of the last time that
//! it was worth a commit.

use super::schedule::Ended;
use crate::kit::wire::{LocalTime, record, words};
use chrono::{DateTime, Utc};
use inventario_derive::Object;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

words! {
    /// Por qué corrió una tarea.
    pub enum JobCause {
        /// Llegó su hora.
        Schedule = "schedule",
        /// El servidor estaba apagado cuando le tocaba.
        CatchUp = "catch_up",
        /// Antes había fallado.
        Retry = "retry",
        /// Alguien la pidió.
        Manual = "manual",
    }
}

record! {
    /// Una vez que corrió una tarea programada.
    pub struct JobRun {
        /// Qué tarea.
        pub name: String,
        /// Por qué corrió.
        pub cause: JobCause,
        /// Cuándo empezó.
        pub started_at: LocalTime,
        /// Cuándo terminó.
        pub finished_at: LocalTime,
        /// Cuánto tardó, en milisegundos.
        pub duration_ms: i64,
        /// Cuánto hubo por hacer: cero si no había nada.
        pub count: i64,
        /// Por qué falló, si falló.
        pub error: Option<String>,
        /// Cuántas veces seguidas había fallado hasta entonces.
        pub failures: i64,
        /// Si de estos fallos ya se avisó a los administradores generales.
        pub is_told: bool,
    }
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

/// What is known of one job.
#[derive(Debug, Clone, Default)]
pub struct KnownJob {
    /// How it ended the last time.
    pub last: Option<JobRun>,
    /// When it last ended well.
    pub succeeded_at: Option<LocalTime>,
    /// The end of the last run that the database has.
    pub stored_at: Option<LocalTime>,
    /// Since when it runs, if it does.
    pub running_since: Option<LocalTime>,
    /// Whether what made it fail may be mended since it last began: then it is due, and its failures are counted anew.
    pub is_woken: bool,
}

impl KnownJob {
    /// What the next turn is decided by.
    pub fn ended(&self) -> Option<Ended> {
        self.last
            .as_ref()
            .filter(|_| !self.is_woken)
            .map(|run| Ended { at: run.finished_at.0, failures: run.failures })
    }
}

/// How the jobs went. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct JobLog(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    jobs: Mutex<BTreeMap<String, KnownJob>>,
    woken: Notify,
}

impl JobLog {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<String, KnownJob>> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a job.
    pub fn known(&self, name: &str) -> KnownJob {
        self.kept().get(name).cloned().unwrap_or_default()
    }

    /// How the jobs that ran ended the last time, by name.
    pub fn states(&self) -> Vec<JobState> {
        let ended = |run: &JobRun| JobState {
            name: run.name.clone(),
            finished_at: run.finished_at,
            error: run.error.clone(),
        };
        self.kept().values().filter_map(|job| job.last.as_ref().map(ended)).collect()
    }

    /// Takes over what the database has of a job, unless more is known already.
    pub fn remember(&self, last: JobRun, succeeded_at: Option<LocalTime>) {
        let mut kept = self.kept();
        let job = kept.entry(last.name.clone()).or_default();
        if job.last.is_none() {
            job.stored_at = Some(last.finished_at);
            job.succeeded_at = succeeded_at;
            job.last = Some(last);
        }
    }

    /// What a job needs may be there again: it is due now, and not after the pause of what has failed.
    pub fn wake(&self, name: &str) {
        self.kept().entry(name.to_owned()).or_default().is_woken = true;
        self.0.woken.notify_waiters();
    }

    /// Ends when a job is woken, if it is from now on.
    pub fn woken(&self) -> Notified<'_> {
        self.0.woken.notified()
    }

    /// A job begins.
    pub fn begin(&self, name: &str, now: DateTime<Utc>) {
        let mut kept = self.kept();
        let job = kept.entry(name.to_owned()).or_default();
        job.running_since = Some(LocalTime(now));
        job.is_woken = false;
    }

    /// A job has ended.
    pub fn end(&self, run: JobRun) {
        let mut kept = self.kept();
        let job = kept.entry(run.name.clone()).or_default();
        job.running_since = None;
        if run.error.is_none() {
            job.succeeded_at = Some(run.finished_at);
        }
        job.last = Some(run);
    }

    /// The database has the last run too.
    pub fn note_stored(&self, run: &JobRun) {
        if let Some(job) = self.kept().get_mut(&run.name) {
            job.stored_at = Some(run.finished_at);
            if let Some(last) = job.last.as_mut().filter(|last| last.finished_at == run.finished_at) {
                last.is_told = run.is_told;
            }
        }
    }
}
