//! What an entry is called, how grave it is, and which names the app filters by. Pure.

use crate::kit::wire::{FromText, Id};

/// What a request was aimed at, judged by its address alone.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// `LOGIN`, or verb and entity: `UPDATE_INVENTORY_ITEM`.
    pub action: String,
    /// The entity in lower case.
    pub entity_type: &'static str,
    /// The id in the path, if there is one.
    pub entity_id: Option<Id>,
}

/// The first segment of an address under `/api/`, and the entity that it stands for.
const ENTITIES: [(&str, &str); 24] = [
    ("auth", "authentication"),
    ("users", "user"),
    ("centers", "center"),
    ("environments", "environment"),
    ("inventory", "inventory_item"),
    ("inventory-checks", "inventory_check"),
    ("inventory-check-items", "inventory_check_item"),
    ("inventory-check-findings", "inventory_check_finding"),
    ("supervisor-reviews", "supervisor_review"),
    ("schedules", "schedule"),
    ("qr", "qr"),
    ("loans", "loan"),
    ("maintenance-requests", "maintenance_request"),
    ("maintenance-history", "maintenance_history"),
    ("notifications", "notification"),
    ("photos", "photo"),
    ("system-alerts", "system_alert"),
    ("alert-settings", "alert_setting"),
    ("reports", "report"),
    ("feedback", "feedback"),
    ("settings", "setting"),
    ("backups", "backup"),
    ("audit-logs", "audit_log"),
    ("setup", "setup"),
];

/// What a refused write was aimed at; `None` for reads and for addresses that were never ours.
pub fn target(method: &str, path: &str) -> Option<Target> {
    let verb = match method {
        "POST" => "CREATE",
        "PUT" | "PATCH" => "UPDATE",
        "DELETE" => "DELETE",
        _ => return None,
    };
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    if segments.next() != Some("api") {
        return None;
    }
    let first = segments.next()?;
    let &(_, entity_type) = ENTITIES.iter().find(|(segment, _)| *segment == first)?;
    let rest: Vec<&str> = segments.collect();
    let action = match (entity_type, rest.last().copied()) {
        ("authentication", Some("login")) => "LOGIN".to_owned(),
        ("authentication", Some("register")) => "REGISTER".to_owned(),
        ("authentication", Some("logout")) => "LOGOUT".to_owned(),
        // Asked for all day by every open tab; a missing session there is no event.
        ("authentication", Some("refresh")) => return None,
        ("setup", _) => "SETUP".to_owned(),
        _ => format!("{verb}_{}", entity_type.to_uppercase()),
    };
    let entity_id = rest.iter().find_map(|segment| Id::from_text(segment).ok());
    Some(Target { action, entity_type, entity_id })
}

/// The stored text that an action filter of the app looks for (contract D18): `INVENTORY_CREATE` is kept as
/// `CREATE_INVENTORY_ITEM`. Anything else is looked for as it is, anywhere in the action.
pub fn action_filter(asked: &str) -> String {
    const ENTITIES: [(&str, &str); 6] = [
        ("INVENTORY", "INVENTORY_ITEM"),
        ("LOAN", "LOAN"),
        ("MAINTENANCE", "MAINTENANCE_REQUEST"),
        ("USER", "USER"),
        ("ENVIRONMENT", "ENVIRONMENT"),
        ("CHECK", "INVENTORY_CHECK"),
    ];
    let asked = asked.to_uppercase();
    asked
        .rsplit_once('_')
        .filter(|(_, verb)| matches!(*verb, "CREATE" | "UPDATE" | "DELETE" | "VIEW"))
        .and_then(|(entity, verb)| {
            let (_, stored) = ENTITIES.iter().find(|(name, _)| *name == entity)?;
            Some(format!("{verb}_{stored}"))
        })
        .unwrap_or(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_apps_filters_find_the_stored_names() {
        assert_eq!(action_filter("INVENTORY_CREATE"), "CREATE_INVENTORY_ITEM");
        assert_eq!(action_filter("LOAN_UPDATE"), "UPDATE_LOAN");
        assert_eq!(action_filter("CHECK_DELETE"), "DELETE_INVENTORY_CHECK");
        assert_eq!(action_filter("login"), "LOGIN");
        assert_eq!(action_filter("CREATE_USER"), "CREATE_USER");
    }

    #[test]
    fn a_refused_write_is_named_by_its_address() {
        let id = "018f3b1c-0000-7000-8000-000000000001";
        let hit = target("PUT", &format!("/api/inventory/{id}/verification")).unwrap();
        assert_eq!((hit.action.as_str(), hit.entity_type), ("UPDATE_INVENTORY_ITEM", "inventory_item"));
        assert_eq!(hit.entity_id.unwrap().to_string(), id);
        assert_eq!(target("POST", "/api/auth/login").unwrap().action, "LOGIN");
        assert_eq!(target("POST", "/api/users/7/password").unwrap().entity_id, None);
        for quiet in
            [("GET", "/api/users"), ("POST", "/api/zzz"), ("POST", "/zzz"), ("POST", "/api/auth/refresh")]
        {
            assert_eq!(target(quiet.0, quiet.1), None);
        }
    }

    proptest! {
        #[test]
        fn no_address_breaks_it(method in "[A-Z]{0,7}", path in "\\PC{0,60}") {
            let _ = target(&method, &path);
            let _ = action_filter(&path);
        }
    }
}
