//! Scheduled work: what the server does without being asked.

use crate::appliance::backup::{Backups, schedule};
use crate::campus::checks::{self, reminders};
use crate::campus::{auth, notifications, photos};
use crate::kit::access::Origin;
use crate::kit::db::{Change, Db};
use crate::kit::error::Result;
use crate::kit::idempotency;
use crate::kit::jobs::every;
use crate::kit::wire::LocalTime;
use chrono::TimeDelta;
use std::time::Duration;

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
