//! What a write does to an alert.

use super::model::SystemAlert;
use super::store;
use crate::kit::access::CallerTx;
use crate::kit::db::{Change, Event};
use crate::kit::error::Result;
use crate::kit::wire::{Id, LocalTime};

/// Resolves an alert, or opens it again.
///
/// # Errors
/// [`Code::AlertNotFound`].
pub fn resolve(tx: &CallerTx<'_>, id: Id, is_resolved: bool) -> Result<Change<SystemAlert>> {
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    if before.is_resolved == is_resolved {
        // Nothing changes: who resolved it first stays on record.
        return Ok(Change::unaudited(before));
    }
    let now = LocalTime(tx.now);
    let alert = SystemAlert {
        is_resolved,
        resolved_by: is_resolved.then_some(tx.who.id),
        resolved_at: is_resolved.then_some(now),
        updated_at: now,
        ..before.clone()
    };
    store::save(tx, &alert)?;
    let alert = store::get_within(tx, tx.who.keeping(), id)?;
    let done = if is_resolved { "Alerta resuelta" } else { "Alerta abierta otra vez" };
    let event = Event::update("system_alert", id)
        .describe(format!("{done}: {}", alert.title))
        .before(&before)
        .after(&alert);
    Ok(Change::new(alert, event))
}
