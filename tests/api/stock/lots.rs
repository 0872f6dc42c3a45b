//! The list of lots: what it is cut to, its order, and what each lot is said to be.

use super::{STOCK, Shelf, issue, promise, receive, scrap};
use crate::support::{App, day};
use inventario::kit::wire::{Day, Id};
use inventario::warehouse::stock::model::Lot;
use inventario::warehouse::stock::rules::{expiry, fefo};
use inventario::warehouse::stock::store;
use serde_json::json;

async fn batches(app: &App, query: &str) -> Vec<String> {
    let page = app.get(&app.world.ana, &format!("{STOCK}/lots?{query}")).await.expect(200).json();
    let items = page["items"].as_array().unwrap().clone();
    assert!(page["total"].as_u64().unwrap() >= items.len() as u64);
    items.iter().map(|lot| lot["batch_number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn lots_are_listed_by_what_expires_first_and_cut_to_what_is_asked_for() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let paint = shelf.another(&app, "Pintura añil", "04-1-1").await;
    receive(&app, &shelf, "L-9", None, json!(1)).await;
    receive(&app, &shelf, "L-2", Some(30), json!(1)).await;
    let used = receive(&app, &shelf, "L-1", Some(3), json!(1)).await;
    receive(&app, &paint, "P-1", Some(9), json!(1)).await;
    issue(&app, &used, json!({})).await.expect(200);
    assert_eq!(batches(&app, "").await, ["P-1", "L-2", "L-9"]);
    assert_eq!(batches(&app, "order=received").await, ["P-1", "L-2", "L-9"]);
    for (order, expected) in [
        ("use_by", ["P-1", "L-2", "L-9"]),
        ("use_by_last", ["L-2", "P-1", "L-9"]),
        ("received_first", ["L-9", "L-2", "P-1"]),
        ("product", ["L-2", "L-9", "P-1"]),
        ("product_last", ["P-1", "L-2", "L-9"]),
        ("bin", ["L-2", "L-9", "P-1"]),
        ("bin_last", ["P-1", "L-2", "L-9"]),
    ] {
        assert_eq!(batches(&app, &format!("order={order}")).await, expected, "{order}");
    }
    assert_eq!(batches(&app, &format!("use_by_to={}", day(9))).await, ["P-1"]);
    assert_eq!(batches(&app, &format!("use_by_to={}", day(8))).await, [""; 0]);
    assert_eq!(batches(&app, &format!("use_by_from={}", day(10))).await, ["L-2"]);
    assert_eq!(batches(&app, &format!("use_by_from={}&use_by_to={}", day(9), day(30))).await, ["P-1", "L-2"]);
    assert_eq!(batches(&app, "in_stock=false").await, ["L-1"]);
    assert_eq!(batches(&app, "state=empty").await, ["L-1"]);
    assert_eq!(batches(&app, "state=available&in_stock=true").await, ["P-1", "L-2", "L-9"]);
    assert_eq!(batches(&app, &format!("product_id={}", shelf.product)).await, ["L-2", "L-9"]);
    assert_eq!(batches(&app, &format!("bin_id={}", paint.bin)).await, ["P-1"]);
    assert_eq!(batches(&app, &format!("warehouse_id={}", app.world.bodega.id)).await, ["P-1", "L-2", "L-9"]);
    assert_eq!(batches(&app, &format!("warehouse_id={}", app.world.sistemas.id)).await, [""; 0]);
    assert_eq!(batches(&app, &format!("supplier_id={}", app.world.center)).await, [""; 0]);
    assert_eq!(batches(&app, "search=ANIL").await, ["P-1"]);
    assert_eq!(batches(&app, "search=03-2").await, ["L-2", "L-9"]);
    assert_eq!(batches(&app, "page=2&page_size=2").await, ["L-9"]);
    let page = app.get(&app.world.ana, &format!("{STOCK}/lots?page_size=2")).await.expect(200).json();
    assert_eq!((&page["total"], &page["pages"]), (&json!(3), &json!(2)));
}

#[tokio::test]
async fn what_sql_says_of_a_lot_is_what_the_rules_say() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let wilson = &app.world.wilson;
    // Each kind of lot on each day around a bound.
    let mut kinds = 0;
    for days in [None, Some(0), Some(1), Some(6), Some(7), Some(13), Some(14), Some(29), Some(30), Some(400)]
    {
        for kind in ["plain", "held", "promised", "scrapped", "used"] {
            let batch = format!("{kind} {days:?}");
            // Received long ago, so that it may be over by now.
            let lot = shelf.receive_on(&app, wilson, -1, &batch, days.map(|days| days + 1), 10).await;
            match kind {
                "held" => {
                    let why = json!({ "reason": "Revisión" });
                    app.post(wilson, &format!("{STOCK}/lots/{lot}/hold"), why).await.expect(200);
                }
                "promised" => promise(&app, &shelf, &lot, "2557", 1_000).await,
                "scrapped" => drop(scrap(&app, &lot).await.expect(200)),
                "used" => app.run(format!("update lots set quantity = 0 where id = '{lot}'")).await,
                _ => {}
            }
            kinds += 1;
        }
    }
    for set_aside in ["null", "'inactive'", "'reserved'"] {
        app.run(format!("update bins set set_aside = {set_aside}")).await;
        for later in [0, 1, 8, 31] {
            let looked = app.at(&app.world.gloria, later, move |tx| agree(tx, tx.today())).await;
            assert_eq!(looked, kinds);
        }
    }
    app.run(format!("update environments set is_active = 0 where id = '{}'", app.world.bodega.id)).await;
    assert_eq!(app.at(&app.world.gloria, 0, move |tx| agree(tx, tx.today())).await, kinds);
}

/// Compares what both say of each lot; answers how many there are.
fn agree(db: &rusqlite::Connection, today: Day) -> usize {
    let ids: Vec<Id> = {
        let mut query = db.prepare("select id from lots").unwrap();
        query.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    for id in &ids {
        let lot: Lot = store::get_within(db, inventario::kit::Scope::Everything, *id, today).unwrap();
        let (own, _) = store::candidates_like(db, *id).unwrap();
        let state = fefo::obstacle(&own.unwrap(), today).map(|why| why.state().as_str());
        assert_eq!(lot.state.as_str(), state.unwrap_or("available"), "{} on {today}", lot.batch_number);
        let days = lot.use_by_date.map(|day| expiry::days_left(day, today));
        assert_eq!(lot.days_until_expiry, days, "{}", lot.batch_number);
        assert_eq!(lot.urgency, days.map(expiry::urgency), "{} on {today}", lot.batch_number);
        assert_eq!(lot.free_quantity, lot.quantity - lot.reserved_quantity);
    }
    ids.len()
}

#[tokio::test]
async fn a_lot_tells_whom_it_is_promised_to() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    promise(&app, &shelf, &lot, "2557", 250).await;
    promise(&app, &shelf, &lot, "Feria del pan", 150).await;
    let told = super::lot(&app, &lot).await;
    assert_eq!((&told["reserved_quantity"], &told["free_quantity"]), (&json!(4), &json!(6)));
    let reservations: Vec<(&str, f64)> = told["reservations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["order_reference"].as_str().unwrap(), it["quantity"].as_f64().unwrap()))
        .collect();
    assert_eq!(reservations, [("2557", 2.5), ("Feria del pan", 1.5)]);
    assert_eq!(told["is_first"], true);
    // An instructor sees of them their own: Ana made both, and then only one.
    let seen = async || app.get(&app.world.ana, &format!("{STOCK}/lots/{lot}")).await.expect(200).json();
    assert_eq!(seen().await["reservations"], told["reservations"]);
    let gloria = app.world.gloria.id;
    app.run(format!("update reservations set created_by = '{gloria}' where order_reference = '2557'")).await;
    let own = seen().await;
    assert_eq!((own["reservations"].as_array().unwrap().len(), &own["free_quantity"]), (1, &json!(6)));
    assert_eq!(own["reservations"][0]["order_reference"], "Feria del pan");
    promise(&app, &shelf, &lot, "2557", 600).await;
    let uri = format!("{STOCK}/fefo-recommendation?product_id={}&quantity=1", shelf.product);
    let recommendation = app.get(&app.world.ana, &uri).await.expect(200).json();
    assert_eq!(recommendation["skipped"][0]["reason"], "reservado para la ficha 2557, Feria del pan");
    assert_eq!(
        (&recommendation["total_available"], &recommendation["missing_quantity"]),
        (&json!(0), &json!(1))
    );
}
