//! SQL of equipment.

use super::model::{Item, ItemQuery, ItemRow, ItemStatus, Prices};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::wire::Record;
use crate::kit::{Code, Id, LocalTime, OnUnique, Result, RoomColumns, Scope};
use days::Standing;
use rusqlite::{Connection, named_params};
use std::sync::LazyLock;

mod charge;
mod days;
mod kept;
mod lent;
mod parts;
mod value;

pub(crate) use charge::is_charged;
pub use charge::{all_in_charge, in_charge};
pub use kept::{as_it_was, as_kept, fields_as_they_were};
pub use lent::{LENT, LENT_PIECES, lent};
pub use parts::parts;
pub use value::valued;

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id", warehouses "e.is_warehouse");

/// A list's query with what was paid for each item, and without.
static TOLD: LazyLock<String> = LazyLock::new(|| listed(&[]));
static WITHHELD: LazyLock<String> = LazyLock::new(|| listed(&["purchase_price"]));

/// [`Item::SELECT`] with null for what lists leave out, which would be read for nothing, and for some more of its columns.
fn listed(withheld: &[&'static str]) -> String {
    let details = Item::COLUMNS.iter().zip(Item::IN_LISTS).filter(|(_, is_listed)| !**is_listed);
    let left_out = details.map(|(column, _)| *column).chain(withheld.iter().copied());
    left_out.fold(Item::SELECT.to_owned(), |select, column| {
        select.replace(&format!("i.{column} as {column}"), &format!("null as {column}"))
    })
}

/// That an item `i` is of a category, `:category_id`: one of the centre's own, or one of the nine without one of these.
macro_rules! of_category {
    () => {
        "exists (
             select 1
             from item_categories c
             where c.id = :category_id
             and iif(c.is_builtin, i.category_id is null and i.category = c.word, i.category_id = c.id))"
    };
}
pub(crate) use of_category;

/// The items within a scope that match, by name. What is lost is out of the inventory and only listed when asked for by that word.
pub fn list(scope: Scope, prices: Prices, query: ItemQuery) -> Selection {
    let select = match prices {
        Prices::Told => TOLD.as_str(),
        Prices::Withheld => WITHHELD.as_str(),
    };
    // A free piece makes a row available, whatever its status says (contract D40).
    let free = query.status == Some(ItemStatus::Available);
    let filter = Filter::default()
        .when("i.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("i.category = :category", ":category", query.category)
        .when(of_category!(), ":category_id", query.category_id)
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
        // What is lost leaves the lists, but stays a part of what it belongs to.
        .only_if(query.status != Some(ItemStatus::Lost) && query.parent_id.is_none(), "i.status <> 'lost'")
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
    Ok(find_within(db, scope, id)?.ok_or(Code::ItemNotFound)?)
}

/// One item, if it is within a scope.
pub fn find_within(db: &Connection, scope: Scope, id: Id) -> Result<Option<Item>> {
    let filter = scope.within(Filter::default().when("i.id = :id", ":id", Some(id)), &ROOM);
    sql::one(db, &format!("{}{}", Item::SELECT, filter.clause()), &filter.params())
}

/// The item with an internal code, wherever it stands.
pub fn with_code(db: &Connection, code: &str) -> Result<Option<Item>> {
    let text = format!("{}\nwhere {}", Item::SELECT, sql::same("i.internal_code"));
    sql::one(
        db,
        &text,
        named_params! { ":least": sql::least(code), ":most": sql::most(code), ":value": code },
    )
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
    let params = named_params! { ":least": sql::least(value), ":most": sql::most(value), ":value": value, ":except": except };
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
    fn lists_read_no_details_and_no_prices_for_those_who_are_told_none() {
        let is_read = |select: &str, column: &str| select.contains(&format!("i.{column} as {column}"));
        for detail in ["supplier_name", "supplier_nit", "invoice_number", "description", "asset_type"] {
            assert!(is_read(Item::SELECT, detail), "{detail}");
            assert!(!is_read(&TOLD, detail) && !is_read(&WITHHELD, detail), "{detail}");
        }
        for plain in ["model", "name", "currency", "notes"] {
            assert!(is_read(&TOLD, plain) && is_read(&WITHHELD, plain), "{plain}");
        }
        assert!(is_read(&TOLD, "purchase_price") && !is_read(&WITHHELD, "purchase_price"));
    }
}
