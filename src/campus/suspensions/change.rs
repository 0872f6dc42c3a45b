//! What a write does to a suspension. The person is told of each step.

use super::model::{NewSuspension, Suspension, SuspensionPatch, SuspensionReach};
use super::store;
use crate::campus::users;
use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Change, Code, Day, Error, Id, LocalTime, Notice, Result, Tx, role};

fn check_until(tx: &Tx<'_>, until: Day) -> Result<()> {
    if until < tx.today() { Err(Code::SuspensionPast.into()) } else { Ok(()) }
}

/// One that the caller sees and may change, and that counts today.
fn current(tx: &CallerTx<'_>, id: Id) -> Result<Suspension> {
    let found = store::get_within(tx, SuspensionReach::of(tx.who), id, tx.today())?;
    if found.user_id == tx.who.id && !tx.who.is(role::GENERAL) {
        return Err(Code::SuspensionOwn.into());
    }
    if found.is_current { Ok(found) } else { Err(Code::SuspensionOver.into()) }
}

fn again(tx: &CallerTx<'_>, id: Id) -> Result<Suspension> {
    store::get_within(tx, SuspensionReach::of(tx.who), id, tx.today())
}

fn notice(suspension: &Suspension, title: &str, message: String) -> Notice {
    Notice::new(suspension.user_id, Kind::LoanSuspension, title, message)
        .priority(Priority::High)
        .leads_to("/prestamos")
}

fn told_until(suspension: &Suspension) -> Notice {
    let until = suspension.until.written();
    let message = format!("No puede pedir prestado hasta el {until}. Motivo: {}", suspension.reason);
    notice(suspension, "Préstamos suspendidos", message)
}

/// Suspends somebody until a day, and tells them.
///
/// # Errors
/// [`Code::BorrowerUnknown`], [`Code::SuspensionPast`], [`Code::SuspendedAlready`].
pub fn suspend(tx: &CallerTx<'_>, new: &NewSuspension) -> Result<Change<Suspension>> {
    let person = users::store::borrower(tx, tx.who.keeping(), new.user_id)?.ok_or(Code::BorrowerUnknown)?;
    check_until(tx, new.until)?;
    if let Some(known) = store::current(tx, person.id, tx.today())? {
        let sentence = format!(
            "{} ya tiene suspendidos los préstamos hasta el {}: cambie esa suspensión",
            person.name,
            known.until.written()
        );
        return Err(Error::With(Code::SuspendedAlready, sentence));
    }
    let id = store::insert(tx, person.id, new.until, new.reason.as_str(), tx.who.id, LocalTime(tx.now))?;
    let suspension = again(tx, id)?;
    let says = format!("Préstamos suspendidos hasta el {}: {}", suspension.until.written(), person.name);
    let notice = told_until(&suspension);
    Ok(Change::created("loan_suspension", id, says, suspension).tell([notice]))
}

/// Changes until when or why somebody is suspended, and tells them.
///
/// # Errors
/// [`Code::SuspensionNotFound`], [`Code::SuspensionOwn`], [`Code::SuspensionOver`], [`Code::SuspensionPast`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: SuspensionPatch) -> Result<Change<Suspension>> {
    let before = current(tx, id)?;
    let until = patch.until.0.unwrap_or(before.until);
    let reason = patch.reason.0.map_or_else(|| before.reason.clone(), String::from);
    check_until(tx, until)?;
    store::save(tx, id, until, &reason, LocalTime(tx.now))?;
    let after = again(tx, id)?;
    let says = format!("Suspensión de préstamos cambiada, hasta el {}: {}", until.written(), after.user_name);
    let notice = told_until(&after);
    let news = (before.until, &before.reason) != (after.until, &after.reason);
    Ok(Change::updated("loan_suspension", id, says, &before, after).tell(news.then_some(notice)))
}

/// Lets somebody borrow again before the day, and tells them.
///
/// # Errors
/// [`Code::SuspensionNotFound`], [`Code::SuspensionOwn`], [`Code::SuspensionOver`].
pub fn lift(tx: &CallerTx<'_>, id: Id) -> Result<Change<Suspension>> {
    let before = current(tx, id)?;
    store::lift(tx, id, tx.who.id, LocalTime(tx.now))?;
    let after = again(tx, id)?;
    let says = format!("Suspensión de préstamos levantada: {}", after.user_name);
    let notice =
        notice(&after, "Puede pedir prestado de nuevo", "Se levantó su suspensión de préstamos.".into());
    Ok(Change::updated("loan_suspension", id, says, &before, after).tell([notice]))
}
