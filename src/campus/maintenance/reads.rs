//! What a person gets to read of several stores at once: the days on which there is maintenance.

use super::model::plan::{DateSource, MaintenanceDate};
use super::{rules, store};
use crate::kit::{Code, Day, Result, Scope};
use rusqlite::Connection;

/// The longest period that is asked for at once, in days.
const LONGEST: i64 = 400;

/// How many dates are answered at most: a few daily plans fill a year, a thousand are a list that nobody reads.
const MOST: usize = 10_000;

/// The days of a period on which a plan asks for work or a request is expected, in order; the days that follow a plan's next one
/// are counted from it.
///
/// # Errors
/// [`Code::CalendarTooLong`], [`Code::CalendarTooFull`].
pub fn calendar(db: &Connection, scope: Scope, from: Day, until: Day) -> Result<Vec<MaintenanceDate>> {
    if (until.0 - from.0).num_days() > LONGEST {
        return Err(Code::CalendarTooLong.into());
    }
    let mut dates = store::plans::expected(db, scope, from, until)?;
    let too_many = |dates: &[MaintenanceDate]| dates.len() > MOST;
    if too_many(&dates) {
        return Err(Code::CalendarTooFull.into());
    }
    for plan in store::plans::until(db, scope, until)? {
        let items = &plan.items.0;
        let first = items.first();
        for day in rules::days_within(plan.next_date, plan.every, plan.unit, from, until) {
            let is_forecast = day != plan.next_date;
            if !is_forecast && plan.open_request_id.is_some() {
                // The request stands for that day.
                continue;
            }
            dates.push(MaintenanceDate {
                day,
                source: DateSource::Plan,
                source_id: plan.id,
                is_forecast,
                title: plan.title.clone(),
                status: None,
                item_count: i64::try_from(items.len()).unwrap_or(i64::MAX),
                item_name: first.filter(|_| items.len() == 1).map(|item| item.item_name.clone()),
                environment_name: first.and_then(|item| item.environment_name.clone()),
            });
            if too_many(&dates) {
                return Err(Code::CalendarTooFull.into());
            }
        }
    }
    dates.sort_by_key(|date| date.day);
    Ok(dates)
}
