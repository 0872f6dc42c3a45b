//! What a write does to a category.

use super::model::{Category, CategoryPatch, CategoryRow, NewCategory};
use super::{rules, store};
use crate::kit::{Change, Event, Id, LocalTime, Removal, Result, Tx};

/// Adds a category.
///
/// # Errors
/// `Code::CategoryNameTaken`.
pub fn add(tx: &Tx<'_>, new: NewCategory) -> Result<Change<Category>> {
    let category = CategoryRow::of(new, LocalTime(tx.now));
    store::insert(tx, &category)?;
    let category = store::get(tx, category.id)?;
    let says = format!("Categoría creada: {}", category.name);
    Ok(Change::created("item_category", category.id, says, category))
}

/// Changes a category. Its equipment has the word that it has.
///
/// # Errors
/// `Code::CategoryNotFound`, `Code::CategoryFixed`, `Code::CategoryNameTaken`.
pub fn edit(tx: &Tx<'_>, id: Id, patch: CategoryPatch) -> Result<Change<Category>> {
    let before = store::get(tx, id)?;
    rules::check_own(&before)?;
    let mut category = before.row();
    category.apply(patch, LocalTime(tx.now));
    store::save(tx, &category)?;
    if category.word != before.word {
        store::spread_word(tx, id, category.word, LocalTime(tx.now))?;
    }
    let category = store::get(tx, id)?;
    let says = format!("Categoría modificada: {}", category.name);
    Ok(Change::updated("item_category", id, says, &before, category))
}

/// Deletes a category that nothing refers to.
///
/// # Errors
/// `Code::CategoryNotFound`, `Code::CategoryFixed`, `Code::CategoryInUse`.
pub fn remove(tx: &Tx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, id)?;
    rules::check_own(&before)?;
    if !store::delete_unused(tx, id)? {
        return Err(rules::in_use(&before));
    }
    let detail = format!("Categoría eliminada: {}", before.name);
    let event = Event::delete("item_category", id).describe(detail.clone()).before(&before);
    Ok(Change::new(Removal::deleted(detail), event))
}
