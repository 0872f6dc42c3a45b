//! The server's health: open and short for everybody, whole for the general administrator.

use crate::support::{App, Content, Ready, Resource, Roles};
use chrono::TimeDelta;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::wire::{Id, LocalTime};
use poem::http::Method;
use rusqlite::named_params;
use serde_json::{Value, json};

/// The server's pulse: everybody. The server itself: the general administrator's.
const ROLES: Roles = &[
    ("open", &["get_health"]),
    ("ag", &["get_health_details", "get_address_qr", "get_log_setting", "update_log_setting"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).sent(content);

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "update_log_setting" => json!({ "filter": "info" }),
        _ => return None,
    }))
}

#[tokio::test]
async fn anybody_hears_that_the_database_takes_changes_and_nothing_more() {
    let app = App::new().await;
    let health = app.ask(None, Method::GET, "/api/health", None).await.expect(200).json();
    assert_eq!(
        health,
        json!({
            "status": "ok",
            "version": env!("CARGO_PKG_VERSION"),
            "time_zone": "America/Bogota",
            "database": "writable",
            "problem": null,
        })
    );
    app.ask(None, Method::GET, "/api/health/details", None).await.expect(401);
    app.get(&app.world.bruno, "/api/health/details").await.expect(403);
}

#[tokio::test]
async fn the_general_administrator_sees_the_machine() {
    let app = App::new().await;
    let details = app.get(&app.world.gloria, "/api/health/details").await.expect(200).json();
    assert_eq!(details["version"], env!("CARGO_PKG_VERSION"));
    let size = |member: &Value| member.as_u64().unwrap();
    assert!(
        size(&details["database"]["size"]) + size(&details["database"]["log_size"]) > 50_000,
        "{details}"
    );
    assert!(size(&details["disk"]["total"]) >= size(&details["disk"]["free"]));
    assert_eq!(details["database"]["state"], "writable");
    assert_eq!(details["clock_behind"], Value::Null);
    // A server in a test listens nowhere.
    assert_eq!(details["addresses"], json!([]));
    assert_eq!(details["discovery"], json!({ "state": "off", "wanted": null, "names": [], "error": null }));
    assert_eq!(details["last_backup"], Value::Null);
    assert!(details["warnings"].as_array().unwrap().contains(&json!("backup_missing")), "{details}");
}

#[tokio::test]
async fn only_a_backup_that_was_checked_counts() {
    let app = App::new().await;
    let now = clock::now();
    let add = |id: Id, at: LocalTime, verified: Option<LocalTime>, error: Option<&'static str>| {
        let parts = app.parts.db.clone();
        async move {
            let origin = Origin::of_command("test");
            let write = parts.write(&origin, move |tx| {
                tx.execute(
                    "insert into backups (id, path, reason, size, created_at, verified_at, error)
                     values (:id, 'x.tar', 'manual', 10, :at, :verified, :error)",
                    named_params! { ":id": id, ":at": at, ":verified": verified, ":error": error },
                )?;
                Ok(Change::unaudited(()))
            });
            write.await.unwrap();
        }
    };
    let details = || async { app.get(&app.world.gloria, "/api/health/details").await.expect(200).json() };
    let [old, new] = [LocalTime(now - TimeDelta::hours(50)), LocalTime(now)];
    let good = Id::new();
    add(good, old, Some(old), None).await;
    add(Id::new(), new, None, None).await;
    add(Id::new(), new, Some(new), Some("dañada")).await;
    let seen = details().await;
    assert_eq!(seen["last_backup"]["id"], json!(good), "{seen}");
    assert!(seen["warnings"].as_array().unwrap().contains(&json!("backup_old")));
    add(Id::new(), new, Some(new), None).await;
    let seen = details().await;
    let warnings = seen["warnings"].to_string();
    assert!(!warnings.contains("backup"), "{warnings}");
}

#[tokio::test]
async fn the_address_is_drawn_and_only_its_own() {
    let app = App::new().await;
    let code = app.get(&app.world.gloria, "/api/health/qr").await.expect(200);
    assert_eq!(code.headers["content-type"], "image/svg+xml");
    assert!(String::from_utf8(code.bytes).unwrap().contains("<svg"));
    let other = app.get(&app.world.gloria, "/api/health/qr?ip=203.0.113.9").await.expect(404);
    assert_eq!(other.detail(), "El servidor no tiene esa dirección");
}

#[tokio::test]
async fn the_log_level_is_changed_at_run_time_and_audited() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let put = |filter: &str| app.put(gloria, "/api/settings/log", json!({ "filter": filter }));
    assert_eq!(put("debug").await.expect(200).json(), json!({ "filter": "debug" }));
    assert!(put("inventario=loud=what").await.expect(422).detail().contains("nivel"));
    assert_eq!(app.get(gloria, "/api/settings/log").await.expect(200).json()["filter"], "debug");
    let logs = app
        .get(gloria, "/api/audit-logs/?entity_type=setting&action=UPDATE_SETTING")
        .await
        .expect(200)
        .json();
    let entry =
        logs["logs"].as_array().unwrap().iter().find(|it| it["new_values"]["after"].is_object()).unwrap();
    assert_eq!(entry["new_values"]["after"], json!({ "filter": "debug" }));
}

#[tokio::test]
async fn figures_for_prometheus_are_off() {
    let app = App::new().await;
    app.ask(None, Method::GET, "/metrics", None).await.expect(404);
}
