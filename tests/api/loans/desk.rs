//! What goes over the desk piece by piece.

use super::{ask, id, loan_in, step, uri};
use crate::inventory::new_item;
use crate::support::{App, Person, Reply, day};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

async fn hand_over(app: &App, who: &Person, loan: &str, pieces: Value) -> Reply {
    app.post(who, &format!("{}/hand-over", uri(loan)), json!({ "pieces": pieces })).await
}

async fn hand_in(app: &App, loan: &str, pieces: Value) -> Reply {
    app.post(&app.world.wilson, &format!("{}/hand-in", uri(loan)), json!({ "pieces": pieces })).await
}

/// A laptop in the warehouse, alike to all others that are made so.
async fn laptop(app: &App, code: &str) -> String {
    let mut item = new_item(app, code);
    item["environment_id"] = json!(app.world.bodega.id);
    id(&app.post(&app.world.gloria, "/api/inventory/", item).await.expect(201).json())
}

async fn item(app: &App, id: Id) -> Value {
    app.get(&app.world.gloria, &format!("/api/inventory/{id}")).await.expect(200).json()
}

#[tokio::test]
async fn a_loan_is_handed_over_and_taken_back_in_parts() {
    let app = App::new().await;
    let (wilson, keyboards) = (&app.world.wilson, app.world.bodega.group);
    let loan = id(&ask(&app, &app.world.ana, json!({ "quantity_requested": 5 })).await.expect(201).json());
    let some = |quantity: i64| json!([{ "item_id": keyboards, "quantity": quantity }]);
    assert!(hand_over(&app, wilson, &loan, some(1)).await.expect(400).detail().contains("pendiente"));
    step(&app, wilson, &loan, "approved").await.expect(200);
    let empty = hand_over(&app, wilson, &loan, json!([])).await.expect(400);
    assert_eq!(empty.detail(), "Escanee al menos una pieza");
    let first = hand_over(&app, wilson, &loan, some(2)).await.expect(200).json();
    assert_eq!((&first["status"], &first["quantity_out"]), (&json!("active"), &json!(2)));
    let much = hand_over(&app, wilson, &loan, some(4)).await.expect(400);
    assert_eq!(much.detail(), "Solo quedan 3 piezas por entregar");
    hand_over(&app, wilson, &loan, some(3)).await.expect(200);

    let part = hand_in(&app, &loan, some(4)).await.expect(200).json();
    assert_eq!((&part["status"], &part["quantity_out"]), (&json!("active"), &json!(1)));
    let much = hand_in(&app, &loan, some(2)).await.expect(400);
    assert_eq!(much.detail(), "Solo queda 1 pieza por devolver");
    let last = hand_in(&app, &loan, some(1)).await.expect(200).json();
    assert_eq!((&last["status"], &last["actual_return_date"]), (&json!("returned"), &json!(day(0))));
}

#[tokio::test]
async fn what_does_not_come_back_whole_changes_the_item_and_asks_for_repair() {
    let app = App::new().await;
    let keyboards = app.world.bodega.group;
    let loan = id(&ask(&app, &app.world.ana, json!({ "quantity_requested": 4 })).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, &app.world.wilson, &loan, status).await.expect(200);
    }
    let back = json!([
        { "item_id": keyboards, "quantity": 1 },
        { "item_id": keyboards, "outcome": "damaged", "notes": "Sin la tecla ñ" },
        { "item_id": keyboards, "outcome": "lost" },
        { "item_id": keyboards, "outcome": "consumed" },
    ]);
    let returned = hand_in(&app, &loan, back).await.expect(200).json();
    assert_eq!(returned["status"], "returned");
    let keyboards = item(&app, keyboards).await;
    assert_eq!(
        (&keyboards["quantity"], &keyboards["quantity_damaged"], &keyboards["quantity_missing"]),
        (&json!(9), &json!(1), &json!(1))
    );
    let requests = app.get(&app.world.gloria, "/api/maintenance-requests/").await.expect(200).json();
    let request = &requests[0];
    assert_eq!((&request["loan_id"], &request["quantity_affected"]), (&json!(loan), &json!(1)));
    assert_eq!(request["description"], "Sin la tecla ñ (volvió así del préstamo de Ana Prueba)");
    // What is damaged and asked to be repaired is missing once: 9 - 1 - 1 are left.
    let wish = ask(&app, &app.world.ana, json!({ "quantity_requested": 8 })).await.expect(400);
    assert_eq!(wish.detail(), "En esas fechas solo hay 7 piezas libres y se piden 8");
}

#[tokio::test]
async fn any_piece_of_the_model_will_do_but_one_that_is_reserved_by_name() {
    let app = App::new().await;
    let world = &app.world;
    let laptops = [laptop(&app, "L-1").await, laptop(&app, "L-2").await, laptop(&app, "L-3").await];
    let wish = json!({ "item_id": laptops[0], "any_of_model": true, "quantity_requested": 2 });
    let any = id(&ask(&app, &world.ana, wish).await.expect(201).json());
    let this = json!({ "item_id": laptops[1], "end_date": day(1) });
    let this = id(&ask(&app, &world.wilson, this).await.expect(201).json());
    for loan in [&any, &this] {
        step(&app, &world.wilson, loan, "approved").await.expect(200);
    }
    // Three laptops, three wanted.
    let wish = json!({ "item_id": laptops[2] });
    assert_eq!(ask(&app, &world.ana, wish).await.expect(400).detail(), "No hay piezas libres en esas fechas");

    let by_scan = step(&app, &world.wilson, &any, "active").await.expect(400);
    assert_eq!(by_scan.detail(), "Este préstamo se entrega escaneando cada pieza");
    let reserved = hand_over(&app, &world.wilson, &any, json!([{ "item_id": laptops[1] }])).await.expect(400);
    let wanted = "Portátil HP (L-2) está reservado para Wilson Prueba del ";
    assert!(reserved.detail().starts_with(wanted), "{}", reserved.detail());
    let other = json!([{ "item_id": world.bodega.machine }]);
    let other = hand_over(&app, &world.wilson, &any, other).await.expect(400);
    assert!(other.detail().ends_with("no es de lo que se prestó: Portátil HP"), "{}", other.detail());
    let far = json!([{ "item_id": world.sistemas.machine }]);
    assert_eq!(
        hand_over(&app, &world.wilson, &any, far).await.expect(400).detail(),
        "El equipo no es de esa bodega"
    );
    let both = json!([{ "item_id": laptops[0] }, { "item_id": laptops[2] }]);
    hand_over(&app, &world.wilson, &any, both).await.expect(200);
    let out = hand_over(&app, &world.wilson, &any, json!([{ "item_id": laptops[0] }])).await.expect(400);
    assert_eq!(out.detail(), "No queda ninguna pieza por entregar");
    step(&app, &world.wilson, &this, "active").await.expect(200);
}

#[tokio::test]
async fn a_piece_that_is_out_is_refused_by_who_has_it() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.bodega.machine;
    let late = json!({ "item_id": machine, "start_date": day(-5), "end_date": day(-3) });
    let late = id(&ask(&app, &world.gloria, late).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, &world.wilson, &late, status).await.expect(200);
    }
    // It should be back, so it may be wished for tomorrow; today it is out.
    assert_eq!(
        ask(&app, &world.ana, json!({ "item_id": machine })).await.expect(400).detail(),
        "No hay piezas libres en esas fechas"
    );
    let tomorrow = json!({ "item_id": machine, "start_date": day(1), "end_date": day(1) });
    let next = id(&ask(&app, &world.ana, tomorrow).await.expect(201).json());
    step(&app, &world.wilson, &next, "approved").await.expect(200);
    let early = step(&app, &world.wilson, &next, "active").await.expect(400);
    assert_eq!(early.detail(), "Computador Bodega central (BC-M) lo tiene Gloria Prueba");
    step(&app, &world.wilson, &late, "returned").await.expect(200);
    step(&app, &world.wilson, &next, "active").await.expect(200);
}

#[tokio::test]
async fn a_loan_is_extended_unless_somebody_else_is_next() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.bodega.machine;
    let now = id(&ask(&app, &world.ana, json!({ "item_id": machine })).await.expect(201).json());
    let until = async |end: i64| app.put(&world.wilson, &uri(&now), json!({ "end_date": day(end) })).await;
    assert!(until(2).await.expect(400).detail().contains("pendiente"));
    for status in ["approved", "active"] {
        step(&app, &world.wilson, &now, status).await.expect(200);
    }
    assert_eq!(until(2).await.expect(200).json()["end_date"], day(2));
    let next = json!({ "item_id": machine, "start_date": day(4), "end_date": day(5) });
    let next = id(&ask(&app, &world.ivan, next).await.expect(201).json());
    step(&app, &world.wilson, &next, "approved").await.expect(200);
    assert_eq!(until(4).await.expect(400).detail(), "No hay piezas libres en esas fechas");
    until(3).await.expect(200);
    assert_eq!(until(-1).await.expect(400).detail(), "La fecha de devolución es anterior a la de inicio");
}

#[tokio::test]
async fn a_piece_that_is_out_is_not_free_in_another_warehouse() {
    let app = App::new().await;
    let world = &app.world;
    let loan =
        id(&ask(&app, &world.ana, json!({ "item_id": world.bodega.machine })).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, &world.wilson, &loan, status).await.expect(200);
    }
    let other = json!({ "center_id": world.center, "name": "Bodega norte", "location": "Bloque N", "is_warehouse": true });
    let other = id(&app.post(&world.gloria, "/api/environments/", other).await.expect(201).json());
    let machine = format!("/api/inventory/{}", world.bodega.machine);
    app.put(&world.gloria, &machine, json!({ "environment_id": other })).await.expect(200);
    let wish = json!({ "item_id": world.bodega.machine, "environment_id": other });
    assert_eq!(ask(&app, &world.ana, wish).await.expect(400).detail(), "No hay piezas libres en esas fechas");
    step(&app, &world.wilson, &loan, "returned").await.expect(200);
}

#[tokio::test]
async fn more_lines_than_a_desk_takes_are_refused() {
    let app = App::new().await;
    let loan = loan_in(&app, &app.world.ana, &["approved"]).await;
    let line = json!({ "item_id": app.world.bodega.group });
    let lines = Value::Array(vec![line; 201]);
    let reply = hand_over(&app, &app.world.wilson, &loan, lines).await.expect(400);
    assert_eq!(reply.detail(), "A la vez pasan hasta 200 líneas por el mostrador");
}

#[tokio::test]
async fn a_loan_of_the_same_item_by_two_hands_is_never_counted_twice() {
    let app = App::new().await;
    let loan = loan_in(&app, &app.world.ana, &["approved", "active"]).await;
    let twice = json!([
        { "item_id": app.world.bodega.group, "quantity": 2 }, { "item_id": app.world.bodega.group },
    ]);
    let reply = hand_in(&app, &loan, twice).await.expect(400);
    assert_eq!(reply.detail(), "Esa pieza no salió con este préstamo");
    let loan = app.get(&app.world.gloria, &uri(&loan)).await.expect(200).json();
    assert_eq!((&loan["status"], &loan["quantity_out"]), (&json!("active"), &json!(2)));
}
