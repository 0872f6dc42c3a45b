//! When a job is due: pure decisions over instants, so that they hold for clocks that jump and for days of 23 and 25 hours.
//!
//! Whatever happened meanwhile, a job is due once and not once for each time that was missed: what is asked is only whether its
//! time has come since it ended the last time.

use crate::kit::clock::instant_in;
use crate::kit::zone::Zone;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use std::time::Duration;

/// The first repetition of a job that failed comes after a minute; each that fails too doubles the wait.
const FIRST_RETRY: TimeDelta = TimeDelta::minutes(1);
/// The longest wait for a repetition: what is mended is noticed within half an hour.
const LAST_RETRY: TimeDelta = TimeDelta::minutes(30);

/// When a job is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// So long after it has ended.
    Every(Duration),
    /// Once a day, when the building's clocks show this time.
    Daily(NaiveTime),
}

/// How a job ended the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// When, by the clock of that time.
    pub at: DateTime<Utc>,
    /// How often in a row it has failed by then.
    pub failures: i64,
}

/// The instant at which a job is due; when it isn't after `now`, it is due.
///
/// What has never been done is due at once: a box that is off at night must not wait for a night.
pub fn next(schedule: Schedule, ended: Option<Ended>, now: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
    let Some(ended) = ended else {
        return now;
    };
    let retry = (ended.failures > 0).then(|| waited(ended.at, back_off(ended.failures), now));
    match schedule {
        // A job that is done every minute waits longer after failures: what is broken isn't mended by asking faster.
        Schedule::Every(period) => {
            let period = TimeDelta::from_std(period).unwrap_or(TimeDelta::MAX);
            retry.unwrap_or_else(|| waited(ended.at, period, now))
        }
        Schedule::Daily(time) => {
            // An end beyond the next time is one of a clock that was set back. It must not be waited for, and the next time can't
            // be reckoned from now, which would push it ahead for ever.
            let regular = if ended.at >= occurrence_after(now, time, zone) {
                now
            } else {
                occurrence_after(ended.at, time, zone)
            };
            retry.map_or(regular, |retry| retry.min(regular))
        }
    }
}

/// How long to wait after so many failures in a row.
pub fn back_off(failures: i64) -> TimeDelta {
    let doublings = u32::try_from((failures - 1).clamp(0, 16)).unwrap_or(0);
    (FIRST_RETRY * 2_i32.pow(doublings)).min(LAST_RETRY)
}

/// The end of a wait. When its beginning is further ahead than it is long, the clock was set back: it is over.
fn waited(since: DateTime<Utc>, wait: TimeDelta, now: DateTime<Utc>) -> DateTime<Utc> {
    if since.signed_duration_since(now) > wait {
        return now;
    }
    since.checked_add_signed(wait).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The first instant after `after` at which the clocks of a zone show `time`. On a day without that time it is the first instant
/// after the gap, on a day that has it twice the first of the two: each day has one.
pub fn occurrence_after(after: DateTime<Utc>, time: NaiveTime, zone: Zone) -> DateTime<Utc> {
    let today = after.with_timezone(&zone).date_naive();
    (-1..=2)
        .filter_map(|days| today.checked_add_signed(TimeDelta::days(days)))
        .map(|day| instant_in(zone, day.and_time(time)))
        .find(|at| *at > after)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests;
