//! SQL of checks.

use super::model::{Check, CheckQuery, CheckStatus, Shift, ShiftSettings};
use crate::campus::schedules::model::Schedule;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection, fields};
use crate::kit::{
    ClockTime, Code, Day, EndTime, Id, LocalTime, OnUnique, Paging, Result, RoomColumns, Rows, Scope,
    settings,
};
use chrono::{NaiveDateTime, NaiveTime};
use rusqlite::{Connection, named_params};

mod departed;
mod follow;
mod items;
mod turns;

pub use {departed::*, follow::*, items::*, turns::*};

/// Which checks a person may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckReach {
    /// Their own: an apprentice.
    Own(Id),
    /// Those of their room, of the classes that they give, and those that they confirmed: an instructor.
    Teaching {
        /// The instructor.
        person: Id,
        /// The room that they are linked to.
        room: Option<Id>,
    },
    /// Those of the rooms of a scope.
    Rooms(Scope),
}

impl CheckReach {
    fn within(self, filter: Filter<'_>) -> Filter<'_> {
        match self {
            Self::Own(person) => filter.when("c.student_id = :me", ":me", Some(person)),
            Self::Teaching { person, room } => filter
                .always("c.environment_id = :room or s.instructor_id = :me or c.instructor_id = :me")
                .bind(":room", room)
                .bind(":me", person),
            Self::Rooms(scope) => scope.within(filter, &ROOM),
        }
    }
}

const ROOM: RoomColumns = room!("c.environment_id", "e.center_id");

const SELECT: &str = "
    select c.*, c.status = 'complete' as is_complete, e.name as environment_name, st.name as student_name,
        i.name as instructor_name, su.name as supervisor_name
    from inventory_checks c
    join environments e on e.id = c.environment_id
    join users st on st.id = c.student_id
    left join schedules s on s.id = c.schedule_id
    left join users i on i.id = c.instructor_id
    left join users su on su.id = c.supervisor_id";

/// From which hour and until before which a shift lasts.
fn hours(db: &Connection, shift: Shift) -> Result<(Option<ClockTime>, Option<ClockTime>)> {
    let ShiftSettings { afternoon_from, night_from } = settings::of(db)?;
    Ok(match shift {
        Shift::Morning => (None, Some(afternoon_from)),
        Shift::Afternoon => (Some(afternoon_from), Some(night_from)),
        Shift::Night => (Some(night_from), None),
    })
}

/// The checks that match, newest first.
pub fn list(db: &Connection, reach: CheckReach, query: &CheckQuery) -> Result<Selection> {
    let filter = Filter::default()
        .when("c.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("c.schedule_id = :schedule_id", ":schedule_id", query.schedule_id)
        .when("c.check_date >= :from", ":from", query.from)
        .when("c.check_date <= :until", ":until", query.until)
        .when("c.status = :status", ":status", query.status);
    let (from, until) = query.shift.map(|shift| hours(db, shift)).transpose()?.unwrap_or_default();
    let filter = filter
        .when("coalesce(c.start_time, c.check_time) >= :shift_from", ":shift_from", from)
        .when("coalesce(c.start_time, c.check_time) < :shift_until", ":shift_until", until);
    let order = "c.check_date desc, c.created_at desc, c.id desc";
    Ok(Selection::new(SELECT, reach.within(filter), order))
}

/// The checks that wait for a supervisor, the oldest first.
pub fn pending(db: &Connection, scope: Scope, paging: Paging) -> Result<Rows<Check>> {
    let filter = Filter::default().always(
        "c.status = 'supervisor_review' or (c.status = 'issues' and c.supervisor_confirmed_at is null)",
    );
    let filter = scope.within(filter, &ROOM);
    let text = format!("{SELECT}{}\norder by c.check_date, c.created_at, c.id", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// One check within reach.
pub fn get(db: &Connection, reach: CheckReach, id: Id) -> Result<Check> {
    let filter = reach.within(Filter::default().when("c.id = :id", ":id", Some(id)));
    let check = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(check.ok_or(Code::CheckNotFound)?)
}

/// One check, for one who works on it.
pub fn get_any(db: &Connection, id: Id) -> Result<Check> {
    get(db, CheckReach::Rooms(Scope::Everything), id)
}

/// The check of a class on a day, or of a room outside of classes.
pub fn turn(db: &Connection, environment_id: Id, schedule_id: Option<Id>, day: Day) -> Result<Option<Check>> {
    // In the words of the unique index, so that it is found by it.
    let text = format!(
        "{SELECT}
         where c.environment_id = :environment_id
         and c.check_date = :day
         and coalesce(c.schedule_id, '') = coalesce(:schedule_id, '')"
    );
    let params =
        named_params! { ":environment_id": environment_id, ":schedule_id": schedule_id, ":day": day };
    sql::one(db, &text, params)
}

/// The check of a room that is under way: the newest that is not over, of today and a class that has not ended, or of yesterday's if it goes
/// on past midnight.
pub fn under_way(db: &Connection, environment_id: Id, now: NaiveDateTime) -> Result<Option<Check>> {
    let text = format!(
        "{SELECT}
         where c.environment_id = :environment_id
         and c.status not in ('complete', 'rejected', 'student_pending')
         and c.check_date in (:day, :yesterday)
         and (c.check_date = :day and (c.end_time is null or c.end_time >= :clock)
             or c.check_date = :yesterday and c.end_time >= :since_yesterday)
         order by c.created_at desc
         limit 1"
    );
    let (today, clock) = (now.date(), now.time());
    let params = named_params! {
        ":environment_id": environment_id, ":day": Day(today), ":clock": EndTime::from(ClockTime(clock)),
        ":yesterday": today.pred_opt().map(Day), ":since_yesterday": EndTime::seen_from_yesterday(clock),
    };
    sql::one(db, &text, params)
}

/// Whether a room has been checked on a later day.
pub fn checked_after(db: &Connection, environment_id: Id, day: Day) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from inventory_checks
         where environment_id = :environment_id
         and check_date > :day
         and status <> 'student_pending'",
        named_params! { ":environment_id": environment_id, ":day": day },
    )
}

/// The check of the same room before this one.
pub fn previous(db: &Connection, check: &Check) -> Result<Option<Id>> {
    sql::one(
        db,
        "select id
         from inventory_checks
         where environment_id = :environment_id
         and id <> :id
         and status <> 'student_pending'
         and (check_date, created_at) < (:day, :created_at)
         order by check_date desc, created_at desc
         limit 1",
        named_params! {
            ":environment_id": check.environment_id, ":id": check.id, ":day": check.check_date,
            ":created_at": check.created_at,
        },
    )
}

/// Adds a check of a day, and of a class or outside of classes, that waits for its first stage; answers its id.
pub fn insert(
    db: &Connection,
    environment_id: Id,
    class: Option<&Schedule>,
    student_id: Id,
    (day, clock): (Day, NaiveTime),
    now: LocalTime,
) -> Result<Id> {
    let id = Id::new();
    sql::insert(
        db,
        "inventory_checks",
        named_params! {
            ":id": id, ":environment_id": environment_id, ":schedule_id": class.map(|class| class.id),
            ":program": class.map(|class| &class.program), ":ficha": class.map(|class| &class.ficha),
            ":start_time": class.map(|class| class.start_time), ":end_time": class.map(|class| class.end_time),
            ":student_id": student_id, ":status": CheckStatus::StudentPending, ":check_date": day,
            ":check_time": ClockTime(clock), ":created_at": now,
            ":updated_at": now,
        },
    )
    .on_unique("inventory_checks_turn", Code::CheckTaken)?;
    Ok(id)
}

/// Stores what the stages have made of a check.
pub fn save(db: &Connection, check: &Check) -> Result<()> {
    let fields = fields![check;
        id, round, status, student_id, instructor_id, supervisor_id, student_confirmed_at, instructor_confirmed_at,
        supervisor_confirmed_at, total_items, items_good, items_damaged, items_missing, is_clean, is_organized,
        inventory_complete, cleaning_notes, comments, instructor_comments, supervisor_comments, updated_at,
    ];
    sql::save(db, "inventory_checks", &fields)
}

/// The alert that a check left, the newest.
pub fn alert_of(db: &Connection, id: Id) -> Result<Option<Id>> {
    sql::one(
        db,
        "select id
         from system_alerts
         where entity_type = 'inventory_check'
         and entity_id = :id
         order by created_at desc
         limit 1",
        named_params! { ":id": id },
    )
}

/// Whether an alert that a check left waits for somebody to deal with it; that it waits itself is another matter.
pub fn has_open_alert(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from system_alerts
         where entity_type = 'inventory_check'
         and entity_id = :id
         and is_standing = 0
         and is_resolved = 0",
        named_params! { ":id": id },
    )
}

/// The requests for maintenance that a check left.
pub fn maintenance_of(db: &Connection, id: Id) -> Result<Vec<Id>> {
    sql::all(
        db,
        "select id
         from maintenance_requests
         where check_id = :id
         order by created_at, id",
        named_params! { ":id": id },
    )
}
