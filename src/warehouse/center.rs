//! The centre that something new of the warehouse is of: that of whoever adds it; a general administrator may name another.

use crate::kit::{Caller, Code, Error, Id, Result, role, sql};
use rusqlite::{Connection, named_params};

/// The centre in use that somebody adds to. Whoever administers all centres and names none adds to their own, or to the only one.
///
/// # Errors
/// [`Code::Invalid`] if nobody says which, [`Code::WarehouseCenterUnknown`].
pub fn center_for(db: &Connection, who: &Caller, asked: Option<Id>) -> Result<Id> {
    let own = if who.is(role::GENERAL) { None } else { Some(who.own_center()) };
    let center = match (own, asked) {
        (Some(own), Some(asked)) if own != Some(asked) => None,
        (Some(own), _) => own,
        (None, Some(asked)) => Some(asked),
        (None, None) => match who.center_id {
            Some(center) => Some(center),
            None => Some(only_center(db)?.ok_or_else(missing)?),
        },
    };
    let text = "select 1\nfrom centers\nwhere id = :id\nand is_active = 1";
    match center {
        Some(id) if sql::exists(db, text, named_params! { ":id": id })? => Ok(id),
        _ => Err(Code::WarehouseCenterUnknown.into()),
    }
}

fn missing() -> Error {
    Error::With(
        Code::Invalid,
        "Falta el campo «center_id»: hay varios centros y su cuenta es de todos".into(),
    )
}

/// The centre in use, if there is one alone.
fn only_center(db: &Connection) -> Result<Option<Id>> {
    let text = "select min(id)\nfrom centers\nwhere is_active = 1\nhaving count(*) = 1";
    sql::one(db, text, &[])
}
