//! Who may be given what: what stands against handing an item over, and whom a request means. Pure.

use super::model::{Assignment, Holder, Standing};
use crate::campus::inventory::model::{ItemRow, ItemStatus};
use crate::kit::sql::fold;
use crate::kit::wire::{normal_line, same_key};
use crate::kit::{Caller, Code, Error, Id, Result, Scope, role};

/// Refuses to hand over what isn't there, or what somebody else has, and says what to do first.
///
/// # Errors
/// [`Code::AssignedAlready`], [`Code::ItemUnassignable`].
pub fn check_assignable(item: &ItemRow, standing: &Standing) -> Result<()> {
    let plate = format!("{} ({})", item.name, item.internal_code);
    let refused = |says: String| Err(Error::With(Code::ItemUnassignable, says));
    if let Some(holder) = &standing.holder {
        check_found(item, holder)?;
        let says = match &standing.held_by {
            Some(center) => elsewhere(&plate, holder, center),
            None => format!("{plate} ya está a cargo de {holder}: recíbalo primero, o use «Cambiar»"),
        };
        return Err(Error::With(Code::AssignedAlready, says));
    }
    if let Some(lacks) = lacks(item) {
        return refused(format!("{plate} {lacks}: cuéntelo cuando aparezca, y después entréguelo"));
    }
    if let Some(borrower) = &standing.lent_to {
        return refused(format!(
            "{plate} está prestado a {borrower}: recíbalo del préstamo, y después entréguelo"
        ));
    }
    if let Some(borrower) = &standing.reserved_for {
        return refused(format!(
            "{plate} está reservado para un préstamo de {borrower}: termine ese préstamo, y después entréguelo"
        ));
    }
    Ok(())
}

/// Why an item stays with its holder: another centre handed it over, and takes it back.
pub fn elsewhere(plate: &str, holder: &str, center: &str) -> String {
    format!("{plate} está a cargo de {holder} en {center}: ese centro lo recibe, y después se entrega aquí")
}

/// How an item isn't there, if it isn't.
fn lacks(item: &ItemRow) -> Option<&'static str> {
    if item.status == ItemStatus::Lost {
        Some("está perdido")
    } else if item.quantity <= item.quantity_missing {
        Some("figura como faltante")
    } else {
        None
    }
}

/// Refuses to pass on what its holder should have and nobody finds: they answer for it until it is known what became of it.
///
/// # Errors
/// [`Code::ItemUnassignable`].
pub fn check_found(item: &ItemRow, holder: &str) -> Result<()> {
    let Some(lacks) = lacks(item) else { return Ok(()) };
    let says = format!(
        "{} ({}) {lacks} y responde por él {holder}, que lo tiene a cargo: cuéntelo si aparece; si no, recíbalo como «No vuelve»",
        item.name, item.internal_code
    );
    Err(Error::With(Code::ItemUnassignable, says))
}

/// Whom a request means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant<'a> {
    /// One of the accounts.
    Account(Id),
    /// Somebody without one.
    Name(&'a str),
}

/// Whom a request means: an account or a name, not both.
///
/// # Errors
/// [`Code::HolderUnclear`].
pub fn meant(user_id: Option<Id>, name: Option<&str>) -> Result<Meant<'_>> {
    match (user_id, name) {
        (Some(id), None) => Ok(Meant::Account(id)),
        (None, Some(name)) => Ok(Meant::Name(name)),
        (Some(_), Some(_)) | (None, None) => Err(Code::HolderUnclear.into()),
    }
}

/// Whether an item stays with whoever has it: the same account, or the same name of somebody without one.
pub fn is_same(open: &Assignment, holder: &Holder) -> bool {
    match (open.user_id, holder.user_id) {
        (Some(one), Some(other)) => one == other,
        (None, None) => same_key(&open.holder_name) == same_key(&holder.name),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether a text is the name of whoever has an item: people write it with capitals and accents or without.
pub fn is_called(open: &Assignment, name: &str) -> bool {
    fold(&normal_line(&open.holder_name)) == fold(&normal_line(name))
}

/// Refuses whoever keeps equipment and hands none over, as the addresses of assignments do.
///
/// # Errors
/// [`Code::RoleForbidden`].
pub fn check_hands_over(who: &Caller) -> Result<()> {
    if who.is(role::ADMINISTRATORS) { Ok(()) } else { Err(Code::RoleForbidden.into()) }
}

/// The centre that takes back an item from whoever has it, if its keepers are others than the caller.
pub fn kept_elsewhere<'a>(who: &Caller, open: &'a Assignment) -> Option<&'a str> {
    match who.keeping() {
        Scope::Center(own) if open.center_id.is_some_and(|center| center != own) => {
            open.center_name.as_deref()
        }
        _ => None,
    }
}

/// The longest name that is written down, in characters.
const LONGEST_NAME: usize = 200;

/// A text from elsewhere that names somebody; nothing if it names nobody.
pub fn named(text: Option<&str>) -> Option<String> {
    text.map(normal_line).filter(|name| !name.is_empty())
}

/// Somebody without an account, whom a text from elsewhere names.
///
/// # Errors
/// [`Code::Invalid`] when it is longer than any name.
pub fn stranger(name: String) -> Result<Holder> {
    if name.chars().count() > LONGEST_NAME {
        let says = format!("El nombre de quien tiene el equipo admite como máximo {LONGEST_NAME} caracteres");
        return Err(Error::With(Code::Invalid, says));
    }
    Ok(Holder { user_id: None, name, document: None })
}

/// The copy of an account's name that is kept: first and last name are longer together than what is kept of them, which nobody reads as
/// long as there is the account.
pub fn copied(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::LocalTime;
    use proptest::prelude::*;
    use serde_json::json;

    fn item(status: ItemStatus, quantity: i64, missing: i64) -> ItemRow {
        let new = json!({
            "name": "Portátil HP", "internal_code": "P-1", "category": "computer", "quantity": quantity,
            "quantity_missing": missing, "item_type": if quantity > 1 { "group" } else { "individual" },
        });
        let now = LocalTime(chrono::DateTime::UNIX_EPOCH);
        ItemRow { status, ..ItemRow::of(serde_json::from_value(new).unwrap(), now) }
    }

    #[test]
    fn what_somebody_has_or_nobody_finds_is_handed_to_nobody() {
        let free = Standing::default();
        assert!(check_assignable(&item(ItemStatus::Available, 1, 0), &free).is_ok());
        assert!(check_assignable(&item(ItemStatus::Missing, 10, 3), &free).is_ok(), "seven are there");
        let held = Standing { holder: Some("Ana".to_owned()), ..Standing::default() };
        for gone in [item(ItemStatus::Lost, 1, 0), item(ItemStatus::Missing, 1, 1)] {
            let refused = check_assignable(&gone, &free).unwrap_err();
            assert_eq!(refused.code(), Code::ItemUnassignable);
            assert!(refused.sentence().contains("cuéntelo cuando aparezca"));
            let refused = check_assignable(&gone, &held).unwrap_err();
            assert_eq!(refused.code(), Code::ItemUnassignable);
            assert!(refused.sentence().contains("responde por él Ana"), "{}", refused.sentence());
        }
    }

    proptest! {
        /// Whoever else has it, or is going to, is named in the refusal; it is free when nobody is.
        #[test]
        fn it_is_free_exactly_when_nobody_has_it(
            holder in proptest::option::of("[A-Z][a-z]{3,8}"),
            lent_to in proptest::option::of("[A-Z][a-z]{3,8}"),
            reserved_for in proptest::option::of("[A-Z][a-z]{3,8}"),
        ) {
            let standing = Standing { holder, held_by: None, lent_to, reserved_for };
            let answer = check_assignable(&item(ItemStatus::Good, 1, 0), &standing);
            let first = [&standing.holder, &standing.lent_to, &standing.reserved_for].into_iter().flatten().next();
            match first {
                None => prop_assert!(answer.is_ok()),
                Some(name) => {
                    let refused = answer.unwrap_err();
                    prop_assert_eq!(refused.code().status().as_u16(), 409);
                    prop_assert!(refused.sentence().contains(name.as_str()));
                }
            }
        }

        /// A text from elsewhere names somebody or nobody, and what is kept of a name is never longer than the column.
        #[test]
        fn a_text_from_elsewhere_is_a_name_or_nobody(text in ".{0,260}") {
            if let Some(name) = named(Some(&text)) {
                prop_assert!(!name.is_empty());
                prop_assert_eq!(named(Some(&name)), Some(name.clone()));
                prop_assert!(copied(&name).chars().count() <= LONGEST_NAME);
                prop_assert_eq!(stranger(name.clone()).is_ok(), name.chars().count() <= LONGEST_NAME);
            }
        }
    }

    #[test]
    fn a_request_means_one_person() {
        let id = Id::from_bits(7);
        assert_eq!(meant(Some(id), None).unwrap(), Meant::Account(id));
        assert_eq!(meant(None, Some("Rosa Díaz")).unwrap(), Meant::Name("Rosa Díaz"));
        for unclear in [meant(None, None), meant(Some(id), Some("Rosa Díaz"))] {
            assert_eq!(unclear.unwrap_err().code(), Code::HolderUnclear);
        }
    }
}
