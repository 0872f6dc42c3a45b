//! Holes 14, 15, 18 and 19: other people's equipment and classes, and values that poison a list for everybody.

use crate::support::App;
use poem::http::Method;
use serde_json::{Value, json};

/// A class of Iván's on Mondays in the languages room.
async fn class_of_ivan(app: &App) -> Value {
    let class = json!({
        "environment_id": app.world.idiomas.id, "instructor_id": app.world.ivan.id,
        "program": "Bilingüismo", "ficha": "2558104", "start_time": "07:00", "end_time": "10:00",
        "day_of_week": 1, "start_date": "2025-01-15", "end_date": "2025-12-15", "student_count": 25,
    });
    let id = app.post(&app.world.ivan, "/api/schedules", class).await.expect(201).json()["id"].clone();
    app.get(&app.world.ivan, &format!("/api/schedules/{}", id.as_str().unwrap())).await.expect(200).json()
}

#[tokio::test]
async fn hole_14_a_student_counts_equipment_of_any_room() {
    let app = App::new().await;
    let counted = json!({ "quantity": 0, "quantity_damaged": 0, "quantity_missing": 10 });
    for foreign in [app.world.idiomas.group, app.world.bodega.group, app.world.taller.group] {
        let uri = format!("/api/inventory/{foreign}/verification");
        let refused = app.put(&app.world.estela, &uri, counted.clone()).await.expect(404);
        assert_eq!(refused.detail(), "Ítem no encontrado");
        app.put(&app.world.pedro, &uri, counted.clone()).await.expect(404);
    }
    assert_eq!(app.count("select count(*) from inventory_items where quantity_missing > 0").await, 0);
    let own = format!("/api/inventory/{}/verification", app.world.sistemas.group);
    app.put(&app.world.estela, &own, counted).await.expect(200);
}

#[tokio::test]
async fn hole_14_a_supervisor_deletes_equipment_of_another_centre() {
    let app = App::new().await;
    let uri = format!("/api/inventory/{}", app.world.taller.machine);
    for keeper in [&app.world.bruno, &app.world.wilson] {
        app.delete(keeper, &uri).await.expect(404);
        app.put(keeper, &uri, json!({ "name": "Mío" })).await.expect(404);
        app.get(keeper, &format!("{uri}/history")).await.expect(404);
    }
    let item = app.get(&app.world.gloria, &uri).await.expect(200).json();
    assert_eq!(item["name"], "Computador Taller");
}

#[tokio::test]
async fn hole_14_any_role_lists_any_room() {
    let app = App::new().await;
    let (sistemas, idiomas, taller) = (app.world.sistemas.id, app.world.idiomas.id, app.world.taller.id);
    let hidden = [
        (&app.world.estela, idiomas),
        (&app.world.estela, taller),
        (&app.world.pedro, sistemas),
        (&app.world.ana, idiomas),
        (&app.world.ana, taller),
        (&app.world.bruno, taller),
        (&app.world.wilson, taller),
    ];
    for (who, room) in hidden {
        let addresses = [
            format!("/api/inventory?environment_id={room}"),
            format!("/api/inventory?environment_id={room}&system_wide=true&admin_access=true"),
            format!("/api/inventory/environment/{room}"),
            format!("/api/environments/{room}/inventory"),
        ];
        for uri in addresses {
            assert_eq!(app.get(who, &uri).await.expect(200).json(), json!([]), "{} {uri}", who.email);
        }
    }
    let own = app.get(&app.world.estela, &format!("/api/inventory?environment_id={sistemas}")).await;
    assert_eq!(own.expect(200).json().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn hole_15_an_instructor_edits_and_deletes_other_peoples_classes() {
    let app = App::new().await;
    let class = class_of_ivan(&app).await;
    let uri = format!("/api/schedules/{}", class["id"].as_str().unwrap());
    let (ana, ivan) = (&app.world.ana, &app.world.ivan);
    assert_eq!(
        app.put(ana, &uri, json!({ "topic": "Otro" })).await.expect(403).detail(),
        "Rol no autorizado"
    );
    app.delete(ana, &uri).await.expect(403);
    // Nor takes it over, nor gives his own away, nor plans for another.
    app.put(ana, &uri, json!({ "instructor_id": ana.id })).await.expect(403);
    app.put(ivan, &uri, json!({ "instructor_id": ana.id })).await.expect(403);
    let mut for_ivan = class.clone();
    for_ivan["day_of_week"] = json!(2);
    app.post(ana, "/api/schedules", for_ivan).await.expect(403);
    assert_eq!(app.get(ana, &uri).await.expect(200).json(), class);
}

#[tokio::test]
async fn hole_18_a_null_poisons_a_list_for_everybody() {
    let app = App::new().await;
    let (gloria, ivan) = (&app.world.gloria, &app.world.ivan);
    let class = class_of_ivan(&app).await;
    let uri = format!("/api/schedules/{}", class["id"].as_str().unwrap());
    for name in ["student_count", "is_active", "program", "day_of_week", "start_time", "end_date"] {
        let refused = app.put(ivan, &uri, json!({ name: null })).await.expect(422);
        assert!(refused.detail().contains(name), "{}", refused.detail());
    }
    let list = app.get(ivan, "/api/schedules").await.expect(200).json();
    assert_eq!(list, json!([class]));

    let uri = format!("/api/users/{}", app.world.ana.id);
    for name in ["is_active", "role", "email", "first_name", "last_name"] {
        let refused = app.put(gloria, &uri, json!({ name: null })).await.expect(422);
        assert!(refused.detail().contains(name), "{}", refused.detail());
    }
    app.get(gloria, "/api/users").await.expect(200);

    let uri = format!("/api/inventory/{}", app.world.sistemas.group);
    for name in ["quantity", "quantity_damaged", "quantity_missing", "status", "name", "internal_code"] {
        app.put(gloria, &uri, json!({ name: null })).await.expect(422);
    }
    let uri = format!("/api/environments/{}", app.world.sistemas.id);
    for name in ["capacity", "is_active", "is_warehouse", "name", "center_id"] {
        app.put(gloria, &uri, json!({ name: null })).await.expect(422);
    }
    app.get(gloria, "/api/inventory").await.expect(200);
    app.get(gloria, "/api/environments").await.expect(200);
}

#[tokio::test]
async fn hole_19_a_number_that_is_none_poisons_a_list() {
    let app = App::new().await;
    let authorization = format!("Bearer {}", app.world.gloria.token);
    let headers = [("content-type", "application/json"), ("authorization", authorization.as_str())];
    let class = class_of_ivan(&app).await;
    let targets = [
        (format!("/api/inventory/{}", app.world.sistemas.group), "quantity"),
        (format!("/api/inventory/{}/verification", app.world.sistemas.group), "quantity"),
        (format!("/api/schedules/{}", class["id"].as_str().unwrap()), "student_count"),
        (format!("/api/environments/{}", app.world.sistemas.id), "capacity"),
    ];
    let numbers = [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "\"NaN\"",
        "\"inf\"",
        "1.5",
        "99999999999999999999",
    ];
    for (uri, name) in &targets {
        for number in numbers {
            let body = format!(r#"{{"{name}": {number}}}"#);
            let reply = app.send(Method::PUT, uri, &headers, body).await;
            assert_eq!(reply.status.as_u16(), 422, "{uri} {name}: {number}");
        }
    }
    for list in ["/api/inventory", "/api/schedules", "/api/environments"] {
        app.get(&app.world.gloria, list).await.expect(200);
    }
}
