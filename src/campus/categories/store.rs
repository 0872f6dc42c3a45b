//! SQL of categories.

use super::model::{Category, CategoryRow};
use crate::campus::inventory::model::ItemCategory;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, OnUnique, Result};
use rusqlite::{Connection, named_params};

/// The categories that match: the centre's own by name, then the nine.
pub fn list(search: Option<String>, is_active: Option<bool>) -> Selection {
    let filter = Filter::default().when("k.is_active = :is_active", ":is_active", is_active).when(
        "matches(:search, k.name)",
        ":search",
        search,
    );
    Selection::new(Category::SELECT, filter, "k.is_builtin, iif(k.is_builtin, k.id, k.name), k.id")
}

/// One category.
pub fn get(db: &Connection, id: Id) -> Result<Category> {
    Ok(find(db, id)?.ok_or(Code::CategoryNotFound)?)
}

/// One category, if it is there.
pub fn find(db: &Connection, id: Id) -> Result<Option<Category>> {
    let text = format!("{}\nwhere k.id = :id", Category::SELECT);
    sql::one(db, &text, named_params! { ":id": id })
}

/// The centre's own categories that are in use, by name.
pub fn own(db: &Connection) -> Result<Vec<Category>> {
    let text =
        format!("{}\nwhere k.is_builtin = 0\nand k.is_active = 1\norder by k.name, k.id", Category::SELECT);
    sql::all(db, &text, &[])
}

/// The ids of the nine, each with its word.
pub fn nine(db: &Connection) -> Result<Vec<(String, Id)>> {
    let text = "select word, id\nfrom item_categories\nwhere is_builtin = 1";
    sql::values(db, text, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How long equipment of a category of its own lasts, in months, if that says so.
pub fn life(db: &Connection, id: Option<Id>) -> Result<Option<i64>> {
    let Some(id) = id else { return Ok(None) };
    let text = "select life_months\nfrom item_categories\nwhere id = :id";
    Ok(sql::one::<Option<i64>>(db, text, named_params! { ":id": id })?.flatten())
}

/// Adds a category.
pub fn insert(db: &Connection, category: &CategoryRow) -> Result<()> {
    sql::insert(db, "item_categories", &category.fields())
        .on_unique("item_categories", Code::CategoryNameTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, category: &CategoryRow) -> Result<()> {
    sql::save(db, "item_categories", &category.fields()).on_unique("item_categories", Code::CategoryNameTaken)
}

/// Gives all equipment of a category the word that it has now.
pub fn spread_word(db: &Connection, id: Id, word: ItemCategory, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update inventory_items
         set category = :word,
             updated_at = :now
         where category_id = :id
         and category <> :word",
        named_params! { ":id": id, ":word": word, ":now": now },
    )
}

/// Deletes a category, unless anything refers to it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "item_categories", id)
}
