//! Notifications: what people are told, in a list of their own and as it happens.

mod list;
mod retention;
mod sending;
mod stream;

use crate::support::{App, Person};
use serde_json::{Value, json};

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
