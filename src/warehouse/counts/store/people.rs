//! SQL of who counts.

use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Id, Result, RoomColumns, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("e.id", "e.center_id");

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
