//! Adjusting, scrapping, holding back and letting go.

use super::{STOCK, Shelf, adjust, issue, lot, receive, scrap};
use crate::support::App;
use serde_json::{Value, json};

#[tokio::test]
async fn a_lot_is_set_to_what_is_really_there_with_a_reason() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let id = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let adjusted = adjust(&app, &id, json!(7.5)).await.expect(200).json();
    assert_eq!(
        (&adjusted["quantity_before"], &adjusted["quantity_after"], &adjusted["message"]),
        (&json!(10), &json!(7.5), &json!("Ajuste de 10 a 7,5 kg: Harina, lote L-1, en 03-2-1"))
    );
    let refused = adjust(&app, &id, json!(7.5)).await.expect(400);
    assert_eq!(refused.detail(), "El lote L-1 ya tiene 7,5 kg: no hay nada que ajustar");
    adjust(&app, &id, json!(0)).await.expect(200);
    assert_eq!(lot(&app, &id).await["state"], "empty");
    adjust(&app, &id, json!(2)).await.expect(200);
    assert_eq!(lot(&app, &id).await["state"], "available");
    assert_eq!(app.count("select sum(quantity) from movements").await, 200);
    let entry = app.audited(|entry| entry["action"] == "ADJUST_LOT").await;
    assert_eq!(entry["new_values"]["after"]["quantity"], 2);
}

#[tokio::test]
async fn what_is_scrapped_is_gone_for_good() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let id = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let gone = scrap(&app, &id).await.expect(200).json();
    assert_eq!((&gone["quantity_scrapped"], &gone["lot"]["status"]), (&json!(10), &json!("scrapped")));
    assert_eq!(gone["message"], "Baja de 10 kg: Harina, lote L-1, en 03-2-1. Motivo: plaga");
    for refused in [
        scrap(&app, &id).await,
        adjust(&app, &id, json!(1)).await,
        issue(&app, &id, json!({})).await,
        app.post(&app.world.wilson, &format!("{STOCK}/lots/{id}/hold"), json!({ "reason": "x" })).await,
    ] {
        assert_eq!(refused.expect(400).json()["code"], "lote_dado_de_baja");
    }
    let used_up = receive(&app, &shelf, "L-2", Some(30), json!(1)).await;
    issue(&app, &used_up, json!({})).await.expect(200);
    assert_eq!(scrap(&app, &used_up).await.expect(400).json()["code"], "lote_sin_existencias");
}

#[tokio::test]
async fn what_is_held_waits_until_somebody_lets_it_go() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let id = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    let next = receive(&app, &shelf, "L-2", Some(30), json!(10)).await;
    let (hold, release) = (format!("{STOCK}/lots/{id}/hold"), format!("{STOCK}/lots/{id}/release"));
    let wilson = &app.world.wilson;
    let refused = app.post(wilson, &release, json!({})).await.expect(409);
    assert_eq!(refused.detail(), "El lote no está retenido");
    let held = app.post(wilson, &hold, json!({ "reason": "Empaque roto" })).await.expect(200).json();
    assert_eq!((&held["state"], &held["hold_reason"]), (&json!("held"), &json!("Empaque roto")));
    let refused = app.post(wilson, &hold, json!({ "reason": "Otra vez" })).await.expect(409);
    assert_eq!(refused.detail(), "El lote L-1 ya está retenido: Empaque roto");
    let refused = issue(&app, &id, json!({})).await.expect(400);
    assert_eq!(refused.detail(), "El lote L-1 está retenido y no puede salir: Empaque roto");
    issue(&app, &next, json!({})).await.expect(200);
    let told = lot(&app, &id).await;
    assert_eq!((&told["is_first"], &told["explanation"]), (&json!(false), &json!("retenido: Empaque roto")));
    let free = app.post(wilson, &release, json!({})).await.expect(200).json();
    assert_eq!((&free["state"], &free["hold_reason"]), (&json!("available"), &Value::Null));
    assert_eq!(lot(&app, &id).await["is_first"], true);
    let waits = lot(&app, &next).await;
    assert_eq!((&waits["is_first"], &waits["first_lot_id"]), (&json!(false), &json!(id)));
    assert!(waits["explanation"].as_str().unwrap().starts_with("Antes debe salir el lote L-1"));
    // Nothing came or went.
    assert_eq!(app.count("select count(*) from movements").await, 3);
    let done = "select count(*) from audit_logs
        where action in ('HOLD_LOT', 'RELEASE_LOT')
        and new_values ->> 'code' is null";
    assert_eq!(app.count(done).await, 2);
}
