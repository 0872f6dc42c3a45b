//! How descriptions stand, and whether the service may be asked now.

use super::model::{DescriptionSettings, DescriptionStatus, ServiceHold};
use super::rules::{self, Counted};
use super::store;
use crate::kit::jobs::Trouble;
use crate::kit::{Day, LocalTime, Result, Scope, clock, settings};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// Until when the service of the settings wishes not to be asked.
///
/// # Errors
/// When the database can't be asked.
pub fn held_until(
    db: &Connection,
    set: &DescriptionSettings,
    now: DateTime<Utc>,
) -> Result<Option<LocalTime>> {
    Ok(rules::held_until(&settings::of::<ServiceHold>(db)?, set, now).map(LocalTime))
}

/// Whether one more question may be asked at an instant of a day. Whatever waits was let in while there was room, so that only what was
/// asked counts.
///
/// # Errors
/// When the database can't be asked.
pub fn may_ask(db: &Connection, now: DateTime<Utc>, day: Day) -> Result<bool> {
    let set: DescriptionSettings = settings::of(db)?;
    let has_room = rules::one_more(&set, store::requests_of(db, &rules::month(day))?, 0).is_ok();
    Ok(has_room && held_until(db, &set, now)?.is_none())
}

/// How descriptions stand at an instant, for whoever keeps the items within a scope.
///
/// # Errors
/// When the database can't be asked.
pub fn status(
    db: &Connection,
    scope: Scope,
    now: DateTime<Utc>,
    trouble: Option<Trouble>,
) -> Result<DescriptionStatus> {
    let set: DescriptionSettings = settings::of(db)?;
    let counted = Counted {
        waiting: store::waiting(db)?,
        undecided: store::undecided(db, scope)?,
        month_requests: store::requests_of(db, &rules::month(Day(clock::day_of(now))))?,
    };
    let held_until = held_until(db, &set, now)?;
    Ok(rules::status(set, counted, held_until, trouble.map(|it| (it.sentence, LocalTime(it.since)))))
}
