//! The building's time zone: read and changed by the general administrator, audited, refused when nobody knows it.
//!
//! The zone is the process's, so these tests only ever choose the one in force; `tests/appliance/zone.rs` chooses others.

use crate::setup::{Fresh, setup};
use crate::support::{App, Content, Ready, Resource, Roles};
use serde_json::{Value, json};

/// The general administrator's.
const ROLES: Roles = &[("ag", &["get_time_zone", "update_time_zone"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).sent(content);

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "update_time_zone" => json!({ "time_zone": "America/Bogota" }),
        _ => return None,
    }))
}

const URI: &str = "/api/settings/time-zone";

#[tokio::test]
async fn it_is_chosen_among_those_that_are_known_and_audited() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let setting = app.get(gloria, URI).await.expect(200).json();
    assert_eq!((&setting["time_zone"], &setting["fixed"]), (&json!("America/Bogota"), &json!(false)));
    assert_eq!(setting["zones"][0], json!({ "name": "America/Bogota", "place": "Colombia" }));
    let changed = app.put(gloria, URI, json!({ "time_zone": " America/Bogota " })).await.expect(200).json();
    assert_eq!(changed, setting);
    let kept = app.parts.db.read(inventario::appliance::time_zone::store::get).await.unwrap();
    assert_eq!(kept.unwrap().name(), "America/Bogota");
    let logs = app.get(gloria, "/api/audit-logs/").await.expect(200).json();
    let all = logs["logs"].as_array().unwrap();
    let entry = all.iter().find(|it| it["action"] == "UPDATE_SETTING").unwrap();
    assert_eq!(entry["new_values"]["after"]["time_zone"], "America/Bogota", "{entry}");
}

#[tokio::test]
async fn what_is_no_zone_is_refused_and_nobody_else_changes_it() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for name in [json!("America/Macondo"), json!(""), json!(-5), Value::Null, json!("x".repeat(10_000))] {
        let refused = app.put(gloria, URI, json!({ "time_zone": name })).await.expect(422);
        assert!(refused.detail().contains("time_zone"), "{refused:?}");
    }
    for who in app.world.roles().into_iter().filter(|who| who.id != gloria.id) {
        app.get(who, URI).await.expect(403);
        app.put(who, URI, json!({ "time_zone": "America/Lima" })).await.expect(403);
    }
    assert_eq!(app.parts.db.read(inventario::appliance::time_zone::store::get).await.unwrap(), None);
}

#[tokio::test]
async fn the_set_up_offers_and_keeps_it() {
    let fresh = Fresh::new();
    let code = json!({ "code": fresh.code() });
    let greeting = fresh.post("/api/setup/check", &code).await.expect(200).json();
    assert_eq!(greeting["time_zone_fixed"], false);
    assert!(greeting["time_zones"].as_array().unwrap().len() > 300);
    let mut wanted = setup(&fresh.code(), "empty");
    wanted["time_zone"] = json!("America/Macondo");
    fresh.post("/api/setup", &wanted).await.expect(422);
    wanted["time_zone"] = json!("America/Bogota");
    fresh.post("/api/setup", &wanted).await.expect(201);
    let kept = "select count(*) from settings where key = 'time_zone' and value = '\"America/Bogota\"'";
    assert_eq!(fresh.count(kept).await, 1);
    assert_eq!(fresh.count("select count(*) from audit_logs where action = 'UPDATE_SETTING'").await, 1);
}

#[tokio::test]
async fn without_one_the_set_up_keeps_none() {
    let fresh = Fresh::new();
    fresh.post("/api/setup", &setup(&fresh.code(), "empty")).await.expect(201);
    assert_eq!(fresh.count("select count(*) from settings where key = 'time_zone'").await, 0);
}
