//! SQL of the first page of the materials; what is longer than a few lines lies in `sql/`. Before each query stands the table `rooms` of
//! the warehouses that are asked for.

pub mod sums;

use super::model::{
    HourOfMovements, LowProduct, SoonestLot, StockExpiry, StockOccupancy, StockUnderWay, StockValue,
};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::FromRow;
use crate::kit::{Day, Error, Id, Result, RoomColumns, Scope};
use crate::warehouse::stock::rules::expiry::BOUNDS;
use crate::warehouse::warehouses::rules::utilization;
use chrono::TimeDelta;
use rusqlite::{Connection, ToSql};

const ROOM: RoomColumns = room!("e.id", "e.center_id");
/// How many of a list are shown.
const SHOWN: i64 = 10;
/// The warehouses that the figures are of.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// What the caller may see.
    pub scope: Scope,
    /// The one that they asked for.
    pub warehouse_id: Option<Id>,
}

/// A query with its warehouses, and their values.
struct Query<'a> {
    text: String,
    filter: Filter<'a>,
}

impl Query<'_> {
    fn of(asked: Asked, text: &str) -> Self {
        let filter = Filter::default().always("e.is_warehouse = 1").when(
            "e.id = :warehouse",
            ":warehouse",
            asked.warehouse_id,
        );
        let filter = asked.scope.within(filter, &ROOM);
        // The first line says what it is.
        let text = text.split_once('\n').map_or(text, |(_, rest)| rest);
        let text = format!(
            "with rooms as materialized (
             select e.id, e.name, e.center_id
             from environments e{}
             )\n{text}",
            filter.clause()
        );
        Self { text, filter }
    }

    fn params<'b>(&'b self, more: &[(&'b str, &'b dyn ToSql)]) -> Vec<(&'b str, &'b dyn ToSql)> {
        let mut params = self.filter.params();
        params.extend_from_slice(more);
        params
    }

    fn sums<T>(
        &self,
        db: &Connection,
        more: &[(&str, &dyn ToSql)],
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let found = sql::value(db, &self.text, &self.params(more), read)?;
        found.ok_or_else(|| Error::internal("sums gave no row"))
    }
}

/// How much there is, and what it is worth.
pub fn value(db: &Connection, asked: Asked) -> Result<StockValue> {
    Query::of(asked, include_str!("sql/value.sql")).sums(db, &[], |row| {
        // Whole cents: what is drawn are pesos.
        let cents: f64 = row.get("cents")?;
        Ok(StockValue {
            products: row.get("products")?,
            lots: row.get("lots")?,
            amount: cents.round() / 100.0,
            unpriced_lots: row.get("unpriced_lots")?,
        })
    })
}

/// How many bins are occupied.
pub fn occupancy(db: &Connection, asked: Asked) -> Result<StockOccupancy> {
    Query::of(asked, include_str!("sql/occupancy.sql")).sums(db, &[], |row| {
        let (total_bins, occupied_bins) = (row.get("total_bins")?, row.get("occupied_bins")?);
        Ok(StockOccupancy {
            total_bins,
            occupied_bins,
            utilization_percent: utilization(occupied_bins, total_bins),
        })
    })
}

/// The day so many days after another.
fn ahead(day: Day, days: i64) -> Day {
    Day(day.0.checked_add_signed(TimeDelta::days(days)).unwrap_or(day.0))
}

/// How many lots expire soon or have expired.
pub fn expiry(db: &Connection, asked: Asked, today: Day) -> Result<StockExpiry> {
    let [critical, high, _] = BOUNDS.map(|days| ahead(today, days));
    let params: [(&str, &dyn ToSql); 3] = [(":today", &today), (":critical", &critical), (":high", &high)];
    Query::of(asked, include_str!("sql/expiry.sql")).sums(db, &params, StockExpiry::read)
}

/// The lots that expire first from today on, of those that are at least of medium urgency.
pub fn soonest(db: &Connection, asked: Asked, today: Day) -> Result<Vec<SoonestLot>> {
    let [.., medium] = BOUNDS;
    let until = ahead(today, medium);
    let query = Query::of(asked, include_str!("sql/soonest.sql"));
    sql::all(db, &query.text, &query.params(&[(":today", &today), (":until", &until), (":shown", &SHOWN)]))
}

/// The products of which there is less than their minimum in their centre: how many, and those that lack most of it.
pub fn low(db: &Connection, asked: Asked) -> Result<(i64, Vec<LowProduct>)> {
    let query = Query::of(asked, include_str!("sql/low.sql"));
    let mut count = 0;
    let params = query.params(&[(":shown", &SHOWN)]);
    let found =
        sql::values(db, &query.text, &params, |row| Ok((row.get::<_, i64>("low")?, LowProduct::read(row)?)))?;
    let products = found.into_iter().map(|(low, product)| {
        count = low;
        product
    });
    let products = products.collect();
    Ok((count, products))
}

/// How many movements there were in each hour from one on, by type.
pub fn hours(db: &Connection, asked: Asked, from: &str) -> Result<Vec<HourOfMovements>> {
    let query = Query::of(asked, include_str!("sql/hours.sql"));
    sql::all(db, &query.text, &query.params(&[(":from", &from)]))
}

/// What is promised, on its way, or being counted.
pub fn under_way(db: &Connection, asked: Asked) -> Result<StockUnderWay> {
    Query::of(asked, include_str!("sql/under_way.sql")).sums(db, &[], StockUnderWay::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Db;

    /// Warehouses are few; what lies, moves and is wanted in them is sought.
    #[tokio::test]
    async fn every_figure_is_sought_and_none_is_counted_through() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap();
        let texts = [
            include_str!("sql/value.sql"),
            include_str!("sql/occupancy.sql"),
            include_str!("sql/expiry.sql"),
            include_str!("sql/soonest.sql"),
            include_str!("sql/low.sql"),
            include_str!("sql/hours.sql"),
            include_str!("sql/under_way.sql"),
        ];
        for scope in [Scope::Everything, Scope::Center(Id::from_bits(1))] {
            for text in texts {
                let text = Query::of(Asked { scope, warehouse_id: None }, text).text;
                let steps = db.read(move |db| sql::plan(db, &text)).await.unwrap();
                assert!(steps.iter().any(|step| step.starts_with("SEARCH")), "{steps:#?}");
                // Warehouses, what was found of them, and what of an index is all wanted.
                let scans = [
                    "SCAN e",
                    "SCAN r",
                    "SCAN rooms",
                    "SCAN s",
                    "SCAN m",
                    "SCAN CONSTANT ROW",
                    "SCAN v USING INDEX reservations_open",
                ];
                for step in steps.iter().filter(|step| step.starts_with("SCAN")) {
                    assert!(
                        scans.iter().any(|scan| step == scan
                            || step.starts_with(&format!("{scan} "))
                            || step.starts_with("SCAN (subquery")),
                        "{steps:#?}"
                    );
                }
            }
        }
    }
}
