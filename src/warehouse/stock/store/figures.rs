//! SQL of how much there is, and what expires.

use super::lots::{ROOM, SELECT};
use crate::kit::sql::{self, Filter};
use crate::kit::{Day, Id, Paging, Result, Rows, Scope};
use crate::warehouse::stock::model::{LevelQuery, Lot, StockLevel};
use rusqlite::Connection;

/// How much there is of each product, by unit, in the warehouses within a scope; by name.
pub fn levels(
    db: &Connection,
    scope: Scope,
    query: LevelQuery,
    paging: Paging,
    today: Day,
) -> Result<Rows<StockLevel>> {
    let filter = Filter::default()
        .bind(":today", today)
        .always("l.quantity > 0")
        .when("b.environment_id = :warehouse", ":warehouse", query.warehouse_id)
        .when("l.product_id = :product", ":product", query.product_id);
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select p.id as product_id, p.name as product_name, p.sku, p.category, g.total_quantity, g.reserved_quantity,
             g.available_quantity, g.unit, p.min_stock, g.bin_count, g.batch_count, g.oldest_expiry, g.newest_expiry, g.locations
         from (
             select l.product_id, l.unit, sum(l.quantity) as total_quantity, sum(l.reserved_quantity) as reserved_quantity,
                 sum(iif(
                     l.status = 'available' and b.is_active = 1 and b.set_aside is not 'inactive' and e.is_active = 1
                         and (l.use_by_date is null or l.use_by_date >= :today),
                     l.quantity - l.reserved_quantity,
                     0)) as available_quantity,
                 count(distinct l.bin_id) as bin_count, count(distinct l.batch_number) as batch_count,
                 min(l.use_by_date) as oldest_expiry, max(l.use_by_date) as newest_expiry,
                 json_group_array(distinct b.code) as locations
             from lots l
             join bins b on b.id = l.bin_id
             join environments e on e.id = b.environment_id{}
             group by l.product_id, l.unit) g
         join products p on p.id = g.product_id
         order by p.name, p.id, g.unit",
        filter.clause()
    );
    sql::rows(db, &text, &filter.params(), paging)
}

fn dated(scope: Scope, warehouse: Option<Id>, today: Day) -> Filter<'static> {
    let filter = Filter::default().bind(":today", today).always("l.quantity > 0").when(
        "b.environment_id = :warehouse",
        ":warehouse",
        warehouse,
    );
    scope.within(filter, &ROOM)
}

fn soonest_first(db: &Connection, filter: &Filter<'_>) -> Result<Vec<Lot>> {
    let text = format!("{SELECT}{}\norder by l.use_by_date, l.id", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// The lots whose last day is today or later, until a day; soonest first.
pub fn expiring(
    db: &Connection,
    scope: Scope,
    warehouse: Option<Id>,
    today: Day,
    until: Day,
) -> Result<Vec<Lot>> {
    let filter = dated(scope, warehouse, today).always("l.use_by_date >= :today").when(
        "l.use_by_date <= :until",
        ":until",
        Some(until),
    );
    soonest_first(db, &filter)
}

/// The lots of which something is left and whose last day is over; soonest first.
pub fn expired(db: &Connection, scope: Scope, warehouse: Option<Id>, today: Day) -> Result<Vec<Lot>> {
    soonest_first(db, &dated(scope, warehouse, today).always("l.use_by_date < :today"))
}
