//! The turns of a day: its classes with their checks, and the checks outside of classes.

use crate::campus::checks::model::CheckTurn;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Day, Id, Paging, Result, RoomColumns, Rows, Scope};
use chrono::Datelike;
use rusqlite::Connection;

const COLUMNS: &str = "
    e.id as environment_id, e.name as environment_name, e.location, e.blind_checks, e.center_id,
    c.id as check_id, coalesce(c.status, 'not_started') as status, c.student_id,
    st.name as student_name, c.items_damaged, c.items_missing, c.check_time";

const ROOM: RoomColumns = room!("t.environment_id", "t.center_id");

/// The turns of `day`, by time. `teaching` adds the classes of that instructor to the rooms of the scope.
pub fn turns(
    db: &Connection,
    scope: Scope,
    teaching: Option<Id>,
    environment_id: Option<Id>,
    day: Day,
) -> Result<Rows<CheckTurn>> {
    let weekday = i64::from(day.0.weekday().number_from_monday());
    let filter = Filter::default().bind(":day", day).bind(":weekday", weekday).when(
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
             select s.*
             from schedules s
             where s.is_active = 1
             and s.day_of_week = :weekday
             and s.start_date <= :day
             and s.end_date >= :day
         ),
         turns as (
             select {COLUMNS}, s.id as schedule_id, s.program, s.ficha, s.topic, s.instructor_id,
                 u.name as instructor_name, s.start_time, s.end_time
             from held s
             join environments e on e.id = s.environment_id and e.is_active = 1
             join users u on u.id = s.instructor_id
             left join inventory_checks c on c.schedule_id = s.id and c.check_date = :day
             left join users st on st.id = c.student_id
             union all
             select {COLUMNS}, c.schedule_id, c.program, c.ficha, s.topic, s.instructor_id,
                 u.name as instructor_name, c.start_time, c.end_time
             from inventory_checks c
             join environments e on e.id = c.environment_id
             join users st on st.id = c.student_id
             left join schedules s on s.id = c.schedule_id
             left join users u on u.id = s.instructor_id
             where c.check_date = :day
             and not exists (select 1 from held h where h.id = c.schedule_id)
         )
         select t.*
         from turns t{}
         order by coalesce(t.start_time, t.check_time), t.environment_name, t.environment_id",
        filter.clause()
    );
    sql::rows(db, &text, &filter.params(), Paging::ALL)
}
