//! Instants, days and times of day. An instant is UTC in the database and the centre's wall clock on the wire.

use super::record::Column;
use super::{FromText, sent_as_text, shown_as_text, wire_type};
use crate::kit::clock;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Serialize, Serializer};
use std::fmt;

// Instants are stored as `2025-09-02T03:05:09.123456Z`: fixed width, so that text order is time order. They leave in the same
// form without the suffix, as the centre's wall clock (contract, section e). Two of them stand in every row of every list,
// and chrono's format strings were a third of the cost of a list; so both forms are read and written digit by digit.

/// The number that some digits of a text stand for.
fn digits(text: &[u8], from: usize, count: usize) -> Option<u32> {
    let digits = text.get(from..from + count)?;
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

/// Reads an instant as it is stored.
fn read_stored(text: &[u8]) -> Option<DateTime<Utc>> {
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b'Z')];
    if text.len() != 27 || marks.iter().any(|&(at, mark)| text.get(at) != Some(&mark)) {
        return None;
    }
    let year = i32::try_from(digits(text, 0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, digits(text, 5, 2)?, digits(text, 8, 2)?)?;
    let (hour, minute, second) = (digits(text, 11, 2)?, digits(text, 14, 2)?, digits(text, 17, 2)?);
    let time = NaiveTime::from_hms_micro_opt(hour, minute, second, digits(text, 20, 6)?)?;
    Some(date.and_time(time).and_utc())
}

/// A wall clock, to the microsecond.
struct Written(NaiveDateTime);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        let micros = time.nanosecond() / 1_000 % 1_000_000;
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{micros:06}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

/// An instant, answered as the centre's wall-clock time without suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime(pub DateTime<Utc>);

impl LocalTime {
    /// What the centre's clocks show.
    pub fn wall(self) -> NaiveDateTime {
        self.0.with_timezone(&clock::zone()).naive_local()
    }

    /// The text that the database keeps.
    pub fn stored(self) -> String {
        format!("{}Z", Written(self.0.naive_utc()))
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Written(self.wall()).fmt(f)
    }
}

impl FromText for LocalTime {
    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
            .into_iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            // As with days; beyond, the stored text would have another width.
            .filter(|wall| (1900..=2999).contains(&wall.year()))
            .map(|wall| Self(clock::instant_of(wall)))
            .ok_or_else(|| "debe ser una fecha y hora con la forma AAAA-MM-DDTHH:MM:SS".to_owned())
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl ToSql for LocalTime {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.stored()))
    }
}

impl FromSql for LocalTime {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_bytes()?;
        read_stored(text).map(Self).ok_or(FromSqlError::InvalidType)
    }
}

impl Column for LocalTime {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        use std::io::Write;
        write!(out, "\"{}\"", Self::column_result(value)?).map_err(FromSqlError::other)
    }
}

sent_as_text!([] LocalTime);
wire_type!([] LocalTime, "datetime", {
    // Without zone, so not OpenAPI's "date-time".
    let example = Some("2025-09-01T14:05:09.123456".into());
    MetaSchema { example, ..MetaSchema::new_with_format("string", "local-date-time") }
});

/// A calendar day, `YYYY-MM-DD`. A time part that a client sends along (`2025-01-15T00:00:00.000`) is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl Day {
    /// As people write it: `02/03/2026`.
    pub fn written(self) -> String {
        self.0.format("%d/%m/%Y").to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m-%d").fmt(f)
    }
}

impl FromText for Day {
    fn from_text(text: &str) -> Result<Self, String> {
        let wrong = || "debe ser una fecha con la forma AAAA-MM-DD".to_owned();
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10).ok_or_else(wrong)?;
        if !(rest.is_empty() || rest.starts_with(['T', ' '])) || rest.len() > 30 {
            return Err(wrong());
        }
        let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| wrong())?;
        // What a form can mean; also keeps the text at ten characters, which sorts.
        if (1900..=2999).contains(&day.year()) {
            Ok(Self(day))
        } else {
            Err("debe estar entre los años 1900 y 2999".into())
        }
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        NaiveDate::parse_from_str(value.as_str()?, "%Y-%m-%d").map(Self).map_err(FromSqlError::other)
    }
}

shown_as_text!(Day);
wire_type!([] Day, "date", MetaSchema::new_with_format("string", "date"));

/// A time of day, `HH:MM:SS` on the wire and in the database; `HH:MM`, a fraction or a `Z` are taken and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(pub NaiveTime);

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%H:%M:%S").fmt(f)
    }
}

impl FromText for ClockTime {
    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_end_matches('Z');
        ["%H:%M:%S%.f", "%H:%M"]
            .into_iter()
            .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
            // A leap second would print as :60, which the next reader refuses.
            .and_then(|time| time.with_nanosecond(0))
            .map(Self)
            .ok_or_else(|| "debe ser una hora con la forma HH:MM".to_owned())
    }
}

impl FromSql for ClockTime {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        NaiveTime::parse_from_str(value.as_str()?, "%H:%M:%S").map(Self).map_err(FromSqlError::other)
    }
}

shown_as_text!(ClockTime);
wire_type!([] ClockTime, "time", {
    // The wall clock, without the zone that OpenAPI's "time" asks for.
    let (example, max_length) = (Some("07:00:00".into()), Some(20));
    MetaSchema { example, max_length, ..MetaSchema::new_with_format("string", "local-time") }
});

/// When a class ends: a time of day, or one of the next day if the class goes on past midnight.
///
/// On the wire it is the clock's, `HH:MM:SS`; the database counts on from the midnight before the class began (`30:00:00` is six in the
/// morning of the next day, `24:00:00` is midnight), so that a class ends after it began and texts compare as times do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndTime(u32);

/// Seconds of a day.
const DAY: u32 = 24 * 60 * 60;

impl EndTime {
    /// What the clock shows then.
    pub fn clock(self) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(self.0 % DAY, 0).unwrap_or(NaiveTime::MIN)
    }

    /// The first time at which the clock shows this after a class began. Midnight to midnight is a whole day only where it was sent as 24:00.
    #[must_use]
    pub fn after(self, start: ClockTime) -> Self {
        let (clock, start) = (self.0 % DAY, start.0.num_seconds_from_midnight());
        if clock > start || self.0 == 0 && start == 0 { Self(clock) } else { Self(clock + DAY) }
    }

    /// How long it is from the midnight before the class began.
    pub fn since_midnight(self) -> TimeDelta {
        TimeDelta::seconds(i64::from(self.0))
    }

    /// The text for a time of day as seen from the midnight of the day before: what a stored end of a class of yesterday is compared with.
    pub fn seen_from_yesterday(clock: NaiveTime) -> Self {
        Self(clock.num_seconds_from_midnight() + DAY)
    }
}

impl From<ClockTime> for EndTime {
    fn from(time: ClockTime) -> Self {
        Self(time.0.num_seconds_from_midnight())
    }
}

impl fmt::Display for EndTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ClockTime(self.clock()).fmt(f)
    }
}

impl FromText for EndTime {
    fn from_text(text: &str) -> Result<Self, String> {
        if matches!(text.trim(), "24:00" | "24:00:00") {
            return Ok(Self(DAY));
        }
        ClockTime::from_text(text).map(Self::from)
    }
}

impl FromSql for EndTime {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_bytes()?;
        let parts = (digits(text, 0, 2), digits(text, 3, 2), digits(text, 6, 2));
        match parts {
            (Some(hours), Some(minutes), Some(seconds)) if text.len() == 8 => {
                Ok(Self(hours * 3600 + minutes * 60 + seconds))
            }
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

impl ToSql for EndTime {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        Ok(ToSqlOutput::from(format!("{hours:02}:{minutes:02}:{seconds:02}")))
    }
}

impl Serialize for EndTime {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Column for EndTime {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        use std::io::Write;
        write!(out, "\"{}\"", Self::column_result(value)?).map_err(FromSqlError::other)
    }
}

sent_as_text!([] EndTime);
wire_type!([] EndTime, "time", {
    let (example, max_length) = (Some("09:00:00".into()), Some(20));
    MetaSchema { example, max_length, ..MetaSchema::new_with_format("string", "local-time") }
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_take_what_the_app_sends_and_refuse_the_rest() {
        for good in ["2025-01-15", "2025-01-15T00:00:00.000", "2025-01-15 10:00", " 2025-01-15 "] {
            assert_eq!(Day::from_text(good).unwrap().to_string(), "2025-01-15");
        }
        for wrong in [
            "",
            "15/01/2025",
            "2025-02-30",
            "2025-1-15",
            "2025-01-15x",
            "1899-12-31",
            "ñ025-01-15",
            "+99999-01-01",
        ] {
            assert!(Day::from_text(wrong).is_err(), "{wrong:?} passed");
        }
    }

    #[test]
    fn times_take_hours_and_minutes_with_or_without_seconds() {
        for good in ["07:00", "07:00:00", "07:00:00.5", "07:00:00Z"] {
            assert_eq!(ClockTime::from_text(good).unwrap().to_string(), "07:00:00");
        }
        assert_eq!(ClockTime::from_text("23:59:60").unwrap().to_string(), "23:59:59");
        for wrong in ["", "7", "25:00", "07:60", "mañana"] {
            assert!(ClockTime::from_text(wrong).is_err(), "{wrong:?} passed");
        }
    }

    #[test]
    fn a_class_ends_when_the_clock_first_shows_it_after_the_start() {
        let stored = |start: &str, end: &str| {
            let end = EndTime::from_text(end).unwrap().after(ClockTime::from_text(start).unwrap());
            let ToSqlOutput::Owned(rusqlite::types::Value::Text(text)) = end.to_sql().unwrap() else {
                panic!("no text")
            };
            assert_eq!(EndTime::column_result(ValueRef::Text(text.as_bytes())).unwrap(), end);
            (text, end.to_string())
        };
        for (start, end, kept, shown) in [
            ("07:00", "09:30", "09:30:00", "09:30:00"),
            ("22:00", "06:00", "30:00:00", "06:00:00"),
            ("18:00", "24:00", "24:00:00", "00:00:00"),
            ("18:00", "00:00", "24:00:00", "00:00:00"),
            ("00:00", "24:00:00", "24:00:00", "00:00:00"),
            ("00:00", "00:00", "00:00:00", "00:00:00"),
            ("10:00", "10:00", "34:00:00", "10:00:00"),
        ] {
            assert_eq!(stored(start, end), (kept.to_owned(), shown.to_owned()), "{start} to {end}");
        }
        for wrong in ["24:01", "25:00", "", "30:00:00"] {
            assert!(EndTime::from_text(wrong).is_err(), "{wrong:?} passed");
        }
    }

    #[test]
    fn an_instant_leaves_as_the_wall_clock_of_bogota() {
        let stored = "2025-09-02T03:05:09.123456Z";
        let instant = LocalTime::column_result(ValueRef::Text(stored.as_bytes())).unwrap();
        assert_eq!(instant.stored(), stored);
        assert_eq!(instant.to_string(), "2025-09-01T22:05:09.123456");
        let back: LocalTime = serde_json::from_value(serde_json::to_value(instant).unwrap()).unwrap();
        assert_eq!(back, instant);
        for wrong in [
            "",
            "2025-09-01",
            "2025-09-01T22:05:09Z",
            "+12345-01-01T00:00:00",
            "0000-01-01T00:00:00",
            "mañana",
        ] {
            assert!(serde_json::from_value::<LocalTime>(wrong.into()).is_err(), "{wrong:?} passed");
        }
    }

    proptest! {
        #[test]
        fn an_instant_is_stored_and_read_back_and_sorts_as_text(a in 0i64..7_000_000_000_000_000, b in 0i64..7_000_000_000_000_000) {
            let [a, b] = [a, b].map(|micros| LocalTime(DateTime::from_timestamp_micros(micros).unwrap()));
            prop_assert_eq!(LocalTime::column_result(ValueRef::Text(a.stored().as_bytes())).unwrap(), a);
            prop_assert_eq!(a.stored().cmp(&b.stored()), a.cmp(&b));
            // chrono's own words for the two forms.
            prop_assert_eq!(a.stored(), a.0.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
            let wall = a.0.with_timezone(&clock::zone()).format("%Y-%m-%dT%H:%M:%S%.6f").to_string();
            prop_assert_eq!(a.to_string(), wall);
        }

        #[test]
        fn no_stored_text_breaks_the_reader(text in "[0-9TZ:. -]{20,30}") {
            let _ = LocalTime::column_result(ValueRef::Text(text.as_bytes()));
        }
    }
}
