//! SQL of checks.

use super::model::{Check, CheckQuery, CheckStart, CheckStatus, Shift};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, fields};
use crate::kit::{Code, Day, Id, OnUnique, Paging, Result, RoomColumns, Rows, Scope};
use rusqlite::{Connection, named_params};

mod findings;
mod items;
mod reminders;
mod steps;
mod turns;

pub use findings::{close_finding, finding, findings, findings_of, insert_finding, noted, request_move};
pub use items::{
    KnownItem, Look, NewLine, delete_items, drop_waiting, forget_waiting, insert_item, item, items,
    known_items, look_at, save_look, sheet_items, tally, touch_counted, waiting,
};
pub use reminders::{Unfinished, forget_reminders, set_reminded, unreminded};
pub use steps::{NewStep, add_step, insert_review, last_review, steps};
pub use turns::turns;

/// Which checks a person may read (`roles.md`).
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
    select c.id, c.environment_id, e.name as environment_name, c.schedule_id, c.program, c.ficha, c.start_time,
        c.end_time, c.student_id, st.name as student_name, c.instructor_id,
        i.name as instructor_name, c.supervisor_id,
        su.name as supervisor_name, c.check_date, c.check_time, c.status,
        c.total_items, c.items_good, c.items_damaged, c.items_missing, c.is_clean, c.is_organized,
        c.inventory_complete, c.cleaning_notes, c.comments, c.instructor_comments, c.supervisor_comments,
        c.student_confirmed_at, c.instructor_confirmed_at, c.supervisor_confirmed_at,
        c.status = 'complete' as is_complete, c.round, c.created_at, c.updated_at
    from inventory_checks c
    join environments e on e.id = c.environment_id
    join users st on st.id = c.student_id
    left join schedules s on s.id = c.schedule_id
    left join users i on i.id = c.instructor_id
    left join users su on su.id = c.supervisor_id";

/// The checks that match, newest first.
pub fn list(db: &Connection, reach: CheckReach, query: &CheckQuery, paging: Paging) -> Result<Rows<Check>> {
    let filter = Filter::default()
        .when("c.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("c.schedule_id = :schedule_id", ":schedule_id", query.schedule_id)
        .when("c.check_date >= :from", ":from", query.from)
        .when("c.check_date <= :until", ":until", query.until)
        .when("c.status = :status", ":status", query.status);
    let filter = match query.shift {
        None => filter,
        Some(Shift::Morning) => filter.always("coalesce(c.start_time, c.check_time) < '12:00:00'"),
        Some(Shift::Afternoon) => filter
            .always("coalesce(c.start_time, c.check_time) >= '12:00:00'")
            .always("coalesce(c.start_time, c.check_time) < '18:00:00'"),
        Some(Shift::Night) => filter.always("coalesce(c.start_time, c.check_time) >= '18:00:00'"),
    };
    let filter = reach.within(filter);
    let text =
        format!("{SELECT}{}\norder by c.check_date desc, c.created_at desc, c.id desc", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
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

/// The check of a class on a day, or of a room outside of classes; as a list of one, or empty.
pub fn turn_rows(
    db: &Connection,
    environment_id: Id,
    schedule_id: Option<Id>,
    day: Day,
) -> Result<Rows<Check>> {
    sql::rows(
        db,
        &format!("{SELECT}{TURN}"),
        named_params! { ":environment_id": environment_id, ":schedule_id": schedule_id, ":day": day },
        Paging::ALL,
    )
}

// In the words of the unique index, so that it is found by it.
const TURN: &str = "
    where c.environment_id = :environment_id
    and c.check_date = :day
    and coalesce(c.schedule_id, '') = coalesce(:schedule_id, '')";

/// The check of a class on a day, or of a room outside of classes.
pub fn turn(db: &Connection, environment_id: Id, schedule_id: Option<Id>, day: Day) -> Result<Option<Check>> {
    sql::one(
        db,
        &format!("{SELECT}{TURN}"),
        named_params! { ":environment_id": environment_id, ":schedule_id": schedule_id, ":day": day },
    )
}

/// The check of a room that is under way: today's newest that is not over, of a class that has not ended.
pub fn under_way(db: &Connection, environment_id: Id, day: Day, clock: &str) -> Result<Option<Check>> {
    let text = format!(
        "{SELECT}
         where c.environment_id = :environment_id
         and c.check_date = :day
         and c.status not in ('complete', 'rejected', 'student_pending')
         and (c.end_time is null or c.end_time >= :clock)
         order by c.created_at desc
         limit 1"
    );
    sql::one(db, &text, named_params! { ":environment_id": environment_id, ":day": day, ":clock": clock })
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

/// Adds a check that begins: it waits for its first stage.
pub fn insert(db: &Connection, start: &CheckStart) -> Result<()> {
    let mut fields = fields![start;
        id, environment_id, schedule_id, program, ficha, start_time, end_time, student_id, check_date, check_time,
        created_at,
    ];
    fields.extend(named_params! {
        ":status": CheckStatus::StudentPending, ":updated_at": start.created_at,
    });
    sql::insert(db, "inventory_checks", &fields).on_unique("inventory_checks_turn", Code::CheckTaken)
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

/// Whether an alert of a check waits for somebody to deal with it.
pub fn has_open_alert(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from system_alerts
         where entity_type = 'inventory_check'
         and entity_id = :id
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
