//! Where this warehouse does otherwise than the one that it replaces, each by its number.

use super::{Houses, TRANSFERS, act, in_stock, relocate, told, transfer};
use crate::stock::{STOCK, Shelf, bin, lot, promise, receive, scrap};
use crate::support::App;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

#[tokio::test]
async fn d13_a_bin_may_be_named_by_who_sends_or_by_who_receives_and_all_is_answered_200() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let gloria = &app.world.gloria;
    let plain = houses.dispatched(&app, json!(2)).await;
    let refused = act(&app, gloria, &plain, "confirm", json!({ "received_quantity": 2 })).await.expect(400);
    assert_eq!(refused.detail(), "Indique en qué ubicación queda");
    let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 2 });
    act(&app, gloria, &plain, "confirm", body).await.expect(200);
    // Where it is to be put is known when it is sent: whoever receives need not say it, and may say otherwise.
    let elsewhere = bin(&app, houses.annex, "A-2").await;
    for (chosen, lands) in [(Value::Null, "A-1"), (json!(elsewhere), "A-2")] {
        let new = houses.parcel(json!(1), &json!({ "target_bin_id": houses.annex_bin }));
        let sent =
            app.post(&app.world.wilson, &format!("{TRANSFERS}/cross-warehouse"), new).await.expect(201);
        let id = sent.json()["transfer_id"].as_str().unwrap().to_owned();
        let waiting = app.get(gloria, &format!("{TRANSFERS}/pending")).await.expect(200).json();
        assert_eq!(waiting[0]["target_bin_code"], "A-1");
        act(&app, gloria, &id, "dispatch", json!({})).await.expect(200);
        let body = json!({ "target_bin_id": chosen, "received_quantity": 1 });
        act(&app, gloria, &id, "confirm", body).await.expect(200);
        assert_eq!(transfer(&app, &id).await["target_bin_code"], lands);
    }
    let back = houses.dispatched(&app, json!(3)).await;
    let cancelled =
        act(&app, gloria, &back, "cancel", json!({ "reason": "Vía cerrada" })).await.expect(200).json();
    assert_eq!(
        (&cancelled["status"], &cancelled["cancellation_reason"]),
        (&json!("cancelled"), &json!("Vía cerrada"))
    );
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 1_000);
}

#[tokio::test]
async fn d14_more_than_was_sent_never_comes_and_what_is_missing_is_told() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let yaneth = houses.keeper(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    let confirm = async |members: Value| {
        let body = crate::support::patched(json!({ "target_bin_id": houses.annex_bin }), &members);
        act(&app, &yaneth, &id, "confirm", body).await
    };
    for (members, says) in [
        (
            json!({ "received_quantity": 4.01 }),
            "Se enviaron 4 kg: no pueden llegar 4,01 kg. Lo que sobra se recibe como entrada",
        ),
        (
            json!({ "received_quantity": 3 }),
            "De 4 kg llegaron bien 3 kg: indique cómo llegó, con daños o incompleto",
        ),
        (
            json!({ "received_quantity": 3, "condition_on_receipt": "good" }),
            "De 4 kg llegaron bien 3 kg: indique cómo llegó, con daños o incompleto",
        ),
        (
            json!({ "received_quantity": 3, "damaged_quantity": 0.5, "condition_on_receipt": "partial" }),
            "Lo bueno, lo dañado y lo perdido suman 3,5 kg, y se enviaron 4 kg",
        ),
        (
            json!({ "received_quantity": 4, "lost_quantity": 1, "condition_on_receipt": "partial" }),
            "Lo bueno, lo dañado y lo perdido suman 5 kg, y se enviaron 4 kg",
        ),
    ] {
        assert_eq!(confirm(members).await.expect(400).detail(), says);
    }
    confirm(json!({ "received_quantity": -1 })).await.expect(422);
    confirm(json!({ "received_quantity": 3, "condition_on_receipt": "mojado" })).await.expect(422);
    assert_eq!(transfer(&app, &id).await["status"], "in_transit");
    let members = json!({
        "received_quantity": 2.5, "damaged_quantity": 1, "lost_quantity": 0.5, "condition_on_receipt": "damaged",
    });
    let came = confirm(members).await.expect(200).json();
    let says = "Anexo recibió 2,5 kg de Harina, lote L-1, en A-1. De 4 kg enviados: 1 kg con daños y 0,5 kg sin llegar";
    assert_eq!(came["message"], says);
    for who in [&app.world.wilson, &app.world.gloria] {
        assert_eq!(told(&app, who).await, [("Un traslado llegó incompleto".to_owned(), says.to_owned())]);
    }
    let stored = transfer(&app, &id).await;
    assert_eq!(
        (&stored["quantity_received"], &stored["quantity_damaged"], &stored["quantity_lost"]),
        (&json!(2.5), &json!(1), &json!(0.5))
    );
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 850);
}

#[tokio::test]
async fn d14_nothing_may_come_at_all_and_then_no_bin_is_needed() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    let body =
        json!({ "received_quantity": 0, "condition_on_receipt": "partial", "notes": "El camión no llegó" });
    let came = act(&app, &app.world.gloria, &id, "confirm", body).await.expect(200).json();
    assert_eq!((&came["quantity_lost"], &came["target_lot_id"]), (&json!(4), &Value::Null));
    assert_eq!(
        came["message"],
        "Anexo no recibió nada de 4 kg de Harina, lote L-1. De 4 kg enviados: 4 kg sin llegar"
    );
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 600);
    assert_eq!(app.count("select count(*) from lots").await, 1);
}

#[tokio::test]
async fn d19_what_may_not_go_out_may_not_be_moved_nor_into_a_bin_out_of_use() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let wilson = &app.world.wilson;
    let shelf = &houses.shelf;
    let expired = shelf.receive_on(&app, wilson, -5, "L-2", Some(2), 5).await;
    let scrapped = receive(&app, shelf, "L-3", None, json!(5)).await;
    scrap(&app, &scrapped).await.expect(200);
    let held = receive(&app, shelf, "L-4", None, json!(5)).await;
    let hold = json!({ "reason": "Revisión" });
    app.post(wilson, &format!("{STOCK}/lots/{held}/hold"), hold).await.expect(200);
    let promised = receive(&app, shelf, "L-5", None, json!(5)).await;
    promise(&app, shelf, &promised, "2557", 300).await;
    let both = async |lot: &str, quantity: f64| {
        let here = relocate(&app, lot, &houses.beside, json!(quantity)).await.expect(400);
        let new = houses.parcel(json!(quantity), &json!({ "source_lot_id": lot }));
        let there = app.post(wilson, &format!("{TRANSFERS}/cross-warehouse"), new).await.expect(400);
        assert_eq!(here.detail(), there.detail());
        here.detail()
    };
    assert_eq!(both(&expired, 1.0).await, "El lote L-2 venció hace 3 días: no puede salir. Delo de baja");
    assert_eq!(both(&scrapped, 1.0).await, "El lote L-3 se dio de baja");
    assert_eq!(both(&held, 1.0).await, "El lote L-4 está retenido y no puede salir: Revisión");
    // Only what is free is moved.
    assert_eq!(both(&promised, 2.01).await, "Del lote L-5 solo hay libres 2 kg: el resto está reservado");
    assert_eq!(both(&promised, 5.01).await, "Del lote L-5 solo hay 5 kg");
    relocate(&app, &promised, &houses.beside, json!(2)).await.expect(201);
    // Moving isn't issuing: it needs no turn.
    receive(&app, shelf, "L-6", Some(1), json!(1)).await;
    let last = receive(&app, shelf, "L-7", None, json!(1)).await;
    relocate(&app, &last, &houses.beside, json!(1)).await.expect(201);

    for (out, back) in [("set_aside = 'inactive'", "set_aside = null"), ("is_active = 0", "is_active = 1")] {
        app.run(format!("update bins set {out} where code in ('03-2-2', 'A-1')")).await;
        let refused = relocate(&app, &houses.lot, &houses.beside, json!(1)).await.expect(400);
        assert_eq!(refused.detail(), "La ubicación 03-2-2 está inactiva y no recibe material");
        let new = houses.parcel(json!(1), &json!({ "target_bin_id": houses.annex_bin }));
        let refused = app.post(wilson, &format!("{TRANSFERS}/cross-warehouse"), new).await.expect(400);
        assert_eq!(refused.detail(), "La ubicación A-1 está inactiva y no recibe material");
        let id = houses.dispatched(&app, json!(1)).await;
        let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 1 });
        act(&app, &app.world.gloria, &id, "confirm", body.clone()).await.expect(400);
        app.run(format!("update bins set {back}")).await;
        act(&app, &app.world.gloria, &id, "confirm", body).await.expect(200);
        app.run(format!("update bins set {out} where code = '03-2-1'")).await;
        let says = "El lote L-1 no puede salir: la ubicación 03-2-1 está inactiva";
        assert_eq!(both(&houses.lot, 1.0).await, says);
        app.run(format!("update bins set {back}")).await;
    }
}

#[tokio::test]
async fn d19_a_lot_that_expires_on_its_way_is_received_and_lies_there_expired() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    app.run(format!("update lots set use_by_date = '2026-01-01' where id = '{}'", houses.lot)).await;
    let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 4 });
    let came = act(&app, &app.world.gloria, &id, "confirm", body).await.expect(200).json();
    assert_eq!(lot(&app, came["target_lot_id"].as_str().unwrap()).await["state"], "expired");
}

#[tokio::test]
async fn d20_a_transfer_that_nobody_knows_is_not_found() {
    let app = App::new().await;
    let unknown = Id::new().to_string();
    let gloria = &app.world.gloria;
    for (what, body) in [
        ("dispatch", json!({})),
        ("confirm", json!({ "received_quantity": 1 })),
        ("cancel", json!({ "reason": "x" })),
    ] {
        let refused = act(&app, gloria, &unknown, what, body).await.expect(404);
        assert_eq!(refused.detail(), "Traslado no encontrado");
    }
    app.get(gloria, &format!("{TRANSFERS}/{unknown}")).await.expect(404);
    let page = app.get(gloria, TRANSFERS).await.expect(200).json();
    assert_eq!((&page["pages"], &page["page"], &page["total"]), (&json!(1), &json!(1), &json!(0)));
    let new = json!({ "source_lot_id": unknown, "target_bin_id": unknown, "quantity": 1 });
    app.post(gloria, TRANSFERS, new).await.expect(404);
}

#[tokio::test]
async fn d21_a_bin_with_another_product_takes_nothing_that_is_received() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let gloria = &app.world.gloria;
    let paint = houses.shelf.another(&app, "Pintura", "04-1-1").await;
    let id = houses.dispatched(&app, json!(4)).await;
    let there = Shelf { bin: houses.annex_bin.clone(), ..paint };
    for batch in ["P-1", "P-2"] {
        app.post(gloria, &format!("{STOCK}/receive"), there.receipt(batch, None, json!(1))).await.expect(201);
    }
    let body = json!({ "target_bin_id": houses.annex_bin, "received_quantity": 4 });
    let refused = act(&app, gloria, &id, "confirm", body).await.expect(400);
    assert_eq!(refused.detail(), "En la ubicación A-1 hay Pintura: cada ubicación guarda un solo producto");
    let body = json!({ "target_bin_id": houses.beside, "received_quantity": 4 });
    let refused = act(&app, gloria, &id, "confirm", body).await.expect(400);
    assert_eq!(refused.detail(), "La ubicación 03-2-2 no es de Anexo");
    assert_eq!(transfer(&app, &id).await["status"], "in_transit");
}
