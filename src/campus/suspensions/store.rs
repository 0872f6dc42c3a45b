//! SQL of suspensions.

use super::model::{Suspension, SuspensionReach};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Day, Id, LocalTime, Result, RoomColumns};
use rusqlite::{Connection, ToSql, named_params};

const PERSON: RoomColumns = room!("u.environment_id" or null, "e.center_id");

const SELECT: &str = "
    select s.id, s.user_id, u.name as user_name, s.until, s.reason, s.lifted_at is null and s.until >= :today as is_current,
        c.name as created_by_name, s.created_at, l.name as lifted_by_name, s.lifted_at, s.updated_at
    from loan_suspensions s
    join users u on u.id = s.user_id
    join users c on c.id = s.created_by
    left join users l on l.id = s.lifted_by
    left join environments e on e.id = u.environment_id";

fn within<'a>(filter: Filter<'a>, reach: SuspensionReach) -> Filter<'a> {
    match reach {
        SuspensionReach::Own(id) => filter.when("s.user_id = :own", ":own", Some(id)),
        SuspensionReach::Near(scope) => scope.within(filter, &PERSON),
    }
}

/// The suspensions that somebody sees, newest first: of one person, and only those of today, if that is asked for.
pub fn list(reach: SuspensionReach, user_id: Option<Id>, is_current: Option<bool>, today: Day) -> Selection {
    let filter = Filter::default().when("s.user_id = :user_id", ":user_id", user_id).when(
        "(s.lifted_at is null and s.until >= :today) = :is_current",
        ":is_current",
        is_current,
    );
    Selection::new(SELECT, within(filter, reach).bind(":today", today), "s.created_at desc, s.id desc")
}

/// One that somebody sees.
pub fn get_within(db: &Connection, reach: SuspensionReach, id: Id, today: Day) -> Result<Suspension> {
    let filter = within(Filter::default().when("s.id = :id", ":id", Some(id)), reach);
    let mut params = filter.params();
    params.push((":today", &today as &dyn ToSql));
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &params)?;
    Ok(found.ok_or(Code::SuspensionNotFound)?)
}

/// The suspension of a person that counts today; the longest if there are several.
pub fn current(db: &Connection, user_id: Id, today: Day) -> Result<Option<Suspension>> {
    let text = format!(
        "{SELECT}
         where s.user_id = :user_id
         and s.lifted_at is null
         and s.until >= :today
         order by s.until desc
         limit 1"
    );
    sql::one(db, &text, named_params! { ":user_id": user_id, ":today": today })
}

/// Adds a suspension; answers its id.
pub fn insert(db: &Connection, user_id: Id, until: Day, reason: &str, by: Id, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    sql::insert(
        db,
        "loan_suspensions",
        named_params! {
            ":id": id, ":user_id": user_id, ":until": until, ":reason": reason, ":created_by": by, ":created_at": now,
            ":updated_at": now,
        },
    )?;
    Ok(id)
}

/// Gives it another last day and reason.
pub fn save(db: &Connection, id: Id, until: Day, reason: &str, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "loan_suspensions",
        named_params! { ":id": id, ":until": until, ":reason": reason, ":updated_at": now },
    )
}

/// Ends it before its time.
pub fn lift(db: &Connection, id: Id, by: Id, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "loan_suspensions",
        named_params! { ":id": id, ":lifted_by": by, ":lifted_at": now, ":updated_at": now },
    )
}
