//! What an entry is called, which names the app filters by, and whether a seal that was noted still holds. Pure.

use super::model::{AuditChain, AuditSeal};
use crate::kit::{Code, Entity, Error, FromText, Id, Result};

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
    let (entity, rest) = Entity::at(entities, path)?;
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

/// The end of the chain as somebody wrote it down.
#[derive(Debug, PartialEq, Eq)]
pub struct NotedSeal {
    /// The number of the entry that was the last one.
    pub number: i64,
    /// The beginning of its hash, in lower case.
    digits: String,
}

/// A seal as it was typed in from paper: blanks and hyphens don't count, nor does the case.
///
/// # Errors
/// [`Code::Invalid`] for a seal that is none, or half of the two.
pub fn noted(number: Option<i64>, seal: Option<&str>) -> Result<Option<NotedSeal>> {
    let (number, seal) = match (number, seal) {
        (None, None) => return Ok(None),
        (Some(number), Some(seal)) => (number, seal),
        _ => {
            let sentence = "Indique los dos datos que anotó: el número de registro y el sello";
            return Err(Error::With(Code::Invalid, sentence.into()));
        }
    };
    let digits: String = seal.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = digits.to_lowercase();
    let is_seal =
        (AuditSeal::DIGITS..=64).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit());
    if !is_seal {
        let sentence =
            format!("El sello tiene {} letras y cifras, de la a a la f y del 0 al 9", AuditSeal::DIGITS);
        return Err(Error::With(Code::Invalid, sentence));
    }
    Ok(Some(NotedSeal { number, digits }))
}

/// What was found, once it is compared with a seal that was written down. `hashes` are those that the chain has at its number.
pub fn compare(found: AuditChain, noted: &NotedSeal, hashes: &[String]) -> AuditChain {
    let Some(seal) = found.seal.as_ref().filter(|_| found.whole) else { return found };
    let number = noted.number;
    if number > seal.number {
        let message = format!(
            "Faltan registros: el que anotó es el {number} y la cadena termina en el {}",
            seal.number
        );
        return AuditChain::broken(number, message);
    }
    if hashes.is_empty() && number == 0 {
        let message = format!("{}. Lo que anotó es de antes del primer registro", found.message);
        return AuditChain { message, ..found };
    }
    if hashes.is_empty() {
        let message =
            format!("{}. El registro {number}, que anotó, ya lo retiró una limpieza", found.message);
        return AuditChain { message, ..found };
    }
    if hashes.iter().any(|hash| hash.starts_with(&noted.digits)) {
        let message = format!("{}. El sello que anotó del registro {number} es el mismo", found.message);
        return AuditChain { message, ..found };
    }
    let message = format!(
        "El sello del registro {number} no es el que anotó: la cadena se cambió o es la de otra copia"
    );
    AuditChain::broken(number, message)
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

    #[test]
    fn a_seal_from_paper_is_read_as_it_is_written_and_half_of_one_is_refused() {
        let typed = noted(Some(812), Some("3F2A-91c0 77de-0b14")).unwrap().unwrap();
        assert_eq!((typed.number, typed.digits.as_str()), (812, "3f2a91c077de0b14"));
        assert_eq!(noted(None, None).unwrap(), None);
        for (number, seal) in [
            (Some(1), None),
            (None, Some("3f2a91c077de0b14")),
            (Some(1), Some("3f2a")),
            (Some(1), Some("no es un sello ñ")),
        ] {
            assert_eq!(noted(number, seal).unwrap_err().code(), Code::Invalid, "{seal:?}");
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
