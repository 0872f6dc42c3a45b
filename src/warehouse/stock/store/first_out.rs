//! SQL of what the rule of what goes out first looks at.

use super::lots::ROOM;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Id, Result, RoomColumns, Scope};
use crate::warehouse::stock::model::{Promised, PromisedTo, StockLot};
use rusqlite::Connection;

const WAREHOUSE: RoomColumns = room!("e.id", "e.center_id");

// Whom a lot is promised to is asked only of those that are.
const SELECT: &str = "
    select l.id, l.bin_id, b.code as bin_code, b.environment_id,
        b.is_active = 1 and b.set_aside is not 'inactive' and e.is_active = 1 as is_bin_active,
        e.name as environment_name, l.batch_number, l.use_by_date, l.received_at, l.quantity, l.reserved_quantity, l.unit, l.status,
        l.hold_reason,
        case
            when l.reserved_quantity > 0 then (
                select group_concat(order_reference, ', ')
                from (
                    select distinct r.order_reference
                    from reservation_items i
                    join reservations r on r.id = i.reservation_id
                    where i.lot_id = l.id
                    and r.status = 'active'
                    order by r.order_reference))
        end as reserved_for
    from lots l
    cross join bins b on b.id = l.bin_id
    cross join environments e on e.id = b.environment_id";

/// The lots of a product of which something is left, of the warehouses within a scope, or one of them.
pub fn candidates(
    db: &Connection,
    scope: Scope,
    product: Id,
    warehouse: Option<Id>,
) -> Result<Vec<StockLot>> {
    let filter = Filter::default()
        .when("l.product_id = :product", ":product", Some(product))
        .always("l.quantity > 0")
        .when("b.environment_id = :warehouse", ":warehouse", warehouse);
    let filter = scope.within(filter, &ROOM);
    sql::all(db, &format!("{SELECT}{}", filter.clause()), &filter.params())
}

/// A lot, used up or not, and what lies beside it of its product in its warehouse.
pub fn candidates_like(db: &Connection, lot: Id) -> Result<(Option<StockLot>, Vec<StockLot>)> {
    let text = format!(
        "{SELECT}
         where l.product_id = (select product_id from lots where id = :lot)
         and b.environment_id = (
             select b.environment_id
             from lots l
             join bins b on b.id = l.bin_id
             where l.id = :lot)
         and (l.quantity > 0 or l.id = :lot)"
    );
    let lots: Vec<StockLot> = sql::all(db, &text, &[(":lot", &lot)])?;
    Ok((lots.iter().find(|it| it.id == lot).cloned(), lots))
}

/// Whether a warehouse that is in use is within a scope.
pub fn warehouse_within(db: &Connection, scope: Scope, warehouse: Id) -> Result<bool> {
    let filter = Filter::default()
        .when("e.id = :warehouse", ":warehouse", Some(warehouse))
        .always("e.is_warehouse = 1")
        .always("e.is_active = 1");
    let filter = scope.within(filter, &WAREHOUSE);
    sql::exists(db, &format!("select 1\nfrom environments e{}", filter.clause()), &filter.params())
}

/// The lots of which a reservation holds or held something, as the rule looks at them.
pub fn lots_of_reservation(db: &Connection, reservation: Id) -> Result<Vec<StockLot>> {
    let text = format!(
        "{SELECT}
         where l.id in (select lot_id from reservation_items where reservation_id = :reservation)"
    );
    sql::all(db, &text, &[(":reservation", &reservation)])
}

/// The active reservations that hold something of a lot or of the lots in a bin, each once.
pub fn promised_to(db: &Connection, promised: Promised) -> Result<Vec<PromisedTo>> {
    let (lots, id) = match promised {
        Promised::OfLot(id) => ("l.id = :id", id),
        Promised::InBin(id) => ("l.bin_id = :id", id),
    };
    let text = format!(
        "select r.id, r.order_reference, p.name as product_name, r.total_quantity, p.default_unit as unit, r.created_by
         from lots l
         cross join reservation_items i on i.lot_id = l.id
         cross join reservations r on r.id = i.reservation_id
         cross join products p on p.id = r.product_id
         where {lots}
         and r.status = 'active'
         group by r.id
         order by r.id"
    );
    sql::all(db, &text, &[(":id", &id)])
}
