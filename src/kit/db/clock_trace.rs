//! The clock's trace: what it said before, and whether what it says is to be believed. Whatever deletes by age asks here first.
//!
//! A clock that leaps days ahead makes everything old at once, and one that falls behind makes what is new the oldest. Both are put
//! right sooner or later, what they deleted is not. So nothing is deleted while the clock is in doubt. A doubt ends when the clock
//! goes on where it was last believed, or when it has gone on in its own way for two days: then it was off for long, or it is right
//! and was wrong before.

use super::{Tx, event};
use crate::kit::error::Result;
use crate::kit::sql;
use crate::kit::wire::LocalTime;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// Further than this the clock doesn't go unseen, but in holidays: then what is old waits two days more.
const LEAP: TimeDelta = TimeDelta::days(3);
/// For so long a clock in doubt must go on in its own way until it is believed.
const CONFIRMED: TimeDelta = TimeDelta::days(2);
/// Two clocks in one house are never quite the same.
const SLACK: TimeDelta = TimeDelta::minutes(1);
/// A false clock may have been written down so long after it was last looked at.
const UNSEEN: TimeDelta = TimeDelta::hours(2);

/// Whether the clock is to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStanding {
    /// It goes on where it was.
    Sound,
    /// It stands before what was already written by it, the last of which is this.
    Behind(LocalTime),
    /// It has leapt ahead, from this.
    Leapt(LocalTime),
}

impl ClockStanding {
    /// Whether what is old by this clock may be deleted.
    pub fn is_sound(self) -> bool {
        self == Self::Sound
    }
}

/// What is remembered of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Trace {
    /// When it was last believed.
    seen: DateTime<Utc>,
    /// Since when it says something else, by itself, and what it said last.
    doubt: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Up to here it said what was put right since.
    refuted: Option<DateTime<Utc>>,
}

/// What is to be remembered of a clock that says `now`, and whether it is to be believed. `entry` is the last instant that the audit
/// has.
fn judge(trace: Option<Trace>, entry: Option<DateTime<Utc>>, now: DateTime<Utc>) -> (Trace, ClockStanding) {
    let mut trace = trace.unwrap_or(Trace { seen: entry.unwrap_or(now), doubt: None, refuted: None });
    let goes_on = |from: DateTime<Utc>| from - SLACK <= now && now - from <= LEAP;
    if let Some((_, last)) = trace.doubt
        && goes_on(trace.seen)
        && last > now
    {
        // It had leapt, and was put right.
        trace.refuted = trace.refuted.max(Some(last + UNSEEN));
    }
    let entry = entry.filter(|entry| trace.refuted.is_none_or(|refuted| *entry > refuted));
    let latest = entry.map_or(trace.seen, |entry| entry.max(trace.seen));
    let standing = if now < latest - SLACK {
        ClockStanding::Behind(LocalTime(latest))
    } else if now - trace.seen > LEAP {
        ClockStanding::Leapt(LocalTime(trace.seen))
    } else {
        ClockStanding::Sound
    };
    if standing.is_sound() {
        return (Trace { seen: trace.seen.max(now), doubt: None, ..trace }, standing);
    }
    let since = trace.doubt.filter(|&(_, last)| goes_on(last)).map_or(now, |(since, _)| since);
    if now - since < CONFIRMED {
        return (Trace { doubt: Some((since, now)), ..trace }, standing);
    }
    let refuted = if latest > now { Some(latest) } else { trace.refuted };
    (Trace { seen: now, doubt: None, refuted }, ClockStanding::Sound)
}

fn read(db: &Connection) -> Result<Option<Trace>> {
    sql::value(
        db,
        "select seen_at, doubted_since, doubted_at, refuted_until
         from clock_trace",
        &[],
        |row| {
            let instant = |name| row.get::<_, Option<LocalTime>>(name).map(|it| it.map(|it| it.0));
            let seen: LocalTime = row.get("seen_at")?;
            Ok(Trace {
                seen: seen.0,
                doubt: instant("doubted_since")?.zip(instant("doubted_at")?),
                refuted: instant("refuted_until")?,
            })
        },
    )
}

fn judged(db: &Connection, now: DateTime<Utc>) -> Result<(Trace, ClockStanding)> {
    Ok(judge(read(db)?, event::last_entry(db)?.map(|it| it.0), now))
}

/// Whether a clock that says `now` is to be believed.
pub fn standing(db: &Connection, now: DateTime<Utc>) -> Result<ClockStanding> {
    Ok(judged(db, now)?.1)
}

/// Remembers what the clock says; answers whether it is to be believed.
pub fn beat(tx: &Tx<'_>) -> Result<ClockStanding> {
    let (trace, standing) = judged(tx, tx.now)?;
    sql::run(
        tx,
        "insert into clock_trace (id, seen_at, doubted_since, doubted_at, refuted_until)
         values (1, :seen_at, :doubted_since, :doubted_at, :refuted_until)
         on conflict (id) do update
         set seen_at = :seen_at,
             doubted_since = :doubted_since,
             doubted_at = :doubted_at,
             refuted_until = :refuted_until",
        named_params! {
            ":seen_at": LocalTime(trace.seen),
            ":doubted_since": trace.doubt.map(|(since, _)| LocalTime(since)),
            ":doubted_at": trace.doubt.map(|(_, last)| LocalTime(last)),
            ":refuted_until": trace.refuted.map(LocalTime),
        },
    )?;
    Ok(standing)
}

#[cfg(test)]
mod tests;
