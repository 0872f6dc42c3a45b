//! The audit: an entry for every change and every refusal, without secrets, found by filters and summed up.

mod entries;
mod questions;
mod secrets;

use crate::support::{Ready, Resource, Roles, Rows};

/// The general administrator reads, nobody writes; the clean-up is theirs too, and audited.
const ROLES: Roles = &[(
    "ag",
    &[
        "verify_audit_logs",
        "list_audit_logs",
        "get_audit_stats",
        "export_audit_logs",
        "get_audit_log",
        "get_user_activity",
        "get_entity_trail",
        "clean_up_audit_logs",
        "list_plain_audit_logs",
    ],
)];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).replayed(&["audit"]);

async fn prepare(ready: &Ready) -> Rows {
    let logs = ready.app.get(&ready.app.world.gloria, "/api/audit-logs/").await.expect(200).json();
    Rows::of("audit entry", &logs["logs"][0]["id"])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("get_entity_trail", "kind") => "inventory_item".to_owned(),
        ("get_entity_trail", "id") => ready.app.world.sistemas.machine.to_string(),
        ("get_user_activity", "id") => ready.app.world.ivan.id.to_string(),
        ("get_audit_log", "id") => ready.row("audit entry"),
        _ => return None,
    })
}
