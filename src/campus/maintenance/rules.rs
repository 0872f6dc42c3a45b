//! The life of a request, the days of a plan, and who pays what. Pure.
//!
//! | from \ to     | pending | assigned | in progress | completed | cancelled |
//! |---------------|---------|----------|-------------|-----------|-----------|
//! | pending       | stays   | yes      | yes         | yes       | yes       |
//! | assigned      | yes     | stays    | yes         | yes       | yes       |
//! | in progress   | yes     | yes      | stays       | yes       | yes       |
//! | completed     | reopens | reopens  | reopens     | stays     | no        |
//! | cancelled     | reopens | reopens  | reopens     | no        | stays     |
//!
//! Pending has no technician, assigned and in progress have one.

use super::model::MaintenanceStatus;
use super::model::plan::{PlanItem, PlanUnit};
use crate::kit::wire::Money;
use crate::kit::{Code, Day, Error, Id, Result};
use chrono::{Datelike, Days, Months, NaiveDate};

/// Where a request stands: its status, and who works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The status.
    pub status: MaintenanceStatus,
    /// Who works on it.
    pub technician: Option<Id>,
}

/// What somebody wants of a request: another status, another technician, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// The status, if one was named.
    pub status: Option<MaintenanceStatus>,
    /// The technician, if one was named or taken off.
    pub technician: Option<Option<Id>>,
    /// Whether it says why a request is cancelled.
    pub has_reason: bool,
    /// Who wants it.
    pub by: Id,
}

/// Where a request stands afterwards. Who names a technician for a pending one assigns it, who takes the technician off an assigned
/// one lets it go, and who starts one that nobody has is its technician.
///
/// # Errors
/// [`Code::MaintenanceStage`], [`Code::MaintenanceWithoutTechnician`], [`Code::MaintenanceWithoutReason`],
/// [`Code::MaintenanceClosed`].
pub fn next(now: Standing, wish: Wish) -> Result<Standing> {
    use MaintenanceStatus::{Assigned, Cancelled, Completed, InProgress, Pending};
    let technician = wish.technician.unwrap_or(now.technician);
    let status = match (now.status, wish.status) {
        (from, Some(to)) => to_named(from, to)?,
        (Pending, None) if technician.is_some() => Assigned,
        (Assigned, None) if technician.is_none() => Pending,
        (from, None) => from,
    };
    if !now.status.is_open() && !status.is_open() && technician != now.technician {
        return Err(Code::MaintenanceClosed.into());
    }
    match status {
        // Who lets it go, or opens it again for anybody, takes the technician off.
        Pending => Ok(Standing { status, technician: None }),
        Assigned if technician.is_none() => Err(Code::MaintenanceWithoutTechnician.into()),
        InProgress if technician.is_none() && wish.technician.is_some() => {
            Err(Code::MaintenanceWithoutTechnician.into())
        }
        InProgress => Ok(Standing { status, technician: technician.or(Some(wish.by)) }),
        Cancelled if now.status != Cancelled && !wish.has_reason => {
            Err(Code::MaintenanceWithoutReason.into())
        }
        Assigned | Completed | Cancelled => Ok(Standing { status, technician }),
    }
}

fn to_named(from: MaintenanceStatus, to: MaintenanceStatus) -> Result<MaintenanceStatus> {
    if from.is_open() || to.is_open() || from == to {
        return Ok(to);
    }
    let sentence =
        format!("La solicitud está {}: reábrala antes de dejarla {}", from.spanish(), to.spanish());
    Err(Error::With(Code::MaintenanceStage, sentence))
}

/// Refuses a day on which work ended that is still to come.
///
/// # Errors
/// [`Code::MaintenanceInFuture`].
pub fn check_done(day: Day, today: Day) -> Result<()> {
    if day > today { Err(Code::MaintenanceInFuture.into()) } else { Ok(()) }
}

/// Refuses an interval of more than ten years.
///
/// # Errors
/// [`Code::PlanTooLong`].
pub fn check_interval(every: i64, unit: PlanUnit) -> Result<()> {
    if unit == PlanUnit::Month && every > 120 { Err(Code::PlanTooLong.into()) } else { Ok(()) }
}

/// Refuses a day of a plan that has passed.
///
/// # Errors
/// [`Code::PlanInPast`].
pub fn check_planned(day: Day, today: Day) -> Result<()> {
    if day < today { Err(Code::PlanInPast.into()) } else { Ok(()) }
}

/// The last day that the wire can write.
fn last_day() -> Day {
    Day(NaiveDate::from_ymd_opt(2999, 12, 31).unwrap_or(NaiveDate::MAX))
}

/// The day an interval later. A month later is the same day of the month, or the last one of a shorter month.
pub fn later(day: Day, every: i64, unit: PlanUnit) -> Day {
    let every = u32::try_from(every.max(1)).unwrap_or(1);
    let later = match unit {
        PlanUnit::Day => day.0.checked_add_days(Days::new(u64::from(every))),
        PlanUnit::Month => day.0.checked_add_months(Months::new(every)),
    };
    later.map_or(last_day(), Day).min(last_day())
}

/// The next day of a plan after a request for `due` was dealt with on `done`: an interval after the work, and always after the day
/// that was asked for, so that no day is asked for twice.
pub fn next_date(due: Day, done: Day, every: i64, unit: PlanUnit) -> Day {
    let after = later(done, every, unit);
    if after > due { after } else { later(due, every, unit) }
}

/// The days of a plan within a period, the next first, the others counted from it. A month later is the same day of the month, or the
/// last one of a shorter month.
pub fn days_within(
    next: Day,
    every: i64,
    unit: PlanUnit,
    from: Day,
    until: Day,
) -> impl Iterator<Item = Day> {
    let every = every.max(1);
    let passed = match unit {
        PlanUnit::Day => (from.0 - next.0).num_days(),
        // A day that is cut to the end of a shorter month lies in it still.
        PlanUnit::Month => {
            let months = |day: Day| i64::from(day.0.year()) * 12 + i64::from(day.0.month0());
            months(from) - months(next)
        }
    };
    // The last one before the period, or the first one in it.
    (passed.max(0) / every..)
        .map_while(move |step| {
            let ahead = u32::try_from(step.checked_mul(every)?).ok()?;
            match unit {
                PlanUnit::Day => next.0.checked_add_days(Days::new(u64::from(ahead))),
                PlanUnit::Month => next.0.checked_add_months(Months::new(ahead)),
            }
        })
        .map(Day)
        .skip_while(move |day| *day < from)
        .take_while(move |day| *day <= until)
}

/// What a plan looks after: its only item by name, or how many they are.
pub fn items_named(items: &[PlanItem]) -> String {
    match items {
        [only] => format!("{} ({})", only.item_name, only.internal_code),
        several => format!("{} equipos", several.len()),
    }
}

/// What the work of a request cost, divided among its items: whole cents, no cent lost, the first ones bear the odd ones.
pub fn shares(cost: Option<Money>, items: usize) -> Vec<Option<Money>> {
    let Some(cost) = cost else { return vec![None; items] };
    let count = i64::try_from(items.max(1)).unwrap_or(i64::MAX);
    let (base, odd) = (cost.cents() / count, cost.cents() % count);
    (0..items)
        .map(|n| Money::from_cents(base + i64::from(i64::try_from(n).unwrap_or(i64::MAX) < odd)))
        .collect()
}

/// What a request costs after the share of one of its items was corrected. What the shares of items cost that are gone by now stays
/// in it.
///
/// # Errors
/// [`Code::MaintenanceCostTooLarge`].
pub fn cost_after(cost: Option<Money>, before: Option<Money>, after: Option<Money>) -> Result<Option<Money>> {
    let cents = |cost: Option<Money>| cost.map_or(0, Money::cents);
    let sum = (cents(cost) - cents(before) + cents(after)).max(0);
    if sum == 0 && after.is_none() {
        return Ok(None);
    }
    Ok(Some(Money::from_cents(sum).ok_or(Code::MaintenanceCostTooLarge)?))
}

/// How many damaged pieces a reopened request puts back, of the `taken_off` that its completion had taken off: not those that
/// somebody has counted as damaged again since, when there were `left`. What its completion had found damaged besides (below zero) it
/// takes off.
pub fn put_back(taken_off: i64, left: Option<i64>, damaged: i64) -> i64 {
    if taken_off <= 0 {
        return taken_off;
    }
    let again = left.map_or(0, |left| damaged - left).max(0);
    (taken_off - again).max(0)
}

#[cfg(test)]
mod tests;
