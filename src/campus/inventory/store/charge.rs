//! Who has an item in charge.

use crate::kit::{Error, Id, Result, sql};
use rusqlite::{Connection, named_params};
use std::collections::HashMap;

/// Whether somebody has an item in charge, of a query of `inventory_items i`.
macro_rules! is_charged {
    () => {
        "exists (select 1 from item_assignments a where a.item_id = i.id and a.ended_at is null)"
    };
}
pub(crate) use is_charged;

/// The name of whoever has an item in charge; nothing while nobody has.
pub fn in_charge(db: &Connection, id: Id) -> Result<Option<String>> {
    Ok(all_in_charge(db, &[id])?.remove(&id))
}

/// Of some items those that somebody has in charge, with their names.
pub fn all_in_charge(db: &Connection, ids: &[Id]) -> Result<HashMap<Id, String>> {
    let ids = serde_json::to_string(ids).map_err(Error::internal)?;
    let found = sql::values(
        db,
        "select a.item_id, coalesce(u.name, a.holder_name)
         from item_assignments a
         left join users u on u.id = a.user_id
         where a.item_id in (select value from json_each(:ids))
         and a.ended_at is null",
        named_params! { ":ids": ids },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.into_iter().collect())
}
