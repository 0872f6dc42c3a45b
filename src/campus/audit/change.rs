//! What a write does to the audit: nothing but to put away what is old.

use super::model::AuditCleanup;
use super::store;
use crate::kit::db::chain::AnchorKey;
use crate::kit::{Change, Event, LocalTime, Result, Tx};
use chrono::TimeDelta;

/// Deletes the entries that are older than some days; that it was done is an entry itself.
///
/// # Errors
/// When the database refuses.
pub fn clean_up(tx: &Tx<'_>, key: &AnchorKey, days_kept: i64) -> Result<Change<AuditCleanup>> {
    let before = tx.now - TimeDelta::days(days_kept);
    let deleted = store::delete_before(tx, key, before, LocalTime(tx.now))?;
    let deleted_count = i64::try_from(deleted).unwrap_or(i64::MAX);
    let message = format!("Se eliminaron {deleted_count} registros de auditoría de más de {days_kept} días");
    let event = Event::named("DELETE_AUDIT_LOG", "audit_log", None).describe(message.clone());
    Ok(Change::new(AuditCleanup { message, deleted_count, days_kept }, event))
}
