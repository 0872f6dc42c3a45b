//! What people get to read of assets.

use super::model::Asset;
use super::store;
use crate::campus::inventory;
use crate::campus::inventory::model::Prices;
use crate::kit::sql::Selection;
use crate::kit::{Caller, Code, Id, Result, Scope};
use rusqlite::Connection;

/// The assets that somebody sees.
pub fn list(who: &Caller) -> Selection {
    store::list(who.equipment(), Prices::of(who), who.id)
}

/// An asset, wherever it stands: whoever scans a label may read it. What was paid, and who has it in charge, is told to those who keep its
/// room.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn seen(db: &Connection, who: &Caller, id: Id) -> Result<Asset> {
    match store::get(db, who.keeping(), Prices::Told, who.id, id) {
        Err(error) if error.code() == Code::ItemNotFound => {
            store::get(db, Scope::Everything, Prices::Withheld, who.id, id)
        }
        kept => kept,
    }
}

/// Refuses what isn't there, or isn't in a room that somebody keeps.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn kept(db: &Connection, who: &Caller, id: Id) -> Result<()> {
    inventory::store::get_within(db, who.keeping(), id).map(drop)
}
