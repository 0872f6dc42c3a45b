//! Scheduled work: what the server does without being asked.

use crate::backup::{Backups, schedule};
use crate::caller::Origin;
use crate::checks::{self, reminders};
use crate::db::{Change, Db};
use crate::error::Result;
use crate::health::model::JobState;
use crate::wire::LocalTime;
use crate::{auth, clock, idempotency, notifications, photos};
use chrono::TimeDelta;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often what has expired is cleared away: sessions, notifications, photos, answers kept for repetitions.
const CLEAR: Duration = Duration::from_secs(60 * 60);
/// How often it is looked for classes that have ended without their check.
const REMIND: Duration = Duration::from_secs(2 * 60);
/// How often it is looked whether the daily backup is due, and whether there is something to warn of.
const BACKUP: Duration = Duration::from_secs(60);
/// How long a photo may wait for the check that shows it: a phone without a network sends it the next day.
const ORPHANS: TimeDelta = TimeDelta::days(2);
/// How long a count of the app is kept for a check that nobody begins. It is looked for on its own day only.
const LEFT_COUNTS: TimeDelta = TimeDelta::days(7);

/// Runs until it is dropped.
pub async fn run(db: Db, backups: Backups) {
    tokio::join!(
        every(CLEAR, "clear", || clear(&db)),
        every(REMIND, "remind", || reminders::run(&db)),
        every(BACKUP, "backup", || schedule::run(&backups)),
    );
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
async fn every<F: Future<Output = Result<usize>>>(period: Duration, name: &str, job: impl Fn() -> F) {
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

async fn clear(db: &Db) -> Result<usize> {
    db.write(&Origin::of_command("jobs"), |tx| {
        let sessions = auth::store::delete_expired(tx, tx.now)?;
        let notifications = notifications::store::clear_old(tx, tx.now)?;
        let photos = photos::store::clear_orphans(tx, tx.now - ORPHANS)?;
        let answers = idempotency::clear_old(tx, tx.now)?;
        let counts = checks::store::forget_waiting(tx, LocalTime(tx.now - LEFT_COUNTS))?;
        // Nothing that anybody could still use: no event.
        Ok(Change::unaudited(sessions + notifications + photos + answers + counts))
    })
    .await
}
