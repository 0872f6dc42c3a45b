//! Which documents of an item somebody is shown.

use super::model::ItemDocument;
use super::{rules, store};
use crate::campus::inventory;
use crate::kit::{Caller, Code, Id, Result};
use rusqlite::Connection;

/// Whether somebody looks after the room of an item.
fn keeps(db: &Connection, who: &Caller, item: Id) -> Result<bool> {
    Ok(inventory::store::find_within(db, who.keeping(), item)?.is_some())
}

/// The documents of an item that somebody is shown, the oldest first.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn list(db: &Connection, who: &Caller, item: Id) -> Result<Vec<ItemDocument>> {
    inventory::store::get(db, item)?;
    let keeps = keeps(db, who, item)?;
    Ok(store::list(db, item)?.into_iter().filter(|it| rules::is_seen(it.kind, keeps)).collect())
}

/// One document that somebody is shown.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`].
pub fn document(db: &Connection, who: &Caller, id: Id) -> Result<ItemDocument> {
    let document = store::get(db, id)?;
    if rules::is_seen(document.kind, keeps(db, who, document.item_id)?) {
        Ok(document)
    } else {
        Err(Code::ItemDocumentNotFound.into())
    }
}
