//! An item's row as text that can be kept elsewhere and put back.

use crate::campus::inventory::model::{Item, ItemRow};
use crate::campus::item_fields::model::KeptFieldValue;
use crate::kit::sql;
use crate::kit::wire::Record;
use crate::kit::{Code, Id, Result};
use rusqlite::{Connection, named_params};

/// What is joined, and no column of the table.
const JOINED: [&str; 7] = [
    "environment_name",
    "category_name",
    "category_icon",
    "custom_fields",
    "parent_code",
    "parent_name",
    "parts_count",
];

/// The columns that the table keeps: without what is joined.
fn columns() -> impl Iterator<Item = &'static str> {
    Item::COLUMNS.iter().copied().filter(|it| !JOINED.contains(it))
}

/// An item's row as JSON, each value as the table has it.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn as_kept(db: &Connection, id: Id) -> Result<String> {
    let pairs: Vec<String> = columns().map(|it| format!("'{it}', i.{it}")).collect();
    let text = format!(
        "select json_object({}, 'custom_fields', json((
             select json_group_array(json_object('field_id', v.field_id, 'value', v.value))
             from item_field_values v
             where v.item_id = i.id)))
         from inventory_items i
         where i.id = :id",
        pairs.join(", ")
    );
    let found: Option<String> = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ItemNotFound)?)
}

/// What [`as_kept`] wrote of the fields of the item's category; `None` of what an earlier version kept, which knew of none.
pub fn fields_as_they_were(db: &Connection, kept: &str) -> Result<Option<Vec<KeptFieldValue>>> {
    let text = "select json_type(:kept, '$.custom_fields') is not null";
    if sql::one::<bool>(db, text, named_params! { ":kept": kept })? != Some(true) {
        return Ok(None);
    }
    let text = "select e.value ->> '$.field_id' as field_id, e.value ->> '$.value' as value
         from json_each(:kept, '$.custom_fields') e";
    sql::all(db, text, named_params! { ":kept": kept }).map(Some)
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
    let nothing = |it: &str| match it {
        "custom_fields" => "'[]'",
        "parts_count" => "0",
        _ => "null",
    };
    let joined = JOINED.map(|it| format!("{} as {it}", nothing(it))).join(", ");
    let text = format!("select {}, {joined}\nfrom (select :kept as kept) k", values.join(", "));
    let found: Option<Item> = sql::one(db, &text, named_params! { ":kept": kept })?;
    Ok(found.ok_or(Code::ItemNotFound)?.row())
}
