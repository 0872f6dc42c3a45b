//! Trouble with checks: one that waits for somebody, a class without its check.

use super::{HISTORY, title};
use crate::campus::alerts::model::{AlertRules, Cause, Severity};
use crate::campus::alerts::rules;
use crate::kit::db::AlertKind;
use crate::kit::wire::row;
use crate::kit::{Day, EndTime, Id, LocalTime, Result, clock, sql};
use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// How many days back classes without a check are looked for: the same class comes again after seven.
const WEEK: i64 = 7;

row! {
    /// A check that waits.
    pub struct Waiting {
        /// The row.
        pub id: Id,
        /// Its room.
        pub environment_id: Id,
        /// The name of its room.
        pub environment_name: String,
        /// The centre of its room.
        pub center_id: Id,
        /// The day.
        pub check_date: Day,
        /// Where it stands.
        pub status: String,
        /// Since when it waits.
        pub updated_at: LocalTime,
    }
}

/// Checks that have waited too long for whoever has to act next.
pub fn waiting(db: &Connection, rules: &AlertRules, now: DateTime<Utc>) -> Result<Vec<Cause>> {
    let patience = TimeDelta::try_hours(rules.check_waiting_hours).unwrap_or(TimeDelta::MAX);
    let before = now.checked_sub_signed(patience).unwrap_or(DateTime::UNIX_EPOCH);
    let found: Vec<Waiting> = sql::all(
        db,
        "select c.id, c.environment_id, e.name as environment_name, e.center_id, c.check_date, c.status, c.updated_at
         from inventory_checks c
         join environments e on e.id = c.environment_id and e.is_active = 1
         where c.check_date >= :from
         and c.updated_at < :before
         and (c.status in ('student_pending', 'instructor_review', 'supervisor_review')
             or (c.status = 'issues' and c.supervisor_confirmed_at is null))
         order by c.id",
        named_params! {
            ":from": Day(clock::day_of(now) - TimeDelta::days(HISTORY)), ":before": LocalTime(before),
        },
    )?;
    Ok(found.iter().map(|it| late_check(it, now)).collect())
}

fn late_check(it: &Waiting, now: DateTime<Utc>) -> Cause {
    let whom = match it.status.as_str() {
        "student_pending" => "al aprendiz",
        "instructor_review" => "la confirmación del instructor",
        _ => "la decisión del supervisor",
    };
    Cause {
        kind: AlertKind::VerificationPending,
        entity_type: "inventory_check",
        entity_id: it.id,
        environment_id: Some(it.environment_id),
        center_id: Some(it.center_id),
        severity: rules::of_waiting_check((now - it.updated_at.0).num_days()),
        amount: None,
        pieces: None,
        title: title(&format!("Verificación en espera: {}", it.environment_name)),
        message: format!(
            "La verificación de {} del {} espera {whom}",
            it.environment_name,
            it.check_date.written()
        ),
    }
}

row! {
    /// A class that nobody checked.
    pub struct Unchecked {
        /// The row.
        pub id: Id,
        /// Its room.
        pub environment_id: Id,
        /// The name of its room.
        pub environment_name: String,
        /// The centre of its room.
        pub center_id: Id,
        /// The programme.
        pub program: String,
        /// The group.
        pub ficha: String,
    }
}

/// Classes of the last seven days without their check, each once. A day on which nobody in the centre checked anything was none: a
/// holiday, or a centre that makes no checks. Nor could a class be checked that was not in the timetable yet.
pub fn missing(db: &Connection, now: NaiveDateTime) -> Result<Vec<Cause>> {
    let mut causes = Vec::new();
    for back in 1..=WEEK {
        let day = Day(now.date() - TimeDelta::days(back));
        // Of yesterday's, one that goes on past midnight may not be over.
        let over = (back == 1).then(|| EndTime::seen_from_yesterday(now.time()));
        let found: Vec<Unchecked> = sql::all(
            db,
            "select s.id, s.environment_id, e.name as environment_name, e.center_id, s.program, s.ficha
             from schedules s
             join environments e on e.id = s.environment_id and e.is_active = 1
             where s.is_active = 1
             and s.day_of_week = :weekday
             and s.start_date <= :day
             and s.end_date >= :day
             and s.created_at < :ended
             and (:over is null or s.end_time <= :over)
             and not exists (select 1 from inventory_checks c where c.schedule_id = s.id and c.check_date = :day)
             and exists (
                 select 1
                 from inventory_checks c
                 join environments o on o.id = c.environment_id
                 where c.check_date = :day
                 and c.schedule_id is not null
                 and o.center_id = e.center_id)
             order by s.id",
            named_params! {
                ":day": day, ":weekday": i64::from(day.0.weekday().number_from_monday()),
                ":ended": LocalTime(clock::end_of(day.0)), ":over": over,
            },
        )?;
        causes.extend(found.iter().map(|it| unchecked(it, day)));
    }
    Ok(causes)
}

fn unchecked(it: &Unchecked, day: Day) -> Cause {
    Cause {
        kind: AlertKind::VerificationPending,
        entity_type: "schedule",
        entity_id: it.id,
        environment_id: Some(it.environment_id),
        center_id: Some(it.center_id),
        severity: Severity::Low,
        amount: None,
        pieces: None,
        title: title(&format!("Clase sin verificación: {}", it.environment_name)),
        message: format!(
            "La clase de {} (ficha {}) del {} en {} pasó sin su verificación",
            it.program,
            it.ficha,
            day.written(),
            it.environment_name
        ),
    }
}
