//! How much there is, where, and what expires.

use super::{STOCK, Shelf, issue, promise, receive};
use crate::support::{App, day};
use inventario::appliance::health::checkup::{Grade, checkup};
use serde_json::{Value, json};

async fn get(app: &App, path: &str) -> Value {
    app.get(&app.world.bruno, &format!("{STOCK}/{path}")).await.expect(200).json()
}

#[tokio::test]
async fn levels_add_up_what_lies_in_the_bins() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let beside = shelf.beside(&app, app.world.bodega.id, "03-2-2").await;
    let paint = shelf.another(&app, "Pintura", "04-1-1").await;
    let lot = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    receive(&app, &beside, "L-2", Some(30), json!(2.5)).await;
    shelf.receive_on(&app, &app.world.wilson, -9, "L-0", Some(3), 4).await;
    receive(&app, &paint, "P-1", None, json!(1)).await;
    promise(&app, &shelf, &lot, "2557", 300).await;
    let levels = get(&app, "levels").await;
    let flour = &levels[0];
    assert_eq!(
        (&flour["product_name"], &flour["unit"], &flour["total_quantity"], &flour["reserved_quantity"]),
        (&json!("Harina"), &json!("kg"), &json!(16.5), &json!(3))
    );
    assert_eq!(flour["available_quantity"], 9.5, "neither what is promised nor what is over");
    assert_eq!((&flour["bin_count"], &flour["batch_count"]), (&json!(2), &json!(3)));
    assert_eq!((&flour["oldest_expiry"], &flour["newest_expiry"]), (&json!(day(-6)), &json!(day(30))));
    let mut locations: Vec<&str> =
        flour["locations"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    locations.sort_unstable();
    assert_eq!(locations, ["03-2-1", "03-2-2"]);
    assert_eq!(levels[1]["product_name"], "Pintura");
    assert_eq!(get(&app, "summary").await, levels);
    let there = get(&app, &format!("summary?warehouse_id={}", app.world.sistemas.id)).await;
    assert_eq!(there, json!([]));
    let places = get(&app, &format!("locations?product_id={}", paint.product)).await;
    assert_eq!(places[0]["locations"], json!(["04-1-1"]));
    app.get(&app.world.bruno, &format!("{STOCK}/locations")).await.expect(422);
    let page = app.get(&app.world.bruno, &format!("{STOCK}/levels?limit=1&skip=1")).await.expect(200);
    assert_eq!(
        (page.json()[0]["product_name"].clone(), page.header("x-total-count")),
        (json!("Pintura"), Some("2"))
    );
}

#[tokio::test]
async fn what_expires_is_told_by_how_near_it_is_and_what_is_over_by_what_to_do() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    for (batch, days) in [("L-6", 6), ("L-7", 7), ("L-13", 13), ("L-14", 14), ("L-30", 30), ("L-31", 31)] {
        receive(&app, &shelf, batch, Some(days), json!(1)).await;
    }
    receive(&app, &shelf, "siempre", None, json!(1)).await;
    shelf.receive_on(&app, &app.world.wilson, -9, "L-0", Some(3), 4).await;
    let used = receive(&app, &shelf, "L-1", Some(1), json!(1)).await;
    issue(&app, &used, json!({})).await.expect(200);
    let warnings = get(&app, "expiry-warnings").await;
    assert_eq!(warnings["summary"], json!({ "critical": 1, "high": 2, "medium": 1, "low": 1, "total": 5 }));
    let first = &warnings["items"][0];
    assert_eq!(
        (&first["batch_number"], &first["warehouse_name"], &first["warning_message"], &first["state"]),
        (&json!("L-6"), &json!("Bodega central"), &json!("CRÍTICO: vence en 6 días"), &json!("available"))
    );
    assert_eq!(warnings["items"][4]["warning_message"], "Vence en 30 días");
    assert_eq!(get(&app, "expiry-warnings?days_threshold=6").await["summary"]["total"], 1);
    for wrong in ["0", "366"] {
        let uri = format!("{STOCK}/expiry-warnings?days_threshold={wrong}");
        app.get(&app.world.bruno, &uri).await.expect(422);
    }
    let expired = get(&app, "expired").await;
    let gone = &expired["items"][0];
    assert_eq!(
        (&expired["total"], &gone["days_since_expiry"], &gone["action_required"], &gone["state"]),
        (&json!(1), &json!(6), &json!("Dé de baja el lote"), &json!("expired"))
    );
    let room = app.world.sistemas.id;
    assert_eq!(get(&app, &format!("expired?warehouse_id={room}")).await["total"], 0);
    assert_eq!(get(&app, &format!("expiry-warnings?warehouse_id={room}")).await["warehouse_id"], json!(room));
}

#[tokio::test]
async fn a_recommendation_of_what_nobody_has_is_not_found() {
    let app = App::new().await;
    let uri = |product: &str, quantity: &str| {
        format!("{STOCK}/fefo-recommendation?product_id={product}&quantity={quantity}")
    };
    let nobody = uri(&app.world.center.to_string(), "1");
    assert_eq!(app.get(&app.world.ana, &nobody).await.expect(404).detail(), "Producto no encontrado");
    let shelf = Shelf::of(&app).await;
    let empty = app.get(&app.world.ana, &uri(&shelf.product, "1")).await.expect(200).json();
    assert_eq!(
        (&empty["recommendations"], &empty["total_available"], &empty["fefo_warnings"]),
        (&json!([]), &json!(0), &json!([]))
    );
    for wrong in ["0", "-1", "1.234", "mucho", "1,5"] {
        app.get(&app.world.ana, &uri(&shelf.product, wrong)).await.expect(422);
    }
}

#[tokio::test]
async fn the_check_up_adds_the_ledger_up() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    issue(&app, &lot, json!({})).await.expect(200);
    let found = || {
        let all = checkup(app.dir(), Some(crate::support::SECRET));
        let own = all.into_iter().find(|it| it.what == "Materiales").unwrap();
        (own.grade, own.text)
    };
    let (grade, text) = found();
    assert_eq!((grade, text.as_str()), (Grade::Good, "lo que hay es lo que suman sus movimientos (2)"));
    app.run("update lots set quantity = 850").await;
    let (grade, text) = found();
    assert_eq!(grade, Grade::Bad);
    assert!(text.contains("1 lote") && text.contains("L-1"), "{text}");
}
