//! What people get to read of equipment.

use super::model::{InventoryValue, Item, ItemQuery, ItemValue, Prices, UsefulLives, ValueQuery};
use super::{rules, store};
use crate::campus::categories;
use crate::kit::sql::Selection;
use crate::kit::{Caller, Day, Id, Result, settings};
use rusqlite::Connection;

/// The list of what somebody sees.
pub fn list(who: &Caller, query: ItemQuery) -> Selection {
    store::list(query.scope(who), Prices::of(who), query)
}

/// An item, wherever it stands: whoever scans a label may read it. What was paid, and to whom, is told to those who keep its room.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound).
pub fn seen(db: &Connection, who: &Caller, id: Id) -> Result<Item> {
    match store::find_within(db, who.keeping(), id)? {
        Some(item) => Ok(item),
        None => store::get(db, id).map(|item| rules::priced(item, Prices::Withheld)),
    }
}

/// What an item of the rooms that somebody keeps is worth on a day.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound).
pub fn value(db: &Connection, who: &Caller, id: Id, on: Day) -> Result<ItemValue> {
    let item = store::get_within(db, who.keeping(), id)?;
    let own_life = categories::store::life(db, item.category_id)?;
    Ok(rules::item_value(&item.row(), own_life, &settings::of(db)?, on))
}

/// What the equipment that somebody keeps is worth on a day.
///
/// # Errors
/// When the database can't be asked.
pub fn values(db: &Connection, who: &Caller, query: ValueQuery, on: Day) -> Result<InventoryValue> {
    let lives: UsefulLives = settings::of(db)?;
    let groups = store::valued(db, who.keeping(), query)?;
    Ok(rules::sums(&groups, &lives, on))
}
