//! Whether the sums that the database keeps (V44) are those of the rows that they sum up.

use crate::kit::{Result, sql};
use rusqlite::Connection;

const TOTALS: &str = concat!(
    "with rows as materialized (
         select b.environment_id, l.product_id, sum(l.quantity > 0) as lots, sum(l.quantity) as quantity,
             coalesce(sum(",
    worth!(),
    "), 0) as value, sum(l.unit_price is null and l.quantity > 0) as unpriced_lots
         from lots l
         join bins b on b.id = l.bin_id
         join products p on p.id = l.product_id
         group by b.environment_id, l.product_id),
     kept as materialized (
         select environment_id, product_id, lots, quantity, value, unpriced_lots
         from stock_totals)
     select 1
     from (
         select * from (select * from rows except select * from kept)
         union all
         select * from (select * from kept except select * from rows)
         where lots > 0 or quantity > 0 or value > 0 or unpriced_lots > 0)
     limit 1"
);

const BINS: &str = "with rows as materialized (
         select b.environment_id, b.id as bin_id, count(*) as lots
         from lots l
         join bins b on b.id = l.bin_id
         where l.quantity > 0
         group by b.environment_id, b.id),
     kept as materialized (
         select environment_id, bin_id, lots
         from stocked_bins)
     select 1
     from (
         select * from (select * from rows except select * from kept)
         union all
         select * from (select * from kept except select * from rows))
     limit 1";

const HOURS: &str = "with rows as materialized (
         select environment_id, substr(created_at, 1, 13) as hour, movement_type, count(*) as count,
             coalesce(sum(fefo_compliant), 0) as compliant
         from movements
         group by 1, 2, 3),
     kept as materialized (
         select environment_id, hour, movement_type, count, compliant
         from movement_hours)
     select 1
     from (
         select * from (select * from rows except select * from kept)
         union all
         select * from (select * from kept except select * from rows))
     limit 1";

/// The first of the sums that isn't that of its rows, in Spanish; nothing when all are.
///
/// # Errors
/// When the database can't be asked.
pub fn disagreement(db: &Connection) -> Result<Option<&'static str>> {
    for (what, text) in [
        ("las existencias por producto", TOTALS),
        ("las ubicaciones con material", BINS),
        ("los movimientos por hora", HOURS),
    ] {
        if sql::exists(db, text, &[])? {
            return Ok(Some(what));
        }
    }
    Ok(None)
}
