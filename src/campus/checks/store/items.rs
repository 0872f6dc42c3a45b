//! What was found of each item.

use crate::campus::checks::model::{CheckItem, CheckItemStatus, CheckSheetItem, CountMethod, Tally};
use crate::campus::checks::rules::Count;
use crate::campus::inventory::model::{ItemCategory, ItemType};
use crate::campus::inventory::store::{LENT, LENT_PIECES, is_charged};
use crate::kit::sql::{self, fields};
use crate::kit::wire::FromRow;
use crate::kit::{Error, Id, LocalTime, Result};
use rusqlite::types::Null;
use rusqlite::{Connection, Row, ToSql, named_params};
use std::collections::HashMap;

const SELECT: &str = "
    select k.*, u.name as counted_by_name, m.name as moved_to_name
    from inventory_check_items k
    left join users u on u.id = k.counted_by
    left join environments m on m.id = k.moved_to";

/// What was found in a check, differences first and what has left the room before them, then by name.
pub fn items(db: &Connection, check_id: Id) -> Result<Vec<CheckItem>> {
    sql::all(
        db,
        &format!(
            "{SELECT}
             where k.check_id = :check_id
             order by case
                 when k.departure is not null then -1
                 when k.quantity_missing > 0 then 0
                 when k.quantity_damaged > 0 then 1
                 when k.quantity_found > k.quantity_expected then 2
                 else 3
             end, k.item_name, k.internal_code, k.id"
        ),
        named_params! { ":check_id": check_id },
    )
}

/// One line of a check.
pub fn item(db: &Connection, id: Id) -> Result<CheckItem> {
    let item = sql::one(db, &format!("{SELECT}\nwhere k.id = :id"), named_params! { ":id": id })?;
    item.ok_or_else(|| Error::internal("a line of a check is gone"))
}

impl FromRow for Count {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            expected: row.get("quantity_expected")?,
            found: row.get("quantity_found")?,
            damaged: row.get("quantity_damaged")?,
            missing: row.get("quantity_missing")?,
        })
    }
}

/// How somebody found an item; or how it was known, when nobody looked.
#[derive(Debug, Clone)]
pub struct Look {
    /// Its pieces.
    pub count: Count,
    /// What was said of it.
    pub notes: Option<String>,
    /// Its photo.
    pub photo_id: Option<Id>,
    /// How it was looked at.
    pub method: Option<CountMethod>,
    /// By whom.
    pub counted_by: Option<Id>,
    /// When.
    pub counted_at: Option<LocalTime>,
}

impl Look {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            count: Count::read(row)?,
            notes: row.get("notes")?,
            photo_id: row.get("photo_id")?,
            method: row.get("method")?,
            counted_by: row.get("counted_by")?,
            counted_at: row.get("counted_at")?,
        })
    }

    /// What the table keeps of it.
    fn fields<'a>(&'a self, status: &'a CheckItemStatus) -> Vec<(&'static str, &'a dyn ToSql)> {
        let mut fields = fields![self; notes, photo_id, method, counted_by, counted_at];
        fields.extend(named_params! {
            ":status": *status, ":quantity_expected": self.count.expected, ":quantity_found": self.count.found,
            ":quantity_damaged": self.count.damaged, ":quantity_missing": self.count.missing,
        });
        fields
    }
}

/// Adds a line: an item, and how it was found. Of one that the app counts before, there is no check yet. Answers its id.
pub fn insert_item(
    db: &Connection,
    check_id: Option<Id>,
    environment_id: Id,
    known: &KnownItem,
    look: &Look,
    now: LocalTime,
) -> Result<Id> {
    insert_line(db, check_id, environment_id, known, true, look, now)
}

/// The same of an item that may not be there any more: then the line names it without leading to it.
pub(super) fn insert_line(
    db: &Connection,
    check_id: Option<Id>,
    environment_id: Id,
    known: &KnownItem,
    is_there: bool,
    look: &Look,
    now: LocalTime,
) -> Result<Id> {
    let (id, status) = (Id::new(), look.count.status());
    let item_id = is_there.then_some(known.id);
    let mut fields = look.fields(&status);
    fields.extend(fields![known; internal_code, category, item_type]);
    fields.extend(named_params! {
        ":id": id, ":check_id": check_id, ":environment_id": environment_id, ":item_id": item_id,
        ":item_name": known.name, ":created_at": now,
    });
    sql::insert(db, "inventory_check_items", &fields)?;
    Ok(id)
}

/// Stores how the item of a line was found this time.
pub fn save_look(db: &Connection, id: Id, look: &Look, now: LocalTime) -> Result<()> {
    let status = look.count.status();
    let mut fields = look.fields(&status);
    // Whoever is looked at is the room's again; what isn't is said afterwards.
    fields.extend(named_params! { ":id": id, ":created_at": now, ":departure": Null, ":moved_to": Null });
    sql::save(db, "inventory_check_items", &fields)
}

/// How an item was found in a check, with the id of its line.
pub fn look_at(db: &Connection, check_id: Id, item_id: Id) -> Result<Option<(Id, Look)>> {
    sql::value(
        db,
        "select *
         from inventory_check_items
         where check_id = :check_id
         and item_id = :item_id",
        named_params! { ":check_id": check_id, ":item_id": item_id },
        |row| Ok((row.get("id")?, Look::read(row)?)),
    )
}

/// An item of a room as the inventory knows it.
#[derive(Debug, Clone)]
pub struct KnownItem {
    /// The item.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub internal_code: String,
    /// Its category.
    pub category: ItemCategory,
    /// One machine or a group.
    pub item_type: ItemType,
    /// Its known state; what is lent isn't expected to be there.
    pub count: Count,
    /// How many pieces are lent.
    pub lent: i64,
    /// Whether somebody has it in charge: what isn't seen of it is with them.
    pub is_charged: bool,
}

impl KnownItem {
    /// How it is known, when nobody has looked.
    pub fn unseen(&self) -> Look {
        let count = self.count;
        Look { count, notes: None, photo_id: None, method: None, counted_by: None, counted_at: None }
    }
}

fn read_known(row: &Row<'_>) -> rusqlite::Result<KnownItem> {
    let lent = row.get("lent")?;
    Ok(KnownItem {
        id: row.get("id")?,
        name: row.get("name")?,
        internal_code: row.get("internal_code")?,
        category: row.get("category")?,
        item_type: row.get("item_type")?,
        count: Count::known(
            row.get::<_, i64>("quantity")? - lent,
            row.get("quantity_damaged")?,
            row.get("quantity_missing")?,
        ),
        lent,
        is_charged: row.get("is_charged")?,
    })
}

/// What the inventory knows of an item.
const KNOWN: &str = concat!(
    "select i.id, i.name, i.internal_code, i.category, i.item_type, i.quantity, i.quantity_damaged,
             i.quantity_missing, ",
    is_charged!(),
    " as is_charged"
);

/// Forgets what the app counted before an instant and no check has taken over; answers how many.
pub fn forget_waiting(db: &Connection, before: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "delete from inventory_check_items
         where check_id is null
         and created_at < :before",
        named_params! { ":before": before },
    )
}

/// Clears what was found in a check, because it is done anew.
pub fn delete_items(db: &Connection, check_id: Id) -> Result<()> {
    sql::run(
        db,
        "delete from inventory_check_items\nwhere check_id = :check_id",
        named_params! { ":check_id": check_id },
    )
}

/// The equipment of a room, what is lost left out.
pub fn known_items(db: &Connection, environment_id: Id) -> Result<Vec<KnownItem>> {
    sql::values(
        db,
        &format!(
            "{KNOWN}, {LENT_PIECES} as lent
         from inventory_items i{LENT}
         where i.environment_id = :environment_id
         and i.status <> 'lost'
         order by i.name, i.internal_code, i.id"
        ),
        named_params! { ":environment_id": environment_id },
        read_known,
    )
}

/// One item as the inventory knows it.
pub fn known_item(db: &Connection, id: Id) -> Result<Option<KnownItem>> {
    sql::value(
        db,
        &format!(
            "{KNOWN}, {LENT_PIECES} as lent
         from inventory_items i{LENT}
         where i.id = :id"
        ),
        named_params! { ":id": id },
        read_known,
    )
}

const IS_CHARGED: &str = is_charged!();

/// The list that a person goes through; in a blind room the figures of groups stay hidden.
pub fn sheet_items(db: &Connection, environment_id: Id, blind: bool) -> Result<Vec<CheckSheetItem>> {
    sql::all(
        db,
        &format!(
            "select i.id as item_id, i.name, i.internal_code, i.serial_number, i.category, i.brand, i.model, i.item_type,
             i.status, i.image_url, i.notes,
             iif(:blind and i.item_type = 'group', null, i.quantity - {LENT_PIECES}) as quantity,
             {LENT_PIECES} as quantity_lent, {IS_CHARGED} as is_charged,
             iif(:blind and i.item_type = 'group', null, i.quantity_damaged) as quantity_damaged,
             iif(:blind and i.item_type = 'group', null, i.quantity_missing) as quantity_missing,
             (select k.notes
              from inventory_check_items k
              where k.item_id = i.id
              order by k.created_at desc
              limit 1) as last_note
         from inventory_items i{LENT}
         where i.environment_id = :environment_id
         and i.status <> 'lost'
         order by i.name, i.internal_code, i.id"
        ),
        named_params! { ":environment_id": environment_id, ":blind": blind },
    )
}

/// Takes over what the app counted in a room, within the time of a check, before anybody began it, by item: the newest of each counts.
pub fn take_waiting(
    db: &Connection,
    environment_id: Id,
    since: LocalTime,
    until: LocalTime,
) -> Result<HashMap<Id, Look>> {
    let params = named_params! { ":environment_id": environment_id, ":since": since, ":until": until };
    let looks = sql::values(
        db,
        "select *
         from inventory_check_items
         where environment_id = :environment_id
         and check_id is null
         and item_id is not null
         and created_at >= :since
         and created_at < :until
         order by created_at, id",
        params,
        |row| Ok((row.get("item_id")?, Look::read(row)?)),
    )?;
    sql::run(
        db,
        "delete from inventory_check_items
         where environment_id = :environment_id
         and check_id is null
         and item_id is not null
         and created_at >= :since
         and created_at < :until",
        params,
    )?;
    Ok(looks.into_iter().collect())
}

/// The pieces of a check, added up; what has left the room is not among them.
pub fn tally(db: &Connection, check_id: Id) -> Result<Tally> {
    let counts: Vec<Count> = sql::all(
        db,
        "select quantity_expected, quantity_found, quantity_damaged, quantity_missing
         from inventory_check_items
         where check_id = :check_id
         and departure is null",
        named_params! { ":check_id": check_id },
    )?;
    Ok(Tally::of(counts))
}

/// Notes on the items themselves that somebody has looked at them (contract D49: shown as their last verification).
pub fn touch_counted(db: &Connection, check_id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update inventory_items
         set updated_at = :now
         where id in (
             select item_id
             from inventory_check_items
             where check_id = :check_id
             and departure is null
             and counted_at = :now)",
        named_params! { ":check_id": check_id, ":now": now },
    )
}
