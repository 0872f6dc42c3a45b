//! What a write does to a field, and to what is written in it.

use super::model::{ItemField, ItemFieldPatch, ItemFieldRow, NewItemField, SentFieldValue};
use super::{rules, store};
use crate::campus::categories;
use crate::campus::inventory::model::ItemRow;
use crate::kit::{Change, Code, Error, Event, Id, LocalTime, Removal, Result, Tx};
use rusqlite::Connection;

/// How many values one change of an item may send: more than any category has fields, also with those of former ones. The writer has others to
/// serve.
const SENT: usize = 200;

/// What is to be written of an item, field by field; nothing where it is to be emptied.
pub type Writing = Vec<(ItemField, Option<String>)>;

/// Adds a field to a category.
///
/// # Errors
/// `Code::CategoryUnknown`, `Code::ItemFieldsFull`, `Code::ItemFieldWrong`, `Code::ItemFieldNameTaken`.
pub fn add(tx: &Tx<'_>, new: NewItemField) -> Result<Change<ItemField>> {
    let category = categories::store::find(tx, new.category_id)?.ok_or(Code::CategoryUnknown)?;
    if store::count(tx, category.id)? >= rules::MOST {
        return Err(Code::ItemFieldsFull.into());
    }
    let field = ItemFieldRow::of(new, LocalTime(tx.now), category.id);
    rules::check(&field)?;
    store::insert(tx, &field)?;
    let field = store::get(tx, field.id)?;
    let says = format!("Dato propio creado: {} ({})", field.name, field.category_name);
    Ok(Change::created("item_field", field.id, says, field))
}

/// Changes a field.
///
/// # Errors
/// `Code::ItemFieldNotFound`, `Code::ItemFieldKindFixed`, and those of [`add`].
pub fn edit(tx: &Tx<'_>, id: Id, patch: ItemFieldPatch) -> Result<Change<ItemField>> {
    let before = store::get(tx, id)?;
    let mut field = before.row();
    field.apply(patch, LocalTime(tx.now));
    rules::check_kind(&before, field.kind)?;
    rules::check(&field)?;
    store::save(tx, &field)?;
    let field = store::get(tx, id)?;
    let says = format!("Dato propio modificado: {} ({})", field.name, field.category_name);
    Ok(Change::updated("item_field", id, says, &before, field))
}

/// Deletes a field that nothing is written in.
///
/// # Errors
/// `Code::ItemFieldNotFound`, `Code::ItemFieldInUse`.
pub fn remove(tx: &Tx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, id)?;
    if !store::delete_unused(tx, id)? {
        return Err(rules::in_use(&before));
    }
    let detail = format!("Dato propio eliminado: {} ({})", before.name, before.category_name);
    let event = Event::delete("item_field", id).describe(detail.clone()).before(&before);
    Ok(Change::new(Removal::deleted(detail), event))
}

/// What would be written of an item. Stores nothing. A field that isn't asked of it (any more) may be sent back as it is, or emptied.
///
/// # Errors
/// `Code::ItemFieldUnknown`, `Code::ItemFieldValueWrong`, `Code::Invalid` for more than 200.
pub fn judged(db: &Connection, item: &ItemRow, sent: &[SentFieldValue]) -> Result<Writing> {
    if sent.is_empty() {
        return Ok(Vec::new());
    }
    if sent.len() > SENT {
        let says = format!("El campo «custom_fields» admite como máximo {SENT} datos y tiene {}", sent.len());
        return Err(Error::With(Code::Invalid, says));
    }
    let category = store::category_of(db, item)?;
    let mut judged = Vec::new();
    for one in sent {
        let field = store::find(db, one.field_id)?.ok_or(Code::ItemFieldUnknown)?;
        let kept = store::value(db, item.id, field.id)?;
        let value = match one.value.0.as_ref().map(|it| it.as_str()) {
            // A choice that is offered no more stays where it was made.
            Some(text) if kept.as_deref() == Some(text) => continue,
            Some(_) if category != Some(field.category_id) || !field.is_active => {
                let says = format!("El dato «{}» no se pide de los equipos de esta categoría", field.name);
                return Err(Error::With(Code::ItemFieldUnknown, says));
            }
            Some(text) => Some(rules::written(&field, text)?),
            None => None,
        };
        judged.push((field, value));
    }
    Ok(judged)
}

/// Writes what was judged of an item.
///
/// # Errors
/// When the database can't be written.
pub fn set(tx: &Tx<'_>, item: Id, writing: &Writing) -> Result<()> {
    for (field, value) in writing {
        store::set_value(tx, item, field.id, value.as_deref())?;
    }
    Ok(())
}
