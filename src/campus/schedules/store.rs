//! SQL of the timetable.

use super::model::{Schedule, ScheduleQuery};
use crate::kit::access::{RoomColumns, Scope, room};
use crate::kit::error::{Code, Result};
use crate::kit::page::Paging;
use crate::kit::sql::{self, Filter, fields};
use crate::kit::wire::{Id, Rows};
use rusqlite::{Connection, ToSql, named_params};

const SELECT: &str = "
    select s.id, s.environment_id, e.name as environment_name, s.instructor_id,
        u.name as instructor_name, s.program, s.ficha, s.topic, s.start_time, s.end_time,
        s.day_of_week, s.start_date, s.end_date, s.student_count, s.is_active, s.created_at, s.updated_at
    from schedules s
    join environments e on e.id = s.environment_id
    join users u on u.id = s.instructor_id";

const ROOM: RoomColumns = room!("s.environment_id", "e.center_id");

/// The classes that match, by weekday and time.
pub fn list(db: &Connection, scope: Scope, query: ScheduleQuery, paging: Paging) -> Result<Rows<Schedule>> {
    let filter = Filter::default()
        .when("s.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("s.instructor_id = :instructor_id", ":instructor_id", query.instructor_id)
        .when("s.day_of_week = :day_of_week", ":day_of_week", query.day_of_week)
        .when("s.is_active = :is_active", ":is_active", query.is_active)
        .when(
            "matches(:search, s.program, s.ficha, s.topic, e.name, u.first_name, u.last_name)",
            ":search",
            query.search,
        );
    let filter = scope.within(filter, &ROOM);
    let text = format!("{SELECT}{}\norder by s.day_of_week, s.start_time, e.name, s.id", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// One class.
pub fn get(db: &Connection, id: Id) -> Result<Schedule> {
    get_within(db, Scope::Everything, id)
}

/// One class within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Schedule> {
    let filter = scope.within(Filter::default().when("s.id = :id", ":id", Some(id)), &ROOM);
    let class = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(class.ok_or(Code::ScheduleNotFound)?)
}

/// The active classes of a room on a day of the week.
pub fn of_room(db: &Connection, environment_id: Id, day_of_week: i64) -> Result<Vec<Schedule>> {
    sql::all(
        db,
        &format!(
            "{SELECT}
             where s.environment_id = :environment_id
             and s.day_of_week = :day_of_week
             and s.is_active = 1
             order by s.start_time"
        ),
        named_params! { ":environment_id": environment_id, ":day_of_week": day_of_week },
    )
}

/// Whether a person can give a class: anybody active but apprentices.
pub fn can_teach(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from users
         where id = :id
         and is_active = 1
         and role <> 'student'",
        named_params! { ":id": id },
    )
}

/// What the table keeps.
fn fields(class: &Schedule) -> Vec<(&'static str, &dyn ToSql)> {
    fields![class;
        id, environment_id, instructor_id, program, ficha, topic, start_time, end_time,
        day_of_week, start_date, end_date, student_count, is_active, created_at, updated_at,
    ]
}

/// Adds a class; the two names are not stored.
pub fn insert(db: &Connection, class: &Schedule) -> Result<()> {
    sql::insert(db, "schedules", &fields(class))
}

/// Stores it as it is now.
pub fn save(db: &Connection, class: &Schedule) -> Result<()> {
    sql::save(db, "schedules", &fields(class))
}

/// Deletes a class, unless a check refers to it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "schedules", id)
}
