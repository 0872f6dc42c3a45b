//! What a write does to notifications.

use super::store;
use crate::kit::access::CallerTx;
use crate::kit::db::Change;
use crate::kit::error::Result;
use crate::kit::wire::LocalTime;

/// Marks all of the caller's notifications as read; answers how many were not.
///
/// # Errors
/// When the database refuses.
pub fn read_all(tx: &CallerTx<'_>) -> Result<Change<usize>> {
    let updated = store::read_all(tx, tx.who.id, LocalTime(tx.now))?;
    // What a person has read is their own affair: no event.
    Ok(Change::unaudited(updated).ring(tx.who.id))
}
