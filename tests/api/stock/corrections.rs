//! Adjusting, scrapping, holding back and letting go.

use super::{STOCK, Shelf, adjust, issue, lot, receive, scrap};
use crate::support::App;
use inventario::warehouse::movements;
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

/// What all lots hold beyond what their movements add up to, one by one: doctor looks at the same.
async fn unbooked(app: &App) -> i64 {
    app.parts.db.read(|db| Ok(movements::store::disagreements(db)?.1)).await.unwrap()
}

#[tokio::test]
async fn an_adjustment_mends_a_lot_whose_movements_add_up_to_something_else() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    for (batch, holds, set) in [("L-1", 12, 12), ("L-2", 7, 5), ("L-3", 0, 3), ("L-4", 4, 0), ("L-5", 3, 10)]
    {
        let id = receive(&app, &shelf, batch, Some(30), json!(10)).await;
        app.run(format!("update lots set quantity = {holds}00 where id = '{id}'")).await;
        assert_eq!(unbooked(&app).await, 1, "{batch}");
        let adjusted = adjust(&app, &id, json!(set)).await.expect(200).json();
        assert_eq!((&adjusted["quantity_before"], &adjusted["quantity_after"]), (&json!(holds), &json!(set)));
        let says = adjusted["message"].as_str().unwrap();
        assert!(says.ends_with("Sus movimientos sumaban otra cosa, y ya suman lo que hay"), "{says}");
        assert_eq!(unbooked(&app).await, 0, "{batch}");
        let list =
            app.get(&app.world.gloria, &format!("/api/movements?lot_id={id}")).await.expect(200).json();
        let last = list["items"].as_array().unwrap().iter().find(|it| it["id"] == adjusted["movement_id"]);
        assert_eq!(last.unwrap()["quantity_after"], json!(set));
        // Then it is a lot like any other.
        assert_eq!(adjust(&app, &id, json!(set)).await.expect(400).json()["code"], "lote_sin_diferencia");
    }
}

#[tokio::test]
async fn also_a_lot_that_was_scrapped_and_one_whose_books_are_below_nothing_are_mended() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let scrapped = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    scrap(&app, &scrapped).await.expect(200);
    let below = receive(&app, &shelf, "L-2", Some(30), json!(10)).await;
    issue(&app, &below, json!({ "quantity": 4 })).await.expect(200);
    app.run("drop trigger movements_are_kept").await;
    app.run(format!("delete from movements where lot_id = '{scrapped}' and movement_type = 'scrap'")).await;
    app.run(format!("delete from movements where lot_id = '{below}' and movement_type = 'receipt'")).await;
    assert_eq!(unbooked(&app).await, 2);
    assert_eq!(adjust(&app, &scrapped, json!(2)).await.expect(400).json()["code"], "lote_dado_de_baja");
    assert_eq!(unbooked(&app).await, 2);
    adjust(&app, &scrapped, json!(0)).await.expect(200);
    adjust(&app, &below, json!(6)).await.expect(200);
    assert_eq!(unbooked(&app).await, 0);
    assert_eq!(
        (lot(&app, &below).await["quantity"].clone(), lot(&app, &scrapped).await["status"].clone()),
        (json!(6), json!("scrapped"))
    );
}

#[tokio::test]
async fn a_batch_that_is_used_up_comes_again_with_other_days_as_another_lot() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let old = receive(&app, &shelf, "L-1", Some(9), json!(1)).await;
    issue(&app, &old, json!({})).await.expect(200);
    // The same days are the same lot, used up or not.
    assert_eq!(receive(&app, &shelf, "l-1", Some(9), json!(1)).await, old);
    issue(&app, &old, json!({})).await.expect(200);
    let fresh = receive(&app, &shelf, "L-1", Some(90), json!(3)).await;
    assert_ne!(fresh, old);
    assert_eq!(receive(&app, &shelf, "L-1", Some(90), json!(1)).await, fresh);
    // Of the two only one holds something.
    let refused = adjust(&app, &old, json!(1)).await.expect(409);
    assert_eq!(refused.detail(), "En la ubicación 03-2-1 ya hay otro lote L-1: ajuste ese");
    let other = shelf.receipt("L-1", Some(9), json!(1));
    let refused = app.post(&app.world.wilson, &format!("{STOCK}/receive"), other).await.expect(409);
    assert_eq!(refused.json()["code"], "lote_con_otros_datos");
    issue(&app, &fresh, json!({ "quantity": 4 })).await.expect(200);
    // With both used up the days say which it is.
    assert_eq!(receive(&app, &shelf, "L-1", Some(9), json!(2)).await, old);
    assert_eq!(lot(&app, &fresh).await["quantity"], 0);
    assert_eq!(app.count("select count(*) from lots").await, 2);
}

#[tokio::test]
async fn a_lot_that_is_held_and_used_up_takes_nothing_that_comes_and_bars_no_bin() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    let beside = shelf.beside(&app, app.world.bodega.id, "03-2-2").await;
    let used_up = async |shelf: &Shelf| {
        let id = receive(&app, shelf, "L-1", Some(30), json!(5)).await;
        let hold = json!({ "reason": "Empaque roto" });
        app.post(wilson, &format!("{STOCK}/lots/{id}/hold"), hold).await.expect(200);
        adjust(&app, &id, json!(0)).await.expect(200);
        id
    };
    let (here, there) = (used_up(&shelf).await, used_up(&beside).await);
    let fresh = receive(&app, &shelf, "L-1", Some(30), json!(3)).await;
    assert_ne!(fresh, here);
    assert_eq!(lot(&app, &fresh).await["state"], "available");
    assert_eq!(receive(&app, &shelf, "L-1", Some(30), json!(1)).await, fresh);
    let new = json!({ "source_lot_id": fresh, "target_bin_id": beside.bin, "quantity": 1 });
    let moved = app.post(wilson, "/api/transfers", new).await.expect(201).json();
    assert_ne!(moved["target_lot_id"], json!(there));
    for id in [&here, &there] {
        let stays = lot(&app, id).await;
        assert_eq!((&stays["quantity"], &stays["status"]), (&json!(0), &json!("held")));
    }
}
