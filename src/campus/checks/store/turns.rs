//! The turns of a day: its classes with their checks, and the checks outside of classes; and who has been reminded of a class
//! that ended without its check.

use crate::campus::checks::model::{CheckStatus, CheckTurn};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{Day, EndTime, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope, clock};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, named_params};

const COLUMNS: &str = "
    e.id as environment_id, e.name as environment_name, e.location, e.blind_checks, e.center_id,
    c.id as check_id, coalesce(c.status, 'not_started') as status, c.student_id,
    st.name as student_name, c.items_damaged, c.items_missing, c.check_time";

const ROOM: RoomColumns = room!("t.environment_id", "t.center_id");

/// The day of the week: Monday is 1.
fn weekday(day: NaiveDate) -> i64 {
    i64::from(day.weekday().number_from_monday())
}

/// The turns of a day, by time; without one those of today, with yesterday's classes that go on. `teaching` adds the classes of that instructor to the rooms of the scope.
pub fn turns(
    db: &Connection,
    scope: Scope,
    teaching: Option<Id>,
    environment_id: Option<Id>,
    day: Option<Day>,
) -> Result<Rows<CheckTurn>> {
    let now = clock::wall();
    let today = day.unwrap_or(Day(now.date()));
    let before = today.0.pred_opt().unwrap_or(today.0);
    // Of a day that somebody asks for by name it is its own classes alone.
    let since_yesterday = day.is_none().then(|| EndTime::seen_from_yesterday(now.time()));
    let filter = Filter::default()
        .bind(":day", today)
        .bind(":yesterday", Day(before))
        .bind(":since_yesterday", since_yesterday);
    let filter = filter.bind(":weekday", weekday(today.0)).bind(":weekday_before", weekday(before)).when(
        "t.environment_id = :environment_id",
        ":environment_id",
        environment_id,
    );
    let filter = match (scope, teaching) {
        (Scope::RoomAndWarehouses(room) | Scope::Room(room), Some(person)) => filter
            .always("t.environment_id = :scope or t.instructor_id = :teaching")
            .bind(":scope", room)
            .bind(":teaching", person),
        (Scope::Nothing, Some(person)) => {
            filter.when("t.instructor_id = :teaching", ":teaching", Some(person))
        }
        (scope, _) => scope.within(filter, &ROOM),
    };
    let text = format!(
        "with held as (
             select s.*, :day as held_on
             from schedules s
             where s.is_active = 1
             and s.day_of_week = :weekday
             and s.start_date <= :day
             and s.end_date >= :day
             union all
             select s.*, :yesterday
             from schedules s
             where s.is_active = 1
             and s.day_of_week = :weekday_before
             and s.start_date <= :yesterday
             and s.end_date >= :yesterday
             and s.end_time > :since_yesterday
         ),
         turns as (
             select {COLUMNS}, s.id as schedule_id, s.program, s.ficha, s.topic, s.instructor_id,
                 u.name as instructor_name, s.start_time, s.end_time, s.held_on as check_date
             from held s
             join environments e on e.id = s.environment_id and e.is_active = 1
             join users u on u.id = s.instructor_id
             left join inventory_checks c on c.schedule_id = s.id and c.check_date = s.held_on
             left join users st on st.id = c.student_id
             union all
             select {COLUMNS}, c.schedule_id, c.program, c.ficha, s.topic, s.instructor_id,
                 u.name as instructor_name, c.start_time, c.end_time, c.check_date
             from inventory_checks c
             join environments e on e.id = c.environment_id
             join users st on st.id = c.student_id
             left join schedules s on s.id = c.schedule_id
             left join users u on u.id = s.instructor_id
             where c.check_date = :day
             and not exists (select 1 from held h where h.id = c.schedule_id and h.held_on = c.check_date)
         )
         select t.*
         from turns t{}
         order by t.check_date, coalesce(t.start_time, t.check_time), t.environment_name, t.environment_id",
        filter.clause()
    );
    sql::rows(db, &text, &filter.params(), Paging::ALL)
}

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
    pub end_time: EndTime,
    /// The check, if it was begun.
    pub check_id: Option<Id>,
    /// Its state.
    pub status: Option<CheckStatus>,
    /// Who did its first stage, or to whom it was left.
    pub student_id: Option<Id>,
}
}

/// The classes of `day` that ended after `since` and by `until`, whose check is not over and that nobody was reminded of yet.
pub fn unreminded(db: &Connection, day: Day, since: EndTime, until: EndTime) -> Result<Vec<Unfinished>> {
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
         and s.end_time > :since
         and s.end_time <= :until
         and (c.id is null
             or c.status in ('student_pending', 'instructor_review', 'supervisor_review', 'rejected')
             or (c.status = 'issues' and c.supervisor_confirmed_at is null))
         and not exists (select 1 from check_reminders r where r.schedule_id = s.id and r.day = :day)
         order by s.end_time, s.id",
        named_params! { ":day": day, ":weekday": weekday(day.0), ":since": since, ":until": until },
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
