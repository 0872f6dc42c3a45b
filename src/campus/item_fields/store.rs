//! SQL of fields and of what is written in them.

use super::model::{ItemField, ItemFieldRow, KeptFieldValue};
use crate::campus::inventory::model::ItemRow;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, OnUnique, Result};
use rusqlite::{Connection, named_params};

/// The fields that match, by category and in the order in which they were made.
pub fn list(category_id: Option<Id>, is_active: Option<bool>) -> Selection {
    let filter = Filter::default().when("f.category_id = :category_id", ":category_id", category_id).when(
        "f.is_active = :is_active",
        ":is_active",
        is_active,
    );
    Selection::new(ItemField::SELECT, filter, "k.is_builtin, k.name, f.created_at, f.id")
}

/// All fields that are asked for.
pub fn active(db: &Connection) -> Result<Vec<ItemField>> {
    let text = format!("{}\nwhere f.is_active = 1\norder by f.name, f.id", ItemField::SELECT);
    sql::all(db, &text, &[])
}

/// One field.
pub fn get(db: &Connection, id: Id) -> Result<ItemField> {
    Ok(find(db, id)?.ok_or(Code::ItemFieldNotFound)?)
}

/// One field, if it is there.
pub fn find(db: &Connection, id: Id) -> Result<Option<ItemField>> {
    let text = format!("{}\nwhere f.id = :id", ItemField::SELECT);
    sql::one(db, &text, named_params! { ":id": id })
}

/// How many fields a category has.
pub fn count(db: &Connection, category_id: Id) -> Result<i64> {
    let text = "select count(*)\nfrom item_fields\nwhere category_id = :id";
    sql::count(db, text, named_params! { ":id": category_id })
}

/// Adds a field.
pub fn insert(db: &Connection, field: &ItemFieldRow) -> Result<()> {
    sql::insert(db, "item_fields", &field.fields()).on_unique("item_fields", Code::ItemFieldNameTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, field: &ItemFieldRow) -> Result<()> {
    sql::save(db, "item_fields", &field.fields()).on_unique("item_fields", Code::ItemFieldNameTaken)
}

/// Deletes a field, unless anything refers to it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "item_fields", id)
}

/// The category whose fields an item has: its own, else that of its word.
pub fn category_of(db: &Connection, item: &ItemRow) -> Result<Option<Id>> {
    match item.category_id {
        Some(id) => Ok(Some(id)),
        None => sql::one(
            db,
            "select id\nfrom item_categories\nwhere word = :word\nand is_builtin = 1",
            named_params! { ":word": item.category },
        ),
    }
}

/// What an item has written in a field.
pub fn value(db: &Connection, item_id: Id, field_id: Id) -> Result<Option<String>> {
    sql::one(
        db,
        "select value\nfrom item_field_values\nwhere item_id = :item_id\nand field_id = :field_id",
        named_params! { ":item_id": item_id, ":field_id": field_id },
    )
}

/// Writes a value, or takes it away.
pub fn set_value(db: &Connection, item_id: Id, field_id: Id, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => sql::run(
            db,
            "insert into item_field_values (item_id, field_id, value)
             values (:item_id, :field_id, :value)
             on conflict (item_id, field_id) do update
             set value = :value",
            named_params! { ":item_id": item_id, ":field_id": field_id, ":value": value },
        ),
        None => sql::run(
            db,
            "delete from item_field_values\nwhere item_id = :item_id\nand field_id = :field_id",
            named_params! { ":item_id": item_id, ":field_id": field_id },
        ),
    }
}

/// Gives an item these values and no others; fields that are gone by now are left out.
pub fn put_back(db: &Connection, item_id: Id, values: &[KeptFieldValue]) -> Result<()> {
    sql::run(
        db,
        "delete from item_field_values\nwhere item_id = :item_id",
        named_params! { ":item_id": item_id },
    )?;
    for kept in values {
        if find(db, kept.field_id)?.is_some() {
            set_value(db, item_id, kept.field_id, Some(&kept.value))?;
        }
    }
    Ok(())
}
