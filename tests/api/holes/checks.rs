//! Holes 15, 18 and 19 on checks: somebody else's name, and values that poison a check or the list of them.

use crate::support::{App, Ready};
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

const CHECKS: &str = "/api/inventory-checks";

/// How many checks there are beside those of [`Ready`].
async fn more_checks(app: &App) -> i64 {
    app.count("select count(*) - 3 from inventory_checks").await
}

#[tokio::test]
async fn hole_15_a_check_is_made_in_another_students_name() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let room = world.sistemas.id;
    // A classmate.
    let link = json!({ "environment_id": room });
    app.post(&world.pedro, "/api/users/link-environment", link).await.expect(200);
    let for_pedro = json!({ "environment_id": room, "student_id": world.pedro.id });
    let refused = app.post(&world.estela, CHECKS, for_pedro.clone()).await.expect(403);
    assert_eq!(refused.detail(), "Un aprendiz solo hace la verificación en su propio nombre");

    // Names that no form asks for are not taken.
    let sheet = json!({
        "environment_id": room, "schedule_id": ready.class, "student_id": world.pedro.id,
        "instructor_id": world.ana.id, "supervisor_id": world.bruno.id, "status": "complete",
        "supervisor_confirmed_at": "2026-01-01T00:00:00", "is_complete": true,
    });
    let made = app.post(&world.estela, &format!("{CHECKS}/by-schedule"), sheet).await.expect(201).json();
    let uri = format!("{CHECKS}/{}", made["check_id"].as_str().unwrap());
    let check = app.get(&world.estela, &uri).await.expect(200).json();
    assert_eq!(
        (&check["student_id"], &check["status"]),
        (&json!(world.estela.id), &json!("instructor_review"))
    );
    assert_eq!([&check["instructor_id"], &check["supervisor_id"]], [&Value::Null; 2]);
    assert_eq!(check["steps"][0]["user_id"], json!(world.estela.id));

    // An instructor may leave it to an apprentice, who then still has to do it; only to one of the room.
    app.post(&world.ana, CHECKS, for_pedro).await.expect(201);
    let [assigned, done] = ["student_pending", "instructor_review"]
        .map(|status| format!("{CHECKS}?environment_id={room}&status={status}"));
    let of_pedro = async |uri: &str| app.get(&world.pedro, uri).await.expect(200).json();
    assert_eq!(of_pedro(&assigned).await[0]["student_confirmed_at"], Value::Null);
    assert_eq!(of_pedro(&done).await, json!([]));
    let link = json!({ "environment_id": world.idiomas.id });
    app.post(&world.pedro, "/api/users/link-environment", link).await.expect(200);
    app.run("delete from inventory_checks where status = 'student_pending'").await;
    for stranger in [world.pedro.id, world.ivan.id, world.bruno.id, Id::from_bits(7)] {
        let sheet = json!({ "environment_id": room, "student_id": stranger });
        app.post(&world.ana, CHECKS, sheet).await.expect(404);
    }
    assert_eq!(more_checks(app).await, 1);
}

#[tokio::test]
async fn hole_15_a_check_of_a_room_that_is_none_of_ones_business() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let (sistemas, idiomas, taller) = (world.sistemas.id, world.idiomas.id, world.taller.id);
    for (who, room) in [
        (&world.estela, idiomas),
        (&world.estela, taller),
        (&world.pedro, sistemas),
        (&world.ana, idiomas),
        (&world.ana, taller),
        (&world.bruno, taller),
    ] {
        let sheet = json!({ "environment_id": room });
        let refused = app.post(who, CHECKS, sheet.clone()).await.expect(404);
        assert_eq!(refused.detail(), "Ambiente no encontrado", "{}", who.email);
        let report = json!({
            "environment_id": room, "item_id": world.idiomas.group, "status": "missing", "quantity_expected": 10,
            "quantity_found": 0, "quantity_damaged": 0, "quantity_missing": 10,
        });
        app.post(who, "/api/inventory-check-items", report).await.expect(404);
        app.get(who, &format!("{CHECKS}/sheet?environment_id={room}")).await.expect(404);
    }
    // A class of another room is no way in either.
    let sheet = json!({ "environment_id": idiomas, "schedule_id": ready.class });
    app.post(&world.ivan, &format!("{CHECKS}/by-schedule"), sheet).await.expect(404);

    // Nor is the number of somebody else's check.
    let ticks = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    for check in [&ready.waiting, &ready.troubled, &ready.settled] {
        let uri = format!("{CHECKS}/{check}");
        app.get(&world.estela, &uri).await.expect(404);
        app.get(&world.ana, &uri).await.expect(404);
        app.put(&world.ana, &format!("{uri}/confirm"), ticks.clone()).await.expect(404);
    }
    let uri = format!("{CHECKS}/{}", ready.settled);
    app.get(&world.bruno, &uri).await.expect(404);
    app.put(&world.bruno, &format!("{uri}/reopen"), json!({ "reason": "Porque sí" })).await.expect(404);
    let review = json!({ "check_id": ready.settled, "status": "rejected", "comments": "No" });
    app.post(&world.bruno, "/api/supervisor-reviews", review).await.expect(404);
    app.get(&world.bruno, &format!("/api/supervisor-reviews/{}", ready.settled)).await.expect(404);
    assert_eq!(more_checks(app).await, 0);
}

#[tokio::test]
async fn hole_18_a_null_poisons_a_check() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let ticks = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    let uri = format!("{CHECKS}/{}/confirm", ready.waiting);
    for name in ["is_clean", "is_organized", "inventory_complete"] {
        let mut sent = ticks.clone();
        sent[name] = Value::Null;
        let refused = app.put(gloria, &uri, sent).await.expect(422);
        assert!(refused.detail().contains(name), "{}", refused.detail());
    }
    let uri = format!("{CHECKS}/{}/supervisor-approve", ready.troubled);
    app.put(gloria, &uri, json!({ "approved": null })).await.expect(422);
    let review = json!({ "check_id": ready.troubled, "status": null });
    app.post(gloria, "/api/supervisor-reviews", review).await.expect(422);
    let uri = format!("/api/inventory-check-findings/{}", ready.finding);
    app.put(gloria, &uri, json!({ "status": null })).await.expect(422);
    for name in ["quantity_expected", "quantity_found", "quantity_damaged", "quantity_missing", "status"] {
        let mut report = json!({
            "environment_id": app.world.sistemas.id, "item_id": app.world.sistemas.group, "status": "good",
            "quantity_expected": 10, "quantity_found": 10, "quantity_damaged": 0, "quantity_missing": 0,
        });
        report[name] = Value::Null;
        app.post(gloria, "/api/inventory-check-items", report).await.expect(422);
    }
    for list in [CHECKS, "/api/inventory-check-findings", "/api/supervisor-reviews/pending"] {
        app.get(gloria, list).await.expect(200);
    }
}

#[tokio::test]
async fn hole_19_a_number_that_is_none_poisons_a_check() {
    let ready = Ready::new().await;
    let (app, room) = (&ready.app, ready.app.world.sistemas);
    let authorization = format!("Bearer {}", app.world.gloria.token);
    let headers = [("content-type", "application/json"), ("authorization", authorization.as_str())];
    let numbers = ["NaN", "Infinity", "-Infinity", "1e999", "\"NaN\"", "1.5", "-1", "99999999999999999999"];
    for number in numbers {
        let line =
            format!(r#""item_id": "{}", "quantity_damaged": 0, "quantity_found": {number}"#, room.group);
        let report = format!(
            r#"{{ "environment_id": "{}", "status": "good", "quantity_expected": 1, "quantity_missing": 0, {line} }}"#,
            room.id
        );
        let sheet = format!(r#"{{ "environment_id": "{}", "items": [{{ {line} }}] }}"#, room.id);
        for (uri, body) in [("/api/inventory-check-items", report), (CHECKS, sheet)] {
            let reply = app.send(Method::POST, uri, &headers, body).await;
            assert_eq!(reply.status.as_u16(), 422, "{uri}: {number}");
        }
    }
    assert_eq!(more_checks(app).await, 0);
    // What is counted stays within what there is: no list shows a piece less than none.
    let too_many = json!({ "environment_id": room.id, "items": [
        { "item_id": room.group, "quantity_found": 1, "quantity_damaged": 900_000 },
    ] });
    app.post(&app.world.gloria, CHECKS, too_many).await.expect(400);
    app.get(&app.world.gloria, CHECKS).await.expect(200);
}
