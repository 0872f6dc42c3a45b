//! Does the scheduled work: each job on its own, one run of it at a time.

use super::model::ScheduledJob;
use super::{change, rules, store};
use crate::kit::jobs::{Job, JobCause, JobLog, JobRun, schedule};
use crate::kit::{Actor, Caller, Code, Db, Error, LocalTime, Origin, Paging, Result, Rows, clock};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, OnceCell, OwnedMutexGuard};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How often each job looks at the clock, which may have jumped meanwhile.
const GLANCE: Duration = Duration::from_secs(30);
/// The shortest rest between two runs of a job, whatever the clock says.
const REST: Duration = Duration::from_secs(1);
/// How much of a failure's text is kept, in characters.
const TEXT: usize = 1_000;
/// What people read of a failure that is a fault of ours.
const INTERNAL: &str = "un error interno; el registro del servidor dice cuál";

/// The jobs of the server. Cheap to clone.
///
/// A job may hold whatever the server is made of but this, or neither would ever be dropped.
#[derive(Clone)]
pub struct Jobs {
    db: Db,
    log: JobLog,
    jobs: Arc<OnceLock<Vec<Kept>>>,
    recalled: Arc<OnceCell<()>>,
}

/// A job, and the turn that whoever does it holds.
#[derive(Clone)]
struct Kept {
    job: Arc<dyn Job>,
    turn: Arc<Mutex<()>>,
}

impl Jobs {
    /// No jobs yet.
    pub fn new(db: Db, log: JobLog) -> Self {
        Self { db, log, jobs: Arc::default(), recalled: Arc::default() }
    }

    /// Says which jobs there are; the first word counts.
    pub fn know(&self, jobs: Vec<Box<dyn Job>>) {
        let kept = jobs.into_iter().map(|job| Kept { job: Arc::from(job), turn: Arc::default() });
        let _ = self.jobs.set(kept.collect());
    }

    fn all(&self) -> &[Kept] {
        self.jobs.get().map(Vec::as_slice).unwrap_or_default()
    }

    fn named(&self, name: &str) -> Result<&Kept> {
        Ok(self.all().iter().find(|it| it.job.name() == name).ok_or(Code::JobNotFound)?)
    }

    /// Does all jobs, each when it is due and in a task of its own, so that none waits for another, until it is dropped.
    pub async fn run(&self) {
        if let Err(error) = self.recall().await {
            // Then each is done at once, as on a first start.
            tracing::warn!(%error, "how the scheduled jobs ended is not known");
        }
        let begun = clock::now();
        let mut keeping = JoinSet::new();
        for kept in self.all() {
            let (jobs, kept) = (self.clone(), kept.clone());
            keeping.spawn(async move { jobs.keep(&kept, begun).await });
        }
        while let Some(ended) = keeping.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a scheduled job is no longer done");
            }
        }
    }

    /// Takes over what the database has of the jobs, once.
    async fn recall(&self) -> Result<()> {
        self.recalled.get_or_try_init(|| self.take_over()).await.copied()
    }

    async fn take_over(&self) -> Result<()> {
        let names: Vec<&'static str> = self.all().iter().map(|it| it.job.name()).collect();
        let known = self.db.read(move |db| {
            let known = |name: &&str| Ok((store::last(db, name)?, store::succeeded_at(db, name)?));
            names.iter().map(known).collect::<Result<Vec<_>>>()
        });
        for (last, succeeded_at) in known.await? {
            if let Some(last) = last {
                self.log.remember(last, succeeded_at);
            }
        }
        Ok(())
    }

    /// Does one job whenever it is due.
    async fn keep(&self, kept: &Kept, begun: DateTime<Utc>) {
        loop {
            // Before it is looked at, so that no call in between is missed.
            let woken = self.log.woken();
            let (now, known) = (clock::now(), self.log.known(kept.job.name()));
            let due = schedule::next(kept.job.schedule(), known.ended(), now, clock::zone());
            if due <= now {
                // Whoever does it now has been asked to.
                if let Ok(turn) = Arc::clone(&kept.turn).try_lock_owned() {
                    self.do_once(kept, rules::cause(&known, due, begun), turn).await;
                }
                sleep(REST).await;
            } else {
                let wait = (due - now).to_std().unwrap_or(REST).clamp(Duration::from_millis(10), GLANCE);
                let _ = timeout(wait, woken).await;
            }
        }
    }

    /// Does a job, whatever becomes of it: a failure and a panic are results like others.
    async fn do_once(&self, kept: &Kept, cause: JobCause, _turn: OwnedMutexGuard<()>) -> JobRun {
        let (name, before) = (kept.job.name(), self.log.known(kept.job.name()));
        let (started_at, watch) = (LocalTime(clock::now()), Instant::now());
        self.log.begin(name, started_at.0);
        let work = AssertUnwindSafe(async { kept.job.run().await }).catch_unwind();
        let outcome = work.await.unwrap_or_else(|panic| Err(Error::internal(panicked(panic.as_ref()))));
        let failed = before.last.as_ref().filter(|last| last.error.is_some());
        let counted = failed.filter(|_| !before.is_woken);
        let run = JobRun {
            name: name.to_owned(),
            cause,
            started_at,
            finished_at: LocalTime(clock::now()),
            duration_ms: i64::try_from(watch.elapsed().as_millis()).unwrap_or(i64::MAX),
            count: outcome.as_ref().map_or(0, |&count| i64::try_from(count).unwrap_or(i64::MAX)),
            error: outcome.as_ref().err().map(words_of),
            failures: outcome.as_ref().err().map_or(0, |_| 1 + counted.map_or(0, |last| last.failures)),
            is_told: outcome.is_err() && failed.is_some_and(|last| last.is_told),
        };
        match &outcome {
            Ok(0) => {}
            Ok(count) => tracing::debug!(job = name, count, "done"),
            Err(error) => tracing::warn!(job = name, %error, failures = run.failures, "failed"),
        }
        self.log.end(run.clone());
        if rules::is_worth_keeping(&run, &before) {
            self.write_down(kept.job.title(), run.clone()).await;
        }
        run
    }

    async fn write_down(&self, title: &'static str, run: JobRun) {
        let name = run.name.clone();
        match self.db.write(&Origin::of_command("jobs"), move |tx| change::note(tx, title, run)).await {
            Ok(run) => self.log.note_stored(&run),
            Err(error) => tracing::warn!(job = name, %error, "how it ended could not be written down"),
        }
    }

    /// All jobs as they are, by name.
    pub async fn list(&self) -> Result<Vec<ScheduledJob>> {
        self.recall().await?;
        let mut all: Vec<ScheduledJob> = self.all().iter().map(|kept| self.state(kept)).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// One job as it is.
    ///
    /// # Errors
    /// [`Code::JobNotFound`].
    pub async fn get(&self, name: &str) -> Result<ScheduledJob> {
        let kept = self.named(name)?;
        self.recall().await?;
        Ok(self.state(kept))
    }

    fn state(&self, kept: &Kept) -> ScheduledJob {
        ScheduledJob::of(kept.job.as_ref(), self.log.known(kept.job.name()), clock::now())
    }

    /// The runs of a job that are kept, newest first.
    ///
    /// # Errors
    /// [`Code::JobNotFound`].
    pub async fn runs(&self, name: &str, paging: Paging) -> Result<Rows<JobRun>> {
        let name = self.named(name)?.job.name();
        self.db.read(move |db| store::runs(db, name, paging)).await
    }

    /// Does a job because somebody wants it now; waits so long for its end, and answers how it is then. It goes on when nobody
    /// waits any more.
    ///
    /// # Errors
    /// [`Code::JobNotFound`]; [`Code::JobRunning`] while it is done.
    pub async fn run_now(
        &self,
        who: &impl Actor<Who = Caller>,
        name: &str,
        patience: Duration,
    ) -> Result<ScheduledJob> {
        let kept = self.named(name)?.clone();
        self.recall().await?;
        let turn = Arc::clone(&kept.turn).try_lock_owned().map_err(|_| Code::JobRunning)?;
        let title = kept.job.title();
        self.db.write(who, move |tx| change::ask(tx, title)).await?;
        let (jobs, done) = (self.clone(), kept.clone());
        let work = tokio::spawn(async move { jobs.do_once(&done, JobCause::Manual, turn).await });
        if let Ok(ended) = timeout(patience, work).await {
            ended?;
        }
        Ok(self.state(&kept))
    }
}

/// What a failure says to people, cut to what is kept of it. A fault of ours says what it is in the log only.
fn words_of(error: &Error) -> String {
    if error.code() == Code::Internal {
        return INTERNAL.to_owned();
    }
    error.sentence().chars().filter(|c| *c != '\0').take(TEXT).collect()
}

/// What somebody who panicked said.
fn panicked(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without a word"))
}
