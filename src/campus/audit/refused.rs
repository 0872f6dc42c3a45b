//! Writes that were refused or failed leave an entry too, after the answer.

use super::rules;
use crate::kit::error::Refusal;
use crate::kit::{Change, Core, Event, Origin, clock};
use std::sync::Arc;

/// Stores that a write was refused or failed. Runs after the answer; a failure of its own only reaches the log.
pub async fn refused(core: Core, origin: Arc<Origin>, status: u16, refusal: Option<Refusal>) {
    let Some(target) = rules::target(&core.entities, &origin.method, &origin.path) else { return };
    let event = Event::refused(target.action, target.entity_type, target.entity_id, status, refusal);
    if let Err(error) = core.db.write(&origin, move |_| Ok(Change::new((), event))).await {
        tracing::warn!(%error, at = %clock::now(), "a refused write could not be audited");
    }
}
