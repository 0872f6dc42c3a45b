//! An item's row as text that can be kept elsewhere and put back, and items by their codes.

use super::ROOM;
use crate::campus::inventory::model::{Item, ItemRow};
use crate::kit::sql::{self, Filter};
use crate::kit::wire::Record;
use crate::kit::{Code, Id, Result, Scope};
use rusqlite::{Connection, named_params};

/// The columns that the table keeps: without what is joined.
fn columns() -> impl Iterator<Item = &'static str> {
    Item::COLUMNS.iter().copied().filter(|it| *it != "environment_name")
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
    let values: Vec<String> = columns().map(|it| format!("json_extract(k.kept, '$.{it}') as {it}")).collect();
    let text =
        format!("select {}, null as environment_name\nfrom (select :kept as kept) k", values.join(", "));
    let found: Option<Item> = sql::one(db, &text, named_params! { ":kept": kept })?;
    Ok(found.ok_or(Code::ItemNotFound)?.row())
}

/// The item with an internal code, wherever it stands.
pub fn with_code(db: &Connection, code: &str) -> Result<Option<Item>> {
    let text = format!("{}\nwhere i.internal_code = :code collate nocase", Item::SELECT);
    sql::one(db, &text, named_params! { ":code": code })
}

/// The codes within a scope that begin with a zero: spreadsheets take such off.
pub fn codes_with_zeros(db: &Connection, scope: Scope) -> Result<Vec<String>> {
    let filter = Filter::default()
        .always("i.internal_code >= '0' collate nocase")
        .always("i.internal_code < '1' collate nocase");
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select i.internal_code
         from inventory_items i
         left join environments e on e.id = i.environment_id{}
         order by i.internal_code",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
