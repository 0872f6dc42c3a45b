//! Who may be given what: what stands against handing an item over, and whom a request means. Pure.

use super::model::{Assignment, Holder};
use crate::campus::inventory::model::{ItemRow, ItemStatus};
use crate::kit::sql::fold;
use crate::kit::wire::{normal_line, same_key};
use crate::kit::{Caller, Code, Error, Id, Result, role};

/// Who has an item, or is going to: their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who has it in charge.
    pub holder: Option<String>,
    /// Who has borrowed pieces of it.
    pub lent_to: Option<String>,
    /// For whom an approved loan has reserved it.
    pub reserved_for: Option<String>,
}

/// Refuses to hand over what isn't there, or what somebody else has, and says what to do first.
///
/// # Errors
/// [`Code::AssignedAlready`], [`Code::ItemUnassignable`].
pub fn check_assignable(item: &ItemRow, standing: &Standing) -> Result<()> {
    let plate = format!("{} ({})", item.name, item.internal_code);
    let refused = |says: String| Err(Error::With(Code::ItemUnassignable, says));
    if let Some(holder) = &standing.holder {
        let says = format!("{plate} ya está a cargo de {holder}: recíbalo primero, o use «Cambiar»");
        return Err(Error::With(Code::AssignedAlready, says));
    }
    if item.status == ItemStatus::Lost {
        return refused(format!("{plate} está perdido: cuéntelo cuando aparezca, y después entréguelo"));
    }
    if item.quantity <= item.quantity_missing {
        return refused(format!(
            "{plate} figura como faltante: cuéntelo cuando aparezca, y después entréguelo"
        ));
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

/// The longest name that a text from elsewhere may be, in characters.
const LONGEST_NAME: usize = 200;

/// A text from elsewhere that names somebody; nothing if it names nobody.
///
/// # Errors
/// [`Code::Invalid`] when it is longer than any name.
pub fn named(text: Option<&str>) -> Result<Option<String>> {
    let name = text.map(normal_line).filter(|name| !name.is_empty());
    match name {
        Some(name) if name.chars().count() > LONGEST_NAME => {
            let says =
                format!("El nombre de quien tiene el equipo admite como máximo {LONGEST_NAME} caracteres");
            Err(Error::With(Code::Invalid, says))
        }
        name => Ok(name),
    }
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
        for gone in [item(ItemStatus::Lost, 1, 0), item(ItemStatus::Missing, 1, 1)] {
            let refused = check_assignable(&gone, &free).unwrap_err();
            assert_eq!(refused.code(), Code::ItemUnassignable);
            assert!(refused.sentence().contains("cuéntelo cuando aparezca"));
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
            let standing = Standing { holder, lent_to, reserved_for };
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

        /// A text from elsewhere names somebody or nobody, and is never longer than a name.
        #[test]
        fn a_text_from_elsewhere_is_a_name_or_nobody(text in ".{0,260}") {
            if let Ok(Some(name)) = named(Some(&text)) {
                prop_assert!(!name.is_empty() && name.chars().count() <= LONGEST_NAME);
                prop_assert_eq!(named(Some(&name)).unwrap(), Some(name));
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
