//! What the migrations make of a warehouse of materials that the first version of it left.

use super::carried::texts;
use super::versions::{columns, rows};
use crate::levels::{self, open};
use crate::support::SECRET;
use inventario::kit::db::Db;

const KEPT: &str = include_str!("../fixtures/released/at_v39.sql");
const TABLES: [&str; 7] =
    ["bins", "products", "lots", "movements", "reservations", "reservation_items", "transfers"];

#[test]
fn a_warehouse_keeps_its_rows_and_its_sums_are_made_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 39);
    old.execute_batch(KEPT).unwrap();
    let kept = TABLES.map(|table| {
        let columns = columns(&old, table);
        (table, rows(&old, table, &columns), columns)
    });
    drop(old);

    Db::open(&path, SECRET).unwrap().close();
    let db = open(&path);
    for (table, before, columns) in &kept {
        assert!(!before.is_empty(), "{table}");
        assert_eq!(rows(&db, table, columns), *before, "{table}");
    }
    let totals = "select lots || ' ' || quantity || ' ' || value || ' ' || unpriced_lots from stock_totals";
    assert_eq!(texts(&db, totals), ["2 1300 1650000 1"]);
    assert_eq!(
        texts(&db, "select b.code || ' ' || s.lots from stocked_bins s join bins b on b.id = s.bin_id"),
        ["01-1-1 2"]
    );
    let hours = "select hour || ' ' || movement_type || ' ' || count || ' ' || compliant
         from movement_hours
         order by hour, movement_type";
    let expected = [
        "2026-11-20T12 receipt 4 0",
        "2026-11-20T13 issue 1 1",
        "2026-11-20T13 scrap 1 0",
        "2026-11-20T13 transfer 1 0",
    ];
    assert_eq!(texts(&db, hours), expected);
    // What is under way is at the price and of the age of the lot that it left.
    assert_eq!(
        texts(&db, "select sent_unit_price || ' ' || sent_received_at from transfers"),
        ["150000 2026-11-20T12:01:00.000000Z"]
    );
    // And from then on the sums follow.
    db.execute_batch("update lots set quantity = 0 where batch_number = 'L-2'").unwrap();
    assert_eq!(texts(&db, totals), ["1 800 1200000 0"]);
}
