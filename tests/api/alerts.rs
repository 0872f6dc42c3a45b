//! System alerts: who sees them, how they are filtered, and what resolving one means.

mod checks;
mod materials;
mod moving;
mod watch;

use crate::support::{App, Content, Ready, Resource, Roles};
use chrono::{DateTime, Utc};
use inventario::campus::alerts::change;
use inventario::campus::alerts::model::{NewAlert, Severity};
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::AlertKind;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

/// Read and resolved by su ad ag, raised by hand by ad ag.
const ROLES: Roles =
    &[("su ad ag", &["list_system_alerts", "update_system_alert"]), ("ad ag", &["create_system_alert"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .asked_with(value)
    .sent(content)
    .replayed(&["system_alerts"])
    .after(|moment| Box::pin(crate::contract::trouble(moment)));

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("update_system_alert", "id") => ready.alert.clone(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "update_system_alert" => json!({ "is_resolved": true, "resolution_notes": "Se encontró" }),
        "create_system_alert" => json!({
            "type": "low_stock", "title": "Se acaba el tóner", "message": "Queda uno", "severity": "high",
            "entity_type": "inventory_item", "entity_id": ready.app.world.sistemas.group,
            "environment_id": ready.app.world.sistemas.id,
        }),
        _ => return None,
    }))
}

fn missing(room: Option<Id>, entity_id: Id) -> NewAlert {
    NewAlert {
        kind: AlertKind::EquipmentMissing,
        title: "Faltan equipos".into(),
        message: "Faltan 2 teclados en Sistemas 1".into(),
        severity: Severity::High,
        entity_type: "inventory_check",
        entity_id,
        environment_id: room,
    }
}

/// Raises an alert as a change does; answers its id.
async fn raise(app: &App, alert: NewAlert) -> Id {
    raise_at(app, clock::now(), alert).await
}

/// Raises an alert at an instant.
async fn raise_at(app: &App, now: DateTime<Utc>, alert: NewAlert) -> Id {
    let origin = Origin::of_command("test");
    app.parts.db.write(&origin, move |tx| change::raise(&tx.at(now), &alert)).await.unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn those_who_look_after_rooms_see_the_alerts_of_their_centre() {
    let app = App::new().await;
    let world = &app.world;
    let own = raise(&app, missing(Some(world.sistemas.id), Id::new())).await.to_string();
    let foreign = raise(&app, missing(Some(world.taller.id), Id::new())).await.to_string();
    let of_none = raise(&app, missing(None, Id::new())).await.to_string();
    for (who, seen) in [
        (&world.bruno, vec![&of_none, &own]),
        (&world.wilson, vec![&of_none, &own]),
        (&world.sara, vec![&of_none, &own]),
        (&world.gloria, vec![&of_none, &foreign, &own]),
    ] {
        let list = app.get(who, "/api/system-alerts/").await.expect(200).json();
        assert_eq!(ids(&list), seen, "{}", who.email);
        for id in [&own, &foreign, &of_none] {
            let resolve = json!({ "is_resolved": false });
            let expected = if seen.contains(&id) { 200 } else { 404 };
            app.put(who, &format!("/api/system-alerts/{id}"), resolve).await.expect(expected);
        }
    }
    for who in [&world.estela, &world.ana, &world.pedro] {
        app.get(who, "/api/system-alerts/").await.expect(403);
        app.put(who, &format!("/api/system-alerts/{own}"), json!({ "is_resolved": true })).await.expect(403);
    }
    app.ask(None, Method::GET, "/api/system-alerts/", None).await.expect(401);
}

#[tokio::test]
async fn an_alert_has_every_member_that_the_clients_read() {
    let app = App::new().await;
    let (room, check) = (app.world.sistemas.id, Id::new());
    let id = raise(&app, missing(Some(room), check)).await;
    let list = app.get(&app.world.gloria, "/api/system-alerts/").await.expect(200).json();
    let alert = &list[0];
    assert!(alert["created_at"].is_string() && alert["created_at"] == alert["updated_at"]);
    assert_eq!(
        *alert,
        json!({
            "id": id, "type": "equipment_missing", "title": "Faltan equipos",
            "message": "Faltan 2 teclados en Sistemas 1", "severity": "high", "priority": "high",
            "entity_type": "inventory_check", "entity_id": check, "environment_id": room,
            "environment_name": "Sistemas 1", "is_resolved": false, "is_active": true, "resolved_by": null,
            "resolved_by_name": null, "resolved_at": null, "is_self_resolved": false, "resolution_notes": null,
            "created_at": alert["created_at"], "updated_at": alert["updated_at"],
        })
    );
}

#[tokio::test]
async fn the_list_is_filtered() {
    let app = App::new().await;
    let (gloria, sistemas, idiomas) = (&app.world.gloria, app.world.sistemas.id, app.world.idiomas.id);
    // Ten at night on the last of the month in Bogotá is the first of the next in UTC.
    let at = |wall: &str| clock::instant_of(wall.parse().unwrap());
    let old = missing(Some(sistemas), Id::new());
    let old = raise_at(&app, at("2025-01-31T22:00:00"), old).await.to_string();
    let low =
        NewAlert { kind: AlertKind::LowStock, severity: Severity::Low, ..missing(Some(idiomas), Id::new()) };
    let low = raise_at(&app, at("2025-02-01T00:00:00"), low).await.to_string();
    let done = raise_at(&app, at("2025-02-02T10:00:00"), missing(None, Id::new())).await.to_string();
    app.put(gloria, &format!("/api/system-alerts/{done}"), json!({ "is_resolved": true })).await.expect(200);
    let of_room = format!("environment_id={idiomas}");
    for (query, found) in [
        ("", vec![&done, &low, &old]),
        ("is_resolved=false", vec![&low, &old]),
        ("is_resolved=true", vec![&done]),
        ("type=low_stock", vec![&low]),
        ("severity=high&is_resolved=", vec![&done, &old]),
        (of_room.as_str(), vec![&low]),
        ("environment_id=null&system_wide=true", vec![&done, &low, &old]),
        ("start_date=2025-01-31&end_date=2025-01-31", vec![&old]),
        ("start_date=2025-02-01", vec![&done, &low]),
        ("end_date=2025-02-01", vec![&low, &old]),
        ("limit=1&skip=1", vec![&low]),
    ] {
        let list = app.get(gloria, &format!("/api/system-alerts/?{query}")).await.expect(200).json();
        assert_eq!(ids(&list), found, "{query}");
    }
    for wrong in
        ["type=otra", "severity=urgent", "is_resolved=quizás", "start_date=2025-02-02&end_date=2025-02-01"]
    {
        app.get(gloria, &format!("/api/system-alerts/?{wrong}")).await.expect(422);
    }
    let refused = app.get(gloria, "/api/system-alerts/?type=otra").await.expect(422);
    assert_eq!(
        refused.detail(),
        "El parámetro «type» debe ser una de estas palabras: equipment_missing, verification_pending, low_stock, \
         material_expiring, material_expired, maintenance_overdue, loan_overdue"
    );
}

#[tokio::test]
async fn resolving_notes_who_and_when_and_is_audited() {
    let app = App::new().await;
    let (bruno, wilson) = (&app.world.bruno, &app.world.wilson);
    let id = raise(&app, missing(Some(app.world.sistemas.id), Id::new())).await;
    let uri = format!("/api/system-alerts/{id}");
    let done = app.put(bruno, &uri, json!({ "is_resolved": true })).await.expect(200).json();
    assert_eq!((&done["is_resolved"], &done["is_active"]), (&json!(true), &json!(false)));
    assert_eq!((&done["resolved_by"], &done["resolved_by_name"]), (&json!(bruno.id), &json!("Bruno Prueba")));
    assert!(done["resolved_at"].is_string() && done["resolved_at"] == done["updated_at"]);
    let entry = app.audited(|entry| entry["action"] == "UPDATE_SYSTEM_ALERT").await;
    assert_eq!(entry["new_values"]["before"]["is_resolved"], false);
    assert_eq!(entry["new_values"]["description"], "Alerta resuelta: Faltan equipos");

    let again = app.put(wilson, &uri, json!({ "is_resolved": true })).await.expect(200).json();
    assert_eq!(again, done, "who was first stays on record");
    let open = app.put(wilson, &uri, json!({ "is_resolved": false })).await.expect(200).json();
    for cleared in ["resolved_by", "resolved_by_name", "resolved_at"] {
        assert_eq!(open[cleared], json!(null), "{cleared}");
    }
    assert_eq!(open["is_active"], true);
    for body in [json!({ "is_resolved": null }), json!({})] {
        let refused = app.put(wilson, &uri, body).await.expect(422);
        assert!(refused.detail().contains("«is_resolved»"));
    }
    let nothing = "/api/system-alerts/018f3b1c-0000-7000-8000-000000000001";
    let refused = app.put(wilson, nothing, json!({ "is_resolved": true })).await.expect(404);
    assert_eq!(refused.detail(), "Alerta no encontrada");
}

#[tokio::test]
async fn the_same_trouble_is_on_the_list_once() {
    let app = App::new().await;
    let (gloria, check) = (&app.world.gloria, Id::new());
    let first = raise(&app, missing(None, check)).await;
    assert_eq!(raise(&app, missing(None, check)).await, first);
    assert_ne!(raise(&app, NewAlert { kind: AlertKind::LowStock, ..missing(None, check) }).await, first);
    let long = NewAlert { title: "ñ".repeat(300), message: "ñ".repeat(3_000), ..missing(None, Id::new()) };
    raise(&app, long).await;

    let uri = format!("/api/system-alerts/{first}");
    app.put(gloria, &uri, json!({ "is_resolved": true })).await.expect(200);
    let second = raise(&app, missing(None, check)).await;
    assert_ne!(second, first, "once it is dealt with, it may come back");
    let refused = app.put(gloria, &uri, json!({ "is_resolved": false })).await.expect(400);
    assert_eq!(refused.detail(), "Ya hay otra alerta abierta por lo mismo: resuelva esa");
    assert_eq!(
        app.get(gloria, "/api/system-alerts/?is_resolved=false")
            .await
            .expect(200)
            .json()
            .as_array()
            .unwrap()
            .len(),
        3
    );
}
