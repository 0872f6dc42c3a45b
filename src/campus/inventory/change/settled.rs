//! What the own category of an item makes of it before it is stored.

use crate::campus::categories;
use crate::campus::inventory::model::ItemRow;
use crate::kit::Result;
use rusqlite::Connection;

/// Gives a new item the category that it was sent with.
///
/// # Errors
/// [`Code::CategoryUnknown`](crate::kit::Code::CategoryUnknown).
pub(super) fn new_category(db: &Connection, item: &mut ItemRow) -> Result<()> {
    match item.category_id {
        Some(id) => categories::rules::put_into(item, categories::store::find(db, id)?, false),
        None => Ok(()),
    }
}

/// Gives an item that was changed its category: the one that the change names, else its own as long as its word stays. The app sends the
/// word back unchanged and knows nothing of the other.
///
/// # Errors
/// [`Code::CategoryUnknown`](crate::kit::Code::CategoryUnknown).
pub(super) fn category(db: &Connection, item: &mut ItemRow, old: &ItemRow, is_named: bool) -> Result<()> {
    match item.category_id {
        Some(id) if is_named => {
            let had = old.category_id == Some(id);
            categories::rules::put_into(item, categories::store::find(db, id)?, had)
        }
        Some(_) if item.category != old.category => {
            item.category_id = None;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Gives an item that is put back the category that it had, as it is by now; one that is gone leaves the word.
pub(super) fn put_back(db: &Connection, item: &mut ItemRow) -> Result<()> {
    let Some(id) = item.category_id else { return Ok(()) };
    match categories::store::find(db, id)? {
        Some(category) => categories::rules::put_into(item, Some(category), true),
        None => {
            item.category_id = None;
            Ok(())
        }
    }
}
