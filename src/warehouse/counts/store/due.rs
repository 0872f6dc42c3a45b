//! SQL of what is counted next.

use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Error, Id, LocalTime, Result, RoomColumns, Scope};
use crate::warehouse::counts::model::{DueBin, DueKind, DueQuery, DueWords};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("b.environment_id", "e.center_id");

/// The bins in use within a scope in which something lies, with their movements since an instant: all of them, for a rank. Each of the
/// figures is read from an index.
pub fn due_bins(db: &Connection, scope: Scope, query: &DueQuery, since: LocalTime) -> Result<Vec<DueBin>> {
    let filter = Filter::default()
        .bind(":since", since)
        .always("e.is_warehouse = 1 and e.is_active = 1")
        .when("b.environment_id = :warehouse", ":warehouse", query.warehouse_id)
        .when(
            "matches(:search, b.code, (
                 select p.name || ' ' || coalesce(p.sku, '')
                 from lots l
                 join products p on p.id = l.product_id
                 where l.bin_id = b.id
                 and l.quantity > 0
                 limit 1))",
            ":search",
            query.search.as_deref(),
        );
    let filter = scope.within(filter, &ROOM);
    // That and how many lots lie in a bin its index says; of which product they are is looked up where it is asked for.
    let product = match query.kind {
        DueKind::Bin => "null",
        DueKind::Product => "min(l.product_id)",
    };
    let text = format!(
        "select b.id as bin_id, b.environment_id as warehouse_id, g.product_id, b.counted_at, g.lots,
             (select count(*) from movements m where m.bin_id = b.id and m.created_at >= :since) as moves
         from (
             select l.bin_id, {product} as product_id, count(*) as lots
             from lots l
             where l.quantity > 0
             group by l.bin_id) g
         cross join bins b on b.id = g.bin_id
         cross join environments e on e.id = b.environment_id{}",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// What some bins are called, and whether they or the product in them are being counted.
pub fn due_words(db: &Connection, bins: &[Id]) -> Result<Vec<DueWords>> {
    let ids = serde_json::to_string(bins).map_err(Error::internal)?;
    sql::all(
        db,
        "select b.id as bin_id, b.code as bin_code, e.name as warehouse_name, p.id as product_id, p.name as product_name, p.sku,
             coalesce(
                 (select c.id
                  from counts c
                  where c.bin_id = b.id
                  and c.status in ('open', 'submitted')),
                 (select c.id
                  from lots l
                  cross join count_lines i on i.lot_id = l.id
                  cross join counts c on c.id = i.count_id
                  where l.bin_id = b.id
                  and l.quantity > 0
                  and c.status in ('open', 'submitted')
                  limit 1)) as open_count_id
         from json_each(:ids) j
         cross join bins b on b.id = j.value
         cross join environments e on e.id = b.environment_id
         cross join products p on p.id = (
             select min(l.product_id)
             from lots l
             where l.bin_id = b.id
             and l.quantity > 0)",
        named_params! { ":ids": ids },
    )
}
