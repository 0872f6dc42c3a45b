//! The first page of the materials: what it adds up, for whom, and that it is the centre's day that counts.

use crate::stock::{Shelf, adjust, bin, issue, product, promise, receive, scrap};
use crate::support::{App, Person, Ready, Resource, Roles, day, patched};
use inventario::appliance::health::checkup::{Grade, checkup};
use serde_json::{Value, json};

/// Read by all but apprentices.
const ROLES: Roles = &[("in su ad ag", &["stock_dashboard"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value);

fn value(_: &Ready, _: &str, _: &str) -> Option<String> {
    None
}

async fn figures(app: &App, who: &Person, query: &str) -> Value {
    app.get(who, &format!("/api/stock/dashboard{query}")).await.expect(200).json()
}

#[tokio::test]
async fn an_empty_warehouse_has_figures_of_nothing() {
    let app = App::new().await;
    let found = figures(&app, &app.world.wilson, "").await;
    assert_eq!(found["value"], json!({ "products": 0, "lots": 0, "amount": 0.0, "unpriced_lots": 0 }));
    assert_eq!(
        found["occupancy"],
        json!({ "total_bins": 0, "occupied_bins": 0, "utilization_percent": 0.0 })
    );
    assert_eq!(found["fefo"], json!({ "issues": 0, "compliant": 0, "percent": null }));
    assert_eq!(
        (&found["expiring"], &found["low_stock"], &found["low_stock_count"]),
        (&json!([]), &json!([]), &json!(0))
    );
    let week = found["week"].as_array().unwrap();
    assert_eq!((week.len(), &week[0]["day"], &week[6]["day"]), (7, &json!(day(-6)), &json!(day(0))));
}

#[tokio::test]
async fn what_lies_there_is_valued_by_its_lot_else_by_its_product() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    let paint = shelf.another(&app, "Pintura", "04-1-1").await;
    let glue = shelf.another(&app, "Pegante", "04-1-2").await;
    bin(&app, world.bodega.id, "04-1-3").await;
    let priced = async |shelf: &Shelf, batch: &str, quantity: f64, price: Value| {
        let new = patched(shelf.receipt(batch, None, json!(quantity)), &json!({ "unit_price": price }));
        let received = app.post(&world.wilson, "/api/stock/receive", new).await.expect(201).json();
        received["lot_id"].as_str().unwrap().to_owned()
    };
    priced(&shelf, "L-1", 2.5, json!(1_000)).await;
    let price = json!({ "unit_price": 200.5 });
    app.put(&world.wilson, &format!("/api/products/{}", paint.product), price).await.expect(200);
    let lot = priced(&paint, "P-1", 4.0, Value::Null).await;
    priced(&glue, "G-1", 1.0, Value::Null).await;
    let found = figures(&app, &world.wilson, "").await;
    assert_eq!(found["value"], json!({ "products": 3, "lots": 3, "amount": 3302.0, "unpriced_lots": 1 }));
    assert_eq!(
        found["occupancy"],
        json!({ "total_bins": 4, "occupied_bins": 3, "utilization_percent": 75.0 })
    );
    scrap(&app, &lot).await.expect(200);
    let found = figures(&app, &world.wilson, "").await;
    assert_eq!(found["value"], json!({ "products": 2, "lots": 2, "amount": 2500.0, "unpriced_lots": 1 }));
    assert_eq!(found["occupancy"]["occupied_bins"], 2);
    // What may not be used isn't counted as occupied, as the map has it.
    app.run(format!("update bins set set_aside = 'inactive' where id = '{}'", glue.bin)).await;
    assert_eq!(figures(&app, &world.wilson, "").await["occupancy"]["occupied_bins"], 1);
}

#[tokio::test]
async fn a_lot_worth_more_than_a_number_holds_is_still_received() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let new = patched(
        shelf.receipt("L-1", None, json!(99_999_999.99)),
        &json!({ "unit_price": 900_000_000_000_i64 }),
    );
    app.post(&app.world.wilson, "/api/stock/receive", new).await.expect(201);
    let found = figures(&app, &app.world.wilson, "").await;
    assert_eq!(found["value"]["amount"], 100_000_000_000.0);
}

#[tokio::test]
async fn what_expires_comes_soonest_first_and_what_has_expired_is_counted_apart() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    shelf.receive_on(&app, &app.world.wilson, -9, "L-0", Some(3), 4).await;
    for (batch, days) in [("L-14", 14), ("L-6", 6), ("L-13", 13), ("L-1", 1), ("L-7", 7), ("L-31", 31)] {
        receive(&app, &shelf, batch, Some(days), json!(1)).await;
    }
    receive(&app, &shelf, "siempre", None, json!(1)).await;
    let used = receive(&app, &shelf, "L-2", Some(2), json!(1)).await;
    issue(&app, &used, json!({ "force_non_fefo": true, "override_reason": "Abierto" })).await.expect(200);
    let found = figures(&app, &app.world.ana, "").await;
    assert_eq!(found["expiry"], json!({ "expired": 1, "critical": 2, "high": 2 }));
    let list = found["expiring"].as_array().unwrap();
    let batches: Vec<_> = list.iter().map(|it| it["batch_number"].as_str().unwrap()).collect();
    assert_eq!(batches, ["L-1", "L-6", "L-7", "L-13", "L-14"]);
    assert_eq!(
        (&list[0]["days_until_expiry"], &list[0]["bin_code"], &list[0]["product_name"], &list[0]["unit"]),
        (&json!(1), &json!("03-2-1"), &json!("Harina"), &json!("kg"))
    );
    for n in 0..9 {
        receive(&app, &shelf, &format!("M-{n}"), Some(20), json!(1)).await;
    }
    let found = figures(&app, &app.world.ana, "").await;
    assert_eq!(found["expiring"].as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn what_is_low_is_listed_by_what_lacks_most_and_counted_whole() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", None, json!(6)).await;
    let minimum = async |product: &str, minimum: Value| {
        let patch = json!({ "min_stock": minimum });
        app.put(&app.world.wilson, &format!("/api/products/{product}"), patch).await.expect(200);
    };
    minimum(&shelf.product, json!(10)).await;
    let salt = product(&app, "Sal", "kg").await;
    minimum(&salt, json!(2)).await;
    let found = figures(&app, &app.world.bruno, "").await;
    let list = found["low_stock"].as_array().unwrap();
    let low: Vec<_> = list.iter().map(|it| (it["product_name"].as_str().unwrap(), &it["quantity"])).collect();
    assert_eq!(low, [("Sal", &json!(0)), ("Harina", &json!(6))]);
    assert_eq!((&list[1]["min_stock"], &found["low_stock_count"]), (&json!(10), &json!(2)));
    let same = figures(&app, &app.world.bruno, &format!("?warehouse_id={}", app.world.bodega.id)).await;
    assert_eq!(same["low_stock"], found["low_stock"]);
    for n in 0..11 {
        let id = product(&app, &format!("Tornillo {n}"), "unidad").await;
        minimum(&id, json!(1)).await;
    }
    app.put(&app.world.wilson, &format!("/api/products/{salt}"), json!({ "is_active": false }))
        .await
        .expect(200);
    let found = figures(&app, &app.world.bruno, "").await;
    assert_eq!((found["low_stock"].as_array().unwrap().len(), &found["low_stock_count"]), (10, &json!(12)));
}

#[tokio::test]
async fn movements_are_counted_by_the_days_of_the_centre_and_issues_by_their_turn() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    shelf.receive_on(&app, &world.wilson, -40, "L-0", Some(300), 50).await;
    shelf.receive_on(&app, &world.wilson, -6, "L-1", Some(300), 50).await;
    shelf.receive_on(&app, &world.wilson, -7, "L-2", Some(300), 50).await;
    let first = receive(&app, &shelf, "L-3", Some(30), json!(10)).await;
    let second = receive(&app, &shelf, "L-4", Some(60), json!(10)).await;
    issue(&app, &first, json!({})).await.expect(200);
    issue(&app, &first, json!({})).await.expect(200);
    issue(&app, &second, json!({ "force_non_fefo": true, "override_reason": "Abierto" })).await.expect(200);
    adjust(&app, &second, json!(4)).await.expect(200);
    let found = figures(&app, &world.gloria, "").await;
    let today: Vec<_> = found["today"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["movement_type"].as_str().unwrap(), it["count"].as_i64().unwrap()))
        .collect();
    assert_eq!(today, [("receipt", 2), ("issue", 3), ("adjustment", 1), ("transfer", 0), ("scrap", 0)]);
    assert_eq!(found["week"][0], json!({ "day": day(-6), "receipts": 1, "issues": 0 }));
    assert_eq!(found["week"][6], json!({ "day": day(0), "receipts": 2, "issues": 3 }));
    assert_eq!(found["fefo"], json!({ "issues": 3, "compliant": 2, "percent": 66.66 }));
}

#[tokio::test]
async fn what_is_under_way_is_counted_and_each_sees_their_own_centre() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    let lot = receive(&app, &shelf, "L-1", Some(10), json!(10)).await;
    promise(&app, &shelf, &lot, "2557", 300).await;
    app.run(format!(
        "update environments set is_warehouse = 1 where id in ('{0}', '{1}');
         insert into transfers (id, source_lot_id, source_environment_id, target_environment_id, quantity_sent, status, created_by,
             created_at, updated_at)
         select '018f3b1c-0000-7000-8000-00000000bb0' || n, '{lot}', '{2}', '{0}', 100, s, '{3}', '2026-01-05T12:00:00.000000Z',
             '2026-01-05T12:00:00.000000Z'
         from (select 1 as n, 'pending' as s union all select 2, 'in_transit' union all select 3, 'in_transit');
         insert into counts (id, environment_id, scope, bin_id, is_blind, status, created_by, created_at, updated_at)
         values ('018f3b1c-0000-7000-8000-00000000cc01', '{2}', 'bin', '{4}', 1, 'open', '{3}', '2026-01-05T12:00:00.000000Z',
             '2026-01-05T12:00:00.000000Z')",
        world.idiomas.id, world.taller.id, world.bodega.id, world.wilson.id, shelf.bin
    ))
    .await;
    let all = json!({ "reservations": 1, "transfers_pending": 1, "transfers_in_transit": 2, "counts": 1 });
    let found = figures(&app, &world.bruno, "").await;
    assert_eq!(found["under_way"], all);
    assert_eq!(
        figures(&app, &world.gloria, &format!("?warehouse_id={}", world.bodega.id)).await["under_way"],
        all
    );
    let target = figures(&app, &world.bruno, &format!("?warehouse_id={}", world.idiomas.id)).await;
    assert_eq!(
        target["under_way"],
        json!({ "reservations": 0, "transfers_pending": 1, "transfers_in_transit": 2, "counts": 0 })
    );
    assert_eq!((&target["value"]["lots"], &target["warehouse_id"]), (&json!(0), &json!(world.idiomas.id)));
    app.run(format!(
        "update users set center_id = '{}', environment_id = '{}' where id = '{}'",
        world.other_center, world.taller.id, world.ivan.id
    ))
    .await;
    let theirs = figures(&app, &world.ivan, "").await;
    let same = figures(&app, &world.ivan, &format!("?warehouse_id={}", world.bodega.id)).await;
    for found in [theirs, same] {
        assert_eq!((&found["value"]["lots"], &found["expiring"]), (&json!(0), &json!([])));
        assert_eq!(found["under_way"]["reservations"], 0);
    }
    app.get(&world.estela, "/api/stock/dashboard").await.expect(403);
}

#[tokio::test]
async fn the_check_up_sees_sums_that_are_not_those_of_the_rows() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    issue(&app, &lot, json!({})).await.expect(200);
    scrap(&app, &receive(&app, &shelf, "L-2", Some(5), json!(10)).await).await.expect(200);
    let found = || {
        let all = checkup(app.dir(), Some(crate::support::SECRET));
        let own = all.into_iter().find(|it| it.what == "Materiales").unwrap();
        (own.grade, own.text)
    };
    assert_eq!(found().0, Grade::Good, "{}", found().1);
    for (table, column, what) in [
        ("stock_totals", "value", "las existencias por producto"),
        ("stocked_bins", "lots", "las ubicaciones con material"),
        ("movement_hours", "count", "los movimientos por hora"),
    ] {
        app.run(format!("update {table} set {column} = {column} + 1")).await;
        let (grade, text) = found();
        assert_eq!(grade, Grade::Bad, "{table}");
        assert!(text.contains(what) && text.contains("restaure una copia"), "{text}");
        app.run(format!("update {table} set {column} = {column} - 1")).await;
        assert_eq!(found().0, Grade::Good, "{table}");
    }
    app.run("delete from stocked_bins").await;
    assert!(found().1.contains("las ubicaciones con material"));
}
