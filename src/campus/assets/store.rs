//! SQL of assets: reads of `inventory_items` by other names, and their photos.

use super::model::Asset;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Caller, Code, Id, LocalTime, Result, RoomColumns, role};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id", warehouses "e.is_warehouse");

/// Reads assets; conditions go behind.
const SELECT: &str = "
    select i.id, i.name, coalesce(i.asset_type, i.category) as asset_type, i.serial_number, i.status, i.purchase_date,
        i.purchase_price, i.currency, i.description, coalesce('/api/photos/' || p.photo_id, i.image_url) as photo_url,
        i.internal_code, i.category, i.environment_id, e.name as environment_name, i.created_at, i.updated_at
    from inventory_items i
    left join environments e on e.id = i.environment_id
    left join asset_photos p on p.item_id = i.id";

/// The assets that somebody sees, in the order in which they were registered. What was paid, and what is lost, is for those who keep
/// equipment.
pub fn list(who: &Caller) -> Selection {
    let keeps = who.is(role::KEEPERS);
    let filter = Filter::default().only_if(!keeps, "i.status <> 'lost'");
    let select = if keeps {
        SELECT.to_owned()
    } else {
        SELECT.replace("i.purchase_price,", "null as purchase_price,")
    };
    Selection::new(select, who.equipment().within(filter, &ROOM), "i.id")
}

/// One asset, wherever it stands: whoever scans a label may read it.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn get(db: &Connection, id: Id) -> Result<Asset> {
    let found = sql::one(db, &format!("{SELECT}\nwhere i.id = :id"), named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ItemNotFound)?)
}

/// Gives an item its photo, in place of the one that it had.
pub fn set_photo(db: &Connection, item: Id, photo: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "insert into asset_photos (item_id, photo_id, created_at)
         values (:item, :photo, :now)
         on conflict (item_id) do update
         set photo_id = :photo,
             created_at = :now",
        named_params! { ":item": item, ":photo": photo, ":now": now },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_is_a_column_of_its_own_that_can_be_left_out() {
        assert_eq!(SELECT.matches("i.purchase_price,").count(), 1);
    }
}
