//! SQL of who counts and who approves.

use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Id, Result, Role, RoomColumns, Scope, row};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("e.id", "e.center_id");

row! {
    /// Somebody who may approve counts of a warehouse.
    #[derive(Debug)]
    pub struct Approver {
        /// Their account.
        pub id: Id,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
    }
}

/// Everybody in use who may approve counts of a warehouse, by name: its administrators, as `Caller::storing` has them, and the general
/// ones.
pub fn approvers(db: &Connection, warehouse: Id) -> Result<Vec<Approver>> {
    sql::all(
        db,
        "select u.id, u.name, u.role
         from users u
         left join environments e on e.id = u.environment_id
         where u.is_active = 1
         and (u.role = 'admin_general'
             or u.role = 'admin'
             and (e.id = :warehouse
                 or coalesce(e.is_warehouse, 0) = 0
                 and coalesce(u.center_id, e.center_id) = (select w.center_id from environments w where w.id = :warehouse)))
         order by u.name, u.id",
        named_params! { ":warehouse": warehouse },
    )
}

/// Everybody who had a hand in a count, with their names.
pub fn people(db: &Connection, count: Id) -> Result<Vec<(Id, String)>> {
    sql::values(
        db,
        "select p.user_id, u.name
         from count_people p
         join users u on u.id = p.user_id
         where p.count_id = :count
         order by u.name, u.id",
        named_params! { ":count": count },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Notes that somebody had a hand in a count where no line says so; who counts and who hands in is noted by the database.
pub fn name_person(db: &Connection, count: Id, who: Id) -> Result<()> {
    sql::run(
        db,
        "insert into count_people (count_id, user_id)
         values (:count, :who)
         on conflict do nothing",
        named_params! { ":count": count, ":who": who },
    )
}

/// Whether somebody had a hand in a count.
pub fn has_counted(db: &Connection, count: Id, who: Id) -> Result<bool> {
    let text = "select 1\nfrom count_people\nwhere count_id = :count\nand user_id = :who";
    sql::exists(db, text, named_params! { ":count": count, ":who": who })
}

/// A warehouse in use within a scope: its centre.
pub fn warehouse_within(db: &Connection, scope: Scope, id: Id) -> Result<Option<Id>> {
    let filter = Filter::default()
        .when("e.id = :id", ":id", Some(id))
        .always("e.is_warehouse = 1")
        .always("e.is_active = 1");
    let filter = scope.within(filter, &ROOM);
    sql::one(db, &format!("select e.center_id\nfrom environments e{}", filter.clause()), &filter.params())
}
