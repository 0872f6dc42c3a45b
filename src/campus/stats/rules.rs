//! Periods, how they are cut into pieces for a chart, and how often a class meets. Pure.

use super::model::{StatsHolding, StatsKept, StatsStep, StatsStock};
use crate::campus::inventory::model::Prices;
use crate::kit::page::check_order;
use crate::kit::{Code, Day, Result};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use std::cmp::Ordering;

/// The longest period, in days: ten years.
const LONGEST: i64 = 3_660;
/// Up to so many days each has a piece of its own.
const BY_DAY: i64 = 31;
/// Up to so many days the pieces are weeks; beyond, months.
const BY_WEEK: i64 = 184;

/// Some days of the centre, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

impl Period {
    /// The period that was asked for. Without an end it ends `today`; without a beginning it begins where `usual` says of its end.
    ///
    /// # Errors
    /// [`Code::DatesReversed`], [`Code::StatsPeriodTooLong`].
    pub fn of(
        start: Option<Day>,
        end: Option<Day>,
        today: NaiveDate,
        usual: fn(NaiveDate) -> NaiveDate,
    ) -> Result<Self> {
        // A beginning after today, alone, is a period of that day.
        let until = end.map_or_else(|| start.map_or(today, |start| start.0.max(today)), |end| end.0);
        check_order(start, Some(Day(until)))?;
        let period = Self { from: start.map_or_else(|| usual(until), |start| start.0), until };
        if period.days() > LONGEST { Err(Code::StatsPeriodTooLong.into()) } else { Ok(period) }
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        (self.until - self.from).num_days() + 1
    }

    /// The pieces of the period in order, none empty: days, weeks from Monday on, or months, cut off at both ends.
    pub fn pieces(self) -> (StatsStep, Vec<Self>) {
        let days = self.days();
        let step = if days <= BY_DAY {
            StatsStep::Day
        } else if days <= BY_WEEK {
            StatsStep::Week
        } else {
            StatsStep::Month
        };
        (step, self.cut(step))
    }

    /// The same, always in months.
    pub fn months(self) -> Vec<Self> {
        self.cut(StatsStep::Month)
    }

    fn cut(self, step: StatsStep) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut from = self.from;
        while from <= self.until {
            let next = following(from, step);
            pieces.push(Self { from, until: self.until.min(next.pred_opt().unwrap_or(from)) });
            // A day that has no next is the end of all days.
            if next <= from {
                break;
            }
            from = next;
        }
        pieces
    }
}

/// The first day of the piece after the one that `day` is in.
fn following(day: NaiveDate, step: StatsStep) -> NaiveDate {
    let next = match step {
        StatsStep::Day => day.succ_opt(),
        StatsStep::Week => {
            day.checked_add_days(Days::new(7 - u64::from(day.weekday().num_days_from_monday())))
        }
        StatsStep::Month => day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))),
    };
    next.unwrap_or(day)
}

/// A period of so many days: where it begins.
pub fn days_until(until: NaiveDate, days: i64) -> NaiveDate {
    until.checked_sub_signed(TimeDelta::days(days - 1)).unwrap_or(until)
}

/// A period of thirty days: where it begins.
pub fn thirty_days(until: NaiveDate) -> NaiveDate {
    days_until(until, 30)
}

/// A period of twelve months, the one of its end included: where it begins.
pub fn twelve_months(until: NaiveDate) -> NaiveDate {
    until.with_day(1).and_then(|first| first.checked_sub_months(Months::new(11))).unwrap_or(until)
}

/// Where the piece of a day stands among the pieces of a period.
pub fn place_of(pieces: &[Period], day: NaiveDate) -> Option<usize> {
    let at = pieces.partition_point(|piece| piece.until < day);
    pieces.get(at).filter(|piece| piece.from <= day).map(|_| at)
}

/// A share in per cent with two decimals, within 0 and 100; nothing where there is no whole.
pub fn share(part: i64, whole: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let of = |part: i64, whole: i64| (part as f64 / whole as f64 * 10_000.0).round() / 100.0;
    (whole > 0).then(|| of(part.clamp(0, whole), whole))
}

/// How much falls to each of `count`, with one decimal; nothing where there is none.
pub fn mean(sum: i64, count: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "sums and counts are far below 2^53")]
    let of = |sum: i64, count: i64| (sum as f64 / count as f64 * 10.0).round() / 10.0;
    (count > 0).then(|| of(sum, count))
}

impl StatsKept {
    /// Both together.
    pub(super) fn plus(self, other: Self) -> Self {
        let (planned, done) = (self.planned + other.planned, self.done + other.done);
        Self {
            planned,
            done,
            complete: self.complete + other.complete,
            issues: self.issues + other.issues,
            rate: share(done, planned),
        }
    }

    /// What was kept least comes first; of two alike, what was missed more often.
    pub(super) fn before(self, other: Self) -> Ordering {
        let rate = |kept: Self| kept.rate.unwrap_or(0.0);
        rate(self).total_cmp(&rate(other)).then((other.planned - other.done).cmp(&(self.planned - self.done)))
    }
}

impl StatsHolding {
    /// Nothing at all.
    pub(super) const NOTHING: Self = Self {
        items: 0,
        quantity: 0,
        quantity_damaged: 0,
        quantity_missing: 0,
        maintenance_items: 0,
        priced_items: Some(0),
        value: Some(0.0),
    };

    /// Both together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            items: self.items + other.items,
            quantity: self.quantity + other.quantity,
            quantity_damaged: self.quantity_damaged + other.quantity_damaged,
            quantity_missing: self.quantity_missing + other.quantity_missing,
            maintenance_items: self.maintenance_items + other.maintenance_items,
            priced_items: self.priced_items.zip(other.priced_items).map(|(one, more)| one + more),
            value: self.value.zip(other.value).map(|(one, more)| one + more),
        }
    }

    /// As somebody sees it who sees no prices.
    fn without_price(&mut self) {
        (self.priced_items, self.value) = (None, None);
    }
}

impl StatsStock {
    /// With what was paid, or as somebody sees it who sees no prices.
    pub(super) fn priced(mut self, prices: Prices) -> Self {
        if prices == Prices::Told {
            return self;
        }
        self.total.without_price();
        self.by_environment.iter_mut().for_each(|it| it.holding.without_price());
        self.by_category.iter_mut().for_each(|it| it.holding.without_price());
        self
    }
}

/// How often a class meets from one day to another, both included; `weekday` is 1 on Mondays.
pub fn meetings(from: NaiveDate, until: NaiveDate, weekday: i64) -> i64 {
    if until < from {
        return 0;
    }
    // Days since a Monday, so that those of one weekday are a multiple of seven apart.
    let number = |day: NaiveDate| i64::from(day.num_days_from_ce()) - 1;
    let before = |day: i64| (day - (weekday - 1)).div_euclid(7);
    before(number(until)) - before(number(from) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days() -> impl Strategy<Value = NaiveDate> {
        (0..60_000_u64).prop_map(|n| date("1960-01-01") + Days::new(n))
    }

    #[test]
    fn a_period_ends_today_and_is_as_long_as_usual_unless_somebody_says_otherwise() {
        let today = date("2026-03-15");
        let of = |start: Option<&str>, end: Option<&str>| {
            let day = |text: &str| Day(date(text));
            Period::of(start.map(day), end.map(day), today, thirty_days)
                .map(|period| (period.from.to_string(), period.until.to_string()))
        };
        let days = |from: &str, until: &str| (from.to_owned(), until.to_owned());
        assert_eq!(of(None, None).unwrap(), days("2026-02-14", "2026-03-15"));
        assert_eq!(of(Some("2026-01-01"), None).unwrap(), days("2026-01-01", "2026-03-15"));
        assert_eq!(of(None, Some("2025-03-01")).unwrap(), days("2025-01-31", "2025-03-01"));
        assert_eq!(of(Some("2026-04-01"), None).unwrap(), days("2026-04-01", "2026-04-01"));
        assert_eq!(of(Some("2026-03-02"), Some("2026-03-01")).unwrap_err().code(), Code::DatesReversed);
        assert_eq!(of(Some("1900-01-01"), None).unwrap_err().code(), Code::StatsPeriodTooLong);
        assert!(of(Some("2016-03-15"), Some("2026-03-14")).is_ok());
        assert_eq!(twelve_months(today), date("2025-04-01"));
    }

    #[test]
    fn a_short_period_has_days_a_longer_one_weeks_and_a_long_one_months() {
        let of = |from: &str, until: &str| Period { from: date(from), until: date(until) }.pieces();
        assert_eq!(of("2026-03-01", "2026-03-31").0, StatsStep::Day);
        let (step, weeks) = of("2026-03-04", "2026-04-12");
        assert_eq!((step, weeks.len()), (StatsStep::Week, 6));
        assert_eq!(weeks[0], Period { from: date("2026-03-04"), until: date("2026-03-08") });
        assert_eq!(weeks[1], Period { from: date("2026-03-09"), until: date("2026-03-15") });
        let (step, months) = of("2025-04-10", "2026-03-15");
        assert_eq!((step, months.len()), (StatsStep::Month, 12));
        assert_eq!(months[11], Period { from: date("2026-03-01"), until: date("2026-03-15") });
    }

    #[test]
    fn a_share_has_two_decimals_and_there_is_none_of_nothing() {
        assert_eq!(share(2, 3), Some(66.67));
        assert_eq!(share(0, 4), Some(0.0));
        assert_eq!(share(1, 0), None);
    }

    proptest! {
        #[test]
        fn each_day_of_a_period_is_in_one_piece(from in days(), length in 0..LONGEST) {
            let period = Period { from, until: from + chrono::TimeDelta::days(length) };
            let (_, pieces) = period.pieces();
            prop_assert!(pieces.len() <= 122);
            prop_assert_eq!(pieces.iter().map(|piece| piece.days()).sum::<i64>(), period.days());
            prop_assert!(pieces.windows(2).all(|two| two[0].until.succ_opt() == Some(two[1].from)));
            for (at, piece) in pieces.iter().enumerate() {
                prop_assert_eq!(place_of(&pieces, piece.from), Some(at));
                prop_assert_eq!(place_of(&pieces, piece.until), Some(at));
            }
            prop_assert_eq!(place_of(&pieces, period.until + Days::new(1)), None);
            prop_assert_eq!(place_of(&pieces, period.from - Days::new(1)), None);
        }

        #[test]
        fn a_class_meets_as_often_as_its_weekday_is_in_the_calendar(from in days(), length in -5..900_i64, weekday in 1..8_i64) {
            let until = from + chrono::TimeDelta::days(length);
            let counted = from.iter_days().take_while(|day| *day <= until)
                .filter(|day| i64::from(day.weekday().number_from_monday()) == weekday)
                .count();
            prop_assert_eq!(meetings(from, until, weekday), i64::try_from(counted).unwrap());
        }

        #[test]
        fn a_share_lies_within_a_hundred(part in -5..5_000_i64, whole in 0..4_000_i64) {
            let share = share(part, whole);
            prop_assert!(share.is_none_or(|share| (0.0..=100.0).contains(&share)));
            prop_assert_eq!(share.is_none(), whole == 0);
        }
    }
}
