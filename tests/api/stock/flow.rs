//! What comes in and goes out, alone and of many at once.

use super::{STOCK, Shelf, issue, lot, receive};
use crate::support::{App, day, patched, with};
use futures_util::future::join_all;
use poem::http::Method;
use serde_json::{Value, json};

async fn issue_product(app: &App, shelf: &Shelf, quantity: f64) -> crate::support::Reply {
    let new = json!({ "product_id": shelf.product, "quantity": quantity, "reason": "formación" });
    app.post(&app.world.wilson, &format!("{STOCK}/issue-by-product"), new).await
}

#[tokio::test]
async fn what_comes_in_is_told_and_joins_what_is_there() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let new = patched(
        shelf.receipt("L-1", Some(30), json!(0.1)),
        &json!({ "unit": "kg", "unit_price": 100, "reference_number": "FV-1", "best_before_date": day(20) }),
    );
    let wilson = &app.world.wilson;
    let first = app.post(wilson, &format!("{STOCK}/receive"), new.clone()).await.expect(201).json();
    assert_eq!(first["message"], "Entrada de 0,1 kg: Harina, lote L-1, en 03-2-1");
    assert_eq!(
        (&first["bin_code"], &first["product_name"], &first["unit"], &first["days_until_expiry"]),
        (&json!("03-2-1"), &json!("Harina"), &json!("kg"), &json!(30))
    );
    let more = patched(new, &json!({ "quantity": 0.2, "unit_price": 400 }));
    let second = app.post(wilson, &format!("{STOCK}/receive"), more).await.expect(201).json();
    assert_eq!((&second["lot_id"], &second["quantity"]), (&first["lot_id"], &json!(0.3)), "exactly");
    let kept = &second["lot"];
    assert_eq!(
        (&kept["unit_price"], &kept["state"], &kept["urgency"]),
        (&json!(300), &json!("available"), &json!("low"))
    );
    assert_eq!(app.count("select quantity from lots").await, 30);
    let entry = app.audited(|entry| entry["action"] == "RECEIVE_LOT").await;
    assert_eq!(
        (&entry["new_values"]["before"]["quantity"], &entry["new_values"]["after"]["quantity"]),
        (&json!(0.1), &json!(0.3))
    );
}

#[tokio::test]
async fn what_is_asked_for_is_taken_from_the_lots_in_their_turn_or_not_at_all() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let second = receive(&app, &shelf, "L-2", Some(30), json!(5)).await;
    let first = receive(&app, &shelf, "L-1", Some(5), json!(2.25)).await;
    let held = receive(&app, &shelf, "L-0", Some(3), json!(50)).await;
    let why = json!({ "reason": "Gorgojo" });
    app.post(&app.world.wilson, &format!("{STOCK}/lots/{held}/hold"), why).await.expect(200);
    let refused = issue_product(&app, &shelf, 7.26).await.expect(400);
    assert_eq!(
        refused.detail(),
        "De Harina solo pueden salir 7,25 kg y se piden 7,26 kg. El lote L-0 no se cuenta: retenido: Gorgojo"
    );
    assert_eq!(app.count("select count(*) from movements where movement_type = 'issue'").await, 0);
    let issued = issue_product(&app, &shelf, 3.0).await.expect(200).json();
    let lots: Vec<(&str, f64)> = issued["lots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lot| (lot["lot_id"].as_str().unwrap(), lot["quantity_issued"].as_f64().unwrap()))
        .collect();
    assert_eq!(lots, [(first.as_str(), 2.25), (second.as_str(), 0.75)]);
    assert_eq!(issued["message"], "Salida de 3 kg: Harina, de 2 lotes");
    assert_eq!(lot(&app, &second).await["quantity"], 4.25);
    let done = "select count(*) from audit_logs
        where action = 'ISSUE_LOT'
        and new_values ->> 'code' is null";
    assert_eq!(app.count(done).await, 2);
    issue_product(&app, &shelf, 4.25).await.expect(200);
    let nothing = issue_product(&app, &shelf, 1.0).await.expect(400);
    assert!(nothing.detail().starts_with("De Harina no puede salir nada y se pide 1 kg"));
    receive(&app, &shelf, "L-3", Some(30), json!(1)).await;
    let short = issue_product(&app, &shelf, 2.0).await.expect(400);
    assert!(
        short.detail().starts_with("De Harina solo puede salir 1 kg y se piden 2 kg"),
        "{}",
        short.detail()
    );
}

#[tokio::test]
async fn the_recommendation_names_what_is_taken_then() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    for (batch, days, quantity) in
        [("L-3", None, 4), ("L-2", Some(9), 3), ("L-1", Some(9), 2), ("L-4", Some(2), 1)]
    {
        receive(&app, &shelf, batch, days, json!(quantity)).await;
    }
    let uri = format!("{STOCK}/fefo-recommendation?product_id={}&quantity=6.5", shelf.product);
    let told = app.get(&app.world.bruno, &uri).await.expect(200).json();
    let pairs = |lots: &Value, figure: &str| -> Vec<(String, f64)> {
        let lots = lots.as_array().unwrap().iter();
        lots.map(|lot| (lot["batch_number"].as_str().unwrap().to_owned(), lot[figure].as_f64().unwrap()))
            .collect()
    };
    let recommended = pairs(&told["recommendations"], "suggested_quantity");
    let expected =
        [("L-4", 1.0), ("L-1", 2.0), ("L-2", 3.0), ("L-3", 0.5)].map(|(batch, of)| (batch.to_owned(), of));
    assert_eq!(recommended, expected);
    let turns: Vec<&Value> =
        told["recommendations"].as_array().unwrap().iter().map(|lot| &lot["is_fefo_compliant"]).collect();
    assert_eq!(turns, [&json!(true), &json!(false), &json!(false), &json!(false)]);
    assert_eq!(
        (&told["total_available"], &told["missing_quantity"], &told["fefo_warnings"]),
        (&json!(10), &json!(0), &json!(["CRÍTICO: vence en 2 días (lote L-4, en 03-2-1)"]))
    );
    assert_eq!(told["recommendations"][1]["warning"], "ATENCIÓN: vence en 9 días");
    let issued = issue_product(&app, &shelf, 6.5).await.expect(200).json();
    assert_eq!(pairs(&issued["lots"], "quantity_issued"), expected);
}

#[tokio::test]
async fn a_hundred_people_who_take_the_last_ten_kilograms_at_once_get_ten() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot_id = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let ways = [
        ("issue", json!({ "lot_id": lot_id, "quantity": 1, "reason": "formación" })),
        (
            "issue-by-product",
            json!({
                "product_id": shelf.product, "warehouse_id": app.world.bodega.id, "quantity": 1, "reason": "formación",
            }),
        ),
    ];
    let all = (0..100).map(|n| {
        let (way, body) = ways[n % 2].clone();
        let who = if n % 3 == 0 { &app.world.gloria } else { &app.world.wilson };
        let app = &app;
        async move { app.post(who, &format!("{STOCK}/{way}"), body).await.status.as_u16() }
    });
    let statuses = join_all(all).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 10);
    assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 90);
    let lot = lot(&app, &lot_id).await;
    assert_eq!((&lot["quantity"], &lot["state"]), (&json!(0), &json!("empty")));
    assert_eq!(app.count("select sum(quantity) from movements").await, 0);
    assert_eq!(app.count("select count(*) from movements").await, 11);
}

#[tokio::test]
async fn what_is_sent_twice_with_its_key_happens_once() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let wilson = &app.world.wilson;
    let authorization = format!("Bearer {}", wilson.token);
    let send = async |way: &str, key: &str, body: &Value| {
        let headers = [
            ("content-type", "application/json"),
            ("authorization", authorization.as_str()),
            ("idempotency-key", key),
        ];
        app.send(Method::POST, &format!("{STOCK}/{way}"), &headers, body.to_string()).await
    };
    let new = shelf.receipt("L-1", Some(30), json!(10));
    let first = send("receive", "entrada-1", &new).await.expect(201);
    let again = send("receive", "entrada-1", &new).await.expect(201);
    assert_eq!((first.json(), again.header("idempotent-replayed")), (again.json(), Some("true")));
    send("receive", "entrada-1", &with(new, "quantity", json!(11))).await.expect(422);
    let out = json!({ "lot_id": first.json()["lot_id"], "quantity": 4, "reason": "formación" });
    let of_product = json!({ "product_id": shelf.product, "quantity": 4, "reason": "formación" });
    for (way, key, body) in [("issue", "salida-1", &out), ("issue-by-product", "salida-2", &of_product)] {
        let first = send(way, key, body).await.expect(200).json();
        assert_eq!(send(way, key, body).await.expect(200).json(), first);
    }
    assert_eq!(app.count("select quantity from lots").await, 200);
    assert_eq!(app.count("select count(*) from movements").await, 3);
}

#[tokio::test]
async fn more_than_a_lot_has_is_refused_and_nothing_happens() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot_id = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let refused = issue(&app, &lot_id, json!({ "quantity": 10.01 })).await.expect(400);
    assert_eq!(refused.detail(), "Del lote L-1 solo hay 10 kg");
    issue(&app, &lot_id, json!({ "quantity": 10 })).await.expect(200);
    assert_eq!(issue(&app, &lot_id, json!({})).await.expect(400).detail(), "Del lote L-1 no queda nada");
    assert_eq!(app.count("select count(*) from movements").await, 2);
    let again = receive(&app, &shelf, "L-1", Some(30), json!(1)).await;
    assert_eq!(again, lot_id, "more of a batch that was used up is the same lot");
    let full = shelf.receipt("L-1", Some(30), json!(99_999_999.99));
    let refused = app.post(&app.world.wilson, &format!("{STOCK}/receive"), full).await.expect(400);
    assert_eq!(refused.json()["code"], "lote_demasiado_grande");
}

#[tokio::test]
async fn who_keeps_all_warehouses_says_which() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    let gloria = &app.world.gloria;
    let new = json!({ "product_id": shelf.product, "quantity": 1, "reason": "formación" });
    let uri = format!("{STOCK}/issue-by-product");
    assert_eq!(app.post(gloria, &uri, new.clone()).await.expect(400).detail(), "Indique de qué bodega sale");
    let there = with(new.clone(), "warehouse_id", json!(app.world.bodega.id));
    app.post(gloria, &uri, there).await.expect(200);
    let room = with(new, "warehouse_id", json!(app.world.sistemas.id));
    let refused = app.post(gloria, &uri, room).await.expect(400);
    assert_eq!(refused.detail(), "La bodega indicada no existe o no es suya");
}

#[tokio::test]
async fn nothing_that_is_out_of_use_comes_in() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let wilson = &app.world.wilson;
    let uri = format!("{STOCK}/receive");
    let new = shelf.receipt("L-1", None, json!(1));
    let other_unit = with(new.clone(), "unit", json!("caja"));
    assert_eq!(app.post(wilson, &uri, other_unit).await.expect(400).detail(), "Harina se lleva en kg");
    let supplier = with(new.clone(), "supplier_id", json!(app.world.center));
    assert_eq!(app.post(wilson, &uri, supplier).await.expect(400).json()["code"], "proveedor_desconocido");
    app.run("update products set is_active = 0").await;
    assert_eq!(app.post(wilson, &uri, new.clone()).await.expect(400).json()["code"], "producto_desconocido");
    app.run(format!("update products set is_active = 1, center_id = '{}'", app.world.other_center)).await;
    assert_eq!(app.post(wilson, &uri, new.clone()).await.expect(400).json()["code"], "producto_desconocido");
    let room = super::bin(&app, app.world.sistemas.id, "S-1").await;
    let no_warehouse = with(new, "bin_id", json!(room));
    let refused = app.post(&app.world.gloria, &uri, no_warehouse).await.expect(400);
    assert_eq!(refused.json()["code"], "ubicacion_desconocida");
    assert_eq!(app.count("select count(*) from lots").await, 0);
}

#[tokio::test]
async fn an_administrator_who_has_no_warehouse_keeps_all_of_the_centre() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let lot_id = receive(&app, &shelf, "L-1", Some(30), json!(10)).await;
    // Of the centre, and linked to no room.
    app.run(format!(
        "update users set environment_id = null, center_id = '{}' where id = '{}'",
        app.world.center, app.world.wilson.id
    ))
    .await;
    issue(&app, &lot_id, json!({})).await.expect(200);
    // Linked to a room that is no warehouse, they do as well.
    app.run(format!(
        "update users set environment_id = '{}' where id = '{}'",
        app.world.idiomas.id, app.world.wilson.id
    ))
    .await;
    issue(&app, &lot_id, json!({})).await.expect(200);
    // Linked to another warehouse, they keep that one.
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", app.world.idiomas.id)).await;
    assert_eq!(issue(&app, &lot_id, json!({})).await.expect(404).detail(), "Lote no encontrado");
    assert_eq!(lot(&app, &lot_id).await["quantity"], 8);
}
