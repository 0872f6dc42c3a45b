//! The parts of an item.

use crate::campus::inventory::model::Item;
use crate::kit::{Id, Result, sql};
use rusqlite::{Connection, named_params};

/// The parts of an item, by name.
pub fn parts(db: &Connection, id: Id) -> Result<Vec<Item>> {
    let text = format!("{}\nwhere i.parent_id = :id\norder by i.name, i.internal_code, i.id", Item::SELECT);
    sql::all(db, &text, named_params! { ":id": id })
}
