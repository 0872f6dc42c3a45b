//! What people do with transfers, and what is answered.

use super::{Houses, TRANSFERS, act, in_stock, ledger, receive_as, relocate, told, transfer};
use crate::stock::{Shelf, lot, receive, scrap};
use crate::support::{App, day};
use serde_json::{Value, json};

#[tokio::test]
async fn a_lot_is_moved_to_another_bin_with_its_days_supplier_price_and_age() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let new = json!({
        "bin_id": houses.shelf.bin, "product_id": houses.shelf.product, "batch_number": "L-7", "use_by_date": day(40),
        "best_before_date": day(35), "freeze_date": day(-1), "quantity": 8, "unit_price": 1_200, "notes": "De Pereira",
    });
    let source = receive_as(&app, new).await;
    let moved = relocate(&app, &source, &houses.beside, json!(3)).await.expect(201).json();
    assert_eq!(moved["transfer_id"], Value::Null);
    assert_eq!(
        (&moved["quantity_transferred"], &moved["remaining_quantity"], &moved["message"]),
        (&json!(3), &json!(5), &json!("Traslado de 3 kg de Harina, lote L-7: de 03-2-1 a 03-2-2"))
    );
    let (before, after) =
        (lot(&app, &source).await, lot(&app, moved["target_lot_id"].as_str().unwrap()).await);
    for member in [
        "product_id",
        "batch_number",
        "use_by_date",
        "best_before_date",
        "freeze_date",
        "supplier_id",
        "unit",
        "unit_price",
        "received_at",
        "notes",
        "warehouse_id",
    ] {
        assert_eq!(before[member], after[member], "{member}");
    }
    assert_eq!(
        (&before["quantity"], &after["quantity"], &after["bin_code"]),
        (&json!(5), &json!(3), &json!("03-2-2"))
    );
    let cause = moved["cause_id"].as_str().unwrap();
    let expected =
        [("03-2-1".into(), "transfer_out".into(), -3.0), ("03-2-2".into(), "transfer_in".into(), 3.0)];
    assert_eq!(ledger(&app, cause).await, expected);
    // What follows joins what is there.
    let again = relocate(&app, &source, &houses.beside, json!(5)).await.expect(201).json();
    assert_eq!(again["target_lot_id"], moved["target_lot_id"]);
    assert_eq!(lot(&app, &source).await["state"], "empty");
    // And comes back into the lot that was used up.
    let back = relocate(&app, after["id"].as_str().unwrap(), &houses.shelf.bin, json!(8)).await.expect(201);
    assert_eq!(back.json()["target_lot_id"], json!(source));
    assert_eq!(lot(&app, &source).await["received_at"], before["received_at"]);
    assert_eq!(app.count("select count(*) from transfers").await, 0);
    let entry = app.audited(|entry| entry["action"] == "MOVE_LOT").await;
    assert_eq!(entry["entity_type"], "lot");
}

#[tokio::test]
async fn what_is_sent_leaves_at_once_and_lies_in_the_other_warehouse_once_it_is_received() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let yaneth = houses.keeper(&app).await;
    let wilson = &app.world.wilson;
    let new = houses.parcel(json!(4), &json!({ "transport_reference": "Camioneta 3", "notes": "Frágil" }));
    let sent = app.post(wilson, &format!("{TRANSFERS}/cross-warehouse"), new).await.expect(201).json();
    assert_eq!(
        (&sent["status"], &sent["message"]),
        (
            &json!("pending"),
            &json!("Traslado de 4 kg de Harina, lote L-1: de Bodega central a Anexo. Falta despacharlo")
        )
    );
    let id = sent["transfer_id"].as_str().unwrap();
    assert_eq!(lot(&app, &houses.lot).await["quantity"], 6);
    assert!(told(&app, &yaneth).await.is_empty(), "nobody is told before it leaves");
    let gone = act(&app, wilson, id, "dispatch", json!({})).await.expect(200).json();
    assert_eq!(
        (&gone["status"], &gone["dispatched_by_name"]),
        (&json!("in_transit"), &json!("Wilson Prueba"))
    );
    let notice = (
        "Viene un traslado".into(),
        "4 kg de Harina, lote L-1, viene de Bodega central. Confírmelo cuando llegue.".into(),
    );
    assert_eq!(told(&app, &yaneth).await, [notice]);
    let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 4, "condition_on_receipt": "good", "notes": "Bien" });
    let came = act(&app, &yaneth, id, "confirm", body).await.expect(200).json();
    assert_eq!(
        (&came["status"], &came["target_bin_code"], &came["quantity_received"], &came["message"]),
        (
            &json!("received"),
            &json!("A-1"),
            &json!(4),
            &json!("Anexo recibió 4 kg de Harina, lote L-1, en A-1")
        )
    );
    assert_eq!(told(&app, wilson).await[0].0, "Llegó un traslado suyo");
    assert!(told(&app, &app.world.gloria).await.is_empty(), "nothing is missing");
    let stored = transfer(&app, id).await;
    assert_eq!(
        (&stored["notes"], &stored["receipt_notes"], &stored["received_by_name"], &stored["target_lot_id"]),
        (&json!("Frágil"), &json!("Bien"), &json!("Yaneth Ríos"), &came["target_lot_id"])
    );
    let expected = [
        ("03-2-1".into(), "cross_warehouse_out".into(), -4.0),
        ("A-1".into(), "cross_warehouse_in".into(), 4.0),
    ];
    assert_eq!(ledger(&app, id).await, expected);
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 1_000);
    let arrived = lot(&app, came["target_lot_id"].as_str().unwrap()).await;
    assert_eq!(arrived["received_at"], lot(&app, &houses.lot).await["received_at"]);
    for (what, says) in [
        ("SEND_TRANSFER", "Falta despacharlo"),
        ("DISPATCH_TRANSFER", "Traslado despachado"),
        ("RECEIVE_TRANSFER", "Anexo recibió"),
    ] {
        let entry = app.audited(|entry| entry["action"] == what).await;
        assert_eq!(entry["entity_type"], "transfer");
        assert!(entry["new_values"]["description"].as_str().unwrap().contains(says));
    }
}

#[tokio::test]
async fn each_step_is_taken_once_and_in_its_turn() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let gloria = &app.world.gloria;
    let id = houses.send(&app, json!(4)).await;
    let receipt = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 4 });
    let refused = act(&app, gloria, &id, "confirm", receipt.clone()).await.expect(409);
    assert_eq!(refused.detail(), "El traslado no se ha despachado: no puede recibirse todavía");
    act(&app, gloria, &id, "dispatch", json!({})).await.expect(200);
    let refused = act(&app, gloria, &id, "dispatch", json!({})).await.expect(409);
    assert_eq!(refused.detail(), "El traslado ya se despachó");
    act(&app, gloria, &id, "confirm", receipt.clone()).await.expect(200);
    for (what, body) in [("confirm", receipt), ("dispatch", json!({})), ("cancel", json!({ "reason": "x" }))]
    {
        let refused = act(&app, gloria, &id, what, body).await.expect(409);
        assert_eq!(refused.detail(), "El traslado ya se recibió");
    }
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 1_000);
    assert_eq!(app.count("select count(*) from movements").await, 3);
}

#[tokio::test]
async fn transfers_are_listed_newest_first_and_those_to_receive_oldest_first() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let (first, second) = (houses.dispatched(&app, json!(1)).await, houses.send(&app, json!(2)).await);
    let third = houses.send(&app, json!(1)).await;
    act(&app, &app.world.wilson, &third, "cancel", json!({ "reason": "Error" })).await.expect(200);
    let ids = |rows: &Value| -> Vec<String> {
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let list = async |query: &str| {
        let page = app.get(&app.world.ana, &format!("{TRANSFERS}?{query}")).await.expect(200).json();
        ids(&page["items"])
    };
    assert_eq!(list("").await, [third.clone(), second.clone(), first.clone()]);
    assert_eq!(list("status=in_transit").await, std::slice::from_ref(&first));
    assert_eq!(list("open=true").await, [second.clone(), first.clone()]);
    assert_eq!(list("status=cancelled").await, [third]);
    assert_eq!(list(&format!("source_warehouse_id={}", app.world.bodega.id)).await.len(), 3);
    assert_eq!(list(&format!("source_warehouse_id={}", houses.annex)).await, [""; 0]);
    assert_eq!(
        list(&format!("target_warehouse_id={}&page_size=2&page=2", houses.annex)).await,
        std::slice::from_ref(&first)
    );
    assert_eq!(list("search=harina%20l-1").await.len(), 3);
    assert_eq!(list("search=pintura").await, [""; 0]);
    let waiting = async |who, query: &str| {
        ids(&app.get(who, &format!("{TRANSFERS}/pending?{query}")).await.expect(200).json())
    };
    assert_eq!(waiting(&app.world.bruno, "").await, [first.clone(), second.clone()]);
    assert_eq!(
        waiting(&app.world.gloria, &format!("warehouse_id={}", houses.annex)).await,
        [first.clone(), second.clone()]
    );
    // To Wilson's own warehouse nothing is on its way.
    assert_eq!(waiting(&app.world.wilson, "").await, [""; 0]);
    assert_eq!(waiting(&app.world.wilson, &format!("warehouse_id={}", houses.annex)).await, [first, second]);
}

#[tokio::test]
async fn a_bin_takes_what_is_moved_only_if_it_suits() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let paint = houses.shelf.another(&app, "Pintura", "04-1-1").await;
    receive(&app, &paint, "P-1", None, json!(1)).await;
    let code = async |bin: &str| relocate(&app, &houses.lot, bin, json!(1)).await.expect(400);
    assert_eq!(code(&houses.shelf.bin).await.detail(), "El lote L-1 ya está en 03-2-1");
    assert_eq!(code(&houses.lot).await.json()["code"], "ubicacion_desconocida");
    assert_eq!(code(&houses.annex_bin).await.json()["code"], "ubicacion_desconocida");
    assert_eq!(
        code(&paint.bin).await.detail(),
        "En la ubicación 04-1-1 hay Pintura: cada ubicación guarda un solo producto"
    );
    let new = json!({ "source_lot_id": houses.lot, "target_bin_id": houses.annex_bin, "quantity": 1 });
    let refused = app.post(&app.world.gloria, TRANSFERS, new).await.expect(400);
    assert_eq!(refused.detail(), "La ubicación A-1 no es de Bodega central");
    // The same number with other days is another batch, one that is held is left alone, and one that is scrapped is in nobody's way.
    let other = Shelf { bin: houses.beside.clone(), ..houses.shelf.clone() };
    let there = receive(&app, &other, "L-1", Some(60), json!(1)).await;
    let refused = relocate(&app, &houses.lot, &houses.beside, json!(1)).await.expect(409);
    assert!(
        refused
            .detail()
            .starts_with("En la ubicación 03-2-2 ya hay un lote L-1 con otras fechas, que vence el ")
    );
    scrap(&app, &there).await.expect(200);
    let moved = relocate(&app, &houses.lot, &houses.beside, json!(1)).await.expect(201).json();
    let joined = moved["target_lot_id"].as_str().unwrap();
    assert_ne!(joined, there);
    let hold = json!({ "reason": "Revisión" });
    app.post(&app.world.wilson, &format!("/api/stock/lots/{joined}/hold"), hold).await.expect(200);
    let refused = relocate(&app, &houses.lot, &houses.beside, json!(1)).await.expect(400);
    assert_eq!(
        refused.detail(),
        "El lote L-1 está retenido en la ubicación 03-2-2: elija otra ubicación, o libérelo antes"
    );
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 1_000);
}

#[tokio::test]
async fn what_lies_together_costs_the_average_and_is_as_old_as_its_oldest_part() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let priced = |bin: &str, price: i64| {
        json!({
            "bin_id": bin, "product_id": houses.shelf.product, "batch_number": "L-8", "quantity": 2, "unit_price": price,
        })
    };
    let (old, young) = (
        receive_as(&app, priced(&houses.shelf.bin, 1_000)).await,
        receive_as(&app, priced(&houses.beside, 2_000)).await,
    );
    let came = lot(&app, &old).await["received_at"].clone();
    relocate(&app, &old, &houses.beside, json!(2)).await.expect(201);
    let together = lot(&app, &young).await;
    assert_eq!((&together["quantity"], &together["unit_price"]), (&json!(4), &json!(1_500)));
    assert_eq!(together["received_at"], came);
}
