//! Classes that ended without their check, and who has been reminded of one.

use crate::campus::checks::model::CheckStatus;
use crate::kit::wire::row;
use crate::kit::{ClockTime, Day, Id, LocalTime, Result, sql};
use chrono::Datelike;
use rusqlite::{Connection, named_params};

row! {
/// A class that ended without its check being finished.
#[derive(Debug, Clone)]
pub struct Unfinished {
    /// The class.
    pub schedule_id: Id,
    /// Its room.
    pub environment_id: Id,
    /// The room's name.
    pub environment_name: String,
    /// Its instructor.
    pub instructor_id: Id,
    /// Its ficha.
    pub ficha: String,
    /// When it ended.
    pub end_time: ClockTime,
    /// The check, if it was begun.
    pub check_id: Option<Id>,
    /// Its state.
    pub status: Option<CheckStatus>,
    /// Who did its first stage, or to whom it was left.
    pub student_id: Option<Id>,
}
}

/// The classes of `day` that ended by `clock`, whose check is not over and that nobody was reminded of yet.
pub fn unreminded(db: &Connection, day: Day, clock: ClockTime) -> Result<Vec<Unfinished>> {
    let weekday = i64::from(day.0.weekday().number_from_monday());
    sql::all(
        db,
        "select s.id as schedule_id, s.environment_id, e.name as environment_name, s.instructor_id, s.ficha, s.end_time,
             c.id as check_id, c.status, c.student_id
         from schedules s
         join environments e on e.id = s.environment_id and e.is_active = 1
         left join inventory_checks c on c.schedule_id = s.id and c.check_date = :day
         where s.is_active = 1
         and s.day_of_week = :weekday
         and s.start_date <= :day
         and s.end_date >= :day
         and s.end_time <= :clock
         and (c.id is null
             or c.status in ('student_pending', 'instructor_review', 'supervisor_review', 'rejected')
             or (c.status = 'issues' and c.supervisor_confirmed_at is null))
         and not exists (select 1 from check_reminders r where r.schedule_id = s.id and r.day = :day)
         order by s.end_time, s.id",
        named_params! { ":day": day, ":weekday": weekday, ":clock": clock },
    )
}

/// Notes that a class has been reminded of.
pub fn set_reminded(db: &Connection, schedule_id: Id, day: Day, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "insert into check_reminders (schedule_id, day, sent_at)
         values (:schedule_id, :day, :now)",
        named_params! { ":schedule_id": schedule_id, ":day": day, ":now": now },
    )
}

/// Forgets reminders of days before `day`.
pub fn forget_reminders(db: &Connection, day: Day) -> Result<usize> {
    sql::changed(db, "delete from check_reminders\nwhere day < :day", named_params! { ":day": day })
}
