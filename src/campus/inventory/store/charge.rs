//! Who has an item in charge.

use crate::kit::{Id, Result, sql};
use rusqlite::{Connection, named_params};

/// The name of whoever has an item in charge; nothing while nobody has.
pub fn in_charge(db: &Connection, id: Id) -> Result<Option<String>> {
    sql::one(
        db,
        "select coalesce(u.name, a.holder_name)
         from item_assignments a
         left join users u on u.id = a.user_id
         where a.item_id = :id
         and a.ended_at is null",
        named_params! { ":id": id },
    )
}
