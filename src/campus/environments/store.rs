//! SQL of environments.

use super::model::{Environment, EnvironmentQuery};
use crate::kit::access::{RoomColumns, Scope, room};
use crate::kit::error::{Code, OnUnique, Result};
use crate::kit::page::Paging;
use crate::kit::sql::{self, Filter, fields};
use crate::kit::wire::{Id, Rows};
use rusqlite::{Connection, ToSql, named_params};

const SELECT: &str = "
    select e.id, e.center_id, c.name as center_name, e.name, e.location, e.capacity, e.qr_code, e.description,
        e.is_warehouse, e.blind_checks, e.is_active,
        (select count(*) from inventory_items i where i.environment_id = e.id and i.status <> 'lost') as items,
        e.created_at, e.updated_at
    from environments e
    join centers c on c.id = e.center_id";

/// The environments that match, by name.
pub fn list(db: &Connection, query: EnvironmentQuery, paging: Paging) -> Result<Rows<Environment>> {
    let filter = Filter::default()
        .when("e.center_id = :center_id", ":center_id", query.center_id)
        .when("e.is_warehouse = :is_warehouse", ":is_warehouse", query.is_warehouse)
        .when("e.is_active = :is_active", ":is_active", query.is_active)
        .when("matches(:search, e.name, e.location, e.qr_code, e.description)", ":search", query.search);
    let text = format!("{SELECT}{}\norder by e.name, e.id", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// One environment, active or not.
pub fn get(db: &Connection, id: Id) -> Result<Environment> {
    let found = sql::one(db, &format!("{SELECT}\nwhere e.id = :id"), named_params! { ":id": id })?;
    Ok(found.ok_or(Code::EnvironmentNotFound)?)
}

/// Whether there is an active centre with this id.
pub fn center_in_use(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(db, "select 1\nfrom centers\nwhere id = :id\nand is_active = 1", named_params! { ":id": id })
}

/// What the table keeps.
fn fields(room: &Environment) -> Vec<(&'static str, &dyn ToSql)> {
    fields![room;
        id, center_id, name, location, capacity, qr_code, description, is_warehouse,
        blind_checks, is_active, created_at, updated_at,
    ]
}

/// Adds an environment; `center_name` and `items` are not stored.
pub fn insert(db: &Connection, room: &Environment) -> Result<()> {
    sql::insert(db, "environments", &fields(room))
        .on_unique("environments_name", Code::EnvironmentNameTaken)
        .on_unique("environments.name", Code::EnvironmentNameTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, room: &Environment) -> Result<()> {
    sql::save(db, "environments", &fields(room))
        .on_unique("environments_name", Code::EnvironmentNameTaken)
        .on_unique("environments.name", Code::EnvironmentNameTaken)
}

/// Deletes an environment, unless anything refers to it; answers whether it is gone. People linked to it are set free.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "environments", id)
}

/// Sets free the people who are linked to an environment; answers how many.
pub fn unlink_people(db: &Connection, id: Id) -> Result<usize> {
    sql::run(
        db,
        "update users\nset environment_id = null\nwhere environment_id = :id",
        named_params! { ":id": id },
    )
}

/// Whether an active room is within a scope.
pub fn room_within(db: &Connection, scope: Scope, room: Id) -> Result<bool> {
    const ROOM: RoomColumns = room!("e.id", "e.center_id", warehouses "e.is_warehouse");
    let filter = Filter::default().when("e.id = :id", ":id", Some(room)).always("e.is_active = 1");
    let filter = scope.within(filter, &ROOM);
    sql::exists(db, &format!("select 1\nfrom environments e{}", filter.clause()), &filter.params())
}
