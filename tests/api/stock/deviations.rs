//! Where this warehouse does otherwise than the one that it replaces, each by its number.

use super::{STOCK, Shelf, adjust, issue, lot, promise, receive, scrap};
use crate::support::{App, day, patched, with};
use serde_json::{Value, json};

/// Flour that lasts 5 days, and flour that lasts 30.
async fn two_lots(app: &App) -> (Shelf, String, String) {
    let shelf = Shelf::of(app).await;
    let first = receive(app, &shelf, "L-1", Some(5), json!(10)).await;
    let second = receive(app, &shelf, "L-2", Some(30), json!(10)).await;
    (shelf, first, second)
}

fn written(days: i64) -> String {
    let text = day(days);
    format!("{}/{}/{}", &text[8..], &text[5..7], &text[..4])
}

#[tokio::test]
async fn d1_an_override_is_answered_with_a_warning_flagged_and_audited() {
    let app = App::new().await;
    let (_, first, second) = two_lots(&app).await;
    let refused = issue(&app, &second, json!({})).await.expect(409);
    assert_eq!(
        refused.detail(),
        format!("Antes debe salir el lote L-1, que vence el {}: está en la ubicación 03-2-1", written(5))
    );
    let forced = json!({ "force_non_fefo": true, "override_reason": "El primero está sellado" });
    let issued = issue(&app, &second, forced).await.expect(200).json();
    assert_eq!(issued["fefo_compliant"], false);
    assert_eq!(issued["warning"]["type"], "fefo_violation");
    assert!(
        issued["warning"]["message"].as_str().unwrap().starts_with("Salió fuera de turno. Antes debe salir")
    );
    let uri = format!("/api/movements/{}", issued["movement_id"].as_str().unwrap());
    let movement = app.get(&app.world.gloria, &uri).await.expect(200).json();
    assert_eq!(
        (&movement["force_override"], &movement["fefo_compliant"], &movement["override_reason"]),
        (&json!(true), &json!(false), &json!("El primero está sellado"))
    );
    let entry = app
        .audited(|entry| {
            entry["action"] == "ISSUE_LOT" && entry["new_values"]["response"]["status_code"] == 200
        })
        .await;
    let says = entry["new_values"]["description"].as_str().unwrap();
    assert!(says.contains("fuera de turno") && says.contains("Motivo: El primero está sellado"), "{says}");
    // On a lot whose turn it is the flag is only written down.
    let forced = json!({ "force_non_fefo": true, "override_reason": "Por si acaso" });
    let issued = issue(&app, &first, forced).await.expect(200).json();
    assert_eq!((&issued["fefo_compliant"], &issued["warning"]), (&json!(true), &Value::Null));
    assert_eq!(app.count("select count(*) from movements where force_override = 1").await, 2);
}

#[tokio::test]
async fn d2_who_has_no_right_to_override_is_forbidden_it() {
    let app = App::new().await;
    let (_, _, second) = two_lots(&app).await;
    let forced = json!({
        "lot_id": second, "quantity": 1, "reason": "formación", "force_non_fefo": true, "override_reason": "Sí",
    });
    for who in [&app.world.estela, &app.world.ana, &app.world.bruno] {
        app.post(who, &format!("{STOCK}/issue"), forced.clone()).await.expect(403);
    }
    assert_eq!(app.count("select count(*) from movements where movement_type = 'issue'").await, 0);
}

#[tokio::test]
async fn d3_an_override_without_a_reason_is_no_request() {
    let app = App::new().await;
    let (_, first, second) = two_lots(&app).await;
    for lot in [&first, &second] {
        for reason in [json!({}), json!({ "override_reason": null }), json!({ "override_reason": "  " })] {
            let forced = patched(json!({ "force_non_fefo": true }), &reason);
            let refused = issue(&app, lot, forced).await.expect(422);
            assert_eq!(refused.json()["code"], "excepcion_sin_motivo");
        }
    }
}

#[tokio::test]
async fn d4_an_expired_lot_that_lies_there_does_not_block_the_next_one() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let old = shelf.receive_on(&app, &app.world.wilson, -9, "L-0", Some(3), 4).await;
    let next = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    let issued = issue(&app, &next, json!({})).await.expect(200).json();
    assert_eq!(issued["fefo_compliant"], true);
    let forced = json!({ "force_non_fefo": true, "override_reason": "Todavía sirve" });
    for patch in [json!({}), forced] {
        let refused = issue(&app, &old, patch).await.expect(400);
        assert_eq!(refused.detail(), "El lote L-0 venció hace 6 días: no puede salir. Delo de baja");
    }
}

#[tokio::test]
async fn d5_the_turn_is_that_of_the_lots_warehouse() {
    let app = App::new().await;
    let (shelf, first, _) = two_lots(&app).await;
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", app.world.idiomas.id)).await;
    let annex = shelf.beside(&app, app.world.idiomas.id, "A-1").await;
    let new = annex.receipt("L-3", Some(9), json!(10));
    let received = app.post(&app.world.gloria, &format!("{STOCK}/receive"), new).await.expect(201).json();
    let there = json!({ "lot_id": received["lot_id"], "quantity": 1, "reason": "formación" });
    app.post(&app.world.gloria, &format!("{STOCK}/issue"), there).await.expect(200);

    let recommended = async |query: &str| {
        let uri = format!("{STOCK}/fefo-recommendation?product_id={}&quantity=15{query}", shelf.product);
        let answer = app.get(&app.world.ana, &uri).await.expect(200).json();
        let lots = answer["recommendations"].as_array().unwrap().clone();
        lots.iter().map(|lot| lot["batch_number"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(recommended("").await, ["L-1", "L-3"]);
    assert_eq!(recommended(&format!("&warehouse_id={}", app.world.bodega.id)).await, ["L-1", "L-2"]);
    assert_eq!(recommended(&format!("&warehouse_id={}", app.world.idiomas.id)).await, ["L-3"]);
    issue(&app, &first, json!({ "quantity": 10 })).await.expect(200);
    assert_eq!(recommended("").await, ["L-3", "L-2"]);
}

#[tokio::test]
async fn d6_a_bin_is_empty_only_when_all_its_lots_are() {
    let app = App::new().await;
    let (shelf, first, second) = two_lots(&app).await;
    let paint = shelf.another(&app, "Pintura", "04-1-1").await;
    let instead = Shelf { bin: shelf.bin.clone(), product: paint.product };
    let put = async || {
        let new = instead.receipt("P-1", None, json!(1));
        app.post(&app.world.wilson, &format!("{STOCK}/receive"), new).await
    };
    issue(&app, &first, json!({ "quantity": 10 })).await.expect(200);
    let refused = put().await.expect(400);
    assert_eq!(refused.detail(), "En la ubicación 03-2-1 hay Harina: cada ubicación guarda un solo producto");
    issue(&app, &second, json!({ "quantity": 10 })).await.expect(200);
    put().await.expect(201);
    // What is used up doesn't come back into a bin that has something else by now.
    assert_eq!(
        adjust(&app, &first, json!(1)).await.expect(400).json()["code"],
        "ubicacion_con_otro_producto"
    );
}

#[tokio::test]
async fn d9_who_has_movements_is_deactivated_and_still_named_and_nobody_deletes_themself() {
    let app = App::new().await;
    two_lots(&app).await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let refused = app.delete(gloria, &format!("/api/users/{}", gloria.id)).await.expect(400);
    assert!(refused.detail().contains("su propia cuenta"), "{}", refused.detail());
    let uri = format!("/api/users/{}", wilson.id);
    app.delete(gloria, &uri).await.expect(200);
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["is_active"], false);
    let list = app.get(gloria, "/api/movements").await.expect(200).json();
    let movements = list["items"].as_array().unwrap();
    assert_eq!(movements.len(), 2);
    for movement in movements {
        assert_eq!(
            (&movement["created_by"], &movement["created_by_name"]),
            (&json!(wilson.id), &json!("Wilson Prueba"))
        );
    }
}

#[tokio::test]
async fn d15_what_is_promised_is_neither_scrapped_nor_adjusted_away() {
    let app = App::new().await;
    let (shelf, first, _) = two_lots(&app).await;
    promise(&app, &shelf, &first, "2557", 400).await;
    let refused = scrap(&app, &first).await.expect(409);
    assert_eq!(refused.detail(), "Del lote L-1 hay 4 kg reservados: cancele antes la reserva");
    adjust(&app, &first, json!(3.99)).await.expect(409);
    adjust(&app, &first, json!(4)).await.expect(200);
    let refused = issue(&app, &first, json!({})).await.expect(400);
    assert_eq!(refused.detail(), "Del lote L-1 no hay nada libre: reservado para la ficha 2557");
    assert_eq!(lot(&app, &first).await["explanation"], "reservado para la ficha 2557");
}

#[tokio::test]
async fn d17_what_comes_into_a_scrapped_lot_opens_a_new_one_and_another_date_or_unit_is_refused() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let wilson = &app.world.wilson;
    let scrapped = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    scrap(&app, &scrapped).await.expect(200);
    let fresh = receive(&app, &shelf, "L-1", Some(9), json!(4)).await;
    assert_ne!(scrapped, fresh);
    assert_eq!(lot(&app, &scrapped).await["quantity"], 0);
    // The same batch joins what is there, however it is written.
    let same = shelf.receipt(" l-1 ", Some(9), json!(0.5));
    let joined = app.post(wilson, &format!("{STOCK}/receive"), same.clone()).await.expect(201).json();
    assert_eq!((joined["lot_id"].as_str().unwrap(), &joined["quantity"]), (fresh.as_str(), &json!(4.5)));
    for (member, value, told) in [
        ("use_by_date", json!(day(10)), format!("El lote L-1 de esa ubicación vence el {}", written(9))),
        ("use_by_date", Value::Null, format!("El lote L-1 de esa ubicación vence el {}", written(9))),
        ("unit", json!("caja"), "El lote L-1 de esa ubicación se lleva en kg, no en caja".into()),
    ] {
        let refused = app
            .post(wilson, &format!("{STOCK}/receive"), with(same.clone(), member, value))
            .await
            .expect(409);
        assert!(refused.detail().starts_with(&told), "{}", refused.detail());
    }
    assert_eq!(lot(&app, &fresh).await["quantity"], 4.5);
    assert_eq!(app.count("select count(*) from lots").await, 2);
}

#[tokio::test]
async fn d18_what_expires_today_is_critical_and_days_that_nobody_can_mean_are_refused() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    shelf.receive_on(&app, &app.world.wilson, -5, "L-0", Some(5), 4).await;
    let warnings = app.get(&app.world.ana, &format!("{STOCK}/expiry-warnings")).await.expect(200).json();
    assert_eq!(warnings["summary"], json!({ "critical": 1, "high": 0, "medium": 0, "low": 0, "total": 1 }));
    let item = &warnings["items"][0];
    assert_eq!(
        (&item["days_until_expiry"], &item["urgency"], &item["warning_message"]),
        (&json!(0), &json!("critical"), &json!("CRÍTICO: vence hoy"))
    );
    assert_eq!(app.get(&app.world.ana, &format!("{STOCK}/expired")).await.expect(200).json()["total"], 0);
    let new = shelf.receipt("L-1", Some(9), json!(1));
    for (member, value) in [
        ("best_before_date", json!(day(10))),
        ("bin_id", Value::Null),
        ("product_id", Value::Null),
        ("batch_number", Value::Null),
        ("quantity", Value::Null),
    ] {
        let sent = with(new.clone(), member, value);
        app.post(&app.world.wilson, &format!("{STOCK}/receive"), sent).await.expect(422);
    }
    for (member, value) in [("use_by_date", json!(day(0))), ("freeze_date", json!(day(1)))] {
        let sent = with(new.clone(), member, value);
        app.post(&app.world.wilson, &format!("{STOCK}/receive"), sent).await.expect(400);
    }
    assert_eq!(app.count("select count(*) from lots").await, 1);
}

#[tokio::test]
async fn d19_a_bin_that_is_set_out_of_use_takes_nothing_and_gives_nothing() {
    let app = App::new().await;
    let (shelf, first, second) = two_lots(&app).await;
    for (out, back) in [("set_aside = 'inactive'", "set_aside = null"), ("is_active = 0", "is_active = 1")] {
        app.run(format!("update bins set {out}")).await;
        let new = shelf.receipt("L-9", None, json!(1));
        let refused = app.post(&app.world.wilson, &format!("{STOCK}/receive"), new).await.expect(400);
        assert_eq!(refused.detail(), "La ubicación 03-2-1 está inactiva y no recibe material");
        let refused = issue(&app, &first, json!({})).await.expect(400);
        assert_eq!(refused.detail(), "El lote L-1 no puede salir: la ubicación 03-2-1 está inactiva");
        assert_eq!(lot(&app, &second).await["state"], "blocked");
        app.run(format!("update bins set {back}")).await;
    }
    // Kept free for something is not out of use.
    app.run("update bins set set_aside = 'reserved'").await;
    issue(&app, &first, json!({})).await.expect(200);
    receive(&app, &shelf, "L-9", None, json!(1)).await;
}

#[tokio::test]
async fn d21_another_product_is_refused_by_a_bin_with_several_lots() {
    let app = App::new().await;
    let (shelf, _, _) = two_lots(&app).await;
    receive(&app, &shelf, "L-3", Some(40), json!(1)).await;
    let paint = shelf.another(&app, "Pintura", "04-1-1").await;
    let new = Shelf { bin: shelf.bin.clone(), ..paint }.receipt("P-1", None, json!(1));
    let refused = app.post(&app.world.wilson, &format!("{STOCK}/receive"), new).await.expect(400);
    assert_eq!(refused.json()["code"], "ubicacion_con_otro_producto");
}
