//! When a class is, and when two are in each other's way. Pure.

use super::model::{Schedule, ScheduleRow};
use crate::kit::{Code, Result};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// How long a class may be that goes on past midnight: longer ones are times that were exchanged.
const LONGEST_NIGHT: TimeDelta = TimeDelta::hours(12);
/// For how long after its end a class of the evening is still the one that is meant, when midnight comes in between.
pub const AFTERWARDS: TimeDelta = TimeDelta::hours(2);

/// The class with its end after its start, on the next day if need be.
pub fn past_midnight(class: ScheduleRow) -> ScheduleRow {
    ScheduleRow { end_time: class.end_time.after(class.start_time), ..class }
}

/// A day of the week (1 to 7) between the one before and the one after it.
pub fn days_around(day: i64) -> [i64; 3] {
    [(day + 5) % 7 + 1, day, day % 7 + 1]
}

/// Whether a class is given on a day.
pub fn is_given(class: &Schedule, day: NaiveDate) -> bool {
    class.is_active
        && class.day_of_week == i64::from(day.weekday().number_from_monday())
        && class.start_date.0 <= day
        && day <= class.end_date.0
}

/// When the class of a day is over.
pub fn end_of(class: &Schedule, day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + class.end_time.since_midnight()
}

/// The day of the class that somebody means at a wall clock's `now`: yesterday's while it goes on past midnight, and for a little longer
/// where midnight came before they were done; else today's.
pub fn day_meant(class: &Schedule, now: NaiveDateTime) -> NaiveDate {
    let today = now.date();
    match today.pred_opt() {
        Some(yesterday) if is_given(class, yesterday) => {
            let end = end_of(class, yesterday);
            if now < end || !is_given(class, today) && now < end + AFTERWARDS { yesterday } else { today }
        }
        _ => today,
    }
}

/// Refuses a class that ends before it begins, and one that is longer than a night.
///
/// # Errors
/// [`Code::ScheduleTimes`] or [`Code::ScheduleDates`].
pub fn check_order(class: &ScheduleRow) -> Result<()> {
    let start = class.start_time.0 - NaiveTime::MIN;
    let end = class.end_time.since_midnight();
    let is_night = end > TimeDelta::days(1);
    if end <= start || is_night && end - start > LONGEST_NIGHT {
        Err(Code::ScheduleTimes.into())
    } else if class.start_date > class.end_date {
        Err(Code::ScheduleDates.into())
    } else {
        Ok(())
    }
}

/// Whether two classes of one room meet. One may begin when the other ends.
pub fn overlap(a: &ScheduleRow, b: &Schedule) -> bool {
    a.environment_id == b.environment_id && are_at_once(a, &b.row())
}

/// Whether two classes are at the same time somewhere: on one weekday, or one of the night before the other's day, with common dates and
/// common minutes.
pub fn are_at_once(a: &ScheduleRow, b: &ScheduleRow) -> bool {
    a.id != b.id && [0, 1, -1].into_iter().any(|days| meet(a, b, days))
}

/// Whether a class meets another one that begins so many days after it.
fn meet(a: &ScheduleRow, b: &ScheduleRow, days: i64) -> bool {
    let later = TimeDelta::days(days);
    let hours = |it: &ScheduleRow| (it.start_time.0 - NaiveTime::MIN, it.end_time.since_midnight());
    let ((a_from, a_until), (b_from, b_until)) = (hours(a), hours(b));
    (a.day_of_week + days - b.day_of_week).rem_euclid(7) == 0
        && a.start_date.0 + later <= b.end_date.0
        && b.start_date.0 <= a.end_date.0 + later
        && a_from < b_until + later
        && b_from + later < a_until
}

/// What is said of a class elsewhere at the same time, if its teacher or its ficha would have to be in two rooms.
pub fn warning(class: &ScheduleRow, other: &Schedule) -> Option<String> {
    if !class.is_active || !are_at_once(class, &other.row()) {
        return None;
    }
    let who = if other.instructor_id == class.instructor_id {
        other.instructor_name.clone()
    } else {
        format!("La ficha {}", other.ficha)
    };
    let (program, ficha, room) = (&other.program, &other.ficha, &other.environment_name);
    Some(format!(
        "{who} también tiene clase a esa hora: {program} (ficha {ficha}) en {room}, {}",
        hours(other)
    ))
}

/// "el lunes de 07:00 a 10:00".
fn hours(class: &Schedule) -> String {
    const DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
    let day = usize::try_from(class.day_of_week - 1).ok().and_then(|n| DAYS.get(n)).unwrap_or(&"día");
    let (from, until) = (class.start_time.0.format("%H:%M"), class.end_time.clock().format("%H:%M"));
    format!("el {day} de {from} a {until}")
}

/// The sentence that names the class in the way.
pub fn overlap_sentence(other: &Schedule) -> String {
    let (program, ficha, teacher) = (&other.program, &other.ficha, &other.instructor_name);
    format!("Se cruza con {program} (ficha {ficha}) de {teacher}, {}, en el mismo ambiente", hours(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::clock;
    use crate::kit::wire::{ClockTime, Day, EndTime, FromText, Id, LocalTime};
    use chrono::{NaiveDate, NaiveTime, TimeDelta};
    use proptest::prelude::*;

    fn class(id: u128, day: i64, from: u32, minutes: u32, first: i64, days: i64) -> Schedule {
        let start = NaiveTime::from_num_seconds_from_midnight_opt(from * 60, 0).unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + TimeDelta::days(first);
        Schedule {
            id: Id::from_bits(id),
            environment_id: Id::from_bits(9),
            environment_name: "Sistemas 1".into(),
            instructor_id: Id::from_bits(8),
            instructor_name: "Ana Ruiz".into(),
            program: "ADSO".into(),
            ficha: "2758".into(),
            topic: None,
            start_time: ClockTime(start),
            end_time: EndTime::from(ClockTime(start + TimeDelta::minutes(i64::from(minutes))))
                .after(ClockTime(start)),
            day_of_week: day,
            start_date: Day(date),
            end_date: Day(date + TimeDelta::days(days)),
            student_count: 20,
            is_active: true,
            created_at: LocalTime(clock::now()),
            updated_at: LocalTime(clock::now()),
        }
    }

    fn any_class(id: u128) -> impl Strategy<Value = Schedule> {
        (1i64..=7, 0u32..1440, 1u32..720, 0i64..60, 0i64..60)
            .prop_map(move |(day, from, minutes, first, days)| class(id, day, from, minutes, first, days))
    }

    proptest! {
        /// The definition, day by day of the two and minute by minute, against the comparisons.
        #[test]
        fn overlap_means_a_common_minute_of_two_days_on_which_both_may_be(a in any_class(1), b in any_class(2)) {
            let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
            let within = |it: &Schedule, day: i64| {
                let day = first + TimeDelta::days(day);
                it.start_date.0 <= day && day <= it.end_date.0
            };
            let minutes = |it: &Schedule, day: i64| {
                let start = (it.start_time.0 - NaiveTime::MIN).num_minutes();
                let (start, end) = (day * 1440 + start, day * 1440 + it.end_time.since_midnight().num_minutes());
                start..end
            };
            let meet = [-1, 0, 1].into_iter().any(|days: i64| {
                let fits = (a.day_of_week - 1 + days).rem_euclid(7) == b.day_of_week - 1;
                let common_days = (-1..140).any(|day| within(&a, day) && within(&b, day + days));
                let common_minute = minutes(&a, 0).any(|minute| minutes(&b, days).contains(&minute));
                fits && common_days && common_minute
            });
            prop_assert_eq!(overlap(&a.row(), &b), meet);
            prop_assert_eq!(overlap(&a.row(), &b), overlap(&b.row(), &a));
            prop_assert!(!overlap(&a.row(), &a));
        }
    }

    #[test]
    fn a_class_past_midnight_is_in_the_way_of_the_next_mornings() {
        let night = class(1, 7, 22 * 60, 8 * 60, 0, 30);
        assert!(overlap(&night.row(), &class(2, 1, 5 * 60, 60, 0, 30)), "Sunday night and Monday at five");
        assert!(!overlap(&night.row(), &class(2, 1, 6 * 60, 60, 0, 30)), "it ends at six");
        assert!(!overlap(&night.row(), &class(2, 2, 5 * 60, 60, 0, 30)), "Tuesday");
        assert!(overlap(&class(2, 1, 5 * 60, 60, 0, 30).row(), &night));
    }

    #[test]
    fn a_class_belongs_to_the_day_on_which_it_began() {
        let at = |day, hour, minute, second| {
            NaiveDate::from_ymd_opt(2026, 1, day).unwrap().and_hms_opt(hour, minute, second).unwrap()
        };
        // Mondays from the 5th of January on.
        let evening = class(1, 1, 22 * 60, 119, 0, 30);
        let night = class(1, 1, 22 * 60, 8 * 60, 0, 30);
        let morning = class(1, 1, 7 * 60, 120, 0, 30);
        for (class, now, day) in [
            (&evening, at(5, 22, 30, 0), 5),
            (&evening, at(6, 0, 0, 25), 5),
            (&evening, at(6, 1, 58, 59), 5),
            (&evening, at(6, 1, 59, 0), 6),
            (&night, at(6, 5, 59, 59), 5),
            (&night, at(6, 8, 0, 0), 6),
            (&night, at(5, 5, 0, 0), 5),
            (&morning, at(5, 7, 0, 0), 5),
            (&morning, at(6, 0, 0, 0), 6),
            // Whoever sends the class of another day means today's.
            (&night, at(8, 1, 0, 0), 8),
        ] {
            assert_eq!(day_meant(class, now), at(day, 0, 0, 0).date(), "{} at {now}", class.end_time);
        }
        assert_eq!(end_of(&night, at(5, 0, 0, 0).date()), at(6, 6, 0, 0));
        assert_eq!([1, 4, 7].map(days_around), [[7, 1, 2], [3, 4, 5], [6, 7, 1]]);
    }

    #[test]
    fn a_class_past_midnight_is_as_long_as_a_night() {
        let row = |start: &str, end: &str| {
            let start_time = ClockTime::from_text(start).unwrap();
            let end_time = EndTime::from_text(end).unwrap();
            check_order(&past_midnight(ScheduleRow {
                start_time,
                end_time,
                ..class(1, 1, 0, 1, 0, 30).row()
            }))
            .is_ok()
        };
        for (start, end) in [
            ("22:00", "06:00"),
            ("18:00", "24:00"),
            ("18:00", "00:00"),
            ("00:00", "24:00"),
            ("20:00", "08:00"),
        ] {
            assert!(row(start, end), "{start} to {end}");
        }
        for (start, end) in [("10:00", "08:00"), ("10:00", "10:00"), ("00:00", "00:00"), ("20:00", "08:01")] {
            assert!(!row(start, end), "{start} to {end}");
        }
    }

    #[test]
    fn one_class_may_begin_when_another_ends() {
        assert!(!overlap(&class(1, 1, 420, 60, 0, 30).row(), &class(2, 1, 480, 60, 0, 30)));
        assert!(overlap(&class(1, 1, 420, 61, 0, 30).row(), &class(2, 1, 480, 60, 0, 30)));
        assert_eq!(
            overlap_sentence(&class(1, 1, 420, 60, 0, 30)),
            "Se cruza con ADSO (ficha 2758) de Ana Ruiz, el lunes de 07:00 a 08:00, en el mismo ambiente"
        );
    }
}
