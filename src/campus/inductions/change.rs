//! What a write does to an induction and to who has had it.

use super::model::{InductedPerson, Induction, InductionPatch, NewInductedPerson, NewInduction};
use super::store;
use crate::campus::{inventory, users};
use crate::kit::{CallerTx, Change, Code, Day, Event, Id, LocalTime, Result, Tx, clock};

fn today(tx: &Tx<'_>) -> Day {
    Day(clock::day_of(tx.now))
}

/// Refuses an item of rooms that the caller doesn't keep.
fn check_item(tx: &CallerTx<'_>, item_id: Option<Id>) -> Result<()> {
    match item_id {
        Some(id) => inventory::store::get_within(tx, tx.who.keeping(), id).map(drop),
        None => Ok(()),
    }
}

/// An induction that the caller may change: that of an item is the affair of who keeps it.
fn own(tx: &CallerTx<'_>, id: Id) -> Result<Induction> {
    let induction = store::get(tx, id, tx.who.id, today(tx))?;
    match check_item(tx, induction.item_id) {
        Ok(()) => Ok(induction),
        Err(_) => Err(Code::InductionNotFound.into()),
    }
}

/// Asks for an induction of whoever borrows an item, or anything of a category.
///
/// # Errors
/// [`Code::InductionOfWhat`], [`Code::ItemNotFound`], [`Code::InductionNameTaken`].
pub fn add(tx: &CallerTx<'_>, new: &NewInduction) -> Result<Change<Induction>> {
    if new.item_id.0.is_some() == new.category.0.is_some() {
        return Err(Code::InductionOfWhat.into());
    }
    check_item(tx, new.item_id.0)?;
    let id = store::insert(tx, new, LocalTime(tx.now))?;
    let induction = store::get(tx, id, tx.who.id, today(tx))?;
    let says = format!("Inducción exigida: {}", induction.name);
    Ok(Change::created("induction", id, says, induction))
}

/// Calls an induction something else.
///
/// # Errors
/// [`Code::InductionNotFound`], [`Code::InductionNameTaken`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: &InductionPatch) -> Result<Change<Induction>> {
    let before = own(tx, id)?;
    let name = patch.name.value().map_or(before.name.as_str(), |name| name.as_str());
    store::rename(tx, id, name, LocalTime(tx.now))?;
    let after = own(tx, id)?;
    let says = format!("Inducción modificada: {}", after.name);
    Ok(Change::updated("induction", id, says, &before, after))
}

/// Asks for an induction no longer; who has had it is forgotten.
///
/// # Errors
/// [`Code::InductionNotFound`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = own(tx, id)?;
    store::delete(tx, id)?;
    let event = Event::delete("induction", id)
        .describe(format!("Inducción eliminada: {}", before.name))
        .before(&before);
    Ok(Change::new((), event).status(204))
}

/// Writes down that somebody has had an induction.
///
/// # Errors
/// [`Code::InductionNotFound`], [`Code::BorrowerUnknown`], [`Code::InductionFuture`], [`Code::InductionDays`].
pub fn note(tx: &CallerTx<'_>, id: Id, new: &NewInductedPerson) -> Result<Change<InductedPerson>> {
    let induction = own(tx, id)?;
    let person = users::store::borrower(tx, tx.who.keeping(), new.user_id)?.ok_or(Code::BorrowerUnknown)?;
    let (given_on, valid_until) = (new.given_on.0.unwrap_or(today(tx)), new.valid_until.0);
    if given_on > today(tx) {
        return Err(Code::InductionFuture.into());
    }
    if valid_until.is_some_and(|until| until < given_on) {
        return Err(Code::InductionDays.into());
    }
    let before = store::person(tx, id, person.id, today(tx))?;
    let by = (tx.who.id, LocalTime(tx.now));
    store::note(tx, id, person.id, new.given_by.as_str(), (given_on, valid_until), by)?;
    let after = store::person(tx, id, person.id, today(tx))?.ok_or(Code::InductedNotFound)?;
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
    let induction = own(tx, id)?;
    let before = store::person(tx, id, user_id, today(tx))?.ok_or(Code::InductedNotFound)?;
    store::forget(tx, id, user_id)?;
    let event = Event::update("induction", id)
        .describe(format!("Inducción «{}» retirada a {}", induction.name, before.user_name))
        .before(&before);
    Ok(Change::new((), event).status(204))
}
