//! SQL of the timetable.

use super::model::{Schedule, ScheduleQuery, ScheduleRow};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Day, Id, Result, RoomColumns, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("s.environment_id", "e.center_id");

/// Whether a class takes place within `:days`, a JSON array of the first and the last, either of them null: the first of its weekdays on
/// which it may is not past the last. SQLite's weekdays begin with Sunday, 0.
const TAKES_PLACE: &str = "
    date(max(s.start_date, coalesce(:days ->> 0, s.start_date)), 'weekday ' || (s.day_of_week % 7))
        <= min(s.end_date, coalesce(:days ->> 1, s.end_date))";

/// The classes that match, by weekday and time.
pub fn list(scope: Scope, query: ScheduleQuery) -> Selection {
    let filter = Filter::default()
        .when("s.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("s.instructor_id = :instructor_id", ":instructor_id", query.instructor_id)
        .when("s.day_of_week = :day_of_week", ":day_of_week", query.day_of_week)
        .when("s.is_active = :is_active", ":is_active", query.is_active)
        .when(TAKES_PLACE, ":days", days(query.from, query.until))
        .when(
            "matches(:search, s.program, s.ficha, s.topic, e.name, u.first_name, u.last_name)",
            ":search",
            query.search,
        );
    let order = "s.day_of_week, s.start_time, e.name, s.id";
    Selection::new(Schedule::SELECT, scope.within(filter, &ROOM), order)
}

/// Days for [`TAKES_PLACE`]; none if there are none.
fn days(from: Option<Day>, until: Option<Day>) -> Option<String> {
    (from.is_some() || until.is_some()).then(|| serde_json::json!([from, until]).to_string())
}

/// One class.
pub fn get(db: &Connection, id: Id) -> Result<Schedule> {
    get_within(db, Scope::Everything, id)
}

/// One class within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Schedule> {
    let filter = scope.within(Filter::default().when("s.id = :id", ":id", Some(id)), &ROOM);
    let class = sql::one(db, &format!("{}{}", Schedule::SELECT, filter.clause()), &filter.params())?;
    Ok(class.ok_or(Code::ScheduleNotFound)?)
}

/// The active classes of a room on three days of the week.
pub fn of_room(db: &Connection, environment_id: Id, [before, day, after]: [i64; 3]) -> Result<Vec<Schedule>> {
    sql::all(
        db,
        &format!(
            "{}
             where s.environment_id = :environment_id
             and s.day_of_week in (:before, :day, :after)
             and s.is_active = 1
             order by s.day_of_week, s.start_time",
            Schedule::SELECT
        ),
        named_params! {
            ":environment_id": environment_id, ":before": before, ":day": day, ":after": after,
        },
    )
}

/// The active classes of three days of the week that the teacher or the ficha of a class has in other rooms.
pub fn elsewhere(
    db: &Connection,
    class: &ScheduleRow,
    [before, day, after]: [i64; 3],
) -> Result<Vec<Schedule>> {
    sql::all(
        db,
        &format!(
            "{}
             where s.environment_id <> :environment_id
             and s.day_of_week in (:before, :day, :after)
             and s.is_active = 1
             and (s.instructor_id = :instructor_id or s.ficha = :ficha collate nocase)
             order by s.day_of_week, s.start_time, s.id",
            Schedule::SELECT
        ),
        named_params! {
            ":environment_id": class.environment_id, ":before": before, ":day": day, ":after": after,
            ":instructor_id": class.instructor_id, ":ficha": class.ficha,
        },
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

/// Adds a class.
pub fn insert(db: &Connection, class: &ScheduleRow) -> Result<()> {
    sql::insert(db, "schedules", &class.fields())
}

/// Stores it as it is now.
pub fn save(db: &Connection, class: &ScheduleRow) -> Result<()> {
    sql::save(db, "schedules", &class.fields())
}

/// Deletes a class, unless a check refers to it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "schedules", id)
}
