//! What a write does to the audit: it puts away what is old, and a write that was refused or failed leaves an entry too.

use super::model::{AuditCleanup, AuditSettings};
use super::{rules, store};
use crate::kit::db::clock_trace;
use crate::kit::error::Refusal;
use crate::kit::{Change, Code, Core, Event, LocalTime, Origin, Result, Tx, clock, settings};
use chrono::TimeDelta;
use std::sync::Arc;

/// Deletes the entries that are older than some days, those of the settings if none are given; that it was done is an entry itself.
///
/// # Errors
/// [`Code::ClockInDoubt`]: by a clock that is wrong everything may be old.
pub fn clean_up(tx: &Tx<'_>, days: Option<i64>) -> Result<Change<AuditCleanup>> {
    if !clock_trace::standing(tx, tx.now)?.is_sound() {
        return Err(Code::ClockInDoubt.into());
    }
    let days_kept = match days {
        Some(days) => days,
        None => settings::of::<AuditSettings>(tx)?.kept_days,
    };
    let before = tx.now - TimeDelta::days(days_kept);
    let deleted = store::delete_before(tx, tx.key, before, LocalTime(tx.now))?;
    let deleted_count = i64::try_from(deleted).unwrap_or(i64::MAX);
    let message = format!("Se eliminaron {deleted_count} registros de auditoría de más de {days_kept} días");
    let event = Event::named("DELETE_AUDIT_LOG", "audit_log", None).describe(message.clone());
    Ok(Change::new(AuditCleanup { message, deleted_count, days_kept }, event))
}

/// Stores that a write was refused or failed. Runs after the answer; a failure of its own only reaches the log.
pub async fn refused(core: Core, origin: Arc<Origin>, status: u16, refusal: Option<Refusal>) {
    let Some(target) = rules::target(&core.entities, &origin.method, &origin.path) else { return };
    let event = Event::refused(target.action, target.entity_type, target.entity_id, status, refusal);
    if let Err(error) = core.db.write(&origin, move |_| Ok(Change::new((), event))).await {
        tracing::warn!(%error, at = %clock::now(), "a refused write could not be audited");
    }
}
