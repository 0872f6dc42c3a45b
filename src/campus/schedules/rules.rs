//! When two classes are in each other's way. Pure.

use super::model::{Schedule, ScheduleRow};
use crate::kit::{Code, Result};

/// Refuses a class that ends before it begins.
///
/// # Errors
/// [`Code::ScheduleTimes`] or [`Code::ScheduleDates`].
pub fn check_order(class: &ScheduleRow) -> Result<()> {
    if class.start_time >= class.end_time {
        Err(Code::ScheduleTimes.into())
    } else if class.start_date > class.end_date {
        Err(Code::ScheduleDates.into())
    } else {
        Ok(())
    }
}

/// Whether two classes of one room meet: same weekday, common dates, common minutes. One may begin when the other ends.
pub fn overlap(a: &ScheduleRow, b: &Schedule) -> bool {
    a.id != b.id
        && a.environment_id == b.environment_id
        && a.day_of_week == b.day_of_week
        && a.start_date <= b.end_date
        && b.start_date <= a.end_date
        && a.start_time < b.end_time
        && b.start_time < a.end_time
}

/// The sentence that names the class in the way.
pub fn overlap_sentence(other: &Schedule) -> String {
    const DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
    let day = usize::try_from(other.day_of_week - 1).ok().and_then(|n| DAYS.get(n)).unwrap_or(&"día");
    format!(
        "Se cruza con {} (ficha {}) de {}, el {day} de {} a {}, en el mismo ambiente",
        other.program,
        other.ficha,
        other.instructor_name,
        other.start_time.0.format("%H:%M"),
        other.end_time.0.format("%H:%M"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::clock;
    use crate::kit::wire::{ClockTime, Day, Id, LocalTime};
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
            end_time: ClockTime(start + TimeDelta::minutes(i64::from(minutes))),
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
        (1i64..=7, 360u32..1200, 1u32..200, 0i64..60, 0i64..60)
            .prop_map(move |(day, from, minutes, first, days)| class(id, day, from, minutes, first, days))
    }

    proptest! {
        /// The definition, minute by minute and day by day, against the four comparisons.
        #[test]
        fn overlap_means_a_common_minute_on_a_common_day(a in any_class(1), b in any_class(2)) {
            let minutes = |it: &Schedule| it.start_time.0..it.end_time.0;
            let common_minute = (0..24 * 60).any(|n| {
                let minute = NaiveTime::from_num_seconds_from_midnight_opt(n * 60, 0).unwrap();
                minutes(&a).contains(&minute) && minutes(&b).contains(&minute)
            });
            let common_day = (0..130).any(|n| {
                let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + TimeDelta::days(n);
                let within = |it: &Schedule| it.start_date.0 <= day && day <= it.end_date.0;
                within(&a) && within(&b)
            });
            prop_assert_eq!(overlap(&a.row(), &b), a.day_of_week == b.day_of_week && common_minute && common_day);
            prop_assert_eq!(overlap(&a.row(), &b), overlap(&b.row(), &a));
            prop_assert!(!overlap(&a.row(), &a));
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
