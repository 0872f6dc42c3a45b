//! What left a room while it was counted: found by the trail that each change of an item leaves, and kept with the check.

use super::{KnownItem, Look};
use crate::campus::checks::model::{CheckDeparture, DepartureKind};
use crate::campus::checks::rules::Count;
use crate::campus::inventory::model::ItemStatus;
use crate::kit::sql;
use crate::kit::{Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

/// An item that was a room's and isn't any more.
#[derive(Debug, Clone)]
pub struct Departed {
    /// As it is known now, or was before it was deleted. No piece of it is expected in the room.
    pub known: KnownItem,
    /// What became of it.
    pub departure: CheckDeparture,
}

/// What became of an item that isn't on the list of a room: none of one that never was, as far as the trail goes back.
pub fn departed(db: &Connection, room: Id, item: Id) -> Result<Option<Departed>> {
    let there = sql::value(
        db,
        "select i.environment_id, e.name as environment_name, i.status
         from inventory_items i
         left join environments e on e.id = i.environment_id
         where i.id = :id",
        named_params! { ":id": item },
        |row| {
            let place: (Option<Id>, Option<String>) =
                (row.get("environment_id")?, row.get("environment_name")?);
            Ok((place, row.get::<_, ItemStatus>("status")?))
        },
    )?;
    let is_here = there.as_ref().is_some_and(|((place, _), _)| *place == Some(room));
    if !is_here && !was_in(db, room, item)? {
        return Ok(None);
    }
    let (departure, moved_to, moved_to_name) = match there {
        None => (DepartureKind::Deleted, None, None),
        Some((_, ItemStatus::Lost)) if is_here => (DepartureKind::PutAway, None, None),
        // It is on the list.
        Some(_) if is_here => return Ok(None),
        Some(((place, name), _)) => (DepartureKind::Moved, place, name),
    };
    let Some(known) = named(db, item)? else { return Ok(None) };
    let departure = CheckDeparture {
        item_id: item,
        item_name: known.name.clone(),
        internal_code: known.internal_code.clone(),
        departure,
        moved_to,
        moved_to_name,
    };
    Ok(Some(Departed { known, departure }))
}

/// Whether an item was a room's before some change that the audit tells of.
fn was_in(db: &Connection, room: Id, item: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from audit_logs
         where entity_type = 'inventory_item'
         and entity_id = :item
         and new_values ->> '$.before.environment_id' = :room",
        named_params! { ":item": item, ":room": room },
    )
}

/// Whether there ever was such an item, as far as the audit goes back.
pub fn was_known(db: &Connection, item: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from audit_logs
         where entity_type = 'inventory_item'
         and entity_id = :item
         and new_values ->> '$.before.id' = :item",
        named_params! { ":item": item },
    )
}

/// An item by its name, as it is or as it last was; no piece of it is expected.
fn named(db: &Connection, item: Id) -> Result<Option<KnownItem>> {
    sql::value(
        db,
        "select name, internal_code, category, item_type
         from (
             select i.name, i.internal_code, i.category, i.item_type, 1 as is_there, '' as id
             from inventory_items i
             where i.id = :item
             union all
             select new_values ->> '$.before.name', new_values ->> '$.before.internal_code',
                 new_values ->> '$.before.category', new_values ->> '$.before.item_type', 0, id
             from audit_logs
             where entity_type = 'inventory_item'
             and entity_id = :item
             and new_values ->> '$.before.id' = :item)
         order by is_there desc, id desc
         limit 1",
        named_params! { ":item": item },
        |row| {
            Ok(KnownItem {
                id: item,
                name: row.get("name")?,
                internal_code: row.get("internal_code")?,
                category: row.get("category")?,
                item_type: row.get("item_type")?,
                count: Count::known(0, 0, 0),
                lent: 0,
                is_charged: false,
            })
        },
    )
}

/// Keeps in a check what the app counted, within its time, of items that were deleted before anybody began it: the newest of each.
pub fn keep_deleted(
    db: &Connection,
    check_id: Id,
    room: Id,
    since: LocalTime,
    until: LocalTime,
) -> Result<()> {
    sql::run(
        db,
        "update inventory_check_items
         set check_id = :check_id,
             departure = 'deleted'
         where id in (
             select max(id)
             from inventory_check_items
             where environment_id = :room
             and check_id is null
             and item_id is null
             and created_at >= :since
             and created_at < :until
             group by internal_code)",
        named_params! { ":check_id": check_id, ":room": room, ":since": since, ":until": until },
    )
}

/// Keeps in a check what was counted of an item that has left the room: in its line, if it has one, else in one of its own.
pub fn keep_departed(
    db: &Connection,
    check_id: Id,
    room: Id,
    gone: &Departed,
    look: &Look,
    now: LocalTime,
) -> Result<()> {
    // The line of an item that was deleted has lost it, and keeps its code.
    let line: Option<Id> = sql::one(
        db,
        "select id
         from inventory_check_items
         where check_id = :check_id
         and (item_id = :item_id or item_id is null and internal_code = :internal_code)
         limit 1",
        named_params! {
            ":check_id": check_id, ":item_id": gone.known.id, ":internal_code": gone.known.internal_code,
        },
    )?;
    let is_there = gone.departure.departure != DepartureKind::Deleted;
    let line = match line {
        Some(id) => super::save_look(db, id, look, now).map(|()| id)?,
        None => super::insert_line(db, Some(check_id), room, &gone.known, is_there, look, now)?,
    };
    sql::run(
        db,
        "update inventory_check_items
         set departure = :departure,
             moved_to = :moved_to
         where id = :id",
        named_params! {
            ":id": line, ":departure": gone.departure.departure, ":moved_to": gone.departure.moved_to,
        },
    )
}
