//! SQL of equipment.

use super::model::{Item, ItemQuery, ItemRow, ItemStatus};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Caller, Code, Id, LocalTime, OnUnique, Result, RoomColumns, Scope, role};
use days::Standing;
use rusqlite::{Connection, named_params};
use std::borrow::Cow;

mod charge;
mod days;
mod kept;
mod lent;
mod parts;
mod value;

pub use charge::in_charge;
pub use kept::{as_it_was, as_kept, fields_as_they_were};
pub use lent::{LENT, LENT_PIECES, lent};
pub use parts::{free_parts, parts};
pub use value::valued;

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id", warehouses "e.is_warehouse");

/// The price in [`Item::SELECT`].
const PRICE: &str = "i.purchase_price as purchase_price";

/// The items that match and that somebody sees, by name. What is lost is out of the inventory and only listed when asked for by that
/// word; what was paid is for those who keep equipment, as [`rules::without_prices`](super::rules::without_prices) has it for one.
pub fn list(who: &Caller, query: ItemQuery) -> Selection {
    let scope = query.scope(who);
    let select: Cow<'static, str> = if who.is(role::KEEPERS) {
        Item::SELECT.into()
    } else {
        Item::SELECT.replace(PRICE, "null as purchase_price").into()
    };
    // A free piece makes a row available, whatever its status says (contract D40).
    let free = query.status == Some(ItemStatus::Available);
    let filter = Filter::default()
        .when("i.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("i.category = :category", ":category", query.category)
        .when(
            "exists (
                 select 1
                 from item_categories c
                 where c.id = :category_id
                 and iif(c.is_builtin, i.category_id is null and i.category = c.word, i.category_id = c.id))",
            ":category_id",
            query.category_id,
        )
        .when(
            "exists (
                 select 1
                 from item_field_values v
                 where v.item_id = i.id
                 and v.field_id = :field_id
                 and matches(:field_value, v.value))",
            ":field_id",
            query.field.as_ref().map(|(id, _)| *id),
        )
        .also(":field_value", query.field.map(|(_, words)| words))
        .when("i.parent_id = :parent_id", ":parent_id", query.parent_id)
        .only_if(query.status != Some(ItemStatus::Lost), "i.status <> 'lost'")
        .only_if(
            free,
            "i.quantity - i.quantity_damaged - i.quantity_missing > 0 and i.status <> 'maintenance'",
        )
        .when("i.status = :status", ":status", query.status.filter(|_| !free))
        .when("i.purchase_date >= :bought_from", ":bought_from", query.bought_from)
        .when("i.purchase_date <= :bought_until", ":bought_until", query.bought_until)
        .when(
            "matches(:search, i.name, i.internal_code, i.serial_number, i.brand, i.model, k.name, e.name, (
                 select group_concat(v.value, char(10))
                 from item_field_values v
                 where v.item_id = i.id))",
            ":search",
            query.search,
        );
    Selection::new(select, scope.within(filter, &ROOM), "i.name, i.internal_code, i.id")
}

/// One item, wherever it stands: whoever scans a label may read it.
pub fn get(db: &Connection, id: Id) -> Result<Item> {
    get_within(db, Scope::Everything, id)
}

/// One item within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Item> {
    let filter = scope.within(Filter::default().when("i.id = :id", ":id", Some(id)), &ROOM);
    let item = sql::one(db, &format!("{}{}", Item::SELECT, filter.clause()), &filter.params())?;
    Ok(item.ok_or(Code::ItemNotFound)?)
}

/// The item with an internal code, wherever it stands.
pub fn with_code(db: &Connection, code: &str) -> Result<Option<Item>> {
    let text = format!("{}\nwhere {}", Item::SELECT, sql::same("i.internal_code"));
    sql::one(db, &text, named_params! { ":like": sql::alike(code), ":value": code })
}

/// The codes within a scope that begin with a zero: spreadsheets take such off.
pub fn codes_with_zeros(db: &Connection, scope: Scope) -> Result<Vec<String>> {
    let filter = Filter::default()
        .always("i.internal_code >= '0' collate nocase")
        .always("i.internal_code < '1' collate nocase");
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select i.internal_code
         from inventory_items i
         left join environments e on e.id = i.environment_id{}
         order by i.internal_code",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// Who else has a value in a column that no two items share: "Portátil HP (P-0113, Sistemas 1)".
pub fn other_holder(
    db: &Connection,
    column: &'static str,
    value: &str,
    except: Id,
) -> Result<Option<String>> {
    let text = format!(
        "select i.name || ' (' || i.internal_code || coalesce(', ' || e.name, '') || ')'
         from inventory_items i
         left join environments e on e.id = i.environment_id
         where {}
         and i.id <> :except",
        sql::same(&format!("i.{column}"))
    );
    let params = named_params! { ":like": sql::alike(value), ":value": value, ":except": except };
    sql::one(db, &text, params)
}

/// Adds an item, and to the sums of its day.
pub fn insert(db: &Connection, item: &ItemRow) -> Result<()> {
    sql::insert(db, "inventory_items", &item.fields())
        .on_unique("internal_code", Code::InternalCodeTaken)
        .on_unique("serial_number", Code::SerialNumberTaken)?;
    days::note(db, None, Some(Standing::of(item)), item.updated_at)
}

/// Stores it as it is now, and the sums of its day.
pub fn save(db: &Connection, item: &ItemRow) -> Result<()> {
    let before = days::standing(db, item.id)?;
    sql::save(db, "inventory_items", &item.fields())
        .on_unique("internal_code", Code::InternalCodeTaken)
        .on_unique("serial_number", Code::SerialNumberTaken)?;
    days::note(db, before, Some(Standing::of(item)), item.updated_at)
}

/// Deletes an item, and takes it out of the sums of the day.
pub fn delete(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    let before = days::standing(db, id)?;
    sql::run(db, "delete from inventory_items\nwhere id = :id", named_params! { ":id": id })?;
    days::note(db, before, None, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_is_a_column_of_its_own_that_can_be_left_out() {
        assert_eq!(Item::SELECT.matches(PRICE).count(), 1);
    }
}
