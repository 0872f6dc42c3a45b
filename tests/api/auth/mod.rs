//! Accounts and sessions: who gets in, who stays in, and who is put out at once.

mod password;
mod registration;
mod session;
mod sign_in;
mod throttle;
mod token;
mod warned;

use crate::support::{Content, PASSWORD, Ready, Resource, Roles, Rows};
use poem::http::Method;
use serde_json::json;

/// Signing in: everybody. The own account: all, their own.
const ROLES: Roles = &[
    ("open", &["log_in", "register", "refresh_session", "log_out", "get_door"]),
    ("st in su ad ag", &["get_own_account", "update_own_account", "change_own_password"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).sent(content).replayed(&["auth"]);

async fn prepare(ready: &Ready) -> Rows {
    let credentials = json!({ "email": ready.app.world.ivan.email, "password": PASSWORD });
    let session = ready.app.ask(None, Method::POST, "/api/auth/login", Some(credentials)).await.expect(200);
    Rows::of("refresh token", &session.json()["refresh_token"])
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    Some(Content::Json(match operation {
        "log_in" => json!({ "email": world.ana.email, "password": PASSWORD }),
        "register" => crate::users::new_person(ready),
        "refresh_session" | "log_out" => json!({ "refresh_token": ready.row("refresh token") }),
        "update_own_account" => {
            json!({ "first_name": "Gloria", "last_name": "Ríos", "phone": "1", "program": "P", "ficha": "2" })
        }
        "change_own_password" => json!({ "current_password": PASSWORD, "new_password": "pupitres-2" }),
        _ => return None,
    }))
}
