//! Days and shares as people write them in Colombia.

use crate::kit::money::grouped;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Hundredths of a per cent: `66,67 %`, `50 %`.
pub(super) fn percent(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths.unsigned_abs() % 100);
    if rest == 0 { format!("{} %", grouped(whole)) } else { format!("{},{rest:02} %", grouped(whole)) }
}

/// What a clock showed, to the minute: `29/11/2026 14:05`.
pub(super) fn moment(moment: NaiveDateTime) -> String {
    moment.format("%d/%m/%Y %H:%M").to_string()
}

const MONTHS: [&str; 12] =
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

fn month_name(day: NaiveDate) -> &'static str {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

/// The month of a day: `mar 2026`.
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// A day in a few letters: `mar 26` of a month's first, `9 mar` of another.
pub(super) fn short_day(day: NaiveDate) -> String {
    let name = month_name(day);
    if day.day() == 1 {
        format!("{name} {:02}", day.year().rem_euclid(100))
    } else {
        format!("{} {name}", day.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_shares_are_written_as_in_colombia() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let days = ["2026-03-01", "2026-03-09", "2005-12-01"];
        assert_eq!(days.map(|text| short_day(day(text))), ["mar 26", "9 mar", "dic 05"]);
        assert_eq!(days.map(|text| month(day(text))), ["mar 2026", "mar 2026", "dic 2005"]);
        assert_eq!([6_667, 5_000, 10_000].map(percent), ["66,67 %", "50 %", "100 %"]);
    }
}
