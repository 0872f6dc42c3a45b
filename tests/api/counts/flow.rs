//! From the first line to the movement.

use super::{
    COUNTS, approve, count, get, id_of, ledger_is_right, line, line_of, of_bin, open, second_keeper, submit,
};
use crate::stock::{Shelf, bin, lot, receive};
use crate::support::{App, day};
use serde_json::json;

#[tokio::test]
async fn what_differs_becomes_a_movement_with_its_reason_and_what_was_found_a_lot() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    let shelf = Shelf::of(&app).await;
    let less = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let even = receive(&app, &shelf, "L-2", Some(40), json!(4)).await;
    let more = receive(&app, &shelf, "L-3", Some(50), json!(1.5)).await;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({ "notes": "Con la báscula nueva" })).await;
    let id = id_of(&opened);
    assert_eq!(
        (&opened["status"], &opened["lines"], &opened["counted_lines"], &opened["may_count"]),
        (&json!("open"), &json!(3), &json!(0), &json!(true))
    );
    assert_eq!(line(&opened, "L-1")["expected_quantity"], 10);
    // By scanning the lot, by its line, and by the label on it.
    let told = count(&app, wilson, &id, json!({ "code": "l-1", "quantity": 8 })).await.expect(200).json();
    assert_eq!(
        (&told["message"], &told["line"]["difference"]),
        (&json!("1 de 3 líneas contadas"), &json!(-2))
    );
    count(&app, wilson, &id, json!({ "line_id": line_of(&opened, "L-2"), "quantity": 4 })).await.expect(200);
    let label = format!("LOT{}", more.replace('-', "").to_uppercase());
    count(&app, wilson, &id, json!({ "code": label, "quantity": 1.75, "reason": "Mal pesado" }))
        .await
        .expect(200);
    let found = json!({
        "bin_id": shelf.bin, "product_id": shelf.product, "batch_number": "L-9", "use_by_date": day(-2), "quantity": 3,
    });
    let told = count(&app, wilson, &id, found.clone()).await.expect(200).json();
    assert_eq!((&told["line"]["is_found"], &told["lines"]), (&json!(true), &json!(4)));
    // Sent again, as over a bad connection, it is the same line.
    count(&app, wilson, &id, found).await.expect(200);
    assert_eq!(get(&app, wilson, &id).await["lines"], 4);
    let sent = submit(&app, wilson, &id, false).await.expect(200).json();
    assert_eq!((&sent["status"], &sent["different_lines"]), (&json!("submitted"), &json!(3)));
    // Nothing has moved until somebody approves.
    assert_eq!(app.count("select count(*) from movements").await, 3);
    let lines = ["L-1", "L-9"].map(|batch| line_of(&sent, batch));
    let refused = approve(&app, &sara, &id, &[&lines[0]]).await.expect(422);
    assert_eq!(refused.detail(), "Harina, lote L-9, en 03-2-1: escriba por qué difiere");
    assert_eq!(app.count("select count(*) from movements").await, 3, "all or nothing");
    let done = approve(&app, &sara, &id, &[&lines[0], &lines[1]]).await.expect(200).json();
    assert_eq!((&done["status"], &done["decided_by_name"]), (&json!("approved"), &json!("Sara Prueba")));
    for (id, quantity) in [(&less, json!(8)), (&even, json!(4)), (&more, json!(1.75))] {
        assert_eq!(lot(&app, id).await["quantity"], quantity);
    }
    let found = line(&done, "L-9");
    let new = lot(&app, found["lot_id"].as_str().unwrap()).await;
    assert_eq!(
        (&new["quantity"], &new["use_by_date"], &new["state"]),
        (&json!(3), &json!(day(-2)), &json!("expired"))
    );
    let moved = app.get(gloria, "/api/movements?movement_type=adjustment").await.expect(200).json();
    let moved = moved["items"].as_array().unwrap();
    assert_eq!(moved.len(), 3);
    for movement in moved {
        assert_eq!((&movement["cause_id"], &movement["created_by"]), (&json!(id), &json!(sara.id)));
        let is_known = movement["lot_id"] == json!(more);
        assert_eq!(movement["reason"], if is_known { "Mal pesado" } else { "Merma" });
    }
    ledger_is_right(&app).await;
    let entry = app
        .audited(|entry| entry["action"] == "APPROVE_COUNT" && entry["new_values"]["code"].is_null())
        .await;
    assert_eq!(
        entry["new_values"]["description"],
        "Conteo aprobado de la ubicación 03-2-1 (Bodega central): 3 diferencias"
    );
    let shelf_now = app.get(gloria, &format!("/api/bins/{}", shelf.bin)).await.expect(200).json();
    assert_eq!(shelf_now["counted_at"], line(&done, "L-9")["counted_at"]);
    // It is over.
    count(&app, wilson, &id, json!({ "code": "L-1", "quantity": 1 })).await.expect(409);
    app.post(gloria, &format!("{COUNTS}/{id}/cancel"), json!({})).await.expect(409);
}

#[tokio::test]
async fn a_zone_and_a_product_are_counted_and_what_is_elsewhere_is_not_touched() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    let beside = shelf.beside(&app, app.world.bodega.id, "03-2-2").await;
    let far = shelf.another(&app, "Aceite", "30-1-1").await;
    for (shelf, batch) in [(&shelf, "A"), (&beside, "B"), (&far, "C")] {
        receive(&app, shelf, batch, None, json!(5)).await;
    }
    let zone = open(&app, wilson, json!({ "scope": "zone", "zone": "03-" })).await.expect(201).json();
    assert_eq!(zone["lines"], 2);
    // One is counted, the other confirmed as not counted: it stays as it is.
    let id = id_of(&zone);
    count(&app, wilson, &id, json!({ "code": "03-2-1", "quantity": 4 })).await.expect(200);
    let refused = submit(&app, wilson, &id, false).await.expect(409);
    assert_eq!(
        refused.detail(),
        "Falta un lote por contar: B en 03-2-2. Cuéntelos, o confirme que no se contaron: de ellos no cambia nada"
    );
    submit(&app, wilson, &id, true).await.expect(200);
    approve(&app, &app.world.gloria, &id, &[&line_of(&zone, "A")]).await.expect(200);
    assert_eq!(app.count("select quantity from lots where batch_number = 'B'").await, 500);
    assert_eq!(app.count("select count(*) from bins where counted_at is not null").await, 1);
    // A letter is what it is: no wildcard, and N is not Ñ.
    bin(&app, app.world.bodega.id, "ÑA-1").await;
    for (zone, status) in [("ña", 201), ("na", 400), ("_", 400), ("%", 400), ("Ó", 400)] {
        open(&app, wilson, json!({ "scope": "zone", "zone": zone })).await.expect(status);
    }
    let whole = json!({ "scope": "product", "product_id": shelf.product });
    assert_eq!(open(&app, wilson, whole).await.expect(201).json()["lines"], 2);
    for (new, status) in [
        (json!({ "scope": "zone", "zone": "99" }), 400),
        (json!({ "scope": "zone" }), 422),
        (json!({ "scope": "bin" }), 422),
        (json!({ "scope": "bin", "bin_id": far.bin, "zone": "30" }), 422),
        (json!({ "scope": "product", "product_id": far.bin }), 400),
        (json!({ "scope": "bin", "bin_id": far.product }), 400),
        (json!({ "scope": "bin", "bin_id": far.bin, "warehouse_id": app.world.sistemas.id }), 400),
    ] {
        open(&app, wilson, new.clone()).await.expect(status);
    }
    let refused = open(&app, wilson, json!({ "scope": "zone", "zone": "99" })).await.expect(400);
    assert_eq!(refused.detail(), "Ninguna ubicación de la bodega empieza por «99»");
}

#[tokio::test]
async fn an_empty_bin_is_counted_too_and_what_is_found_in_the_wrong_bin_is_told() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    let oil = shelf.another(&app, "Aceite", "05-1-1").await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    let nothing = bin(&app, app.world.bodega.id, "09-1-1").await;
    let empty = of_bin(&app, wilson, &nothing, json!({})).await;
    let id = id_of(&empty);
    let again = open(&app, wilson, json!({ "scope": "bin", "bin_id": nothing })).await.expect(409);
    assert_eq!(again.json()["code"], "conteo_ya_abierto");
    submit(&app, wilson, &id, false).await.expect(200);
    approve(&app, &app.world.gloria, &id, &[]).await.expect(200);
    assert_eq!(app.count("select count(*) from bins where counted_at is not null").await, 1);
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let id = id_of(&opened);
    let other = json!({
        "bin_id": shelf.bin, "product_id": oil.product, "batch_number": "X", "quantity": 1,
    });
    let refused = count(&app, wilson, &id, other).await.expect(400);
    assert!(refused.detail().starts_with("En la ubicación 03-2-1 hay Harina"), "{}", refused.detail());
    let elsewhere = json!({
        "bin_id": oil.bin, "product_id": oil.product, "batch_number": "X", "quantity": 1,
    });
    let refused = count(&app, wilson, &id, elsewhere).await.expect(400);
    assert_eq!(
        refused.detail(),
        "Aceite en 05-1-1 no es de este conteo: aquí se cuenta la ubicación 03-2-1 (Bodega central)"
    );
    count(&app, wilson, &id, json!({ "quantity": 1 })).await.expect(422);
    count(&app, wilson, &id, json!({ "code": "zzz", "quantity": 1 })).await.expect(400);
    assert_eq!(submit(&app, wilson, &id, true).await.expect(409).json()["code"], "conteo_vacio");
}

#[tokio::test]
async fn a_line_is_corrected_taken_back_and_a_found_one_goes() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", None, json!(5)).await;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    count(&app, wilson, &id, json!({ "line_id": line, "quantity": 50 })).await.expect(200);
    let right = json!({ "line_id": line, "quantity": 5, "revision": 1 });
    let told = count(&app, wilson, &id, right).await.expect(200).json();
    assert_eq!((&told["line"]["counted_quantity"], &told["line"]["revision"]), (&json!(5), &json!(2)));
    let undo = async |line: &str, revision: i64| {
        app.post(wilson, &format!("{COUNTS}/{id}/lines/{line}/undo"), json!({ "revision": revision })).await
    };
    undo(&line, 1).await.expect(409);
    let told = undo(&line, 2).await.expect(200).json();
    assert_eq!((&told["line"]["counted_quantity"], &told["counted_lines"]), (&json!(null), &json!(0)));
    let new = json!({ "bin_id": shelf.bin, "product_id": shelf.product, "batch_number": "X", "quantity": 1 });
    let found = count(&app, wilson, &id, new).await.expect(200).json();
    let told = undo(found["line"]["id"].as_str().unwrap(), 1).await.expect(200).json();
    assert_eq!((&told["line"], &told["lines"]), (&json!(null), &json!(1)));
    let entry = app.audited(|entry| entry["action"] == "COUNT_LINE").await;
    assert_eq!(entry["entity_id"], json!(id));
}
