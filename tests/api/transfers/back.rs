//! What was sent and comes back: nothing is lost, whatever became of the lot meanwhile.

use super::{Houses, act, in_stock, ledger, told, transfer};
use crate::stock::{STOCK, Shelf, bin, issue, lot, receive, scrap};
use crate::support::{App, Reply};
use serde_json::{Value, json};

async fn cancel(app: &App, id: &str, bin: Option<&str>) -> Reply {
    let body = json!({ "reason": "Vía cerrada", "bin_id": bin, "notes": "Volvió completo" });
    act(app, &app.world.wilson, id, "cancel", body).await
}

#[tokio::test]
async fn what_is_cancelled_is_in_its_lot_again_and_whoever_waited_is_told() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let yaneth = houses.keeper(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    let cancelled = cancel(&app, &id, None).await.expect(200).json();
    assert_eq!(
        (&cancelled["returned_lot_id"], &cancelled["returned_bin_code"], &cancelled["cancelled_by_name"]),
        (&json!(houses.lot), &json!("03-2-1"), &json!("Wilson Prueba"))
    );
    assert_eq!(lot(&app, &houses.lot).await["quantity"], 10);
    let expected = [
        ("03-2-1".into(), "cross_warehouse_out".into(), -4.0),
        ("03-2-1".into(), "transfer_cancelled".into(), 4.0),
    ];
    assert_eq!(ledger(&app, &id).await, expected);
    let says = "Traslado cancelado: 4 kg de Harina, lote L-1 vuelve a 03-2-1, en Bodega central. Motivo: Vía cerrada";
    assert_eq!(told(&app, &yaneth).await[0], ("Se canceló un traslado".to_owned(), says.to_owned()));
    let refused = cancel(&app, &id, None).await.expect(409);
    assert_eq!(refused.detail(), "El traslado se canceló");
    // What never left is nobody's news, but that of who sent it.
    let id = houses.send(&app, json!(4)).await;
    let body = json!({ "reason": "Error" });
    act(&app, &app.world.gloria, &id, "cancel", body).await.expect(200);
    assert_eq!(told(&app, &yaneth).await.len(), 2);
    assert_eq!(told(&app, &app.world.wilson).await.len(), 1);
}

#[tokio::test]
async fn a_lot_that_was_used_up_held_or_expired_meanwhile_has_it_again() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    issue(&app, &houses.lot, json!({ "quantity": 6 })).await.expect(200);
    let hold = json!({ "reason": "Huele raro" });
    app.post(&app.world.wilson, &format!("{STOCK}/lots/{}/hold", houses.lot), hold).await.expect(200);
    app.run("update bins set set_aside = 'inactive'").await;
    cancel(&app, &id, None).await.expect(200);
    let back = lot(&app, &houses.lot).await;
    assert_eq!((&back["quantity"], &back["status"]), (&json!(4), &json!("held")));
    assert_eq!(app.count("select count(*) from lots").await, 1);
}

#[tokio::test]
async fn of_a_lot_that_was_scrapped_what_comes_back_is_another_lot_like_it() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let before = lot(&app, &houses.lot).await;
    let (one, two) = (houses.dispatched(&app, json!(4)).await, houses.send(&app, json!(1)).await);
    scrap(&app, &houses.lot).await.expect(200);
    let cancelled = cancel(&app, &one, None).await.expect(200).json();
    let back = cancelled["returned_lot_id"].as_str().unwrap();
    assert_ne!(back, houses.lot);
    let after = lot(&app, back).await;
    for member in ["bin_id", "product_id", "batch_number", "use_by_date", "received_at", "unit_price"] {
        assert_eq!(before[member], after[member], "{member}");
    }
    // The batch is there again: what follows joins it.
    let cancelled = cancel(&app, &two, None).await.expect(200).json();
    assert_eq!(cancelled["returned_lot_id"], json!(back));
    assert_eq!(lot(&app, back).await["quantity"], 5);
    assert_eq!(lot(&app, &houses.lot).await["status"], "scrapped");
}

#[tokio::test]
async fn where_the_bin_cannot_take_it_back_nothing_is_cancelled_until_another_is_named() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    issue(&app, &houses.lot, json!({ "quantity": 6 })).await.expect(200);
    let paint = houses.shelf.another(&app, "Pintura", "04-1-1").await;
    receive(&app, &Shelf { bin: houses.shelf.bin.clone(), ..paint.clone() }, "P-1", None, json!(1)).await;
    let refused = cancel(&app, &id, None).await.expect(409);
    assert_eq!(
        refused.detail(),
        "No puede volver a 03-2-1: en la ubicación 03-2-1 hay Pintura: cada ubicación guarda un solo producto. \
         Indique a qué otra ubicación vuelve"
    );
    assert_eq!(transfer(&app, &id).await["status"], "in_transit");
    for (elsewhere, code) in
        [(houses.annex_bin.as_str(), "ubicacion_desconocida"), (id.as_str(), "ubicacion_desconocida")]
    {
        assert_eq!(cancel(&app, &id, Some(elsewhere)).await.expect(400).json()["code"], code);
    }
    let cancelled = cancel(&app, &id, Some(&houses.beside)).await.expect(200).json();
    assert_eq!(cancelled["returned_bin_code"], "03-2-2");
    assert_eq!(in_stock(&app, &houses.shelf.product).await, 400);
}

#[tokio::test]
async fn a_batch_that_came_again_with_other_days_takes_nothing_of_the_old_one() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    issue(&app, &houses.lot, json!({ "quantity": 6 })).await.expect(200);
    let fresh = receive(&app, &houses.shelf, "L-1", Some(90), json!(3)).await;
    assert_ne!(fresh, houses.lot, "what is used up is in nobody's way");
    let refused = cancel(&app, &id, None).await.expect(409);
    assert!(refused.detail().contains("ya hay un lote L-1 con otras fechas"), "{}", refused.detail());
    let elsewhere = bin(&app, app.world.bodega.id, "05-1-1").await;
    let cancelled = cancel(&app, &id, Some(&elsewhere)).await.expect(200).json();
    let back = lot(&app, cancelled["returned_lot_id"].as_str().unwrap()).await;
    assert_eq!((&back["quantity"], &back["bin_code"]), (&json!(4), &json!("05-1-1")));
    assert_eq!(back["use_by_date"], lot(&app, &houses.lot).await["use_by_date"]);
    assert_eq!(lot(&app, &fresh).await["quantity"], 3);
    assert_eq!(lot(&app, &houses.lot).await["quantity"], 0);
}

#[tokio::test]
async fn the_batch_that_came_again_with_the_same_days_has_it() {
    let app = App::new().await;
    let houses = Houses::of(&app).await;
    let id = houses.dispatched(&app, json!(4)).await;
    scrap(&app, &houses.lot).await.expect(200);
    let fresh = receive(&app, &houses.shelf, "L-1", Some(30), json!(3)).await;
    let cancelled = cancel(&app, &id, None).await.expect(200).json();
    assert_eq!(cancelled["returned_lot_id"], json!(fresh));
    assert_eq!(lot(&app, &fresh).await["quantity"], 7);
    assert_eq!(transfer(&app, &id).await["target_lot_id"], Value::Null);
}
