//! What a write does to an induction and to who has had it.

use super::model::{InductedPerson, Induction, InductionPatch, NewInductedPerson, NewInduction};
use super::store::{self, Asker};
use crate::campus::{environments, inventory, users};
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result, Role, role};
use serde::Serialize;

/// As what the caller asks now.
fn asker(tx: &CallerTx<'_>) -> Asker {
    Asker::new(tx.who, tx.today())
}

/// An induction that the caller may change: that of all centres isn't one centre's affair.
fn own(tx: &CallerTx<'_>, id: Id) -> Result<Induction> {
    let induction = store::get(tx, id, asker(tx))?;
    if induction.may_change { Ok(induction) } else { Err(Code::InductionOfAll.into()) }
}

/// The centre whose people an induction is asked of: the item's, else the caller's own; `None` is every centre.
fn center(tx: &CallerTx<'_>, item_id: Option<Id>) -> Result<Option<Id>> {
    let Some(item_id) = item_id else {
        return match tx.who.role {
            Role::AdminGeneral => Ok(None),
            _ => tx.who.center_id.map(Some).ok_or_else(|| Code::NoCenter.into()),
        };
    };
    let item = inventory::store::get_within(tx, tx.who.keeping(), item_id)?;
    environments::store::center_of(tx, item.environment_id)
}

/// Asks for an induction of whoever borrows an item, or anything of a category.
///
/// # Errors
/// [`Code::InductionOfWhat`], [`Code::ItemNotFound`], [`Code::NoCenter`], [`Code::InductionNameTaken`].
pub fn add(tx: &CallerTx<'_>, new: &NewInduction) -> Result<Change<Induction>> {
    if new.item_id.0.is_some() == new.category.0.is_some() {
        return Err(Code::InductionOfWhat.into());
    }
    let center_id = center(tx, new.item_id.0)?;
    let id = store::insert(tx, new, center_id, LocalTime(tx.now))?;
    let induction = store::get(tx, id, asker(tx))?;
    let says = format!("Inducción exigida: {}", induction.name);
    Ok(Change::created("induction", id, says, induction))
}

/// Calls an induction something else.
///
/// # Errors
/// [`Code::InductionNotFound`], [`Code::InductionOfAll`], [`Code::InductionNameTaken`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: &InductionPatch) -> Result<Change<Induction>> {
    let before = own(tx, id)?;
    let name = patch.name.value().map_or(before.name.as_str(), |name| name.as_str());
    store::rename(tx, id, name, LocalTime(tx.now))?;
    let after = own(tx, id)?;
    let says = format!("Inducción modificada: {}", after.name);
    Ok(Change::updated("induction", id, says, &before, after))
}

/// An induction with who has had it, as the audit keeps what is deleted.
#[derive(Serialize)]
struct Removed {
    #[serde(flatten)]
    induction: Induction,
    inducted: Vec<InductedPerson>,
}

/// Asks for an induction no longer; who has had it is forgotten, but by the audit.
///
/// # Errors
/// [`Code::InductionNotFound`], [`Code::InductionOfAll`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let induction = own(tx, id)?;
    let before = Removed { inducted: store::everybody(tx, id, asker(tx))?, induction };
    store::delete(tx, id)?;
    let event = Event::delete("induction", id)
        .describe(format!("Inducción eliminada: {}", before.induction.name))
        .before(&before);
    Ok(Change::new((), event).status(204))
}

/// Writes down that somebody has had an induction. Of a warehouse's administrators, somebody else does.
///
/// # Errors
/// [`Code::InductionNotFound`], [`Code::BorrowerUnknown`], [`Code::InductionOwn`], [`Code::InductionFuture`],
/// [`Code::InductionDays`].
pub fn note(tx: &CallerTx<'_>, id: Id, new: &NewInductedPerson) -> Result<Change<InductedPerson>> {
    let induction = store::get(tx, id, asker(tx))?;
    let person = users::store::borrower(tx, tx.who.keeping(), new.user_id)?.ok_or(Code::BorrowerUnknown)?;
    if person.id == tx.who.id && !tx.who.is(role::GENERAL) {
        return Err(Code::InductionOwn.into());
    }
    let (given_on, valid_until) = (new.given_on.0.unwrap_or(tx.today()), new.valid_until.0);
    if given_on > tx.today() {
        return Err(Code::InductionFuture.into());
    }
    if valid_until.is_some_and(|until| until < given_on) {
        return Err(Code::InductionDays.into());
    }
    let before = store::person(tx, id, person.id, asker(tx))?;
    let by = (tx.who.id, LocalTime(tx.now));
    store::note(tx, id, person.id, new.given_by.as_str(), (given_on, valid_until), by)?;
    let after = store::person(tx, id, person.id, asker(tx))?.ok_or(Code::InductedNotFound)?;
    let mut event = Event::update("induction", id)
        .describe(format!("Inducción «{}» recibida por {}", induction.name, person.name))
        .status(201)
        .after(&after);
    if let Some(before) = before {
        event = event.before(&before);
    }
    Ok(Change::new(after, event))
}

/// Takes it back that somebody has had an induction.
///
/// # Errors
/// [`Code::InductionNotFound`], [`Code::InductedNotFound`].
pub fn forget(tx: &CallerTx<'_>, id: Id, user_id: Id) -> Result<Change<()>> {
    let induction = store::get(tx, id, asker(tx))?;
    let before = store::person(tx, id, user_id, asker(tx))?.ok_or(Code::InductedNotFound)?;
    store::forget(tx, id, user_id)?;
    let event = Event::update("induction", id)
        .describe(format!("Inducción «{}» retirada a {}", induction.name, before.user_name))
        .before(&before);
    Ok(Change::new((), event).status(204))
}
