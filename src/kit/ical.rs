//! Calendars for other programs: iCalendar (RFC 5545), written.
//!
//! Written here, because the crate for it builds no time zones, which every time of the building's clocks needs; and what is written is
//! a dozen kinds of lines. Times are the building's wall clock with its zone beside them, so that a class at eight stays at eight when
//! the clocks change.

use super::clock;
use super::zone::Zone;
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};

/// How often programs may ask anew, in the standard's words.
const REFRESH: &str = "PT1H";

/// A calendar.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// What people call it.
    pub name: String,
    /// The zone of the wall clock that its events go by.
    pub zone: Zone,
    /// What is in it.
    pub events: Vec<Event>,
}

/// Something in a calendar.
#[derive(Debug, Clone)]
pub struct Event {
    /// A name that nothing else in the world has and that stays.
    pub uid: String,
    /// When it last changed.
    pub changed: DateTime<Utc>,
    /// What it is, in a line.
    pub summary: String,
    /// More of it.
    pub description: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// When.
    pub when: When,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Whole days, the last included.
    Days(NaiveDate, NaiveDate),
    /// From one time of the wall clock to another.
    Hours(NaiveDateTime, NaiveDateTime),
    /// The same hours each week on the weekday of the first, up to a day, included.
    Weekly {
        /// The first time that it begins.
        from: NaiveDateTime,
        /// When it ends: that day, or the next one if that isn't after it began.
        until: NaiveTime,
        /// The last day on which it may be.
        last: NaiveDate,
    },
}

impl When {
    /// Weekly on a day of the week (Monday is 1) between two days, both included; nothing if there is no such day between.
    pub fn weekly(
        day_of_week: u32,
        (first, last): (NaiveDate, NaiveDate),
        (from, until): (NaiveTime, NaiveTime),
    ) -> Option<Self> {
        let ahead = (day_of_week + 7 - first.weekday().number_from_monday()) % 7;
        let first = first.checked_add_days(Days::new(u64::from(ahead)))?;
        (first <= last).then(|| Self::Weekly { from: first.and_time(from), until, last })
    }

    /// The first and the last day on which it goes by a clock; whole days go by none.
    fn span(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Days(..) => None,
            Self::Hours(from, until) => Some((from.date(), until.date())),
            Self::Weekly { from, last, .. } => Some((from.date(), last)),
        }
    }
}

impl Calendar {
    /// The text of its file, UTF-8 with the standard's line ends.
    pub fn write(&self) -> String {
        let mut lines = Lines::default();
        lines.plain("BEGIN:VCALENDAR");
        lines.plain("VERSION:2.0");
        lines.plain("PRODID:-//Inventario//Inventario//ES");
        lines.plain("CALSCALE:GREGORIAN");
        lines.plain("METHOD:PUBLISH");
        // The second name of each is the one that older programs know.
        lines.text("NAME", &self.name);
        lines.text("X-WR-CALNAME", &self.name);
        lines.plain(&format!("X-WR-TIMEZONE:{}", self.zone.name()));
        lines.plain(&format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"));
        lines.plain(&format!("X-PUBLISHED-TTL:{REFRESH}"));
        self.time_zone(&mut lines);
        for event in &self.events {
            self.event(&mut lines, event);
        }
        lines.plain("END:VCALENDAR");
        lines.0
    }

    fn event(&self, lines: &mut Lines, event: &Event) {
        lines.plain("BEGIN:VEVENT");
        lines.text("UID", &event.uid);
        let changed = utc(event.changed);
        lines.plain(&format!("DTSTAMP:{changed}"));
        lines.plain(&format!("LAST-MODIFIED:{changed}"));
        match event.when {
            When::Days(first, last) => {
                // Its end is the first day after it.
                let end = last.max(first).succ_opt().unwrap_or(last);
                lines.plain(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")));
                lines.plain(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
                // Nobody is busy because something is lent for days.
                lines.plain("TRANSP:TRANSPARENT");
            }
            When::Hours(from, until) => {
                lines.plain(&self.at("DTSTART", from));
                lines.plain(&self.at("DTEND", until.max(from)));
            }
            When::Weekly { from, until, last } => {
                lines.plain(&self.at("DTSTART", from));
                let day = from.date();
                let day = if until > from.time() { day } else { day.succ_opt().unwrap_or(day) };
                lines.plain(&self.at("DTEND", day.and_time(until)));
                let end = utc(clock::instant_in(self.zone, last.and_time(from.time())));
                lines.plain(&format!("RRULE:FREQ=WEEKLY;UNTIL={end}"));
            }
        }
        lines.text("SUMMARY", &event.summary);
        if let Some(description) = &event.description {
            lines.text("DESCRIPTION", description);
        }
        if let Some(location) = &event.location {
            lines.text("LOCATION", location);
        }
        lines.plain("END:VEVENT");
    }

    fn at(&self, name: &str, wall: NaiveDateTime) -> String {
        format!("{name};TZID={}:{}", self.zone.name(), wall.format("%Y%m%dT%H%M%S"))
    }

    /// The rules of the zone's clocks for as long as the calendar goes by them, ten years at most: each change by itself, as the zone's
    /// history has it.
    fn time_zone(&self, lines: &mut Lines) {
        let spans = self.events.iter().filter_map(|event| event.when.span());
        let (Some(first), Some(last)) = (spans.clone().map(|it| it.0).min(), spans.map(|it| it.1).max())
        else {
            return;
        };
        lines.plain("BEGIN:VTIMEZONE");
        lines.plain(&format!("TZID:{}", self.zone.name()));
        let start = (first - TimeDelta::days(2)).and_time(NaiveTime::MIN).and_utc();
        // A rule without end may be read on by those who keep a calendar for years; nobody plans further.
        let end = last.min(first + TimeDelta::days(366 * 10)).and_time(NaiveTime::MIN).and_utc()
            + TimeDelta::days(2);
        let before = Clocks::at(self.zone, start);
        observance(lines, start.naive_utc() + TimeDelta::seconds(before.ahead), &before, &before);
        let mut known = before;
        let mut day = start;
        while day < end {
            let next = day + TimeDelta::days(1);
            let then = Clocks::at(self.zone, next);
            if then != known {
                let change = change_between(self.zone, day, next, &known);
                observance(lines, change.naive_utc() + TimeDelta::seconds(known.ahead), &known, &then);
                known = then;
            }
            day = next;
        }
        lines.plain("END:VTIMEZONE");
    }
}

/// What a zone's clocks show at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Clocks {
    /// Seconds ahead of UTC.
    ahead: i64,
    is_summer: bool,
    name: Option<String>,
}

impl Clocks {
    fn at(zone: Zone, instant: DateTime<Utc>) -> Self {
        let offset = zone.offset_from_utc_datetime(&instant.naive_utc());
        let (is_summer, name) = zone.clocks_at(instant);
        Self { ahead: i64::from(offset.fix().local_minus_utc()), is_summer, name }
    }
}

/// The instant between two at which a zone's clocks stop being as they were, to the second.
fn change_between(zone: Zone, from: DateTime<Utc>, to: DateTime<Utc>, before: &Clocks) -> DateTime<Utc> {
    let (mut from, mut to) = (from, to);
    while to - from > TimeDelta::seconds(1) {
        let middle = from + TimeDelta::seconds((to - from).num_seconds() / 2);
        if Clocks::at(zone, middle) == *before { from = middle } else { to = middle }
    }
    to
}

fn observance(lines: &mut Lines, wall: NaiveDateTime, before: &Clocks, then: &Clocks) {
    let kind = if then.is_summer { "DAYLIGHT" } else { "STANDARD" };
    lines.plain(&format!("BEGIN:{kind}"));
    lines.plain(&format!("DTSTART:{}", wall.format("%Y%m%dT%H%M%S")));
    lines.plain(&format!("TZOFFSETFROM:{}", ahead(before.ahead)));
    lines.plain(&format!("TZOFFSETTO:{}", ahead(then.ahead)));
    if let Some(name) = &then.name {
        lines.text("TZNAME", name);
    }
    lines.plain(&format!("END:{kind}"));
}

/// Seconds ahead of UTC as `-0500`.
fn ahead(seconds: i64) -> String {
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

fn utc(instant: DateTime<Utc>) -> String {
    instant.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines of the file.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// How many octets a line has at most, its end not counted.
    const OCTETS: usize = 75;

    /// A line of our own words; folded where it is too long, never within a letter.
    fn plain(&mut self, line: &str) {
        let mut room = Self::OCTETS;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = Self::OCTETS - 1;
            }
            self.0.push(letter);
            room -= letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is what somebody wrote.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 8);
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => escaped.extend(['\\', letter]),
                '\n' => escaped.push_str("\\n"),
                _ if letter.is_control() => {}
                _ => escaped.push(letter),
            }
        }
        self.plain(&format!("{name}:{escaped}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
    }

    fn event(when: When) -> Event {
        Event {
            uid: "1@inventario".into(),
            changed: DateTime::parse_from_rfc3339("2026-11-29T10:00:00Z").unwrap().to_utc(),
            summary: "Clase".into(),
            description: None,
            location: None,
            when,
        }
    }

    fn written(zone: Zone, event: Event) -> String {
        Calendar { name: "Mi calendario".into(), zone, events: vec![event] }.write()
    }

    /// The lines as they were before they were folded.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_end_of_whole_days_is_the_day_after() {
        let text = written(Zone::bogota(), event(When::Days(date("2026-02-27"), date("2026-02-28"))));
        assert!(text.contains("DTSTART;VALUE=DATE:20260227\r\nDTEND;VALUE=DATE:20260301\r\n"), "{text}");
    }

    #[test]
    fn a_class_repeats_on_its_weekday_up_to_its_last_day() {
        // A Sunday; the class is on Wednesdays.
        let when = When::weekly(3, (date("2026-11-29"), date("2026-12-16")), (time(8), time(12))).unwrap();
        let text = written(Zone::bogota(), event(when));
        assert!(text.contains("DTSTART;TZID=America/Bogota:20261202T080000\r\n"), "{text}");
        assert!(text.contains("DTEND;TZID=America/Bogota:20261202T120000\r\n"), "{text}");
        // The last class begins at that instant: in UTC, as the standard wants it beside a zone.
        assert!(text.contains("RRULE:FREQ=WEEKLY;UNTIL=20261216T130000Z\r\n"), "{text}");
        assert_eq!(When::weekly(3, (date("2026-12-03"), date("2026-12-08")), (time(8), time(9))), None);
    }

    #[test]
    fn a_zone_that_changes_its_clocks_says_when() {
        let when = When::weekly(1, (date("2026-01-05"), date("2026-12-28")), (time(8), time(12))).unwrap();
        let lines = unfolded(&written(zone("America/Santiago"), event(when))).join("\n");
        // In 2026 Chile's clocks go back on 5 April at midnight and on 6 September ahead.
        let autumn =
            "BEGIN:STANDARD\nDTSTART:20260405T000000\nTZOFFSETFROM:-0300\nTZOFFSETTO:-0400\nEND:STANDARD";
        let spring =
            "BEGIN:DAYLIGHT\nDTSTART:20260906T000000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0300\nEND:DAYLIGHT";
        assert!(lines.contains(autumn) && lines.contains(spring), "{lines}");
        // The last class is in summer.
        assert!(lines.contains("UNTIL=20261228T110000Z"), "{lines}");
    }

    #[test]
    fn whole_days_need_no_zone_and_take_none_of_its_years() {
        let santiago = zone("America/Santiago");
        let days = event(When::Days(date("2010-01-04"), date("2026-12-28")));
        assert!(!written(santiago, days.clone()).contains("VTIMEZONE"));
        let when = When::weekly(1, (date("2026-01-05"), date("2026-12-28")), (time(8), time(12))).unwrap();
        let calendar = Calendar { name: "Mío".into(), zone: santiago, events: vec![days, event(when)] };
        assert!(calendar.write().contains("DTSTART:20260906T000000"), "{}", calendar.write());
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first() {
        // In Santiago 5 April 2026 begins an hour after 4 April has ended twice.
        let when = When::weekly(6, (date("2026-03-07"), date("2026-04-04")), (time(23), time(23))).unwrap();
        let text = written(zone("America/Santiago"), event(when));
        assert!(text.contains("UNTIL=20260405T020000Z"), "{text}");
    }

    #[test]
    fn a_zone_without_changes_has_one_rule() {
        let when = When::Hours(date("2026-01-01").and_time(time(8)), date("2026-12-31").and_time(time(8)));
        let text = written(Zone::bogota(), event(when));
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{text}");
        assert!(text.contains("TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\n"), "{text}");
    }

    proptest! {
        /// No line is longer than the standard lets it be, no letter is cut, and what was written is read again.
        #[test]
        fn texts_are_folded_and_escaped(summary in "[ -~ñáé中🎉\\n;,\\\\]{0,300}") {
            let text = written(Zone::bogota(), Event { summary: summary.clone(), ..event(When::Days(date("2026-01-01"), date("2026-01-01"))) });
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= Lines::OCTETS, "{line}");
            }
            let lines = unfolded(&text);
            let line = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let mut read = String::new();
            let mut letters = line.chars();
            while let Some(letter) = letters.next() {
                match (letter, letter == '\\') {
                    (_, true) => match letters.next().unwrap() { 'n' => read.push('\n'), other => read.push(other) },
                    (other, false) => read.push(other),
                }
            }
            prop_assert_eq!(read, summary);
        }
    }
}
