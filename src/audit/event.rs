//! Events: how they are made by handlers, and what is stored of them.

use super::{rules, store};
use crate::caller::Origin;
use crate::clock;
use crate::db::{Change, Db, Tx};
use crate::error::{Refusal, Result};
use crate::wire::{Id, LocalTime};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Something that happened to a row.
#[derive(Debug, Clone)]
pub struct Event {
    action: String,
    entity_type: &'static str,
    entity_id: Option<Id>,
    description: String,
    status: u16,
    before: Option<Value>,
    after: Option<Value>,
    code: Option<&'static str>,
}

impl Event {
    fn new(verb: &str, entity_type: &'static str, entity_id: Option<Id>, status: u16) -> Self {
        Self {
            action: format!("{verb}_{}", entity_type.to_uppercase()),
            entity_type,
            entity_id,
            description: String::new(),
            status,
            before: None,
            after: None,
            code: None,
        }
    }

    /// A row was made; the answer is 201 unless [`Event::status`] says otherwise.
    pub fn create(entity_type: &'static str, id: Id) -> Self {
        Self::new("CREATE", entity_type, Some(id), 201)
    }

    /// A row was changed.
    pub fn update(entity_type: &'static str, id: Id) -> Self {
        Self::new("UPDATE", entity_type, Some(id), 200)
    }

    /// A row was deleted or deactivated.
    pub fn delete(entity_type: &'static str, id: Id) -> Self {
        Self::new("DELETE", entity_type, Some(id), 200)
    }

    /// Something with a name of its own, like `LOGIN`.
    pub fn named(action: &'static str, entity_type: &'static str, id: Option<Id>) -> Self {
        Self { action: action.to_owned(), ..Self::new("", entity_type, id, 200) }
    }

    /// What happened, in a Spanish sentence for the audit page.
    pub fn describe(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The HTTP status that the request is answered with.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The row as it was.
    pub fn before(mut self, row: &impl Serialize) -> Self {
        self.before = serde_json::to_value(row).ok();
        self
    }

    /// The row as it is now.
    pub fn after(mut self, row: &impl Serialize) -> Self {
        self.after = serde_json::to_value(row).ok();
        self
    }

    fn values(&self, origin: &Origin, now: LocalTime) -> Value {
        // The shape is the contract's (b.0, AuditEntry); `before` and `after` are ours.
        let mut values = json!({
            "description": self.description,
            "request": {
                "method": origin.method,
                "path": origin.path,
                "client_ip": origin.ip,
                "user_agent": origin.user_agent,
                "request_id": origin.request_id,
            },
            "response": { "status_code": self.status },
            "duration_seconds": origin.elapsed().as_micros() as f64 / 1e6,
            "timestamp": now,
        });
        if let Some(members) = values.as_object_mut() {
            members.extend(
                [("before", &self.before), ("after", &self.after)]
                    .into_iter()
                    .filter_map(|(key, row)| Some((key.to_owned(), row.clone()?))),
            );
            if let Some(code) = self.code {
                members.insert("code".into(), code.into());
            }
        }
        values
    }
}

/// Stores an event with the change that it tells of.
pub fn record(tx: &Tx<'_>, event: &Event) -> Result<()> {
    let now = LocalTime(tx.now);
    store::insert(
        tx,
        &store::NewEntry {
            now,
            origin: tx.origin,
            action: &event.action,
            entity_type: event.entity_type,
            entity_id: event.entity_id,
            new_values: &event.values(tx.origin, now).to_string(),
        },
    )
}

/// Stores that a write was refused or failed. Runs after the answer; a failure of its own only reaches the log.
///
/// Nothing of the body is kept: it may hold a password, and anybody may send anything.
pub async fn refused(db: Db, origin: Arc<Origin>, status: u16, refusal: Option<Refusal>) {
    let Some(target) = rules::target(&origin.method, &origin.path) else { return };
    let event = Event {
        action: target.action,
        entity_type: target.entity_type,
        entity_id: target.entity_id,
        description: refusal.as_ref().map_or_else(|| "Operación fallida".into(), |it| it.sentence.clone()),
        status,
        before: None,
        after: None,
        code: refusal.map(|it| it.code.slug()),
    };
    if let Err(error) = db.write(&origin, move |_| Ok(Change::new((), event))).await {
        tracing::warn!(%error, at = %clock::now(), "a refused write could not be audited");
    }
}
