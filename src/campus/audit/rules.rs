//! What an entry is called, how grave it is, and which names the app filters by. Pure.

use crate::kit::{Entity, FromText, Id};

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

/// What a refused write was aimed at; `None` for reads and for addresses that were never ours.
pub fn target(entities: &[Entity], method: &str, path: &str) -> Option<Target> {
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
    let entity = entities.iter().find(|entity| entity.segment == first)?;
    let rest: Vec<&str> = segments.collect();
    let last = rest.last().copied().unwrap_or_default();
    if entity.quiet.contains(&last) {
        return None;
    }
    let own = entity.named.iter().find(|(segment, _)| *segment == last || *segment == "*");
    let action = own
        .map_or_else(|| format!("{verb}_{}", entity.name.to_uppercase()), |(_, action)| (*action).to_owned());
    let entity_id = rest.iter().find_map(|segment| Id::from_text(segment).ok());
    Some(Target { action, entity_type: entity.name, entity_id })
}

/// The stored text that an action filter of the app looks for (contract D18): `INVENTORY_CREATE` is kept as
/// `CREATE_INVENTORY_ITEM`. Anything else is looked for as it is, anywhere in the action.
pub fn action_filter(entities: &[Entity], asked: &str) -> String {
    let asked = asked.to_uppercase();
    asked
        .rsplit_once('_')
        .filter(|(_, verb)| matches!(*verb, "CREATE" | "UPDATE" | "DELETE" | "VIEW"))
        .and_then(|(word, verb)| {
            let entity = entities.iter().find(|entity| entity.asked_as == Some(word))?;
            Some(format!("{verb}_{}", entity.name.to_uppercase()))
        })
        .unwrap_or(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENTITIES: &[Entity] = &[
        Entity::new("inventory", "inventory_item").asked_as("INVENTORY"),
        Entity::new("loans", "loan").asked_as("LOAN"),
        Entity::new("inventory-checks", "inventory_check").asked_as("CHECK"),
        Entity::new("auth", "authentication").named(&[("login", "LOGIN")]).quiet(&["refresh"]),
        Entity::new("setup", "setup").named(&[("*", "SETUP")]),
        Entity::new("users", "user"),
    ];

    #[test]
    fn the_apps_filters_find_the_stored_names() {
        assert_eq!(action_filter(ENTITIES, "INVENTORY_CREATE"), "CREATE_INVENTORY_ITEM");
        assert_eq!(action_filter(ENTITIES, "LOAN_UPDATE"), "UPDATE_LOAN");
        assert_eq!(action_filter(ENTITIES, "CHECK_DELETE"), "DELETE_INVENTORY_CHECK");
        assert_eq!(action_filter(ENTITIES, "login"), "LOGIN");
        assert_eq!(action_filter(ENTITIES, "CREATE_USER"), "CREATE_USER");
    }

    #[test]
    fn a_refused_write_is_named_by_its_address() {
        let id = "018f3b1c-0000-7000-8000-000000000001";
        let hit = target(ENTITIES, "PUT", &format!("/api/inventory/{id}/verification")).unwrap();
        assert_eq!((hit.action.as_str(), hit.entity_type), ("UPDATE_INVENTORY_ITEM", "inventory_item"));
        assert_eq!(hit.entity_id.unwrap().to_string(), id);
        assert_eq!(target(ENTITIES, "POST", "/api/auth/login").unwrap().action, "LOGIN");
        assert_eq!(target(ENTITIES, "POST", "/api/users/7/password").unwrap().entity_id, None);
        for quiet in
            [("GET", "/api/users"), ("POST", "/api/zzz"), ("POST", "/zzz"), ("POST", "/api/auth/refresh")]
        {
            assert_eq!(target(ENTITIES, quiet.0, quiet.1), None);
        }
    }

    proptest! {
        #[test]
        fn no_address_breaks_it(method in "[A-Z]{0,7}", path in "\\PC{0,60}") {
            let _ = target(ENTITIES, &method, &path);
            let _ = action_filter(ENTITIES, &path);
        }
    }
}
