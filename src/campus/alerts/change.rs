//! What a write does to an alert.

use super::model::{AlertPatch, Cause, NewAlert, NewSystemAlert, SystemAlert};
use super::{store, watch};
use crate::campus::environments;
use crate::kit::{CallerTx, Change, Code, Event, Id, Result, Tx};

/// Raises an alert, unless one about the same is open; answers the id of the one that is open then.
pub fn raise(tx: &Tx<'_>, new: &NewAlert) -> Result<Change<Id>> {
    // What gives rise to an alert is audited itself, and the alert says of what it tells.
    Ok(Change::unaudited(store::insert_once(tx, new)?))
}

/// Raises an alert of somebody, and tells those who want to hear of such, but not who raises it.
///
/// # Errors
/// [`Code::EnvironmentUnknown`] of a room beyond the caller's scope, [`Code::AlertHalfEntity`], [`Code::AlertEntityUnknown`],
/// [`Code::AlertOpenTwice`].
pub fn create(tx: &CallerTx<'_>, new: &NewSystemAlert) -> Result<Change<SystemAlert>> {
    environments::store::check_room(tx, tx.who.keeping(), new.environment_id.0)?;
    match (new.entity_type.0, new.entity_id.0) {
        (None, None) => {}
        (Some(entity), Some(id)) if store::is_there(tx, entity, id)? => {}
        (Some(_), Some(_)) => return Err(Code::AlertEntityUnknown.into()),
        (None, Some(_)) | (Some(_), None) => return Err(Code::AlertHalfEntity.into()),
    }
    let id = store::insert(tx, new)?;
    let alert = store::get_within(tx, tx.who.keeping(), id)?;
    let cause = Cause {
        kind: alert.r#type.clone(),
        entity_type: "system_alert",
        entity_id: id,
        environment_id: alert.environment_id,
        center_id: environments::store::center_of(tx, alert.environment_id)?,
        severity: alert.severity,
        amount: None,
        pieces: None,
        title: alert.title.clone(),
        message: alert.message.clone(),
    };
    let told = watch::notices(tx, &[cause], Some(tx.who.id))?;
    let says = format!("Alerta levantada: {}", alert.title);
    Ok(Change::created("system_alert", id, says, alert).tell(told))
}

/// Resolves an alert, or opens it again.
///
/// # Errors
/// `Code::AlertNotFound`, and `Code::AlertOpenTwice` when another about the same is open by now.
pub fn resolve(tx: &CallerTx<'_>, id: Id, patch: &AlertPatch) -> Result<Change<SystemAlert>> {
    let is_resolved = patch.is_resolved;
    let before = store::get_within(tx, tx.who.keeping(), id)?;
    if before.is_resolved == is_resolved {
        // Nothing changes: who resolved it first stays on record.
        return Ok(Change::unaudited(before));
    }
    let notes = patch.resolution_notes.value().filter(|_| is_resolved).map(|text| text.as_str());
    store::set_resolved(tx, id, is_resolved.then_some(tx.who.id), notes)?;
    let alert = store::get_within(tx, tx.who.keeping(), id)?;
    let done = if is_resolved { "Alerta resuelta" } else { "Alerta abierta otra vez" };
    let event = Event::update("system_alert", id)
        .describe(format!("{done}: {}", alert.title))
        .before(&before)
        .after(&alert);
    Ok(Change::new(alert, event))
}
