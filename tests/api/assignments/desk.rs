//! Handing over, taking back, passing on: what comes of it, what is refused, and who is told.

use super::{assignment, give, given, id_of, list, machine, take_back, uri};
use crate::loans::{ask, step, told};
use crate::support::App;
use serde_json::json;

#[tokio::test]
async fn what_is_handed_over_is_one_persons_until_it_is_taken_back() {
    let app = App::new().await;
    let world = &app.world;
    let (wilson, machine) = (&world.wilson, world.sistemas.machine);
    let to = json!({ "user_id": world.ana.id, "holder_document": "42.118.305", "notes": "Con cargador" });
    let made = give(&app, wilson, machine, to).await.expect(201).json();
    assert_eq!((&made["holder_name"], &made["is_open"]), (&json!("Ana Prueba"), &json!(true)));
    assert_eq!((&made["holder_is_active"], &made["delivery_signatures"]), (&json!(true), &json!(0)));
    assert_eq!(told(&app, &world.ana).await, ["Equipo a su cargo"]);

    let twice = give(&app, wilson, machine, json!({ "holder_name": "Rosa Díaz" })).await.expect(409);
    assert_eq!(
        twice.detail(),
        "Computador Sistemas 1 (S1-M) ya está a cargo de Ana Prueba: recíbalo primero, o use «Cambiar»"
    );
    let back = json!({ "condition": "worn", "notes": "Teclas gastadas" });
    let back = take_back(&app, wilson, &id_of(&made), back).await.expect(200).json();
    assert_eq!((&back["is_open"], &back["end_condition"]), (&json!(false), &json!("worn")));
    assert_eq!(back["received_by_name"], "Wilson Prueba");
    assert_eq!(told(&app, &world.ana).await, ["Equipo recibido", "Equipo a su cargo"]);
    let over = take_back(&app, wilson, &id_of(&made), json!({})).await.expect(409);
    assert!(over.detail().starts_with("Computador Sistemas 1 (S1-M) ya se recibió de Ana Prueba el "));
    // Worn is as good as well: nothing is counted otherwise.
    let item = app.get(wilson, &format!("/api/inventory/{machine}")).await.expect(200).json();
    assert_eq!((&item["status"], &item["quantity_damaged"]), (&json!("available"), &json!(0)));
    give(&app, wilson, machine, json!({ "holder_name": "Rosa Díaz" })).await.expect(201);
    let had: Vec<_> = list(&app, wilson, &format!("?item_id={machine}"))
        .await
        .iter()
        .map(|it| it["holder_name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(had, ["Rosa Díaz", "Ana Prueba"]);
}

#[tokio::test]
async fn it_is_passed_on_in_one_step_or_not_at_all() {
    let app = App::new().await;
    let world = &app.world;
    let (wilson, first) = (&world.wilson, given(&app).await);
    let on = format!("{}/reassign", uri(&first));
    let same = app.post(wilson, &on, json!({ "user_id": world.ana.id })).await.expect(409);
    assert_eq!(same.json()["code"], "misma_persona_a_cargo");
    let lost = json!({ "user_id": world.ivan.id, "condition": "lost" });
    assert_eq!(app.post(wilson, &on, lost).await.expect(409).json()["code"], "equipo_no_asignable");
    for (unclear, status) in [
        (json!({}), 422),
        (json!({ "user_id": world.ivan.id, "holder_name": "Iván" }), 422),
        (json!({ "user_id": world.sistemas.id }), 400),
    ] {
        app.post(wilson, &on, unclear).await.expect(status);
    }
    assert_eq!(assignment(&app, &first).await["is_open"], true, "nothing of what was refused was done");

    let second = app.post(wilson, &on, json!({ "user_id": world.ivan.id })).await.expect(201).json();
    assert_eq!((&second["holder_name"], &second["is_open"]), (&json!("Iván Prueba"), &json!(true)));
    let before = assignment(&app, &first).await;
    assert_eq!((&before["is_open"], &before["end_condition"]), (&json!(false), &json!("good")));
    assert_eq!(before["ended_at"], second["started_at"]);
    app.post(wilson, &on, json!({ "user_id": world.bruno.id })).await.expect(409);
    assert_eq!(told(&app, &world.ivan).await, ["Equipo a su cargo"]);
    assert_eq!(told(&app, &world.ana).await, ["Equipo recibido", "Equipo a su cargo"]);
}

#[tokio::test]
async fn two_who_hand_it_over_at_once_are_not_both_heard() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.sistemas.machine;
    let (one, other) = tokio::join!(
        give(&app, &world.wilson, machine, json!({ "user_id": world.ana.id })),
        give(&app, &world.gloria, machine, json!({ "user_id": world.ivan.id })),
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(list(&app, &world.gloria, &format!("?item_id={machine}&status=open")).await.len(), 1);
}

#[tokio::test]
async fn what_comes_back_broken_is_counted_so_and_its_repair_is_asked_for() {
    let app = App::new().await;
    let (wilson, world) = (&app.world.wilson, &app.world);
    let back = json!({ "condition": "damaged", "notes": "Se cayó" });
    take_back(&app, wilson, &given(&app).await, back).await.expect(200);
    let machine = world.sistemas.machine;
    let item = app.get(wilson, &format!("/api/inventory/{machine}")).await.expect(200).json();
    assert_eq!((&item["status"], &item["quantity_damaged"]), (&json!("damaged"), &json!(1)));
    let asked = app.get(wilson, "/api/maintenance-requests").await.expect(200).json();
    let request = &asked.as_array().unwrap()[0];
    assert_eq!(request["title"], "Daño al devolver un equipo a cargo: Computador Sistemas 1");
    assert_eq!(request["description"], "Se cayó (así lo devolvió quien lo tenía a cargo)");

    let keyboards = world.sistemas.group;
    let made = give(&app, wilson, keyboards, json!({ "holder_name": "Rosa Díaz" })).await.expect(201).json();
    let lost = json!({ "condition": "lost", "quantity": 3 });
    take_back(&app, wilson, &id_of(&made), lost).await.expect(200);
    let item = app.get(wilson, &format!("/api/inventory/{keyboards}")).await.expect(200).json();
    assert_eq!((&item["quantity_missing"], &item["quantity"]), (&json!(3), &json!(10)));

    // Without notes either, nobody who reads of the repair learns who had it.
    let made = give(&app, wilson, keyboards, json!({ "holder_name": "Rosa Díaz" })).await.expect(201).json();
    take_back(&app, wilson, &id_of(&made), json!({ "condition": "damaged" })).await.expect(200);
    let read = app.get(&world.estela, "/api/maintenance-requests").await.expect(200).json();
    assert_eq!(read.as_array().unwrap().len(), 2);
    for name in ["Ana", "Rosa"] {
        assert!(!read.to_string().contains(name), "{read}");
    }
}

#[tokio::test]
async fn what_is_lent_or_lost_is_handed_to_nobody_and_what_somebody_has_is_not_lent() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let to = json!({ "user_id": world.ivan.id });
    let laptop = world.bodega.machine;
    let wish = json!({ "item_id": laptop });
    let loan = id_of(&ask(&app, &world.ana, wish.clone()).await.expect(201).json());
    step(&app, wilson, &loan, "approved").await.expect(200);
    let reserved = give(&app, wilson, laptop, to.clone()).await.expect(409);
    assert!(reserved.detail().contains("reservado para un préstamo de Ana Prueba"), "{}", reserved.detail());
    step(&app, wilson, &loan, "active").await.expect(200);
    let lent = give(&app, wilson, laptop, to.clone()).await.expect(409);
    assert_eq!(
        lent.detail(),
        "Computador Bodega central (BC-M) está prestado a Ana Prueba: recíbalo del préstamo, y después entréguelo"
    );
    step(&app, wilson, &loan, "returned").await.expect(200);
    let early = id_of(&ask(&app, &world.ana, wish.clone()).await.expect(201).json());
    let made = give(&app, wilson, laptop, to.clone()).await.expect(201).json();
    // It was free when it was asked for.
    let refused = step(&app, wilson, &early, "approved").await.expect(400);
    assert_eq!(refused.json()["code"], "prestamo_no_posible");
    assert_eq!(ask(&app, &world.ana, wish.clone()).await.expect(400).json()["code"], "prestamo_no_posible");
    take_back(&app, wilson, &id_of(&made), json!({})).await.expect(200);
    step(&app, wilson, &early, "approved").await.expect(200);

    let gone = machine(&app, "PERDIDO").await;
    app.put(wilson, &format!("/api/inventory/{gone}"), json!({ "status": "lost" })).await.expect(200);
    let lost = give(&app, wilson, gone, to).await.expect(409);
    assert!(lost.detail().contains("está perdido: cuéntelo cuando aparezca"), "{}", lost.detail());
}

#[tokio::test]
async fn whoever_has_what_is_lost_answers_for_it_until_it_is_taken_back_so() {
    let app = App::new().await;
    let (world, wilson, machine) = (&app.world, &app.world.wilson, app.world.sistemas.machine);
    let id = given(&app).await;
    let item = format!("/api/inventory/{machine}");
    let on = format!("{}/reassign", uri(&id));
    for (state, says) in [
        (json!({ "status": "lost" }), "está perdido"),
        (json!({ "status": "available", "quantity_missing": 1 }), "figura como faltante"),
    ] {
        app.put(wilson, &item, state).await.expect(200);
        let passed = app.post(wilson, &on, json!({ "user_id": world.ivan.id })).await.expect(409);
        let given = give(&app, wilson, machine, json!({ "user_id": world.ivan.id })).await.expect(409);
        for refused in [passed, given] {
            let says = format!(
                "Computador Sistemas 1 (S1-M) {says} y responde por él Ana Prueba, que lo tiene a cargo: cuéntelo si aparece; si no, \
                 recíbalo como «No vuelve»"
            );
            assert_eq!(refused.detail(), says);
        }
    }
    assert_eq!(assignment(&app, &id).await["is_open"], true);
    take_back(&app, wilson, &id, json!({ "condition": "lost" })).await.expect(200);
}

#[tokio::test]
async fn the_longest_names_fit_and_longer_ones_are_refused_in_words() {
    let app = App::new().await;
    let (world, wilson, machine) = (&app.world, &app.world.wilson, app.world.sistemas.machine);
    let names = json!({ "first_name": "Ñ".repeat(100), "last_name": "Z".repeat(100) });
    app.put(&world.gloria, &format!("/api/users/{}", world.ana.id), names).await.expect(200);
    let id = given(&app).await;
    let whole = format!("{} {}", "Ñ".repeat(100), "Z".repeat(100));
    assert_eq!(assignment(&app, &id).await["holder_name"], json!(whole));
    take_back(&app, wilson, &id, json!({ "condition": "damaged", "notes": "x".repeat(2000) }))
        .await
        .expect(200);
    let stranger = |n: usize| json!({ "holder_name": "Ñ".repeat(n) });
    let refused = give(&app, wilson, machine, stranger(201)).await.expect(422);
    assert!(refused.detail().contains("200"), "{}", refused.detail());
    give(&app, wilson, machine, stranger(200)).await.expect(201);
}

#[tokio::test]
async fn it_is_moved_with_its_person_and_deleted_only_after_it_came_back() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let (id, item) = (given(&app).await, format!("/api/inventory/{}", app.world.sistemas.machine));
    app.put(wilson, &item, json!({ "environment_id": world.idiomas.id })).await.expect(200);
    let moved = assignment(&app, &id).await;
    assert_eq!((&moved["environment_name"], &moved["is_open"]), (&json!("Idiomas"), &json!(true)));
    // The app shows the sentence of a 400, and drops that of a 409.
    let refused = app.delete(wilson, &item).await.expect(400);
    assert_eq!(
        refused.detail(),
        "Computador Sistemas 1 (S1-M) está a cargo de Ana Prueba: se elimina cuando se reciba"
    );
    take_back(&app, wilson, &id, json!({})).await.expect(200);
    app.delete(wilson, &item).await.expect(200);
    let kept = assignment(&app, &id).await;
    assert_eq!((&kept["item_id"], &kept["internal_code"]), (&json!(null), &json!("S1-M")));
    app.get(&world.ana, &uri(&id)).await.expect(200);
}

#[tokio::test]
async fn who_loses_the_account_keeps_what_they_have_and_the_list_says_so() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let id = given(&app).await;
    app.delete(gloria, &format!("/api/users/{}", world.ana.id)).await.expect(200);
    let kept = assignment(&app, &id).await;
    assert_eq!((&kept["is_open"], &kept["holder_is_active"]), (&json!(true), &json!(false)));
    assert_eq!(list(&app, gloria, "?status=inactive").await.len(), 1);
    let to = json!({ "user_id": world.ana.id });
    let other = machine(&app, "OTRO").await;
    let refused = give(&app, &world.wilson, other, to).await.expect(400);
    assert_eq!(refused.json()["code"], "persona_a_cargo_desconocida");
    take_back(&app, &world.wilson, &id, json!({})).await.expect(200);
    assert!(list(&app, gloria, "?status=inactive").await.is_empty());
}
