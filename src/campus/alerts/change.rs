//! What a write does to an alert.

use super::model::{NewAlert, SystemAlert};
use super::store;
use crate::kit::{CallerTx, Change, Event, Id, Result, Tx};

/// Raises an alert, unless one about the same is open; answers the id of the one that is open then.
pub fn raise(tx: &Tx<'_>, new: &NewAlert) -> Result<Change<Id>> {
    // What gives rise to an alert is audited itself, and the alert says of what it tells.
    Ok(Change::unaudited(store::insert_once(tx, new)?))
}

/// Resolves an alert, or opens it again.
///
/// # Errors
/// `Code::AlertNotFound`, and `Code::AlertOpenTwice` when another about the same is open by now.
pub fn resolve(tx: &CallerTx<'_>, id: Id, is_resolved: bool) -> Result<Change<SystemAlert>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    if before.is_resolved == is_resolved {
        // Nothing changes: who resolved it first stays on record.
        return Ok(Change::unaudited(before));
    }
    store::set_resolved(tx, id, is_resolved.then_some(tx.who.id))?;
    let alert = store::get_within(tx, tx.who.keeping(), id)?;
    let done = if is_resolved { "Alerta resuelta" } else { "Alerta abierta otra vez" };
    let event = Event::update("system_alert", id)
        .describe(format!("{done}: {}", alert.title))
        .before(&before)
        .after(&alert);
    Ok(Change::new(alert, event))
}
