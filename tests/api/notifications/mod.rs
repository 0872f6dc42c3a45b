//! Notifications: what people are told, in a list of their own and as it happens.

mod list;
mod retention;
mod sending;
mod stream;

use crate::contract::Moment;
use crate::support::{App, Content, Person, Ready, Resource, Roles, Rows};
use serde_json::{Value, json};

/// All, their own; for another person su ad ag, which the change sees.
const ROLES: Roles = &[(
    "st in su ad ag",
    &[
        "list_notifications",
        "count_unread_notifications",
        "stream_notifications",
        "read_all_notifications",
        "get_notification",
        "update_notification",
        "delete_notification",
        "create_notification",
    ],
)];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(value)
    .sent(content)
    .replayed(&["notifications"])
    .after(|moment| Box::pin(before_call(moment)));

async fn prepare(ready: &Ready) -> Rows {
    let told = json!({
        "user_id": ready.app.world.gloria.id, "type": "maintenance_update", "title": "Mesa arreglada",
        "message": "La mesa tres ya no cojea", "priority": "low",
    });
    let told = ready.app.post(&ready.app.world.bruno, "/api/notifications", told).await.expect(201).json();
    Rows::of("notification", &told["id"])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.row("notification"),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_notification" => json!({
            "user_id": ready.app.world.bruno.id, "type": "system", "title": "Corte de luz",
            "message": "Mañana de ocho a diez", "priority": "high", "action_url": "/mantenimiento",
            "expires_at": "2099-12-31T23:59:00",
        }),
        "update_notification" => json!({ "is_read": true }),
        _ => return None,
    }))
}

/// The notification of the caller's that the app's alerts screen shows.
async fn before_call(moment: Moment<'_>) -> Rows {
    let told = json!({
        "user_id": moment.who.unwrap().id, "type": "maintenance_update", "title": "Arreglado",
        "message": "Ya funciona",
    });
    let app = &moment.ready.app;
    let told = app.post(&app.world.gloria, "/api/notifications/", told).await.expect(201).json();
    Rows::of("notification_id", &told["id"])
}

/// Tells somebody something; answers the notification.
async fn tell(app: &App, from: &Person, to: &Person, kind: &str, title: &str) -> Value {
    let new = json!({ "user_id": to.id, "type": kind, "title": title, "message": "Mensaje" });
    app.post(from, "/api/notifications/", new).await.expect(201).json()
}

/// The titles of a list.
fn titles(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect()
}

/// The address of one notification.
fn at(notification: &Value) -> String {
    format!("/api/notifications/{}", notification["id"].as_str().unwrap())
}
