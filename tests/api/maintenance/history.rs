//! What was done to an item, and what it cost.

use super::{HISTORY, REQUESTS, change, done, item, report};
use crate::support::{App, day};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

fn uri(work: &Value) -> String {
    format!("{HISTORY}{}", work["id"].as_str().unwrap())
}

#[tokio::test]
async fn what_was_done_is_written_down_by_hand() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    let sent = json!({
        "technician_id": world.wilson.id, "cost": 45_000, "parts_replaced": "Pasta térmica",
        "next_maintenance_date": day(90),
    });
    let work = done(&app, &world.bruno, sent).await.expect(201).json();
    assert_eq!(
        work,
        json!({
            "id": work["id"], "item_id": machine, "item_name": "Computador Sistemas 1", "internal_code": "S1-M",
            "environment_name": "Sistemas 1", "request_id": null, "technician_id": world.wilson.id,
            "technician_name": "Wilson Prueba", "maintenance_type": "preventive", "description": "Limpieza",
            "cost": 45_000, "parts_replaced": "Pasta térmica", "maintenance_date": day(-1),
            "next_maintenance_date": day(90), "is_completion": false, "created_at": work["created_at"],
            "updated_at": work["updated_at"],
        })
    );
    assert_eq!(app.get(&world.wilson, &uri(&work)).await.expect(200).json(), work);
    let now = item(&app, machine).await;
    assert_eq!((&now["last_maintenance"], &now["next_maintenance"]), (&json!(day(-1)), &json!(day(90))));
    // An older entry doesn't make the last one older.
    let older = json!({ "maintenance_date": day(-40), "maintenance_type": "upgrade" });
    let older = done(&app, &world.bruno, older).await.expect(201).json();
    assert_eq!(item(&app, machine).await["last_maintenance"], day(-1));
    for (query, found) in [
        (String::new(), vec![&work, &older]),
        (format!("?item_id={machine}&start_date={}", day(-2)), vec![&work]),
        (format!("?end_date={}", day(-2)), vec![&older]),
        ("?maintenance_type=upgrade".to_owned(), vec![&older]),
        (format!("?environment_id={}", world.idiomas.id), vec![]),
        (format!("?item_id={}", app.world.sistemas.group), vec![]),
        ("?limit=1&skip=1".to_owned(), vec![&older]),
    ] {
        let list = app.get(&world.bruno, &format!("{HISTORY}{query}")).await.expect(200).json();
        assert_eq!(list, json!(found), "{query}");
    }
}

#[tokio::test]
async fn a_corrected_cost_is_that_of_the_request_too() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    let sent = json!({ "items": [{ "item_id": room.group }] });
    let made = report(&app, &world.ana, sent).await.expect(201).json();
    change(&app, &world.bruno, &made, json!({ "status": "completed", "cost": 100 })).await.expect(200);
    let list = app.get(&world.bruno, &format!("{HISTORY}?item_id={}", room.machine)).await.expect(200).json();
    let corrected = app.put(&world.bruno, &uri(&list[0]), json!({ "cost": 70.25 })).await.expect(200).json();
    assert_eq!((&corrected["cost"], &corrected["description"]), (&json!(70.25), &json!("No enciende")));
    let request = app.get(&world.bruno, &format!("{REQUESTS}{}", made["id"].as_str().unwrap())).await;
    assert_eq!(request.expect(200).json()["cost"], 120.25);
    let cleared = app.put(&world.bruno, &uri(&list[0]), json!({ "cost": null })).await.expect(200).json();
    assert_eq!(cleared["cost"], json!(null));
}

#[tokio::test]
async fn what_can_not_have_been_done_is_refused_and_nothing_is_stored() {
    let app = App::new().await;
    let world = &app.world;
    let other =
        report(&app, &world.gloria, json!({ "item_id": world.idiomas.machine })).await.expect(201).json();
    for (sent, status, says) in [
        (
            json!({ "maintenance_date": day(1) }),
            400,
            "El día en que se terminó el trabajo no puede ser futuro",
        ),
        (json!({ "item_id": world.taller.machine }), 400, "El equipo indicado no existe o no puede verlo"),
        (json!({ "request_id": other["id"] }), 400, "La solicitud indicada no existe o es de otro equipo"),
        (
            json!({ "request_id": Id::from_bits(5) }),
            400,
            "La solicitud indicada no existe o es de otro equipo",
        ),
        (
            json!({ "technician_id": world.ana.id }),
            400,
            "El técnico debe ser un supervisor o administrador activo del centro",
        ),
        (
            json!({ "maintenance_type": "otro" }),
            422,
            "El campo «maintenance_type» debe ser una de estas palabras: preventive, corrective, upgrade",
        ),
        (
            json!({ "cost": -1 }),
            422,
            "El campo «cost» debe ser un valor desde 0, con dos decimales como máximo",
        ),
    ] {
        let reply = done(&app, &world.bruno, sent.clone()).await;
        assert_eq!((reply.status.as_u16(), reply.detail()), (status, says.to_owned()), "{sent}");
    }
    assert_eq!(app.get(&world.gloria, HISTORY).await.expect(200).json(), json!([]));
    let work = done(&app, &world.gloria, json!({ "item_id": world.taller.machine })).await.expect(201).json();
    app.get(&world.bruno, &uri(&work)).await.expect(404);
    app.put(&world.bruno, &uri(&work), json!({ "cost": 1 })).await.expect(404);
    let tomorrow = json!({ "maintenance_date": day(1) });
    app.put(&world.gloria, &uri(&work), tomorrow).await.expect(400);
}

/// A job on the machine and the group of Sistemas that cost 100 pesos, half each, and its history by plate.
async fn shared_job(app: &App) -> (Value, Value, Value) {
    let (bruno, room) = (&app.world.bruno, app.world.sistemas);
    let sent = json!({ "items": [{ "item_id": room.group }] });
    let made = report(app, bruno, sent).await.expect(201).json();
    change(app, bruno, &made, json!({ "status": "completed", "cost": 100 })).await.expect(200);
    let of = async |id: Id| {
        let list = app.get(bruno, &format!("{HISTORY}?item_id={id}")).await.expect(200).json();
        list[0].clone()
    };
    (made, of(room.machine).await, of(room.group).await)
}

async fn cost_of(app: &App, request: &Value) -> Value {
    let uri = format!("{REQUESTS}{}", request["id"].as_str().unwrap());
    app.get(&app.world.bruno, &uri).await.expect(200).json()["cost"].clone()
}

#[tokio::test]
async fn shares_that_make_a_request_cost_more_than_any_amount_are_refused() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let (made, machine, group) = shared_job(&app).await;
    let most = json!({ "cost": 1_000_000_000_000_i64 });
    let reply = app.put(bruno, &uri(&machine), most).await.expect(400);
    assert_eq!(reply.detail(), "Los costos de la solicitud suman más de un billón de pesos");
    let almost = json!({ "cost": 999_999_999_950_i64 });
    app.put(bruno, &uri(&machine), almost).await.expect(200);
    app.put(bruno, &uri(&group), json!({ "cost": 50.01 })).await.expect(400);
    app.get(bruno, REQUESTS).await.expect(200);
    assert_eq!(cost_of(&app, &made).await, json!(1_000_000_000_000_i64));
    let entry = app.audited(|entry| entry["action"] == "UPDATE_MAINTENANCE_REQUEST").await;
    assert_eq!(entry["new_values"]["description"], "Costo de la solicitud corregido: No enciende");
}

#[tokio::test]
async fn what_a_deleted_item_cost_stays_in_the_request() {
    let app = App::new().await;
    let (made, machine, _) = shared_job(&app).await;
    let group = app.world.sistemas.group;
    app.delete(&app.world.gloria, &format!("/api/inventory/{group}")).await.expect(200);
    app.put(&app.world.bruno, &uri(&machine), json!({ "cost": 70.25 })).await.expect(200);
    assert_eq!(cost_of(&app, &made).await, 120.25);
}

#[tokio::test]
async fn a_corrected_day_reaches_the_item() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let last = async || item(&app, machine).await["last_maintenance"].clone();
    let work = done(&app, bruno, json!({})).await.expect(201).json();
    let older = done(&app, bruno, json!({ "maintenance_date": day(-9) })).await.expect(201).json();
    app.put(bruno, &uri(&work), json!({ "maintenance_date": day(-20) })).await.expect(200);
    assert_eq!(last().await, day(-9), "the other one is the last");
    app.put(bruno, &uri(&work), json!({ "maintenance_date": day(-2) })).await.expect(200);
    assert_eq!(last().await, day(-2));
    app.put(bruno, &uri(&older), json!({ "maintenance_date": day(-30), "cost": 5 })).await.expect(200);
    assert_eq!(last().await, day(-2));
}

#[tokio::test]
async fn a_day_that_somebody_typed_outlives_a_correction_and_a_reopening() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let last = async || item(&app, machine).await["last_maintenance"].clone();
    let typed = json!({ "last_maintenance": day(-10) });
    app.put(bruno, &format!("/api/inventory/{machine}"), typed).await.expect(200);
    let made = report(&app, bruno, json!({})).await.expect(201).json();
    change(&app, bruno, &made, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(last().await, day(0));
    let list = app.get(bruno, HISTORY).await.expect(200).json();
    let entry = app.audited(|entry| entry["action"] == "CREATE_MAINTENANCE_HISTORY").await;
    assert_eq!(entry["entity_id"], list[0]["id"]);
    app.put(bruno, &uri(&list[0]), json!({ "maintenance_date": day(-20) })).await.expect(200);
    assert_eq!(last().await, day(-10));
    app.put(bruno, &uri(&list[0]), json!({ "maintenance_date": day(0) })).await.expect(200);
    change(&app, bruno, &made, json!({ "status": "pending" })).await.expect(200);
    assert_eq!(last().await, day(-10));
    let entry = app.audited(|entry| entry["action"] == "DELETE_MAINTENANCE_HISTORY").await;
    assert_eq!(entry["entity_id"], list[0]["id"]);
    assert_eq!(app.get(bruno, HISTORY).await.expect(200).json(), json!([]));
}
