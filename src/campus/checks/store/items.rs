//! What was found of each item.

use crate::campus::checks::model::{CheckItem, CheckItemRow, SheetItem};
use crate::campus::checks::rules::{Count, Tally};
use crate::campus::inventory::model::{Category, ItemType};
use crate::kit::error::Result;
use crate::kit::sql::{self, fields};
use crate::kit::wire::{Id, LocalTime};
use rusqlite::{Connection, Row, ToSql, named_params};

const SELECT: &str = "
    select k.id, k.check_id, k.item_id, k.item_name, k.internal_code, k.category, k.item_type, k.status,
        k.quantity_expected, k.quantity_found, k.quantity_damaged, k.quantity_missing, k.notes, k.photo_id, k.method,
        k.counted_by, u.name as counted_by_name, k.counted_at
    from inventory_check_items k
    left join users u on u.id = k.counted_by";

/// What was found in a check, differences first, then by name.
pub fn items(db: &Connection, check_id: Id) -> Result<Vec<CheckItem>> {
    sql::all(
        db,
        &format!(
            "{SELECT}
             where k.check_id = :check_id
             order by case
                 when k.quantity_missing > 0 then 0
                 when k.quantity_damaged > 0 then 1
                 when k.quantity_found > k.quantity_expected then 2
                 else 3
             end, k.item_name, k.internal_code, k.id"
        ),
        named_params! { ":check_id": check_id },
    )
}

/// What was found of one item in a check.
pub fn item_of(db: &Connection, check_id: Id, item_id: Id) -> Result<Option<CheckItem>> {
    sql::one(
        db,
        &format!("{SELECT}\nwhere k.check_id = :check_id\nand k.item_id = :item_id"),
        named_params! { ":check_id": check_id, ":item_id": item_id },
    )
}

/// What the table keeps.
fn fields(row: &CheckItemRow) -> Vec<(&'static str, &dyn ToSql)> {
    let item = &row.item;
    let mut fields = fields![item;
        id, check_id, item_id, item_name, internal_code, category, item_type, status, quantity_expected,
        quantity_found, quantity_damaged, quantity_missing, notes, photo_id, method, counted_by, counted_at,
    ];
    fields.extend(fields![row; environment_id, created_at]);
    fields
}

/// Adds what was found of an item.
pub fn insert_item(db: &Connection, row: &CheckItemRow) -> Result<()> {
    sql::insert(db, "inventory_check_items", &fields(row))
}

/// Stores what was found of an item once more.
pub fn save_item(db: &Connection, row: &CheckItemRow) -> Result<()> {
    sql::save(db, "inventory_check_items", &fields(row))
}

/// An item of a room as the inventory knows it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The item.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub internal_code: String,
    /// Its category.
    pub category: Category,
    /// One machine or a group.
    pub item_type: ItemType,
    /// Its known state.
    pub count: Count,
}

impl Known {
    /// Its line in a check as nobody looked at it: its known state.
    pub fn line(&self, check_id: Id) -> CheckItem {
        CheckItem {
            id: Id::new(),
            check_id: Some(check_id),
            item_id: Some(self.id),
            item_name: self.name.clone(),
            internal_code: self.internal_code.clone(),
            category: self.category,
            item_type: self.item_type,
            status: self.count.status(),
            quantity_expected: self.count.expected,
            quantity_found: self.count.found,
            quantity_damaged: self.count.damaged,
            quantity_missing: self.count.missing,
            notes: None,
            photo_id: None,
            method: None,
            counted_by: None,
            counted_by_name: None,
            counted_at: None,
        }
    }
}

fn read_known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        id: row.get("id")?,
        name: row.get("name")?,
        internal_code: row.get("internal_code")?,
        category: row.get("category")?,
        item_type: row.get("item_type")?,
        count: Count::known(row.get("quantity")?, row.get("quantity_damaged")?, row.get("quantity_missing")?),
    })
}

/// Forgets what the app counted before an instant and no check has taken over; answers how many.
pub fn forget_waiting(db: &Connection, before: LocalTime) -> Result<usize> {
    sql::run(
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
    )?;
    Ok(())
}

/// The equipment of a room, what is lost left out.
pub fn known_items(db: &Connection, environment_id: Id) -> Result<Vec<Known>> {
    sql::values(
        db,
        "select id, name, internal_code, category, item_type, quantity, quantity_damaged, quantity_missing
         from inventory_items
         where environment_id = :environment_id
         and status <> 'lost'
         order by name, internal_code, id",
        named_params! { ":environment_id": environment_id },
        read_known,
    )
}

/// The list that a person goes through; in a blind room the figures of groups stay hidden.
pub fn sheet_items(db: &Connection, environment_id: Id, blind: bool) -> Result<Vec<SheetItem>> {
    sql::all(
        db,
        "select i.id as item_id, i.name, i.internal_code, i.serial_number, i.category, i.brand, i.model, i.item_type,
             i.status, i.image_url, i.notes,
             iif(:blind and i.item_type = 'group', null, i.quantity) as quantity,
             iif(:blind and i.item_type = 'group', null, i.quantity_damaged) as quantity_damaged,
             iif(:blind and i.item_type = 'group', null, i.quantity_missing) as quantity_missing,
             (select k.notes
              from inventory_check_items k
              where k.item_id = i.id
              order by k.created_at desc
              limit 1) as last_note
         from inventory_items i
         where i.environment_id = :environment_id
         and i.status <> 'lost'
         order by i.name, i.internal_code, i.id",
        named_params! { ":environment_id": environment_id, ":blind": blind },
    )
}

/// What the app counted in a room on a day before anybody began the check: the newest of each item.
pub fn waiting(db: &Connection, environment_id: Id, since: LocalTime) -> Result<Vec<CheckItem>> {
    sql::all(
        db,
        &format!(
            "{SELECT}
             where k.environment_id = :environment_id
             and k.check_id is null
             and k.created_at >= :since
             order by k.created_at, k.id"
        ),
        named_params! { ":environment_id": environment_id, ":since": since },
    )
}

/// Lets go of what waited, because the check that begins has taken it over.
pub fn drop_waiting(db: &Connection, environment_id: Id, since: LocalTime) -> Result<()> {
    sql::run(
        db,
        "delete from inventory_check_items
         where environment_id = :environment_id
         and check_id is null
         and created_at >= :since",
        named_params! { ":environment_id": environment_id, ":since": since },
    )?;
    Ok(())
}

/// The pieces of a check, added up.
pub fn tally(db: &Connection, check_id: Id) -> Result<Tally> {
    let counts = sql::values(
        db,
        "select quantity_expected, quantity_found, quantity_damaged, quantity_missing
         from inventory_check_items
         where check_id = :check_id",
        named_params! { ":check_id": check_id },
        |row| {
            Ok(Count {
                expected: row.get(0)?,
                found: row.get(1)?,
                damaged: row.get(2)?,
                missing: row.get(3)?,
            })
        },
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
             and counted_at = :now)",
        named_params! { ":check_id": check_id, ":now": now },
    )?;
    Ok(())
}
