//! What the counted hours add up to. Pure.

use super::model::{FefoCompliance, HourOfMovements, MovementsOfDay, MovementsOfType};
use crate::kit::Day;
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::share;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// How many days are drawn, today among them.
pub const DRAWN_DAYS: i64 = 7;
/// How many days what went out is judged over, today among them.
pub const JUDGED_DAYS: i64 = 30;

/// What moved of late.
#[derive(Debug, PartialEq)]
pub struct Moved {
    /// Today, by type, each type once.
    pub today: Vec<MovementsOfType>,
    /// The last days, the oldest first.
    pub week: Vec<MovementsOfDay>,
    /// Whether what went out was what should.
    pub fefo: FefoCompliance,
}

/// Adds the hours up to days, as `day_of` has the building's day of an instant. An hour belongs to the day in which it begins.
pub fn moved(
    hours: &[HourOfMovements],
    today: NaiveDate,
    day_of: impl Fn(DateTime<Utc>) -> NaiveDate,
) -> Moved {
    let mut by_type: Vec<MovementsOfType> = MovementType::ALL
        .iter()
        .map(|movement_type| MovementsOfType { movement_type: *movement_type, count: 0 })
        .collect();
    let mut week: Vec<MovementsOfDay> = (0..DRAWN_DAYS)
        .rev()
        .map(|ago| MovementsOfDay { day: Day(today - TimeDelta::days(ago)), receipts: 0, issues: 0 })
        .collect();
    let (mut issues, mut compliant) = (0, 0);
    for it in hours {
        let Some(day) = beginning(&it.hour).map(&day_of) else { continue };
        let ago = (today - day).num_days();
        if day == today {
            for of in by_type.iter_mut().filter(|of| of.movement_type == it.movement_type) {
                of.count += it.count;
            }
        }
        for drawn in week.iter_mut().filter(|drawn| drawn.day.0 == day) {
            match it.movement_type {
                MovementType::Receipt => drawn.receipts += it.count,
                MovementType::Issue => drawn.issues += it.count,
                MovementType::Adjustment | MovementType::Transfer | MovementType::Scrap => {}
            }
        }
        if it.movement_type == MovementType::Issue && (0..JUDGED_DAYS).contains(&ago) {
            issues += it.count;
            compliant += it.compliant;
        }
    }
    Moved {
        today: by_type,
        week,
        fefo: FefoCompliance { issues, compliant, percent: share::percent(compliant, issues) },
    }
}

/// The instant at which an hour begins that is written `2026-11-30T13`.
fn beginning(hour: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(&format!("{hour}:00"), "%Y-%m-%dT%H:%M").ok().map(|wall| wall.and_utc())
}

/// An hour as it is written.
pub fn hour(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BEHIND: TimeDelta = TimeDelta::hours(5);

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn bogota(at: DateTime<Utc>) -> NaiveDate {
        (at - BEHIND).date_naive()
    }

    fn of(hour: &str, movement_type: MovementType, count: i64, compliant: i64) -> HourOfMovements {
        HourOfMovements { hour: hour.into(), movement_type, count, compliant }
    }

    #[test]
    fn days_are_the_buildings_and_not_those_of_utc() {
        let hours = [
            of("2026-11-30T04", MovementType::Receipt, 2, 0),
            of("2026-11-30T05", MovementType::Receipt, 3, 0),
            of("2026-11-30T20", MovementType::Issue, 4, 3),
            of("2026-12-01T04", MovementType::Scrap, 1, 0),
            of("2026-12-01T05", MovementType::Scrap, 9, 0),
            of("2026-11-01T12", MovementType::Issue, 6, 1),
            of("2026-10-31T12", MovementType::Issue, 50, 0),
        ];
        let moved = moved(&hours, day(30), bogota);
        let counts: Vec<(&str, i64)> =
            moved.today.iter().map(|it| (it.movement_type.as_str(), it.count)).collect();
        assert_eq!(counts, [("receipt", 3), ("issue", 4), ("adjustment", 0), ("transfer", 0), ("scrap", 1)]);
        assert_eq!(moved.week.len(), 7);
        assert_eq!(moved.week[0].day, Day(day(24)));
        assert_eq!(moved.week[5], MovementsOfDay { day: Day(day(29)), receipts: 2, issues: 0 });
        assert_eq!(moved.week[6], MovementsOfDay { day: Day(day(30)), receipts: 3, issues: 4 });
        assert_eq!(moved.fefo, FefoCompliance { issues: 10, compliant: 4, percent: Some(40.0) });
    }

    proptest! {
        /// However movements lie in time, the week holds those of its days and no others, and today is its last day.
        #[test]
        fn the_week_holds_what_happened_in_it(
            hours in prop::collection::vec((0_i64..24 * 40, any::<bool>(), 1_i64..50), 0..60),
        ) {
            let now = day(30).and_hms_opt(12, 0, 0).unwrap().and_utc();
            let at = |ago: i64| now - TimeDelta::hours(ago);
            let rows: Vec<HourOfMovements> = hours
                .iter()
                .map(|(ago, is_issue, count)| {
                    let kind = if *is_issue { MovementType::Issue } else { MovementType::Receipt };
                    of(&hour(at(*ago)), kind, *count, 0)
                })
                .collect();
            let moved = moved(&rows, bogota(now), bogota);
            let within = |days: i64| -> i64 {
                let first = bogota(now) - TimeDelta::days(days - 1);
                hours.iter().filter(|(ago, ..)| bogota(at(*ago)) >= first).map(|(.., count)| count).sum()
            };
            let drawn: i64 = moved.week.iter().map(|it| it.receipts + it.issues).sum();
            prop_assert_eq!(drawn, within(DRAWN_DAYS));
            let today: i64 = moved.today.iter().map(|it| it.count).sum();
            prop_assert_eq!(today, within(1));
        }
    }
}
