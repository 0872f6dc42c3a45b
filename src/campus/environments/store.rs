//! SQL of environments.

use super::model::{Environment, EnvironmentQuery, EnvironmentRow};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, OnUnique, Result, RoomColumns, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("e.id", "e.center_id", warehouses "e.is_warehouse");

/// The environments that match, by name.
pub fn list(query: EnvironmentQuery) -> Selection {
    let filter = Filter::default()
        .when("e.center_id = :center_id", ":center_id", query.center_id)
        .when("e.is_warehouse = :is_warehouse", ":is_warehouse", query.is_warehouse)
        // By its word and not as a value, for which SQLite would plan the query anew each time: an index is of rooms in use only.
        .only_if(query.is_active == Some(true), "e.is_active = 1")
        .only_if(query.is_active == Some(false), "e.is_active = 0")
        .when("matches(:search, e.name, e.location, e.qr_code, e.description)", ":search", query.search);
    Selection::new(Environment::SELECT, filter, "e.name, e.id")
}

/// [`list`], with the pieces of what stands in each room, `p`, where a scope lets them be seen: a list of rooms is for everybody, but
/// not how much is broken or gone in each.
pub fn list_with_pieces(scope: Scope, query: EnvironmentQuery) -> Selection {
    let seen = scope.within(Filter::default(), &ROOM);
    let join = format!(
        "left join (
             select e.id, coalesce(sum(i.quantity), 0) as pieces, coalesce(sum(i.quantity_damaged), 0) as damaged,
                 coalesce(sum(i.quantity_missing), 0) as missing
             from environments e
             left join inventory_items i on i.environment_id = e.id and i.status <> 'lost'{}
             group by e.id) p on p.id = l.id",
        seen.clause()
    );
    list(query).beside(join, seen)
}

/// One environment, active or not.
pub fn get(db: &Connection, id: Id) -> Result<Environment> {
    let text = format!("{}\nwhere e.id = :id", Environment::SELECT);
    let found = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::EnvironmentNotFound)?)
}

/// Refuses a centre that doesn't exist or is not in use.
pub fn check_center(db: &Connection, id: Id) -> Result<()> {
    let text = "select 1\nfrom centers\nwhere id = :id\nand is_active = 1";
    let is_in_use = sql::exists(db, text, named_params! { ":id": id })?;
    if is_in_use { Ok(()) } else { Err(Code::CenterUnknown.into()) }
}

/// Refuses the name that another environment in use has in the same centre, or one that a person takes for it.
fn check_name(db: &Connection, room: &EnvironmentRow) -> Result<()> {
    let text = format!(
        "select 1
         from environments e
         where e.center_id = :center_id
         and {}
         and e.is_active = 1
         and e.id <> :id",
        sql::same("e.name")
    );
    let params = named_params! {
        ":center_id": room.center_id,
        ":least": sql::least(&room.name), ":most": sql::most(&room.name),
        ":value": room.name,
        ":id": room.id,
    };
    let is_taken = room.is_active && sql::exists(db, &text, params)?;
    if is_taken { Err(Code::EnvironmentNameTaken.into()) } else { Ok(()) }
}

/// Adds an environment.
pub fn insert(db: &Connection, room: &EnvironmentRow) -> Result<()> {
    check_name(db, room)?;
    sql::insert(db, "environments", &room.fields()).on_unique("environments.name", Code::EnvironmentNameTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, room: &EnvironmentRow) -> Result<()> {
    check_name(db, room)?;
    sql::save(db, "environments", &room.fields()).on_unique("environments.name", Code::EnvironmentNameTaken)
}

/// Deletes an environment, unless anything refers to it; answers whether it is gone. People linked to it are set free.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "environments", id)
}

/// Whether anything is remembered of what stood in an environment.
pub fn has_history(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(db, "select 1\nfrom inventory_days\nwhere environment_id = :id", named_params! { ":id": id })
}

/// Whether materials have bins in an environment.
pub fn has_bins(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(db, "select 1\nfrom bins\nwhere environment_id = :id", named_params! { ":id": id })
}

/// Sets free the people who are linked to an environment.
pub fn unlink_people(db: &Connection, id: Id) -> Result<()> {
    let text = "update users\nset environment_id = null\nwhere environment_id = :id";
    sql::run(db, text, named_params! { ":id": id })
}

/// The centre of a room; `None` without one.
pub fn center_of(db: &Connection, room: Option<Id>) -> Result<Option<Id>> {
    sql::one(db, "select center_id\nfrom environments\nwhere id = :room", named_params! { ":room": room })
}

/// Whether an active room is within a scope.
pub fn room_within(db: &Connection, scope: Scope, room: Id) -> Result<bool> {
    let filter = Filter::default().when("e.id = :id", ":id", Some(room)).always("e.is_active = 1");
    let filter = scope.within(filter, &ROOM);
    sql::exists(db, &format!("select 1\nfrom environments e{}", filter.clause()), &filter.params())
}

/// Refuses a room, if there is one, that doesn't exist, is not in use or is beyond a scope.
///
/// # Errors
/// [`Code::EnvironmentUnknown`].
pub fn check_room(db: &Connection, scope: Scope, room: impl Into<Option<Id>>) -> Result<()> {
    match room.into() {
        Some(room) if !room_within(db, scope, room)? => Err(Code::EnvironmentUnknown.into()),
        _ => Ok(()),
    }
}
