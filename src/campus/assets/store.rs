//! SQL of assets: reads of `inventory_items` by other names.

use super::model::Asset;
use crate::campus::inventory::model::Prices;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, Result, RoomColumns, Scope};
use rusqlite::Connection;

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id", warehouses "e.is_warehouse");

/// Reads assets, with what was paid for each and who has it; conditions go behind.
macro_rules! assets {
    ($price:literal, $holder:literal) => {
        concat!(
            "
    select i.id, i.name, coalesce(i.asset_type, i.category) as asset_type, i.serial_number, i.status, ",
            $holder,
            " as assigned_to, i.purchase_date, ",
            $price,
            " as purchase_price, i.currency, i.description, i.image_url as photo_url, i.internal_code, i.category,
        i.environment_id, e.name as environment_name, i.created_at, i.updated_at
    from inventory_items i
    left join environments e on e.id = i.environment_id
    left join item_assignments a on a.item_id = i.id and a.ended_at is null
    left join users u on u.id = a.user_id"
        )
    };
}

/// For those who keep equipment.
const TOLD: &str = assets!("i.purchase_price", "coalesce(u.name, a.holder_name)");
/// For the others, who know of themselves only.
const WITHHELD: &str = assets!("null", "iif(a.user_id = :asker, u.name, null)");

/// The query for somebody who is told what was paid and who has what, or isn't.
fn shown(prices: Prices, asker: Id) -> (&'static str, Filter<'static>) {
    match prices {
        Prices::Told => (TOLD, Filter::default()),
        Prices::Withheld => (WITHHELD, Filter::default().bind(":asker", asker)),
    }
}

/// The assets within a scope, in the order in which they were registered. What is lost is for those who keep equipment.
pub fn list(scope: Scope, prices: Prices, asker: Id) -> Selection {
    let (select, filter) = shown(prices, asker);
    let filter = filter.only_if(prices == Prices::Withheld, "i.status <> 'lost'");
    Selection::new(select, scope.within(filter, &ROOM), "i.id")
}

/// One asset within a scope.
///
/// # Errors
/// [`Code::ItemNotFound`].
pub fn get(db: &Connection, scope: Scope, prices: Prices, asker: Id, id: Id) -> Result<Asset> {
    let (select, filter) = shown(prices, asker);
    let filter = scope.within(filter.when("i.id = :id", ":id", Some(id)), &ROOM);
    let found = sql::one(db, &format!("{select}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::ItemNotFound)?)
}
