//! Events: how they are made by handlers, and what is stored of them.

use super::chain::{ChainKey, ChainLink};
use super::{Tx, chain};
use crate::kit::access::Origin;
use crate::kit::error::{Refusal, Result};
use crate::kit::sql;
use crate::kit::wire::{Id, LocalTime};
use rusqlite::{Connection, named_params};
use serde::Serialize;
use serde_json::{Value, json};

/// Something that happened to a row.
#[derive(Debug, Clone, Default)]
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
            status,
            ..Self::default()
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

    /// A write was refused or failed, for this reason. Nothing of the body is kept: it may hold a password, and anybody may send
    /// anything.
    pub fn refused(
        action: String,
        entity_type: &'static str,
        entity_id: Option<Id>,
        status: u16,
        refusal: Option<Refusal>,
    ) -> Self {
        let description =
            refusal.as_ref().map_or_else(|| "Operación fallida".into(), |it| it.sentence.clone());
        let code = refusal.map(|it| it.code.slug());
        Self { action, description, code, ..Self::new("", entity_type, entity_id, status) }
    }

    /// What makes two events the same, but for the row before and after.
    pub(super) fn sameness(&self) -> (&str, &'static str, Option<Id>, &str, Option<&'static str>) {
        (&self.action, self.entity_type, self.entity_id, &self.description, self.code)
    }

    fn values(&self, origin: &Origin, now: LocalTime, further: u32) -> Value {
        // The shape is the contract's (b.0, AuditEntry); `before` and `after` are ours.
        let mut values = json!({
            "description": match further {
                0 => self.description.clone(),
                1 => format!("{} · y una vez más lo mismo, antes de este registro", self.description),
                _ => format!("{} · y {further} veces más lo mismo, antes de este registro", self.description),
            },
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
        let code = self.code.map(Value::from);
        let further = (further > 0).then(|| further.into());
        let more = [
            ("before", self.before.clone()),
            ("after", self.after.clone()),
            ("code", code),
            ("further", further),
        ];
        if let Some(members) = values.as_object_mut() {
            members.extend(more.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
        }
        values
    }
}

/// Stores an event with the change that it tells of, as an entry at the end of the chain. It stands for `further` more, which are the
/// same and have no entry.
pub(super) fn record(tx: &Tx<'_>, event: &Event, further: u32) -> Result<()> {
    record_of((tx, tx.key), event, further, tx.origin, LocalTime(tx.now))
}

/// Stores an event of another request.
pub(super) fn record_of(
    (tx, key): (&Connection, &ChainKey),
    event: &Event,
    further: u32,
    origin: &Origin,
    now: LocalTime,
) -> Result<()> {
    let (id, person) = (Id::new(), origin.identity());
    let last = chain::stand(tx, key, now)?;
    let seq = last.seq + 1;
    let (user_id, ip_address) = (person.map(|it| it.id.to_string()), origin.ip.map(|ip| ip.to_string()));
    let (user_name, user_email) = (person.map(|it| &it.name), person.map(|it| &it.email));
    let entity_id = event.entity_id.map(|id| id.to_string());
    let new_values = event.values(origin, now, further).to_string();
    // The order is that of `MEMBERS` in `chain::verify`.
    let hash = key.hash(vec![
        seq.into(),
        id.to_string().into(),
        now.stored().into(),
        user_id.clone().into(),
        user_name.cloned().into(),
        user_email.cloned().into(),
        event.action.clone().into(),
        event.entity_type.into(),
        entity_id.clone().into(),
        ip_address.clone().into(),
        origin.user_agent.clone().into(),
        new_values.clone().into(),
        last.hash.clone().into(),
    ]);
    sql::run(
        tx,
        "insert into audit_logs (id, created_at, user_id, user_name, user_email, action, entity_type, entity_id,
             ip_address, user_agent, new_values, seq, prev_hash, hash)
         values (:id, :created_at, :user_id, :user_name, :user_email, :action, :entity_type, :entity_id,
             :ip_address, :user_agent, :new_values, :seq, :prev_hash, :hash)",
        named_params! {
            ":id": id, ":created_at": now,
            ":user_id": user_id, ":user_name": user_name, ":user_email": user_email,
            ":action": event.action, ":entity_type": event.entity_type, ":entity_id": entity_id,
            ":ip_address": ip_address, ":user_agent": origin.user_agent,
            ":new_values": new_values,
            ":seq": seq, ":prev_hash": last.hash, ":hash": hash,
        },
    )?;
    chain::advance(tx, key, &ChainLink { seq, hash })
}

/// The instant of the last entry of the audit.
pub fn last_entry(db: &Connection) -> Result<Option<LocalTime>> {
    let text = "select created_at\nfrom audit_logs\norder by created_at desc\nlimit 1";
    sql::one(db, text, &[])
}
