//! The life of a request: who works on it, what it cost, and what becomes of the pieces.

use super::{HISTORY, REQUESTS, change, item, report, told};
use crate::support::{App, Person, day};
use serde_json::{Value, json};

async fn history(app: &App, id: impl std::fmt::Display) -> Vec<Value> {
    let list = app.get(&app.world.gloria, &format!("{HISTORY}?item_id={id}")).await.expect(200).json();
    list.as_array().unwrap().clone()
}

/// Says that pieces of the world's items are damaged.
async fn broken(app: &App) {
    let room = app.world.sistemas;
    for (id, damaged) in [(room.machine, 1), (room.group, 4)] {
        let patch = json!({ "quantity_damaged": damaged });
        app.put(&app.world.gloria, &format!("/api/inventory/{id}"), patch).await.expect(200);
    }
}

async fn reported(app: &App, who: &Person) -> Value {
    report(app, who, json!({})).await.expect(201).json()
}

#[tokio::test]
async fn a_repair_goes_from_the_report_to_the_history_and_the_machine_works_again() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    broken(&app).await;
    let made = reported(&app, &world.estela).await;
    assert_eq!(item(&app, machine).await["status"], "damaged", "a report alone changes nothing");

    let assigned = json!({ "assigned_technician_id": world.wilson.id, "estimated_completion": day(2) });
    let row = change(&app, &world.bruno, &made, assigned).await.expect(200).json();
    assert_eq!(
        (&row["status"], &row["assigned_technician_name"]),
        (&json!("assigned"), &json!("Wilson Prueba"))
    );
    let row = change(&app, &world.wilson, &made, json!({ "status": "in_progress" })).await.expect(200).json();
    assert_eq!(row["status"], "in_progress");
    assert_eq!(item(&app, machine).await["status"], "maintenance");
    let finished = json!({
        "status": "completed", "cost": 85_000.5, "notes": "Fuente nueva", "parts_replaced": "Fuente de 500 W",
    });
    let row = change(&app, &world.wilson, &made, finished).await.expect(200).json();
    assert_eq!((&row["status"], &row["actual_completion"]), (&json!("completed"), &json!(day(0))));
    assert_eq!((&row["cost"], &row["items"][0]["repaired"]), (&json!(85_000.5), &json!(1)));

    let machine_now = item(&app, machine).await;
    assert_eq!((&machine_now["status"], &machine_now["quantity_damaged"]), (&json!("available"), &json!(0)));
    assert_eq!(machine_now["last_maintenance"], day(0));
    let done = history(&app, machine).await;
    assert_eq!(done.len(), 1);
    for (member, value) in [
        ("request_id", &row["id"]),
        ("technician_id", &json!(world.wilson.id)),
        ("maintenance_type", &json!("corrective")),
        ("description", &json!("Fuente nueva")),
        ("cost", &json!(85_000.5)),
        ("parts_replaced", &json!("Fuente de 500 W")),
        ("maintenance_date", &json!(day(0))),
        ("is_completion", &json!(true)),
    ] {
        assert_eq!(&done[0][member], value, "{member}");
    }

    let titled = |messages: Vec<(String, String)>| -> Vec<String> {
        messages.into_iter().map(|(title, message)| format!("{title}: {message}")).collect()
    };
    assert_eq!(
        titled(told(&app, &world.estela).await),
        [
            "Actualización de Solicitud de Mantenimiento: Su solicitud de mantenimiento ha sido completada: No enciende",
            "Actualización de Solicitud de Mantenimiento: Su solicitud de mantenimiento está siendo procesada: No enciende",
            "Actualización de Solicitud de Mantenimiento: Su solicitud de mantenimiento tiene técnico: No enciende",
        ]
    );
    assert_eq!(
        titled(told(&app, &world.wilson).await),
        ["Mantenimiento asignado: Tiene a su cargo: No enciende. Lugar: Sistemas 1. Prioridad: media"]
    );
}

#[tokio::test]
async fn a_reopened_repair_puts_everything_back_and_is_done_again() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    broken(&app).await;
    let items = json!([{ "item_id": room.machine }, { "item_id": room.group, "quantity": 3 }]);
    let made = report(&app, &world.ana, json!({ "item_id": null, "items": items })).await.expect(201).json();
    let finished = json!({
        "status": "completed", "cost": 100.01,
        "repaired": [{ "item_id": room.group, "quantity": 2 }],
    });
    change(&app, &world.bruno, &made, finished.clone()).await.expect(200);
    let figures = async |id| {
        let now = item(&app, id).await;
        (now["status"].clone(), now["quantity_damaged"].clone())
    };
    assert_eq!(figures(room.machine).await, (json!("available"), json!(0)));
    assert_eq!(figures(room.group).await, (json!("damaged"), json!(2)), "two of four work again");
    let costs = async || {
        let machine = history(&app, room.machine).await;
        let group = history(&app, room.group).await;
        assert_eq!((machine.len(), group.len()), (1, 1), "once each");
        (machine[0]["cost"].clone(), group[0]["cost"].clone())
    };
    assert_eq!(costs().await, (json!(50.01), json!(50)), "no cent is lost");

    let open = change(&app, &world.bruno, &made, json!({ "status": "pending" })).await.expect(200).json();
    assert_eq!((&open["status"], &open["actual_completion"]), (&json!("pending"), &json!(null)));
    assert_eq!(figures(room.machine).await, (json!("damaged"), json!(1)));
    assert_eq!(figures(room.group).await, (json!("damaged"), json!(4)));
    assert_eq!(item(&app, room.machine).await["last_maintenance"], json!(null));
    assert!(history(&app, room.machine).await.is_empty());
    change(&app, &world.bruno, &made, finished).await.expect(200);
    assert_eq!(figures(room.group).await, (json!("damaged"), json!(2)));
    costs().await;
    let heard = told(&app, &world.ana).await;
    assert!(heard[1].1.contains("se ha reabierto"), "{heard:?}");
}

#[tokio::test]
async fn what_a_count_found_damaged_again_is_not_put_back_a_second_time() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    let damaged = async |pieces: Option<i64>| {
        if let Some(pieces) = pieces {
            let patch = json!({ "quantity_damaged": pieces });
            app.put(&world.gloria, &format!("/api/inventory/{}", room.group), patch).await.expect(200);
        }
        item(&app, room.group).await["quantity_damaged"].as_i64().unwrap()
    };
    let items = json!({ "item_id": room.group, "quantity_affected": 3 });
    for (found, back) in [(3, 3), (1, 3), (5, 5), (0, 3)] {
        damaged(Some(3)).await;
        let made = report(&app, &world.ana, items.clone()).await.expect(201).json();
        change(&app, &world.bruno, &made, json!({ "status": "completed" })).await.expect(200);
        assert_eq!(damaged(None).await, 0);
        damaged(Some(found)).await;
        change(&app, &world.bruno, &made, json!({ "status": "pending" })).await.expect(200);
        assert_eq!(damaged(None).await, back, "{found} were found damaged in between");
        let reason = json!({ "status": "cancelled", "cancellation_reason": "Otra" });
        change(&app, &world.bruno, &made, reason).await.expect(200);
    }
}

#[tokio::test]
async fn what_could_not_be_repaired_is_damaged() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    let made = reported(&app, &world.estela).await;
    change(&app, &world.bruno, &made, json!({ "status": "in_progress" })).await.expect(200);
    let too_many = json!({ "status": "completed", "repaired": [{ "item_id": room.machine, "quantity": 2 }] });
    let reply = change(&app, &world.bruno, &made, too_many).await.expect(400);
    assert_eq!(reply.detail(), "La solicitud es de 1 pieza de Computador Sistemas 1");
    let other = json!({ "status": "completed", "repaired": [{ "item_id": room.group, "quantity": 1 }] });
    change(&app, &world.bruno, &made, other).await.expect(400);
    let hopeless = json!({ "status": "completed", "repaired": [{ "item_id": room.machine, "quantity": 0 }] });
    change(&app, &world.bruno, &made, hopeless).await.expect(200);
    let now = item(&app, room.machine).await;
    assert_eq!((&now["status"], &now["quantity_damaged"]), (&json!("damaged"), &json!(1)));
    change(&app, &world.bruno, &made, json!({ "status": "pending" })).await.expect(200);
    assert_eq!(item(&app, room.machine).await["quantity_damaged"], 0, "nobody had counted it so before");
}

#[tokio::test]
async fn what_is_only_looked_after_repairs_nothing() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.sistemas);
    broken(&app).await;
    let sent = json!({ "item_id": room.group, "quantity_affected": 10, "maintenance_type": "preventive" });
    let made = report(&app, &world.bruno, sent).await.expect(201).json();
    change(&app, &world.bruno, &made, json!({ "status": "in_progress" })).await.expect(200);
    assert_eq!(item(&app, room.group).await["status"], "damaged", "the others of a group can be used");
    change(&app, &world.bruno, &made, json!({ "status": "completed" })).await.expect(200);
    let now = item(&app, room.group).await;
    assert_eq!((&now["quantity_damaged"], &now["last_maintenance"]), (&json!(4), &json!(day(0))));
}

#[tokio::test]
async fn who_cancels_says_why_and_a_machine_in_work_goes_back() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    let made = reported(&app, &world.estela).await;
    change(&app, &world.bruno, &made, json!({ "assigned_technician_id": world.wilson.id })).await.expect(200);
    change(&app, &world.bruno, &made, json!({ "status": "in_progress" })).await.expect(200);
    let reply = change(&app, &world.bruno, &made, json!({ "status": "cancelled" })).await.expect(400);
    assert_eq!(reply.detail(), "Escriba por qué se anula la solicitud");
    assert_eq!(item(&app, machine).await["status"], "maintenance");
    let cancelled = json!({ "status": "cancelled", "cancellation_reason": "Era el cable" });
    let row = change(&app, &world.bruno, &made, cancelled).await.expect(200).json();
    assert_eq!(row["cancellation_reason"], "Era el cable");
    assert_eq!(item(&app, machine).await["status"], "available");
    for (who, message) in [
        (&world.estela, "Su solicitud de mantenimiento ha sido cancelada: No enciende. Motivo: Era el cable"),
        (&world.wilson, "La solicitud a su cargo ha sido cancelada: No enciende. Motivo: Era el cable"),
    ] {
        assert_eq!(told(&app, who).await[0].1, message);
    }
    let reply = change(&app, &world.bruno, &made, json!({ "status": "completed" })).await.expect(400);
    assert_eq!(reply.detail(), "La solicitud está anulada: reábrala antes de dejarla terminada");
    let row = change(&app, &world.bruno, &made, json!({ "status": "assigned" })).await.expect(200).json();
    assert_eq!(
        (&row["cancellation_reason"], &row["assigned_technician_id"]),
        (&json!(null), &json!(world.wilson.id))
    );
}

#[tokio::test]
async fn a_closed_request_takes_notes_and_nothing_else() {
    let app = App::new().await;
    let world = &app.world;
    let made = reported(&app, &world.estela).await;
    let done = change(&app, &world.bruno, &made, json!({ "status": "completed", "cost": 5 }))
        .await
        .expect(200)
        .json();
    for patch in [
        json!({ "cost": 6 }),
        json!({ "title": "Otra" }),
        json!({ "assigned_technician_id": world.wilson.id }),
        json!({ "actual_completion": day(-2) }),
        json!({ "status": "completed", "cost": 6 }),
    ] {
        let reply = change(&app, &world.bruno, &made, patch.clone()).await.expect(400);
        assert_eq!(reply.detail(), "La solicitud ya está cerrada: reábrala para cambiarla", "{patch}");
    }
    let unchanged = json!({
        "status": "completed", "title": done["title"], "cost": 5, "actual_completion": day(0), "notes": "Quedó bien",
    });
    let noted = change(&app, &world.bruno, &made, unchanged).await.expect(200).json();
    assert_eq!((&noted["notes"], &noted["cost"]), (&json!("Quedó bien"), &json!(5)));
}

#[tokio::test]
async fn the_technician_is_somebody_active_who_can_do_the_work_there() {
    let app = App::new().await;
    let world = &app.world;
    let made = reported(&app, &world.estela).await;
    let uri = format!("/api/users/{}", world.wilson.id);
    let names = app.get(&world.bruno, &format!("{REQUESTS}technicians")).await.expect(200).json();
    let listed: Vec<&str> = names.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    for name in ["Bruno Prueba", "Gloria Prueba", "Wilson Prueba"] {
        assert!(listed.contains(&name), "{listed:?}");
    }
    assert!(!listed.contains(&"Ana Prueba"), "{listed:?}");
    app.put(&world.gloria, &uri, json!({ "is_active": false })).await.expect(200);
    for nobody in [json!(world.ana.id), json!(world.estela.id), json!(world.wilson.id), made["id"].clone()] {
        let reply =
            change(&app, &world.bruno, &made, json!({ "assigned_technician_id": nobody })).await.expect(400);
        assert_eq!(reply.detail(), "El técnico debe ser un supervisor o administrador activo del centro");
    }
    let reply = change(&app, &world.bruno, &made, json!({ "status": "assigned" })).await.expect(400);
    assert_eq!(reply.detail(), "Elija el técnico que hará el trabajo");
    // Who starts what nobody has works on it.
    let row = change(&app, &world.bruno, &made, json!({ "status": "in_progress" })).await.expect(200).json();
    assert_eq!(row["assigned_technician_name"], "Bruno Prueba");
    let row = change(&app, &world.bruno, &made, json!({ "status": "pending" })).await.expect(200).json();
    assert_eq!(row["assigned_technician_id"], json!(null), "who lets it go takes himself off");
}

#[tokio::test]
async fn no_work_ends_tomorrow_and_none_before_it_ends() {
    let app = App::new().await;
    let world = &app.world;
    let made = reported(&app, &world.estela).await;
    let ends = |on: String| json!({ "status": "completed", "actual_completion": on });
    let reply = change(&app, &world.bruno, &made, ends(day(1))).await.expect(400);
    assert_eq!(reply.detail(), "El día en que se terminó el trabajo no puede ser futuro");
    let reply = change(&app, &world.bruno, &made, json!({ "actual_completion": day(0) })).await.expect(400);
    assert_eq!(reply.detail(), "El día en que se terminó se indica al terminar la solicitud");
    for cost in [json!(-1), json!(1e300), json!("mucho")] {
        change(&app, &world.bruno, &made, json!({ "cost": cost })).await.expect(422);
    }
    let row = change(&app, &world.bruno, &made, ends(day(-3))).await.expect(200).json();
    assert_eq!(row["actual_completion"], day(-3));
}

#[tokio::test]
async fn who_does_not_keep_the_room_changes_nothing_and_a_deleted_request_leaves_its_history() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.taller);
    let sent = json!({ "item_id": room.machine });
    let made = report(&app, &world.gloria, sent).await.expect(201).json();
    let uri = format!("{REQUESTS}{}", made["id"].as_str().unwrap());
    change(&app, &world.bruno, &made, json!({ "notes": "No" })).await.expect(404);
    app.delete(&world.bruno, &uri).await.expect(404);
    for who in [&world.estela, &world.ana] {
        change(&app, who, &made, json!({ "notes": "No" })).await.expect(403);
        app.delete(who, &uri).await.expect(403);
    }
    change(&app, &world.gloria, &made, json!({ "status": "completed", "cost": 7 })).await.expect(200);
    app.delete(&world.gloria, &uri).await.expect(200);
    app.get(&world.gloria, &uri).await.expect(404);
    let done = history(&app, room.machine).await;
    assert_eq!((&done[0]["request_id"], &done[0]["cost"]), (&json!(null), &json!(7)));
    // One that is being worked on lets its machine go.
    let made = report(&app, &world.gloria, json!({ "item_id": room.machine })).await.expect(201).json();
    change(&app, &world.gloria, &made, json!({ "status": "in_progress" })).await.expect(200);
    app.delete(&world.gloria, &format!("{REQUESTS}{}", made["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(item(&app, room.machine).await["status"], "available");
}

#[tokio::test]
async fn a_machine_with_two_requests_is_in_maintenance_until_both_let_it_go() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    let (first, second) = (reported(&app, &world.estela).await, reported(&app, &world.ana).await);
    for made in [&first, &second] {
        change(&app, &world.bruno, made, json!({ "status": "in_progress" })).await.expect(200);
    }
    change(&app, &world.bruno, &first, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(item(&app, machine).await["status"], "maintenance");
    change(&app, &world.bruno, &second, json!({ "status": "assigned" })).await.expect(200);
    assert_eq!(item(&app, machine).await["status"], "available");
}
