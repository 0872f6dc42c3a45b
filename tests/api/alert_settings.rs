//! What each person wants to hear of alerts: as the app sends it, and as it needs it back.

use crate::contract::Moment;
use crate::support::{App, Content, Ready, Resource, Roles, Rows};
use serde_json::{Value, json};

/// Everybody's own.
const ROLES: Roles = &[(
    "st in su ad ag",
    &["list_own_alert_settings", "set_alert_setting", "update_alert_setting", "delete_alert_setting"],
)];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(value)
    .sent(content)
    .replayed(&["alert_settings"])
    .after(|moment| Box::pin(before_call(moment)));

/// A setting of Gloria's.
async fn prepare(ready: &Ready) -> Rows {
    let made = ready.app.post(&ready.app.world.gloria, URI, first("low_stock")).await.expect(201).json();
    Rows::of("alert_setting", &made["id"])
}

/// A setting of the caller's.
async fn before_call(moment: Moment<'_>) -> Rows {
    let who = moment.who.unwrap();
    let made = moment.ready.app.post(who, URI, first("loan_overdue")).await.expect(201).json();
    Rows::of("setting_id", &made["id"])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("update_alert_setting" | "delete_alert_setting", "id") => ready.row("alert_setting"),
        _ => return None,
    })
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "set_alert_setting" => json!({
            "alert_type": "low_stock", "is_enabled": true, "threshold_value": 5, "notification_methods": ["push", "email"],
        }),
        "update_alert_setting" => {
            json!({ "is_enabled": false, "threshold_value": 8, "notification_methods": ["push"] })
        }
        _ => return None,
    }))
}

const URI: &str = "/api/alert-settings/";

/// What the app sends with the first switch of a kind.
fn first(kind: &str) -> Value {
    json!({ "alert_type": kind, "is_enabled": true, "notification_methods": ["push"] })
}

#[tokio::test]
async fn the_five_kinds_of_the_app_are_taken_d10() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let kinds =
        ["equipment_missing", "loan_overdue", "low_stock", "maintenance_overdue", "verification_pending"];
    for kind in kinds {
        let made = app.post(bruno, URI, first(kind)).await.expect(201).json();
        assert_eq!((&made["alert_type"], &made["is_enabled"]), (&json!(kind), &json!(true)));
        assert_eq!((&made["user_id"], &made["threshold_value"]), (&json!(bruno.id), &Value::Null));
        assert_eq!(made["notification_methods"], json!(["push"]));
    }
    let list = app.get(bruno, "/api/alert-settings/user").await.expect(200).json();
    let found: Vec<&str> =
        list.as_array().unwrap().iter().map(|it| it["alert_type"].as_str().unwrap()).collect();
    assert_eq!(found, kinds);
    assert_eq!(app.get(&app.world.wilson, "/api/alert-settings/user").await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn a_setting_that_is_sent_again_is_changed_and_answered_201_d12() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let made = app.post(bruno, URI, first("low_stock")).await.expect(201).json();
    let uri = format!("{URI}{}", made["id"].as_str().unwrap());
    app.put(bruno, &uri, json!({ "is_enabled": false, "threshold_value": 9 })).await.expect(200);
    let again = app.post(bruno, URI, first("low_stock")).await.expect(201).json();
    assert_eq!((&again["id"], &again["is_enabled"]), (&made["id"], &json!(true)));
    assert_eq!(again["threshold_value"], 9, "what isn't sent stays");
    assert_eq!(app.count("select count(*) from alert_settings").await, 1);
    assert_eq!(again["created_at"], made["created_at"]);
    assert!(again["updated_at"].as_str() > made["updated_at"].as_str(), "D49");
}

#[tokio::test]
async fn a_change_comes_with_a_doubled_slash_d4() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let made = app.post(bruno, URI, first("low_stock")).await.expect(201).json();
    let uri = format!("/api/alert-settings//{}", made["id"].as_str().unwrap());
    let changed = app.put(bruno, &uri, json!({ "threshold_value": 5 })).await.expect(200).json();
    assert_eq!((&changed["threshold_value"], &changed["is_enabled"]), (&json!(5), &json!(true)));
    let changed = app.put(bruno, &uri, json!({ "notification_methods": ["push", "email", "push"] })).await;
    assert_eq!(changed.expect(200).json()["notification_methods"], json!(["push", "email"]));
    let cleared =
        app.put(bruno, &uri, json!({ "threshold_value": null, "notification_methods": null })).await;
    let cleared = cleared.expect(200).json();
    assert_eq!((&cleared["threshold_value"], &cleared["notification_methods"]), (&Value::Null, &Value::Null));
    // D9: with 200 and a small object.
    let gone = app.delete(bruno, &uri).await.expect(200).json();
    assert!(gone.is_object());
    app.delete(bruno, &uri).await.expect(404);
}

#[tokio::test]
async fn nobody_touches_the_settings_of_another() {
    let app = App::new().await;
    let made = app.post(&app.world.bruno, URI, first("low_stock")).await.expect(201).json();
    let uri = format!("{URI}{}", made["id"].as_str().unwrap());
    for who in [&app.world.gloria, &app.world.wilson] {
        let refused = app.put(who, &uri, json!({ "is_enabled": false })).await.expect(404);
        assert_eq!(refused.detail(), "Configuración no encontrada");
        app.delete(who, &uri).await.expect(404);
    }
}

#[tokio::test]
async fn what_is_no_setting_is_refused_by_the_name_of_its_member() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    for (member, value) in [
        ("alert_type", json!("stock_bajo")),
        ("alert_type", json!(null)),
        ("is_enabled", json!("quizás")),
        ("threshold_value", json!(-1)),
        ("threshold_value", json!(1e12)),
        ("threshold_value", json!(2.5)),
        ("notification_methods", json!(["paloma"])),
        ("notification_methods", json!("push")),
    ] {
        let mut new = first("low_stock");
        new[member] = value;
        let refused = app.post(bruno, URI, new).await.expect(422);
        assert!(refused.detail().contains(&format!("«{member}»")), "{}", refused.detail());
    }
    assert_eq!(app.count("select count(*) from alert_settings").await, 0);
}
