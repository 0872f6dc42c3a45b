//! What a write does to the documents of equipment.

use super::model::{ItemDocument, NewItemDocument};
use super::store::BegunDocument;
use super::{rules, store};
use crate::campus::inventory;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result, Tx};

/// Refuses a document that an item has already, and one too many.
fn check_room_for(tx: &Tx<'_>, item: Id, sha256: &str) -> Result<()> {
    if store::has(tx, item, sha256)? {
        return Err(Code::ItemDocumentTwice.into());
    }
    rules::one_more(store::count(tx, item)?)
}

/// Begins a document of an item of the rooms that the caller keeps; answers its id.
///
/// # Errors
/// [`Code::ItemNotFound`], [`Code::ItemDocumentTwice`], [`Code::ItemDocumentsFull`].
pub fn begin(tx: &CallerTx<'_>, new: &NewItemDocument, size: i64, sha256: String) -> Result<Change<Id>> {
    let item = inventory::store::get_within(tx, tx.who.keeping(), new.item_id)?;
    check_room_for(tx, item.id, &sha256)?;
    let begun =
        BegunDocument { item: item.id, kind: new.kind, name: rules::file_name(&new.name), size, sha256 };
    // It is told of when it is whole.
    store::insert(tx, &begun, tx.who.id, LocalTime(tx.now)).map(Change::unaudited)
}

/// Keeps a part of its file.
///
/// # Errors
/// None but the database's.
pub fn add_part(tx: &Tx<'_>, id: Id, number: i64, bytes: &[u8]) -> Result<Change<()>> {
    // It is told of when it is whole.
    store::add_part(tx, id, number, bytes).map(Change::unaudited)
}

/// Shows a document whose parts are all there. Of two that arrived at the same time the first is it.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`] when its item was deleted meanwhile, [`Code::ItemDocumentTwice`], [`Code::ItemDocumentsFull`].
pub fn finish(tx: &CallerTx<'_>, id: Id) -> Result<Change<ItemDocument>> {
    let arriving = store::arriving(tx, id)?;
    check_room_for(tx, arriving.item_id, &arriving.sha256)?;
    store::complete(tx, id)?;
    let document = store::get(tx, id)?;
    let item = inventory::store::get(tx, document.item_id)?;
    let says = format!("Documento agregado a {} ({}): {}", item.name, item.internal_code, document.name);
    Ok(Change::created("item_document", id, says, document))
}

/// Gives up a document that broke off.
///
/// # Errors
/// None but the database's.
pub fn give_up(tx: &Tx<'_>, id: Id) -> Result<Change<()>> {
    // Nobody was told of it.
    store::detach(tx, id).map(Change::unaudited)
}

/// Deletes a document of an item that the caller keeps.
///
/// # Errors
/// [`Code::ItemDocumentNotFound`], also when the caller doesn't keep the item's room.
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let document = store::get(tx, id)?;
    let item = inventory::store::get_within(tx, tx.who.keeping(), document.item_id).map_err(|error| {
        if error.code() == Code::ItemNotFound { Code::ItemDocumentNotFound.into() } else { error }
    })?;
    store::detach(tx, id)?;
    let event = Event::delete("item_document", id)
        .describe(format!("Documento eliminado de {} ({}): {}", item.name, item.internal_code, document.name))
        .before(&document);
    Ok(Change::new((), event).status(204))
}
