//! Items that go where they were, or where they were found.

use super::{changed, check_unique, parts, settled};
use crate::campus::inventory::model::{Item, ItemRow};
use crate::campus::inventory::store;
use crate::campus::item_fields::model::KeptFieldValue;
use crate::campus::{environments, item_fields};
use crate::kit::{CallerTx, Change, Event, Id, LocalTime, Result, Tx};

/// Puts an item back to what it was, because what changed it is undone; `fields` is what it had written in those of its category,
/// if that is known.
///
/// # Errors
/// [`ItemNotFound`](crate::kit::Code::ItemNotFound), [`EnvironmentUnknown`](crate::kit::Code::EnvironmentUnknown), and a code
/// or serial number that another item has by now.
pub fn put_back(
    tx: &CallerTx<'_>,
    was: ItemRow,
    fields: Option<Vec<KeptFieldValue>>,
) -> Result<Change<Item>> {
    let before = store::get_within(tx, tx.who.keeping(), was.id)?;
    let moved_to = was.environment_id.filter(|room| before.environment_id != Some(*room));
    environments::store::check_room(tx, tx.who.keeping(), moved_to)?;
    let mut row = ItemRow { updated_at: LocalTime(tx.now), ..was };
    settled::put_back(tx, &mut row)?;
    parts::part_unless_together(tx, &mut row)?;
    check_unique(tx, &row)?;
    store::save(tx, &row)?;
    if let Some(fields) = fields {
        item_fields::store::put_back(tx, row.id, &fields)?;
    }
    let item = store::get(tx, row.id)?;
    let event = changed("devuelto a como estaba", &before, &item);
    Ok(parts::follow(tx, &item)?.into_iter().fold(Change::new(item, event), Change::and))
}

/// Puts an item into another room, because it was found there: its parts with it, and a part without what it was a part of.
pub fn relocate(tx: &Tx<'_>, id: Id, room: Id) -> Result<Vec<Event>> {
    let before = store::get(tx, id)?;
    let mut row = ItemRow { environment_id: Some(room), updated_at: LocalTime(tx.now), ..before.row() };
    parts::part_unless_together(tx, &mut row)?;
    store::save(tx, &row)?;
    let item = store::get(tx, id)?;
    let mut events = vec![changed("pasado de ambiente", &before, &item)];
    events.extend(parts::follow(tx, &item)?);
    Ok(events)
}
