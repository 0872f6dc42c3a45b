//! Holes 16, 17 and 18: what an apprentice could tell an administrator, and whose alerts he could put away.

use crate::support::{App, Ready};
use serde_json::{Value, json};

const NOTIFICATIONS: &str = "/api/notifications";
const ALERTS: &str = "/api/system-alerts";

#[tokio::test]
async fn hole_16_a_student_sends_an_administrator_to_another_server() {
    let app = App::new().await;
    let world = &app.world;
    let told = |to: Value, page: &str| {
        json!({
            "user_id": to, "type": "system", "title": "Su sesión terminó", "message": "Entre de nuevo",
            "priority": "high", "action_url": page,
        })
    };
    let foreign = [
        "https://malo.example/entrar",
        "//malo.example/entrar",
        "/\\malo.example",
        "\\\\malo.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "malo.example",
    ];
    for who in [&world.estela, &world.ana] {
        for page in foreign.into_iter().chain(["/mantenimiento"]) {
            let refused = app.post(who, NOTIFICATIONS, told(json!(world.gloria.id), page)).await;
            assert!(matches!(refused.status.as_u16(), 403 | 422), "{} {page}: {}", who.email, refused.status);
        }
        let own = app.post(who, NOTIFICATIONS, told(json!(world.gloria.id), "/mantenimiento")).await;
        assert_eq!(own.expect(403).detail(), "Rol no autorizado");
    }
    // Not even those who may tell others something lead them away, nor anybody himself.
    for (who, to) in
        [(&world.bruno, &world.gloria), (&world.gloria, &world.ana), (&world.estela, &world.estela)]
    {
        for page in foreign {
            let refused = app.post(who, NOTIFICATIONS, told(json!(to.id), page)).await.expect(422);
            assert!(refused.detail().contains("action_url"), "{page}: {}", refused.detail());
        }
    }
    assert_eq!(app.count("select count(*) from notifications").await, 0);
    app.post(&world.bruno, NOTIFICATIONS, told(json!(world.gloria.id), "/mantenimiento")).await.expect(201);
}

#[tokio::test]
async fn hole_16_somebody_reads_or_marks_what_another_was_told() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let uri = format!("{NOTIFICATIONS}/{}", ready.row("notification"));
    let before = app.get(&world.gloria, &uri).await.expect(200).json();
    for who in [&world.estela, &world.ana, &world.bruno, &world.wilson] {
        app.get(who, &uri).await.expect(404);
        app.put(who, &uri, json!({ "is_read": true })).await.expect(404);
        app.delete(who, &uri).await.expect(404);
        app.put(who, &format!("{NOTIFICATIONS}/read-all"), json!({})).await.expect(200);
    }
    assert_eq!(app.get(&world.gloria, &uri).await.expect(200).json(), before);
}

#[tokio::test]
async fn hole_17_a_student_resolves_an_alert() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let uri = format!("{ALERTS}/{}", ready.alert);
    for who in [&world.estela, &world.ana] {
        let refused = app.put(who, &uri, json!({ "is_resolved": true })).await.expect(403);
        assert_eq!(refused.detail(), "Rol no autorizado");
        app.get(who, ALERTS).await.expect(403);
    }
    // Nor a supervisor of another centre: the room of the alert moves there.
    app.run("update system_alerts set environment_id = (select id from environments where name = 'Taller')")
        .await;
    for who in [&world.bruno, &world.wilson] {
        app.put(who, &uri, json!({ "is_resolved": true })).await.expect(404);
        assert_eq!(app.get(who, ALERTS).await.expect(200).json(), json!([]));
    }
    assert_eq!(app.count("select count(*) from system_alerts where is_resolved = 1").await, 0);
    app.put(&world.sara, &uri, json!({ "is_resolved": true })).await.expect(404);
    app.put(&ready.app.world.gloria, &uri, json!({ "is_resolved": true })).await.expect(200);
}

#[tokio::test]
async fn hole_18_a_null_poisons_notifications_and_alerts() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    for (uri, list, name) in [
        (format!("{NOTIFICATIONS}/{}", ready.row("notification")), NOTIFICATIONS, "is_read"),
        (format!("{ALERTS}/{}", ready.alert), ALERTS, "is_resolved"),
    ] {
        let before = app.get(gloria, list).await.expect(200).json();
        for wrong in [Value::Null, json!(""), json!("null"), json!(1), json!([])] {
            let refused = app.put(gloria, &uri, json!({ name: wrong })).await.expect(422);
            assert!(refused.detail().contains(name), "{}", refused.detail());
        }
        app.put(gloria, &uri, json!({})).await.expect(422);
        let after = app.get(gloria, list).await.expect(200).json();
        assert_eq!(after, before);
        assert_eq!(after.as_array().unwrap().len(), 1);
    }
    // Where a default stands for it, null is harmless.
    let told = json!({
        "user_id": gloria.id, "type": "system", "title": "Aviso", "message": "Aviso", "priority": null,
        "action_url": null, "expires_at": null,
    });
    let told = app.post(gloria, NOTIFICATIONS, told).await.expect(201).json();
    assert_eq!(told["priority"], "medium");
    for name in ["user_id", "type", "title", "message"] {
        let mut wrong = told.clone();
        wrong[name] = Value::Null;
        app.post(gloria, NOTIFICATIONS, wrong).await.expect(422);
    }
    app.get(gloria, NOTIFICATIONS).await.expect(200);
}
