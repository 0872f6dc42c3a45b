//! Alerts of materials that are moved: what is on its way isn't lacking, and an alert goes with its lot.

use super::materials::{frequent, morning, set_minimum, told};
use super::watch::open;
use crate::stock::{Shelf, bin, issue, receive};
use crate::support::App;
use serde_json::json;

#[tokio::test]
async fn what_is_on_its_way_between_the_warehouses_of_a_centre_is_not_lacking() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    set_minimum(&app, &shelf.product, json!(10)).await;
    let lot = receive(&app, &shelf, "L-1", None, json!(10)).await;
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", world.idiomas.id)).await;
    let send = json!({ "source_lot_id": lot, "target_warehouse_id": world.idiomas.id, "quantity": 6 });
    let sent = app.post(&world.wilson, "/api/transfers/cross-warehouse", send).await.expect(201).json();
    let lacking = async || {
        frequent(&app, 0).await;
        let list = app.get(&world.wilson, "/api/products?is_low=true").await.expect(200).json();
        let page = app.get(&world.gloria, "/api/stock/dashboard").await.expect(200).json();
        (
            open(&app, "low_stock").await.len(),
            list["items"].as_array().unwrap().len(),
            page["low_stock_count"].as_i64().unwrap(),
        )
    };
    assert_eq!(lacking().await, (0, 0, 0));
    issue(&app, &lot, json!({ "quantity": 1 })).await.expect(200);
    assert_eq!(lacking().await, (1, 1, 1));
    let low = open(&app, "low_stock").await.remove(0);
    assert_eq!(low["severity"], "medium", "nine of ten are there or come");
    assert_eq!(
        low["message"],
        "De «Harina» hay 3 kg en las bodegas del centro, y hay 6 kg en camino entre ellas; el mínimo es 10 kg"
    );
    let path = format!("/api/transfers/{}/cancel", sent["transfer_id"].as_str().unwrap());
    app.post(&world.wilson, &path, json!({ "reason": "Se necesita aquí" })).await.expect(200);
    assert_eq!(lacking().await, (1, 1, 1), "what comes back isn't counted twice");
    receive(&app, &shelf, "L-2", None, json!(1)).await;
    assert_eq!(lacking().await, (0, 0, 0));
}

#[tokio::test]
async fn a_lot_that_is_put_in_another_bin_keeps_its_alert_and_nobody_is_told_again() {
    let app = App::new().await;
    let (world, shelf) = (&app.world, Shelf::of(&app).await);
    let lot = receive(&app, &shelf, "L-1", Some(5), json!(4)).await;
    assert_eq!(morning(&app, 0).await, 1);
    let before = open(&app, "material_expiring").await.remove(0);
    let other = bin(&app, world.bodega.id, "03-2-9").await;
    let new = json!({ "source_lot_id": lot, "target_bin_id": other, "quantity": 4 });
    app.post(&world.wilson, "/api/transfers", new).await.expect(201);
    assert_eq!((frequent(&app, 0).await, morning(&app, 0).await), (1, 0));
    let after = open(&app, "material_expiring").await;
    assert_eq!((after.len(), &after[0]["id"]), (1, &before["id"]));
    assert_ne!(after[0]["entity_id"], before["entity_id"]);
    assert!(after[0]["message"].as_str().unwrap().contains("03-2-9"), "{after:?}");
    assert_eq!(told(&app, &world.wilson).await.len(), 1);
}
