//! What is moved keeps: its price and its age, whatever comes into its lot meanwhile; and the audit keeps what became of the lots.

use super::{Houses, TRANSFERS, act, receive_as, relocate};
use crate::stock::lot;
use crate::support::{App, patched};
use serde_json::{Value, json};

/// Ten kilograms of a batch at a price, as they are sent.
fn priced(houses: &Houses, bin: &str, price: i64) -> Value {
    let new = houses.shelf.receipt("P-1", Some(30), json!(10));
    patched(new, &json!({ "bin_id": bin, "unit_price": price }))
}

/// Ten kilograms at 1,000 that are under way, and ten at 5,000 that came into their lot since then. Answers the transfer, the lot, and
/// when the first ten came.
async fn overtaken(app: &App, houses: &Houses) -> (String, String, Value) {
    let source = receive_as(app, priced(houses, &houses.shelf.bin, 1_000)).await;
    let came = lot(app, &source).await["received_at"].clone();
    let new = houses.parcel(json!(10), &json!({ "source_lot_id": source }));
    let sent = app.post(&app.world.wilson, &format!("{TRANSFERS}/cross-warehouse"), new).await.expect(201);
    let id = sent.json()["transfer_id"].as_str().unwrap().to_owned();
    assert_eq!(receive_as(app, priced(houses, &houses.shelf.bin, 5_000)).await, source);
    let now = lot(app, &source).await;
    assert_eq!(now["unit_price"], 5_000);
    assert_ne!(now["received_at"], came);
    (id, source, came)
}

#[tokio::test]
async fn what_is_received_costs_what_it_cost_when_it_was_sent_and_is_as_old() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let (id, source, came) = overtaken(&app, &houses).await;
    act(&app, &app.world.wilson, &id, "dispatch", json!({})).await.expect(200);
    let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 10 });
    let received = act(&app, &app.world.gloria, &id, "confirm", body).await.expect(200).json();
    let there = lot(&app, received["target_lot_id"].as_str().unwrap()).await;
    assert_eq!((&there["unit_price"], &there["received_at"]), (&json!(1_000), &came));
    assert_eq!(lot(&app, &source).await["unit_price"], 5_000);
}

#[tokio::test]
async fn what_comes_back_is_averaged_with_what_came_meanwhile() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let (id, source, came) = overtaken(&app, &houses).await;
    act(&app, &app.world.wilson, &id, "cancel", json!({ "reason": "Error" })).await.expect(200);
    let back = lot(&app, &source).await;
    assert_eq!(
        (&back["quantity"], &back["unit_price"], &back["received_at"]),
        (&json!(20), &json!(3_000), &came)
    );
}

#[tokio::test]
async fn what_comes_back_into_another_bin_costs_what_it_cost() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let (id, _, came) = overtaken(&app, &houses).await;
    let body = json!({ "reason": "Error", "bin_id": houses.beside });
    let cancelled = act(&app, &app.world.wilson, &id, "cancel", body).await.expect(200).json();
    let back = lot(&app, cancelled["returned_lot_id"].as_str().unwrap()).await;
    assert_eq!((&back["unit_price"], &back["received_at"]), (&json!(1_000), &came));
}

/// What the audit keeps of the moves of a lot, newest first: its quantity and price before and after.
async fn moves(app: &App, lot: &str) -> Vec<[Value; 4]> {
    let entries = app.audit().await;
    entries
        .iter()
        .filter(|entry| entry["action"] == "MOVE_LOT" && entry["entity_id"] == lot)
        .map(|entry| {
            let values = &entry["new_values"];
            let (before, after) = (&values["before"], &values["after"]);
            [&before["quantity"], &after["quantity"], &before["unit_price"], &after["unit_price"]]
                .map(Clone::clone)
        })
        .collect()
}

#[tokio::test]
async fn the_audit_keeps_what_each_lot_was_and_is() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let wilson = &app.world.wilson;
    let source = receive_as(&app, priced(&houses, &houses.shelf.bin, 1_400)).await;
    let beside = receive_as(&app, priced(&houses, &houses.beside, 2_000)).await;
    relocate(&app, &source, &houses.beside, json!(5)).await.expect(201);
    assert_eq!(moves(&app, &source).await, [[10, 5, 1_400, 1_400].map(Value::from)]);
    assert_eq!(moves(&app, &beside).await, [[10, 15, 2_000, 1_800].map(Value::from)]);

    let new = houses.parcel(json!(5), &json!({ "source_lot_id": source }));
    let sent =
        app.post(wilson, &format!("{TRANSFERS}/cross-warehouse"), new.clone()).await.expect(201).json();
    assert_eq!(moves(&app, &source).await[0], [5, 0, 1_400, 1_400].map(Value::from));
    let id = sent["transfer_id"].as_str().unwrap();
    act(&app, wilson, id, "cancel", json!({ "reason": "Error" })).await.expect(200);
    assert_eq!(moves(&app, &source).await[0], [0, 5, 1_400, 1_400].map(Value::from));

    let sent = app.post(wilson, &format!("{TRANSFERS}/cross-warehouse"), new).await.expect(201).json();
    let id = sent["transfer_id"].as_str().unwrap();
    act(&app, wilson, id, "dispatch", json!({})).await.expect(200);
    let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 5 });
    let received = act(&app, &app.world.gloria, id, "confirm", body).await.expect(200).json();
    let arrived = moves(&app, received["target_lot_id"].as_str().unwrap()).await;
    assert_eq!(arrived, [[Value::Null, json!(5), Value::Null, json!(1_400)]]);
}
