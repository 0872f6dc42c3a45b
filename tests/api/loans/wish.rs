//! What is asked for: what breaks a rule is refused in words, and what isn't on record is written.

use super::{ask, id, step};
use crate::support::{App, day};
use serde_json::json;

#[tokio::test]
async fn each_broken_rule_has_a_line_of_its_own() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let wish = json!({ "start_date": day(-2), "end_date": day(-1), "quantity_requested": 11 });
    let reply = ask(&app, ana, wish).await.expect(400);
    let detail = reply.detail();
    let lines: Vec<&str> = detail.lines().collect();
    assert_eq!(
        lines,
        ["La fecha de inicio ya pasó", "En esas fechas solo hay 10 piezas libres y se piden 11"]
    );
    let wish = json!({ "start_date": day(2), "end_date": day(1) });
    assert_eq!(
        ask(&app, ana, wish).await.expect(400).detail(),
        "La fecha de devolución es anterior a la de inicio"
    );
    let wish = json!({ "start_time": "10:00" });
    assert_eq!(
        ask(&app, ana, wish).await.expect(400).detail(),
        "Un préstamo por horas necesita la hora de inicio y la de devolución"
    );
    assert_eq!(app.get(ana, "/api/loans/").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn an_administrator_may_record_what_has_been() {
    let app = App::new().await;
    let wish = json!({ "start_date": day(-5), "end_date": day(-3) });
    for who in [&app.world.wilson, &app.world.gloria] {
        ask(&app, who, wish.clone()).await.expect(201);
    }
    ask(&app, &app.world.ana, wish).await.expect(400);
}

#[tokio::test]
async fn what_the_warehouse_does_not_have_on_record_is_asked_for_in_words() {
    let app = App::new().await;
    let words = json!({ "item_id": null, "is_registered_item": false, "item_name": " Extensión de 10 m " });
    let loan = ask(&app, &app.world.ana, words).await.expect(201).json();
    assert_eq!((&loan["is_registered_item"], &loan["item_details"]), (&json!(false), &json!(null)));
    assert_eq!(loan["item_name"], "Extensión de 10 m");
    for name in [json!(null), json!("")] {
        let neither = json!({ "item_id": null, "is_registered_item": false, "item_name": name });
        let reply = ask(&app, &app.world.ana, neither).await.expect(400);
        assert_eq!(reply.detail(), "Elija un equipo de la bodega o escriba qué necesita");
    }
    let id = id(&loan);
    for status in ["approved", "active", "returned"] {
        step(&app, &app.world.wilson, &id, status).await.expect(200);
    }
}

#[tokio::test]
async fn a_warehouse_lends_its_own_things_to_the_people_of_its_center() {
    let app = App::new().await;
    let world = &app.world;
    let elsewhere = ask(&app, &world.ana, json!({ "item_id": world.sistemas.group })).await.expect(400);
    assert_eq!(elsewhere.detail(), "El equipo no es de esa bodega");
    for place in [world.sistemas.id, world.taller.id] {
        let reply = ask(&app, &world.ana, json!({ "environment_id": place })).await.expect(400);
        assert_eq!(reply.detail(), "La bodega indicada no existe, está inactiva o es de otro centro");
    }
    // D23: the form is open to both administrators, and to nobody without a room among the instructors.
    for who in [&world.wilson, &world.gloria, &world.ana] {
        let list = app.get(who, "/api/loans/warehouses").await.expect(200).json();
        assert_eq!(list.as_array().unwrap().len(), 1);
        ask(&app, who, json!({})).await.expect(201);
    }
    for who in [&world.estela, &world.bruno] {
        ask(&app, who, json!({})).await.expect(403);
        app.get(who, "/api/loans/warehouses").await.expect(403);
    }
}
