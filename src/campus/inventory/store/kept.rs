//! An item's row as text that can be kept elsewhere and put back.

use crate::campus::inventory::model::{Item, ItemRow};
use crate::kit::sql;
use crate::kit::wire::Record;
use crate::kit::{Code, Id, Result};
use rusqlite::{Connection, named_params};

/// What is joined, and no column of the table.
const JOINED: [&str; 3] = ["environment_name", "category_name", "category_icon"];

/// The columns that the table keeps: without what is joined.
fn columns() -> impl Iterator<Item = &'static str> {
    Item::COLUMNS.iter().copied().filter(|it| !JOINED.contains(it))
}

/// An item's row as JSON, each value as the table has it.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn as_kept(db: &Connection, id: Id) -> Result<String> {
    let pairs: Vec<String> = columns().map(|it| format!("'{it}', {it}")).collect();
    let text = format!("select json_object({})\nfrom inventory_items\nwhere id = :id", pairs.join(", "));
    let found: Option<String> = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ItemNotFound)?)
}

/// The row that [`as_kept`] wrote.
///
/// # Errors
/// [`Code::ItemNotFound`] when it isn't one.
pub fn as_it_was(db: &Connection, kept: &str) -> Result<ItemRow> {
    let value = |it: &str| match it {
        // What an earlier version kept was in pesos, and says nothing of it.
        "currency" => "coalesce(json_extract(k.kept, '$.currency'), 'COP') as currency".to_owned(),
        _ => format!("json_extract(k.kept, '$.{it}') as {it}"),
    };
    let values: Vec<String> = columns().map(value).collect();
    let joined = JOINED.map(|it| format!("null as {it}")).join(", ");
    let text = format!("select {}, {joined}\nfrom (select :kept as kept) k", values.join(", "));
    let found: Option<Item> = sql::one(db, &text, named_params! { ":kept": kept })?;
    Ok(found.ok_or(Code::ItemNotFound)?.row())
}
