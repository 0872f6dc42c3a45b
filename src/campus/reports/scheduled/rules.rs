//! When a scheduled report is made, and of which days. Pure.

use super::model::{ReportEvery, ReportPeriod};
use crate::campus::reports::model::{ReportKind, ReportType};
use crate::campus::reports::rules::filters;
use crate::kit::clock::instant_in;
use crate::kit::report::ReportFilter;
use crate::kit::zone::Zone;
use crate::kit::{Code, Day, Error, Result, Scope};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};

/// How many a person may have: each takes the processor and a place among their reports.
const MOST: i64 = 20;

/// When a report is made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Each week or each month.
    pub on: Rhythm,
    /// At which hour of the centre, from 0 to 23.
    pub hour: i64,
}

/// On which days a report is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Each week on this weekday; 1 is Monday.
    Weekday(i64),
    /// Each month on this day, or on its last one if it is shorter.
    MonthDay(i64),
}

impl Rhythm {
    /// What was said of it.
    ///
    /// # Errors
    /// [`Code::ReportDayMissing`].
    pub fn of(every: ReportEvery, weekday: Option<i64>, month_day: Option<i64>) -> Result<Self> {
        let missing = |what: &str| Error::With(Code::ReportDayMissing, format!("Indique qué día {what}"));
        match every {
            ReportEvery::Week => weekday.map(Self::Weekday).ok_or_else(|| missing("de la semana (weekday)")),
            ReportEvery::Month => month_day.map(Self::MonthDay).ok_or_else(|| missing("del mes (month_day)")),
        }
    }

    /// The weekday, if it is weekly.
    pub fn weekday(self) -> Option<i64> {
        match self {
            Self::Weekday(day) => Some(day),
            Self::MonthDay(_) => None,
        }
    }

    /// The day of the month, if it is monthly.
    pub fn month_day(self) -> Option<i64> {
        match self {
            Self::Weekday(_) => None,
            Self::MonthDay(day) => Some(day),
        }
    }

    /// The longest time from one to the next.
    fn longest(self) -> TimeDelta {
        TimeDelta::days(match self {
            Self::Weekday(_) => 7,
            Self::MonthDay(_) => 31,
        })
    }

    fn meets(self, day: NaiveDate) -> bool {
        match self {
            Self::Weekday(weekday) => i64::from(day.weekday().number_from_monday()) == weekday,
            Self::MonthDay(wanted) => {
                let last = i64::from(day.num_days_in_month());
                i64::from(day.day()) == wanted.min(last)
            }
        }
    }
}

impl Timing {
    /// The first time after an instant.
    pub fn next(self, after: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
        let time = u32::try_from(self.hour).ok().and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
        let time = time.unwrap_or(NaiveTime::MIN);
        let today = after.with_timezone(&zone).date_naive();
        // A month has 31 days, and clocks that are changed may put an hour on the other side of it.
        let days = (0..=33).filter_map(|n| today.checked_add_days(Days::new(n)));
        days.filter(|day| self.on.meets(*day))
            .map(|day| instant_in(zone, day.and_time(time)))
            .find(|at| *at > after)
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Up to when its times are dealt with: where that was noted, or when it was made the last time, if that is later and was not in a
    /// future. None if it was noted more than a period ahead: a clock was far ahead then.
    ///
    /// A box may start with a clock that is behind, until the network tells the time. What was made an hour "from now" isn't made
    /// again when that hour comes.
    pub fn settled(
        self,
        noted: DateTime<Utc>,
        made: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let until = made.filter(|made| *made <= now).map_or(noted, |made| made.max(noted));
        (until - now <= self.on.longest()).then_some(until)
    }

    /// Whether a time has come that isn't dealt with: one, however many have.
    pub fn is_due(self, settled: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> bool {
        self.next(settled, zone) <= now
    }
}

/// The first and the last day that a report is of which is made today.
pub fn days(period: ReportPeriod, today: NaiveDate) -> (Option<Day>, Option<Day>) {
    let days = match period {
        ReportPeriod::Now => None,
        ReportPeriod::LastWeek => {
            let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
            Some((monday - Days::new(7), monday - Days::new(1)))
        }
        ReportPeriod::LastMonth => {
            let first = today.with_day(1).unwrap_or(today);
            Some((first - Months::new(1), first - Days::new(1)))
        }
    };
    (days.map(|(from, _)| Day(from)), days.map(|(_, until)| Day(until)))
}

/// Refuses what can't be made again: the paper of one thing, and days of what is as it is today.
///
/// # Errors
/// [`Code::ReportNotScheduled`], [`Code::ReportPeriodless`].
pub fn check(kind: ReportKind, period: ReportPeriod) -> Result<()> {
    if matches!(kind, ReportKind::Own(ReportType::Item | ReportType::Check)) {
        return Err(Code::ReportNotScheduled.into());
    }
    let has_days = filters(kind).contains(&ReportFilter::Days);
    if period == ReportPeriod::Now || has_days { Ok(()) } else { Err(Code::ReportPeriodless.into()) }
}

/// Refuses one more; `had` counts those of the person.
///
/// # Errors
/// [`Code::ReportSchedulesFull`].
pub fn one_more(had: i64) -> Result<()> {
    if had < MOST { Ok(()) } else { Err(Code::ReportSchedulesFull.into()) }
}

/// Refuses whoever has reports of no room at all: each would be empty.
///
/// # Errors
/// [`Code::ReportRoomless`].
pub fn check_reach(scope: Scope) -> Result<()> {
    if scope == Scope::Nothing { Err(Code::ReportRoomless.into()) } else { Ok(()) }
}

/// Whether what went wrong will go wrong the next time too, so that it is paused: a role that has changed, a room that is gone. Too
/// many reports that are kept become fewer by themselves.
pub fn is_lasting(code: Code) -> bool {
    code != Code::ReportsKept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn mondays_at_seven_are_mondays_at_seven_in_bogota() {
        let timing = Timing { on: Rhythm::Weekday(1), hour: 7 };
        // 2026-03-02 is a Monday; seven o'clock there is noon in UTC.
        assert_eq!(timing.next(at("2026-03-02T11:59:59Z"), Zone::bogota()), at("2026-03-02T12:00:00Z"));
        assert_eq!(timing.next(at("2026-03-02T12:00:00Z"), Zone::bogota()), at("2026-03-09T12:00:00Z"));
        // Monday evening in Bogotá is Tuesday in UTC.
        let late = Timing { on: Rhythm::Weekday(1), hour: 22 };
        assert_eq!(late.next(at("2026-03-02T12:00:00Z"), Zone::bogota()), at("2026-03-03T03:00:00Z"));
    }

    #[test]
    fn the_thirty_first_is_the_last_day_of_a_shorter_month() {
        let timing = Timing { on: Rhythm::MonthDay(31), hour: 6 };
        let mut now = at("2026-01-15T00:00:00Z");
        let days: Vec<String> = (0..4)
            .map(|_| {
                now = timing.next(now, Zone::bogota());
                now.date_naive().to_string()
            })
            .collect();
        assert_eq!(days, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    }

    #[test]
    fn a_month_of_being_off_is_one_report_and_a_restart_none() {
        let timing = Timing { on: Rhythm::Weekday(1), hour: 7 };
        let (settled, now) = (at("2026-03-02T12:00:05Z"), at("2026-04-01T15:00:00Z"));
        assert!(timing.is_due(settled, now, Zone::bogota()));
        assert!(!timing.is_due(now, now, Zone::bogota()));
        assert!(!timing.is_due(now, at("2026-04-06T11:59:59Z"), Zone::bogota()));
        assert!(timing.is_due(now, at("2026-04-06T12:00:00Z"), Zone::bogota()));
    }

    #[test]
    fn a_clock_that_comes_back_behind_makes_nothing_twice() {
        let timing = Timing { on: Rhythm::Weekday(1), hour: 7 };
        let made = at("2026-03-02T12:00:05Z");
        let is_due = |noted, now| {
            timing.settled(noted, Some(made), now).map(|it| timing.is_due(it, now, Zone::bogota()))
        };
        // An hour behind, and right again.
        for now in ["2026-03-02T11:17:00Z", "2026-03-02T12:00:00Z", "2026-03-02T13:30:00Z"] {
            assert_eq!(is_due(made, at(now)), Some(false), "{now}");
        }
        // Months behind: what was noted says nothing then, but that it was made still does when the clock is right again.
        let behind = at("2025-11-01T00:00:00Z");
        assert_eq!(is_due(made, behind), None);
        assert_eq!(is_due(behind, at("2026-03-02T13:30:00Z")), Some(false));
        assert_eq!(is_due(behind, at("2026-03-09T12:00:00Z")), Some(true));
    }

    #[test]
    fn last_week_is_from_monday_to_sunday_and_last_month_all_of_it() {
        let of = |period, today: &str| {
            let (from, until) = days(period, date(today));
            (from.map(|day| day.to_string()), until.map(|day| day.to_string()))
        };
        let said = |from: &str, until: &str| (Some(from.to_owned()), Some(until.to_owned()));
        for today in ["2026-03-09", "2026-03-12", "2026-03-15"] {
            assert_eq!(of(ReportPeriod::LastWeek, today), said("2026-03-02", "2026-03-08"), "{today}");
        }
        assert_eq!(of(ReportPeriod::LastMonth, "2026-03-31"), said("2026-02-01", "2026-02-28"));
        assert_eq!(of(ReportPeriod::LastMonth, "2026-01-01"), said("2025-12-01", "2025-12-31"));
        assert_eq!(of(ReportPeriod::Now, "2026-01-01"), (None, None));
    }

    #[test]
    fn the_paper_of_one_thing_is_not_scheduled_and_what_has_no_days_has_no_period() {
        assert_eq!(
            check(ReportType::Check.into(), ReportPeriod::Now).unwrap_err().code(),
            Code::ReportNotScheduled
        );
        assert_eq!(
            check(ReportType::Item.into(), ReportPeriod::Now).unwrap_err().code(),
            Code::ReportNotScheduled
        );
        let rooms = |period| check(ReportType::Environments.into(), period).map_err(|error| error.code());
        assert_eq!(rooms(ReportPeriod::LastWeek), Err(Code::ReportPeriodless));
        assert_eq!(rooms(ReportPeriod::Now), Ok(()));
        assert!(check(ReportType::InventoryChecks.into(), ReportPeriod::LastWeek).is_ok());
        assert!(one_more(MOST - 1).is_ok() && one_more(MOST).is_err());
    }

    fn zones() -> impl Strategy<Value = Zone> {
        prop_oneof![
            Just(Zone::bogota()),
            Just("America/Santiago".parse().unwrap()),
            Just("Asia/Kathmandu".parse().unwrap())
        ]
    }

    fn rhythms() -> impl Strategy<Value = Rhythm> {
        prop_oneof![(1..=7_i64).prop_map(Rhythm::Weekday), (1..=31_i64).prop_map(Rhythm::MonthDay)]
    }

    proptest! {
        /// The next time lies ahead, within a period, on its day; clocks that are put on may move it by their hour.
        #[test]
        fn the_next_time_lies_ahead_and_on_its_day(
            on in rhythms(), hour in 0..24_i64, zone in zones(), seconds in 0..4_000_000_000_i64,
        ) {
            let after = DateTime::from_timestamp(seconds, 0).unwrap();
            let next = Timing { on, hour }.next(after, zone);
            prop_assert!(next > after);
            let most = if on.weekday().is_some() { 7 } else { 31 };
            prop_assert!((next - after).num_days() <= most);
            prop_assert!(on.meets(next.with_timezone(&zone).date_naive()));
        }
    }
}
