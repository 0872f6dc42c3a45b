//! Material is set aside: of which lots, how much, for whom.

use super::{RESERVATIONS, flour, held, id_of, reserve, reserved, told, until};
use crate::stock::{Shelf, issue, receive};
use crate::support::{App, with};
use serde_json::{Value, json};

#[tokio::test]
async fn an_instructor_reserves_of_what_expires_first_for_themselves_and_the_keeper_is_told() {
    let app = App::new().await;
    let (shelf, first, second) = flour(&app).await;
    let ana = &app.world.ana;
    let patch = json!({ "quantity": 12.5, "customer_name": "Otra persona", "notes": "En bolsas" });
    let made = reserve(&app, ana, &shelf, patch).await.expect(201).json();
    assert_eq!(made["message"], "Quedan reservados 12,5 kg de Harina para la ficha 2557");
    assert_eq!(made["reservation_id"], made["id"]);
    for (member, value) in [
        ("product_name", json!("Harina")),
        ("unit", json!("kg")),
        ("warehouse_name", json!("Bodega central")),
        ("order_reference", json!("2557")),
        ("customer_name", json!("Ana Prueba")),
        ("requested_quantity", json!(12.5)),
        ("total_quantity", json!(12.5)),
        ("is_partial", json!(false)),
        ("status", json!("active")),
        ("is_overdue", json!(false)),
        ("created_by", json!(ana.id)),
        ("notes", json!("En bolsas")),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    assert!(made["reserved_until"].as_str().unwrap().starts_with(&until(1)));
    let items: Vec<(&str, f64, &Value)> = made["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let quantity = it["quantity_reserved"].as_f64().unwrap();
            (it["batch_number"].as_str().unwrap(), quantity, &it["obstacle"])
        })
        .collect();
    assert_eq!(items, [("L-1", 10.0, &Value::Null), ("L-2", 2.5, &Value::Null)]);
    assert_eq!(made["items"][0]["days_until_expiry"], 5);
    assert_eq!(held(&app, &first).await, (json!(10), json!(10)));
    assert_eq!(held(&app, &second).await, (json!(10), json!(2.5)));
    // Nothing went out.
    assert_eq!(app.count("select count(*) from movements where movement_type <> 'receipt'").await, 0);

    assert_eq!(told(&app, &app.world.wilson).await, ["Reserva de material"]);
    assert_eq!(told(&app, ana).await, [""; 0]);
    let entry = app.audited(|entry| entry["action"] == "CREATE_RESERVATION").await;
    assert_eq!(
        entry["new_values"]["description"],
        "Reserva de 12,5 kg de Harina para la ficha 2557: L-1 (10 kg), L-2 (2,5 kg)"
    );
    let read = app.get(ana, &format!("{RESERVATIONS}/{}", id_of(&made))).await.expect(200).json();
    assert_eq!((&read["items"], &read["notes"]), (&made["items"], &made["notes"]));
}

#[tokio::test]
async fn where_there_is_less_than_is_asked_for_what_there_is_is_set_aside() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let made = reserve(&app, &app.world.ana, &shelf, json!({ "quantity": 25 })).await.expect(201).json();
    assert_eq!(
        (&made["is_partial"], &made["total_quantity"], &made["requested_quantity"]),
        (&json!(true), &json!(20), &json!(25))
    );
    assert_eq!(
        made["message"],
        "Solo había una parte: de 25 kg quedan reservados 20 kg de Harina para la ficha 2557"
    );
}

#[tokio::test]
async fn where_nothing_is_free_it_is_told_why() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let nothing = reserve(&app, &app.world.ana, &shelf, json!({})).await.expect(400);
    assert_eq!(nothing.detail(), "De Harina no hay nada libre en Bodega central");
    shelf.receive_on(&app, &app.world.wilson, -9, "L-0", Some(6), 4).await;
    receive(&app, &shelf, "L-1", Some(5), json!(4)).await;
    reserved(&app, &shelf, json!({})).await;
    let refused = reserve(&app, &app.world.ivan, &shelf, json!({ "order_reference": "3001" })).await;
    let refused = refused.expect(400);
    assert_eq!(refused.json()["code"], "reserva_sin_existencias");
    assert_eq!(
        refused.detail(),
        "De Harina no hay nada libre en Bodega central (el lote L-0 no se cuenta: vencido hace 3 días; el lote L-1 no se cuenta: \
         reservado para la ficha 2557)"
    );
    assert_eq!(app.count("select count(*) from reservations").await, 1);
}

#[tokio::test]
async fn whoever_keeps_the_warehouse_reserves_for_anybody_and_is_not_told_of_it() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let patch = json!({ "order_reference": "Orden 7", "customer_name": "Cafetería" });
    let made = reserve(&app, &app.world.wilson, &shelf, patch).await.expect(201).json();
    assert_eq!(
        (&made["customer_name"], &made["message"]),
        (&json!("Cafetería"), &json!("Quedan reservados 4 kg de Harina para Orden 7"))
    );
    let made = reserve(&app, &app.world.wilson, &shelf, json!({})).await.expect(201).json();
    assert_eq!(made["customer_name"], Value::Null);
    assert_eq!(told(&app, &app.world.wilson).await, [""; 0]);
}

#[tokio::test]
async fn what_is_reserved_goes_to_nobody_else_whatever_path_asks() {
    let app = App::new().await;
    let (shelf, first, second) = flour(&app).await;
    reserved(&app, &shelf, json!({ "quantity": 10 })).await;
    let (wilson, ana, ivan) = (&app.world.wilson, &app.world.ana, &app.world.ivan);
    // What is all promised is passed over, and says for whom; to whoever may see the warehouse.
    for who in [wilson, ana, ivan, &app.world.bruno] {
        let uri = format!("/api/stock/fefo-recommendation?product_id={}&quantity=12", shelf.product);
        let told = app.get(who, &uri).await.expect(200).json();
        assert_eq!(told["recommendations"][0]["lot_id"], json!(second));
        assert_eq!((&told["total_available"], &told["missing_quantity"]), (&json!(10), &json!(2)));
        assert_eq!(
            (&told["skipped"][0]["batch_number"], &told["skipped"][0]["reason"]),
            (&json!("L-1"), &json!("reservado para la ficha 2557"))
        );
    }
    let refused = issue(&app, &first, json!({})).await.expect(400);
    assert_eq!(refused.detail(), "Del lote L-1 no hay nada libre: reservado para la ficha 2557");
    // The next lot's turn has come.
    issue(&app, &second, json!({})).await.expect(200);
    let all = json!({ "product_id": shelf.product, "quantity": 10, "reason": "formación" });
    let refused = app.post(wilson, "/api/stock/issue-by-product", all).await.expect(400);
    assert!(refused.detail().starts_with("De Harina solo pueden salir 9 kg"), "{}", refused.detail());
    // The page of the lot lists the reservation to the keeper, and to the one who made it.
    for (who, count) in [(wilson, 1), (ana, 1), (ivan, 0)] {
        let lot = app.get(who, &format!("/api/stock/lots/{first}")).await.expect(200).json();
        assert_eq!(lot["reservations"].as_array().unwrap().len(), count);
    }
}

#[tokio::test]
async fn two_people_who_want_the_last_piece_at_once_do_not_both_get_it() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(5), json!(1)).await;
    let wanted = |ficha: &str| json!({ "quantity": 1, "order_reference": ficha });
    let (ana, ivan) = tokio::join!(
        reserve(&app, &app.world.ana, &shelf, wanted("2557")),
        reserve(&app, &app.world.ivan, &shelf, wanted("3001"))
    );
    let mut statuses = [ana.status.as_u16(), ivan.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400]);
    assert_eq!(held(&app, &lot).await, (json!(1), json!(1)));
    assert_eq!(app.count("select count(*) from reservations").await, 1);
}

#[tokio::test]
async fn twenty_people_at_once_get_exactly_what_there_is() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(5), json!(10)).await;
    let all = (0..20).map(|n| {
        let patch = json!({ "quantity": 1.5, "order_reference": n.to_string() });
        reserve(&app, &app.world.ana, &shelf, patch)
    });
    let replies = futures_util::future::join_all(all).await;
    let made: Vec<Value> =
        replies.iter().filter(|reply| reply.status == 201).map(|reply| reply.json()).collect();
    let total: f64 = made.iter().map(|one| one["total_quantity"].as_f64().unwrap()).sum();
    let partial = made.iter().filter(|one| one["is_partial"] == true).count();
    assert_eq!((made.len(), total.to_string(), partial), (7, "10".to_owned(), 1));
    assert_eq!(held(&app, &lot).await, (json!(10), json!(10)));
}

#[tokio::test]
async fn a_reservation_that_is_sent_twice_with_its_key_is_one() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let token = format!("Bearer {}", app.world.ana.token);
    let headers =
        [("content-type", "application/json"), ("authorization", &token), ("idempotency-key", "clave-0001")];
    let body = json!({
        "product_id": shelf.product, "quantity": 3, "order_reference": "2557", "reserved_until": until(1),
    });
    let mut answers = Vec::new();
    for _ in 0..2 {
        let sent = app.send(poem::http::Method::POST, RESERVATIONS, &headers, body.to_string()).await;
        answers.push(sent.expect(201).json());
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(held(&app, &first).await.1, json!(3));
}

#[tokio::test]
async fn what_cannot_be_reserved_is_refused_before_anything_is_set_aside() {
    let app = App::new().await;
    let (shelf, first, _) = flour(&app).await;
    let ana = &app.world.ana;
    let new = json!({});
    for (member, value, status, code) in [
        ("quantity", json!(0), 422, "solicitud_invalida"),
        ("quantity", json!(1.555), 422, "solicitud_invalida"),
        ("order_reference", json!("  "), 422, "solicitud_invalida"),
        ("order_reference", json!("x".repeat(101)), 422, "solicitud_invalida"),
        ("reserved_until", json!("mañana"), 422, "solicitud_invalida"),
        ("reserved_until", json!(until(400)), 422, "plazo_de_reserva_lejano"),
        ("product_id", json!(app.world.bodega.id), 400, "producto_desconocido"),
        ("warehouse_id", json!(app.world.sistemas.id), 400, "bodega_de_materiales_desconocida"),
        ("warehouse_id", json!(app.world.taller.id), 400, "bodega_de_materiales_desconocida"),
    ] {
        let refused = reserve(&app, ana, &shelf, with(new.clone(), member, value)).await.expect(status);
        assert_eq!(refused.json()["code"], code, "{member}");
    }
    app.run("update products set is_active = 0").await;
    let refused = reserve(&app, ana, &shelf, new).await.expect(400);
    assert_eq!(refused.json()["code"], "producto_desconocido");
    assert_eq!(held(&app, &first).await.1, json!(0));
    assert_eq!(app.count("select count(*) from reservations").await, 0);
}
