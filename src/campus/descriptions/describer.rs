//! The describer: asks the service about what is in the queue, one photo after the other, and marks each before and after.
//!
//! A mark before says that the question may be on its way. Whoever finds it at the next start knows nothing more, so that it is asked
//! anew: a service may be asked twice about one photo, and none is forgotten.

use super::model::{DescriptionSettings, DescriptionState, DueDescription};
use super::rules::Verdict;
use super::{question, rules, store};
use crate::kit::jobs::{Job, JobLog, Schedule};
use crate::kit::{Change, Db, Id, LocalTime, Origin, Result, Tx, clock, settings};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// What the job is called.
const NAME: &str = "descriptions";

/// How often the queue is looked at.
const PERIOD: Duration = Duration::from_secs(10);
/// After so long nothing more is asked in a round, so that the job says how it went.
const LONGEST: Duration = Duration::from_secs(60);
/// How much of a reason is kept, in characters: what its column holds.
const REASON: usize = 500;
/// Why what was cut off too often is given up.
const CUT_OFF: &str = "El servidor se detuvo varias veces mientras la pedía";

/// Asks for descriptions. Cheap to clone.
#[derive(Clone)]
pub struct Describer {
    pub(super) db: Db,
    log: JobLog,
    round: Arc<Semaphore>,
    patience: Option<Duration>,
}

/// A description that was marked, and by what it is asked for.
struct Marked {
    due: DueDescription,
    /// As it is sent, without metadata; none if the item has it no longer.
    picture: Option<Vec<u8>>,
    settings: DescriptionSettings,
    key: Option<String>,
}

impl Describer {
    /// The describer of a database's queue, whose job is written down in this log.
    pub fn new(db: Db, log: JobLog) -> Self {
        Self { db, log, round: Arc::new(Semaphore::new(1)), patience: None }
    }

    /// The same, who waits for no answer longer than this, whatever the settings say.
    pub fn waiting_at_most(self, patience: Duration) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// Lets the queue be looked at now.
    pub fn wake(&self) {
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
        if !self.db.read(move |db| store::is_anything_due(db, LocalTime(now))).await? {
            return Ok(0);
        }
        // Nobody asks but this round, so that what is marked as asked was cut off.
        let releasing = self.write(now, |tx| store::release(tx, rules::ATTEMPTS, CUT_OFF, LocalTime(tx.now)));
        releasing.await?;
        let (mut asked, began) = (0, Instant::now());
        while began.elapsed() < LONGEST
            && let Some(marked) = self.write(now + began.elapsed(), mark).await?
        {
            asked += usize::from(self.describe(marked, now, began).await?);
        }
        Ok(asked)
    }

    /// Asks about one photo, or notes why it can't be asked about, in a round that began at an instant; answers whether the service was
    /// asked.
    async fn describe(&self, marked: Marked, now: DateTime<Utc>, began: Instant) -> Result<bool> {
        let Marked { due, picture, settings, key } = marked;
        let (verdict, is_asked) = match &picture {
            None => (Verdict::Failed("La foto ya no está".into()), false),
            Some(picture) => {
                let asking = question::ask(&settings, key.as_deref(), picture, self.patience(&settings));
                (rules::verdict(asking.await, key.as_deref(), now + began.elapsed()), true)
            }
        };
        if let Verdict::Failed(why) | Verdict::Again { why, .. } = &verdict {
            tracing::warn!(description = %due.id, %why, "no description");
        }
        let tried = due.attempts + 1;
        let settling = move |tx: &Tx<'_>| settle(tx, due.id, tried, &settings, &verdict);
        self.write(now + began.elapsed(), settling).await.map(|()| is_asked)
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

/// Marks the next description, if there is one, and counts the question; nothing while it is off or the month is used up.
fn mark(tx: &Tx<'_>) -> Result<Option<Marked>> {
    let (settings, month): (DescriptionSettings, _) = (settings::of(tx)?, rules::month(tx.today()));
    // Whatever waits was let in while there was room, so that only what is asked counts.
    if rules::one_more(&settings, store::requests_of(tx, &month)?, 0).is_err() {
        return Ok(None);
    }
    let Some(due) = store::next(tx, LocalTime(tx.now))? else { return Ok(None) };
    let picture = store::picture_of(tx, due.item_id, due.photo_id)?;
    store::begin(tx, due.id, LocalTime(tx.now))?;
    if picture.is_some() {
        store::count_request(tx, &month)?;
    }
    let key = DescriptionSettings::key(tx)?.map(|key| key.reveal().to_owned());
    Ok(Some(Marked { due, picture, settings, key }))
}

/// Keeps what came of asking.
fn settle(
    tx: &Tx<'_>,
    id: Id,
    attempts: i64,
    settings: &DescriptionSettings,
    verdict: &Verdict,
) -> Result<()> {
    let now = LocalTime(tx.now);
    let cut = |why: &str| why.chars().take(REASON).collect::<String>();
    match verdict {
        Verdict::Proposed(proposal) => {
            store::propose(tx, id, proposal, settings.model.as_deref().unwrap_or("?"), now)
        }
        Verdict::Failed(why) => store::put_off(tx, id, (DescriptionState::Failed, now), &cut(why), now),
        Verdict::Again { why, holds } => {
            if let Some(holds) = holds {
                store::hold(tx, LocalTime(now.0 + *holds))?;
            }
            if attempts >= rules::ATTEMPTS {
                return store::put_off(tx, id, (DescriptionState::Failed, now), &cut(why), now);
            }
            let pause = holds.unwrap_or_else(|| rules::pause(attempts)).max(rules::pause(attempts));
            let again = LocalTime(now.0 + pause);
            store::put_off(tx, id, (DescriptionState::Queued, again), &cut(why), now)
        }
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
        Box::pin(async { self.go_round(clock::now()).await })
    }
}
