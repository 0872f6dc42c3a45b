//! The describer: asks the service about what is in the queue, one photo after the other, and marks each before and after.
//!
//! A mark before says that the question may be on its way. Whoever finds it at the next start knows nothing more, so that it is asked
//! anew: a service may be asked twice about one photo, and none is forgotten.
//!
//! A service that can't be used at all is no fault of a photo: the round ends, what waits goes on waiting with all its tries, and the job
//! has failed, so that it pauses and the administrators are told.

mod marks;

pub(super) use marks::heed;

use super::model::DescriptionSettings;
use super::question;
use super::rules::Verdict;
use crate::kit::jobs::{Job, JobLog, Schedule, Trouble, Troubles};
use crate::kit::{Change, Code, Db, Origin, Result, Tx, clock};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use marks::{Marked, look, mark, settle, tidy};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// What the job is called.
const NAME: &str = "descriptions";

/// How often the queue is looked at.
const PERIOD: Duration = Duration::from_secs(10);
/// After so long nothing more is asked in a round, so that the job says how it went.
const LONGEST: Duration = Duration::from_secs(60);

/// Asks for descriptions. Cheap to clone.
#[derive(Clone)]
pub struct Describer {
    pub(super) db: Db,
    log: JobLog,
    round: Arc<Semaphore>,
    patience: Option<Duration>,
    trouble: Troubles,
}

/// How asking about one photo ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// The service was asked.
    Asked,
    /// There was nothing to ask about.
    Skipped,
    /// The service can't be asked about anything.
    Unusable,
}

impl Describer {
    /// The describer of a database's queue, whose job is written down in this log.
    pub fn new(db: Db, log: JobLog) -> Self {
        Self { db, log, round: Arc::new(Semaphore::new(1)), patience: None, trouble: Troubles::default() }
    }

    /// The same, who waits for no answer longer than this, whatever the settings say.
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// What keeps the service from being asked at all, if something does.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// Lets the queue be looked at now; after a failure not before the job's pause ends, for that is no news of the service.
    pub fn wake(&self) {
        if self.trouble().is_none() {
            self.log.wake(NAME);
        }
    }

    /// Lets what waits be tried now, however long the job would pause: somebody has changed the settings, or has seen the service answer.
    pub fn try_now(&self) {
        self.trouble.forget();
        self.log.wake(NAME);
    }

    /// How long an answer is waited for.
    pub(super) fn patience(&self, settings: &DescriptionSettings) -> Duration {
        let set = Duration::from_secs(settings.patience_seconds.unsigned_abs());
        self.patience.map_or(set, |most| most.min(set))
    }

    /// Asks for what is due at an instant; answers how much was asked for. Two rounds at once are one.
    ///
    /// # Errors
    /// When the database can't be asked. That a service has no answer is none.
    pub async fn go_round(&self, now: DateTime<Utc>) -> Result<usize> {
        let Ok(_turn) = self.round.try_acquire() else { return Ok(0) };
        let found = self.db.read(move |db| look(db, now)).await?;
        if found.is_cut_off || found.is_old {
            // Nobody asks but this round, so that what is marked as asked was cut off.
            self.write(now, tidy).await?;
        }
        let (mut asked, began) = (0, Instant::now());
        // What was cut off waits again, and may be due.
        let mut goes_on = found.is_due || found.is_cut_off;
        while goes_on
            && began.elapsed() < LONGEST
            && let Some(marked) = self.write(now + began.elapsed(), mark).await?
        {
            let ended = self.describe(marked, now, began).await?;
            asked += usize::from(ended == Ended::Asked);
            goes_on = ended != Ended::Unusable;
        }
        Ok(asked)
    }

    /// Asks about one photo, or notes why it can't be asked about, in a round that began at an instant.
    async fn describe(&self, marked: Marked, now: DateTime<Utc>, began: Instant) -> Result<Ended> {
        let Marked { due, picture, settings, key, month } = marked;
        let (verdict, ended) = match &picture {
            None => (Verdict::Failed("La foto ya no está".into()), Ended::Skipped),
            Some(picture) => {
                let outcome = question::ask(&settings, key.as_ref(), picture, self.patience(&settings)).await;
                (question::judge(outcome, key, now + began.elapsed()).await?, Ended::Asked)
            }
        };
        let (ended, trouble) = match &verdict {
            Verdict::Unusable(why) => (Ended::Unusable, Some(why.clone())),
            Verdict::Failed(why) | Verdict::Again { why, .. } => {
                tracing::warn!(description = %due.id, %why, "no description");
                (ended, None)
            }
            Verdict::Proposed(_) => (ended, None),
        };
        let tried = due.attempts + 1;
        let settling = move |tx: &Tx<'_>| settle(tx, (due.id, tried), (&settings, &month), &verdict);
        let is_kept = self.write(now + began.elapsed(), settling).await?;
        // What was given up meanwhile was mostly given to another service: that one's answer says nothing of the service of now.
        if is_kept {
            match trouble {
                Some(why) => self.note_trouble(why, now),
                None if ended == Ended::Asked => self.trouble.forget(),
                None => {}
            }
        }
        Ok(ended)
    }

    fn note_trouble(&self, sentence: String, now: DateTime<Utc>) {
        tracing::warn!(%sentence, "the service of descriptions can't be used");
        self.trouble.note(sentence, now);
    }

    /// The queue is its own record: what becomes of what somebody asked for is nobody's change, until somebody decides.
    async fn write<T: Send + 'static>(
        &self,
        now: DateTime<Utc>,
        job: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.write(&Origin::of_command(NAME), move |tx| job(&tx.at(now)).map(Change::unaudited)).await
    }
}

impl Job for Describer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn title(&self) -> &'static str {
        "Descripciones con IA"
    }

    fn purpose(&self) -> &'static str {
        "Pide las descripciones de fotos que están en cola, cuando eso está activo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let now = clock::now();
            let asked = self.go_round(now).await?;
            self.trouble.outcome(now, Code::DescriptionsUnusable, asked)
        })
    }
}
