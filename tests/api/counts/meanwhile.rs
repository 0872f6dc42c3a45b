//! What happens to a lot between counting and approving.

use super::{COUNTS, approve, count, get, id_of, ledger_is_right, line, line_of, of_bin, submit};
use crate::stock::{Shelf, adjust, issue, lot, promise, receive, scrap};
use crate::support::App;
use serde_json::{Value, json};

/// Ten kilograms of which Wilson has counted eight: the shelf, the lot, the count and the line.
async fn eight_of_ten(app: &App) -> (Shelf, String, String, String) {
    let shelf = Shelf::of(app).await;
    let ten = receive(app, &shelf, "L-1", Some(30), json!(10)).await;
    let wilson = &app.world.wilson;
    let opened = of_bin(app, wilson, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    count(app, wilson, &id, json!({ "line_id": line, "quantity": 8 })).await.expect(200);
    (shelf, ten, id, line)
}

async fn decided(app: &App, id: &str, line: &str) -> crate::support::Reply {
    submit(app, &app.world.wilson, id, true).await.expect(200);
    approve(app, &app.world.gloria, id, &[line]).await
}

async fn result(app: &App, id: &str) -> (Value, Value, Value) {
    let seen = get(app, &app.world.gloria, id).await;
    let line = line(&seen, "L-1");
    (line["moved_quantity"].clone(), line["result_quantity"].clone(), line["obstacle"].clone())
}

#[tokio::test]
async fn what_went_out_after_counting_is_not_given_back() {
    let app = App::new().await;
    let (_, ten, id, line) = eight_of_ten(&app).await;
    issue(&app, &ten, json!({ "quantity": 3 })).await.expect(200);
    assert_eq!(result(&app, &id).await, (json!(-3), json!(5), json!(null)));
    decided(&app, &id, &line).await.expect(200);
    assert_eq!(lot(&app, &ten).await["quantity"], 5);
    ledger_is_right(&app).await;
}

#[tokio::test]
async fn what_moved_before_counting_is_expected_already_also_when_it_is_sent_late() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    // It came yesterday; at noon it was ten.
    let ten = shelf.receive_on(&app, &app.world.wilson, -1, "L-1", Some(30), 10).await;
    let wilson = &app.world.wilson;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let (id, line) = (id_of(&opened), line_of(&opened, "L-1"));
    app.run(format!("update counts set created_at = '2026-01-01T00:00:00.000000Z' where id = '{id}'")).await;
    issue(&app, &ten, json!({ "quantity": 4 })).await.expect(200);
    // The phone had no connection: it was counted a minute ago, before the four went out.
    let late = json!({ "line_id": line, "quantity": 9, "seconds_ago": 60 });
    let told = count(&app, wilson, &id, late).await.expect(200).json();
    assert_eq!((&told["line"]["expected_quantity"], &told["line"]["difference"]), (&json!(10), &json!(-1)));
    // Counted now, they are gone.
    let now = json!({ "line_id": line, "quantity": 5, "revision": 1 });
    let told = count(&app, wilson, &id, now).await.expect(200).json();
    assert_eq!((&told["line"]["expected_quantity"], &told["line"]["difference"]), (&json!(6), &json!(-1)));
    decided(&app, &id, &line).await.expect(200);
    assert_eq!(lot(&app, &ten).await["quantity"], 5);
}

#[tokio::test]
async fn the_same_number_counted_again_is_a_count_of_now() {
    let app = App::new().await;
    let (_, ten, id, line) = eight_of_ten(&app).await;
    issue(&app, &ten, json!({ "quantity": 2 })).await.expect(200);
    let again = json!({ "line_id": line, "quantity": 8, "revision": 1, "reason": "Mal pesado" });
    // The second time as after an answer that got lost.
    for _ in 0..2 {
        let told = count(&app, &app.world.wilson, &id, again.clone()).await.expect(200).json();
        let told = &told["line"];
        assert_eq!(
            (&told["revision"], &told["expected_quantity"], &told["difference"], &told["reason"]),
            (&json!(2), &json!(8), &json!(0), &json!("Mal pesado"))
        );
    }
    decided(&app, &id, &line).await.expect(200);
    assert_eq!(lot(&app, &ten).await["quantity"], 8);
    ledger_is_right(&app).await;
}

#[tokio::test]
async fn a_difference_that_would_go_below_nothing_or_below_what_is_promised_names_its_line() {
    let app = App::new().await;
    let (shelf, ten, id, line) = eight_of_ten(&app).await;
    issue(&app, &ten, json!({ "quantity": 9 })).await.expect(200);
    let (.., obstacle) = result(&app, &id).await;
    let refused = decided(&app, &id, &line).await.expect(409);
    assert_eq!(
        refused.detail(),
        "Harina, lote L-1, en 03-2-1: después de contarlo salió material, y faltaría 1 kg para la diferencia. Devuelva la línea para \
         contarla de nuevo"
    );
    assert_eq!(obstacle, json!(refused.detail()), "told before anybody tries");
    assert_eq!(lot(&app, &ten).await["quantity"], 1);
    receive(&app, &shelf, "L-1", Some(30), json!(5)).await;
    promise(&app, &shelf, &ten, "2557", 550).await;
    let refused = approve(&app, &app.world.gloria, &id, &[&line]).await.expect(409).detail();
    assert_eq!(
        refused,
        "Harina, lote L-1, en 03-2-1: quedaría menos de lo reservado (5,5 kg). Cancele antes la reserva, o devuelva la línea"
    );
    // Four of them are left: what is promised fits again.
    receive(&app, &shelf, "L-1", Some(30), json!(2)).await;
    approve(&app, &app.world.gloria, &id, &[&line]).await.expect(200);
    assert_eq!(lot(&app, &ten).await["quantity"], 6);
    ledger_is_right(&app).await;
}

#[tokio::test]
async fn a_lot_that_was_corrected_or_thrown_away_meanwhile_is_counted_again() {
    let app = App::new().await;
    let (_, ten, id, line) = eight_of_ten(&app).await;
    adjust(&app, &ten, json!(8)).await.expect(200);
    let refused = decided(&app, &id, &line).await.expect(409).detail();
    assert!(refused.contains("alguien ajustó el lote después de contarlo"), "{refused}");
    let uri = format!("{COUNTS}/{id}/return");
    app.post(&app.world.gloria, &uri, json!({ "notes": "Se ajustó" })).await.expect(200);
    count(&app, &app.world.wilson, &id, json!({ "line_id": line, "quantity": 7 })).await.expect(200);
    scrap(&app, &ten).await.expect(200);
    let refused = decided(&app, &id, &line).await.expect(409).detail();
    assert!(refused.contains("el lote se dio de baja después de contarlo"), "{refused}");
    app.post(&app.world.gloria, &uri, json!({ "notes": "Se botó" })).await.expect(200);
    let refused =
        count(&app, &app.world.wilson, &id, json!({ "line_id": line, "quantity": 1 })).await.expect(400);
    assert!(refused.detail().contains("regístrelo como encontrado"), "{}", refused.detail());
    // There is nothing to count of it: nobody is asked.
    submit(&app, &app.world.wilson, &id, false).await.expect(200);
    approve(&app, &app.world.gloria, &id, &[]).await.expect(200);
    ledger_is_right(&app).await;
}

#[tokio::test]
async fn lots_that_came_or_went_meanwhile_are_told() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    let gone = receive(&app, &shelf, "L-1", None, json!(1)).await;
    receive(&app, &shelf, "L-2", None, json!(2)).await;
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let id = id_of(&opened);
    assert_eq!(opened["arrived"], json!([]));
    issue(&app, &gone, json!({ "quantity": 1 })).await.expect(200);
    let new = receive(&app, &shelf, "L-3", None, json!(3)).await;
    let seen = get(&app, wilson, &id).await;
    assert_eq!(
        (&seen["arrived"][0]["lot_id"], &seen["arrived"][0]["bin_code"]),
        (&json!(new), &json!("03-2-1"))
    );
    assert_eq!(line(&seen, "L-1")["moved_quantity"], -1);
    count(&app, wilson, &id, json!({ "code": "L-2", "quantity": 2 })).await.expect(200);
    // The one that is gone needs no count; the one that came does, or a word that it wasn't.
    let refused = submit(&app, wilson, &id, false).await.expect(409).detail();
    assert!(refused.starts_with("Falta un lote por contar: L-3 en 03-2-1"), "{refused}");
    let told = count(&app, wilson, &id, json!({ "lot_id": new, "quantity": 2.5 })).await.expect(200).json();
    assert_eq!((&told["line"]["expected_quantity"], &told["lines"]), (&json!(3), &json!(3)));
    let sent = submit(&app, wilson, &id, false).await.expect(200).json();
    approve(&app, &app.world.gloria, &id, &[&line_of(&sent, "L-3")]).await.expect(200);
    assert_eq!(lot(&app, &new).await["quantity"], 2.5);
    // What was found and came meanwhile by the books is looked at again.
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let id = id_of(&opened);
    let found =
        json!({ "bin_id": shelf.bin, "product_id": shelf.product, "batch_number": "L-8", "quantity": 4 });
    count(&app, wilson, &id, found).await.expect(200);
    receive(&app, &shelf, "L-8", None, json!(4)).await;
    let sent = submit(&app, wilson, &id, true).await.expect(200).json();
    let refused = approve(&app, &app.world.gloria, &id, &[&line_of(&sent, "L-8")]).await.expect(409).detail();
    assert!(refused.contains("se recibió después de encontrarlo"), "{refused}");
    // A batch that the bin has known, though nothing is left of it, is that lot.
    let cancelled = app.post(wilson, &format!("{COUNTS}/{id}/cancel"), json!({})).await.expect(200).json();
    assert_eq!(cancelled["status"], "cancelled");
    let opened = of_bin(&app, wilson, &shelf.bin, json!({})).await;
    let known =
        json!({ "bin_id": shelf.bin, "product_id": shelf.product, "batch_number": "l-1", "quantity": 1 });
    let told = count(&app, wilson, &id_of(&opened), known).await.expect(200).json();
    assert_eq!((&told["line"]["lot_id"], &told["line"]["is_found"]), (&json!(gone), &json!(false)));
}

#[tokio::test]
async fn what_was_found_and_booked_afterwards_is_not_there_twice() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let shelf = Shelf::of(&app).await;
    let spent = receive(&app, &shelf, "L-0", None, json!(1)).await;
    issue(&app, &spent, json!({ "quantity": 1 })).await.expect(200);
    let id = id_of(&of_bin(&app, wilson, &shelf.bin, json!({})).await);
    app.run(format!("update counts set created_at = '2026-01-01T00:00:00.000000Z' where id = '{id}'")).await;
    let found = |batch: &str, ago: i64| {
        json!({
            "bin_id": shelf.bin, "product_id": shelf.product, "batch_number": batch, "quantity": 10, "seconds_ago": ago,
        })
    };
    // A lot that was used up is counted, and then booked; the other is booked before the phone has a connection again.
    count(&app, wilson, &id, found("L-0", 0)).await.expect(200);
    assert_eq!(receive(&app, &shelf, "L-0", None, json!(10)).await, spent);
    let new = receive(&app, &shelf, "L-1", None, json!(10)).await;
    let told = count(&app, wilson, &id, found("L-1", 60)).await.expect(200).json();
    assert_eq!((&told["line"]["lot_id"], &told["line"]["expected_quantity"]), (&json!(new), &json!(0)));
    let sent = submit(&app, wilson, &id, false).await.expect(200).json();
    let lines = ["L-0", "L-1"].map(|batch| {
        let obstacle = line(&sent, batch)["obstacle"].as_str().unwrap_or_default();
        assert!(obstacle.contains("se recibió después de encontrarlo"), "{sent}");
        line_of(&sent, batch)
    });
    let both = [&*lines[0], &*lines[1]];
    let refused = approve(&app, &app.world.gloria, &id, &both).await.expect(409);
    assert_eq!(refused.json()["code"], "diferencia_sin_aplicar");
    let back = json!({ "notes": "Ya se recibió" });
    app.post(&app.world.gloria, &format!("{COUNTS}/{id}/return"), back).await.expect(200);
    for line in both {
        count(&app, wilson, &id, json!({ "line_id": line, "quantity": 10 })).await.expect(200);
    }
    submit(&app, wilson, &id, false).await.expect(200);
    approve(&app, &app.world.gloria, &id, &[]).await.expect(200);
    for one in [&spent, &new] {
        assert_eq!(lot(&app, one).await["quantity"], 10);
    }
    ledger_is_right(&app).await;
}
