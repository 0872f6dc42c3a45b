//! What an entry holds: who, what, from where, the row before and after.

use crate::support::App;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

fn of(action: &'static str, status: u16) -> impl Fn(&Value) -> bool {
    move |entry| entry["action"] == action && entry["new_values"]["response"]["status_code"] == status
}

#[tokio::test]
async fn a_change_is_kept_with_the_row_before_and_after() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let uri = format!("/api/environments/{}", app.world.sistemas.id);
    let before = app.get(gloria, &uri).await.expect(200).json();
    let authorization = format!("Bearer {}", gloria.token);
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-type", "application/json"),
        ("user-agent", "Inventario/1.0 (Android)"),
    ];
    let body = json!({ "capacity": 22 }).to_string();
    let reply = app.send_from("192.168.1.20", Method::PUT, &uri, &headers, body).await.expect(200);
    let after = reply.json();

    let entry = app.audited(of("UPDATE_ENVIRONMENT", 200)).await;
    assert_eq!((&entry["old_values"], &entry["new_values"]["before"]), (&before, &before));
    assert_eq!(entry["new_values"]["after"], after);
    assert_eq!((&entry["entity_type"], &entry["entity_id"]), (&json!("environment"), &after["id"]));
    assert_eq!((&entry["user_id"], &entry["user_email"]), (&json!(gloria.id), &json!(gloria.email)));
    assert_eq!((&entry["ip_address"], &entry["user_agent"]), (&json!("192.168.1.20"), &json!(headers[2].1)));
    assert_eq!(entry["created_at"], after["updated_at"], "row and entry agree on the instant");
    let request = &entry["new_values"]["request"];
    assert_eq!((&request["method"], &request["path"]), (&json!("PUT"), &json!(uri)));
    assert_eq!((&request["client_ip"], &request["user_agent"]), (&entry["ip_address"], &entry["user_agent"]));
    assert_eq!(Some(request["request_id"].as_str().unwrap()), reply.header("x-request-id"));
    assert!(entry["new_values"]["duration_seconds"].as_f64().unwrap() > 0.0);
    assert!(entry["new_values"]["description"].as_str().unwrap().contains("Sistemas 1"));
}

#[tokio::test]
async fn every_kind_of_change_leaves_one_entry() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let before = app.count("select count(*) from audit_logs").await;
    let id = |made: Value| made["id"].as_str().unwrap().to_owned();

    let center = app.post(gloria, "/api/centers", json!({ "code": "1", "name": "C" })).await.expect(201);
    let center = id(center.json());
    let room = json!({ "center_id": center, "name": "R", "location": "L" });
    let room = id(app.post(gloria, "/api/environments", room).await.expect(201).json());
    let item = json!({ "environment_id": room, "name": "I", "internal_code": "I-1", "category": "tv" });
    let item = id(app.post(gloria, "/api/inventory", item).await.expect(201).json());
    let class = json!({
        "environment_id": room, "instructor_id": app.world.ana.id, "program": "P", "ficha": "F",
        "start_time": "07:00", "end_time": "08:00", "day_of_week": 1,
        "start_date": "2025-01-01", "end_date": "2025-12-31",
    });
    let class = id(app.post(gloria, "/api/schedules", class).await.expect(201).json());
    let user = json!({
        "email": "n@sena.edu.co", "password": "clave-de-prueba", "first_name": "N", "last_name": "N", "role": "student",
    });
    let user = id(app.post(gloria, "/api/users", user).await.expect(200).json());
    let made = [
        (format!("/api/schedules/{class}"), json!({ "topic": "T" })),
        (format!("/api/inventory/{item}"), json!({ "notes": "N" })),
        (format!("/api/environments/{room}"), json!({ "description": "D" })),
        (format!("/api/centers/{center}"), json!({ "city": "C" })),
        (format!("/api/users/{user}"), json!({ "phone": "300" })),
    ];
    for (uri, patch) in &made {
        app.put(gloria, uri, patch.clone()).await.expect(200);
    }
    for (uri, _) in &made {
        app.delete(gloria, uri).await.expect(200);
    }
    let mut told: Vec<_> = app.audit().await.iter().take(15).map(|it| it["action"].to_string()).collect();
    told.reverse();
    let kinds = ["CENTER", "ENVIRONMENT", "INVENTORY_ITEM", "SCHEDULE", "USER"];
    let backwards = ["SCHEDULE", "INVENTORY_ITEM", "ENVIRONMENT", "CENTER", "USER"];
    let expected: Vec<_> = (kinds.iter().map(|kind| ("CREATE", kind)))
        .chain(backwards.iter().map(|kind| ("UPDATE", kind)))
        .chain(backwards.iter().map(|kind| ("DELETE", kind)))
        .map(|(verb, kind)| format!("\"{verb}_{kind}\""))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(app.count("select count(*) from audit_logs").await, before + 15);
}

#[tokio::test]
async fn reading_leaves_no_entry() {
    let app = App::new().await;
    let before = app.count("select count(*) from audit_logs").await;
    for uri in
        ["/api/users", "/api/inventory", "/api/audit-logs", "/api/users/7", "/api/nothing", "/audit-logs"]
    {
        app.get(&app.world.gloria, uri).await;
        app.get(&app.world.estela, uri).await;
    }
    // A refused write is the last thing that could be noted: once it is there, the others would be too.
    app.delete(&app.world.estela, &format!("/api/centers/{}", app.world.center)).await.expect(403);
    app.audited(of("DELETE_CENTER", 403)).await;
    assert_eq!(app.count("select count(*) from audit_logs").await, before + 1);
}

#[tokio::test]
async fn refused_and_failed_writes_are_noted_after_the_answer() {
    let app = App::new().await;
    let (estela, gloria) = (&app.world.estela, &app.world.gloria);
    let item = format!("/api/inventory/{}", app.world.sistemas.group);
    app.ask(None, Method::DELETE, &item, None).await.expect(401);
    app.delete(estela, &item).await.expect(403);
    app.put(gloria, &item, json!({ "quantity_damaged": 99 })).await.expect(400);
    app.put(gloria, &item, json!({ "quantity": "muchas" })).await.expect(422);
    app.put(gloria, &format!("/api/inventory/{}", Id::new()), json!({})).await.expect(404);
    app.sign_in(&estela.email, "no es esta").await.expect(401);

    let anonymous = app.audited(of("DELETE_INVENTORY_ITEM", 401)).await;
    assert_eq!(
        (&anonymous["user_id"], &anonymous["entity_id"]),
        (&json!(null), &json!(app.world.sistemas.group))
    );
    let forbidden = app.audited(of("DELETE_INVENTORY_ITEM", 403)).await;
    assert_eq!(forbidden["user_email"], json!(estela.email));
    assert_eq!(forbidden["new_values"]["description"], "Rol no autorizado");
    let conflict = app.audited(of("UPDATE_INVENTORY_ITEM", 400)).await;
    assert_eq!((&conflict["old_values"], &conflict["user_id"]), (&json!(null), &json!(gloria.id)));
    assert_eq!(conflict["new_values"]["code"], "cantidades_exceden");
    app.audited(of("UPDATE_INVENTORY_ITEM", 422)).await;
    app.audited(of("UPDATE_INVENTORY_ITEM", 404)).await;
    let failed = app.audited(of("LOGIN", 401)).await;
    assert_eq!(failed["user_email"], json!(estela.email), "whose account was tried");
}

#[tokio::test]
async fn the_trail_outlives_the_name_and_the_address() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    app.put(ana, "/api/auth/me", json!({ "phone": "300" })).await.expect(200);
    let renamed = json!({ "first_name": "Otra", "email": "otra@sena.edu.co" });
    app.put(gloria, &format!("/api/users/{}", ana.id), renamed).await.expect(200);
    let entry = app.audited(|entry| entry["user_id"] == json!(ana.id)).await;
    assert_eq!(
        (&entry["user_name"], &entry["user_email"]),
        (&json!("Ana Prueba"), &json!("ana@sena.edu.co"))
    );
}
