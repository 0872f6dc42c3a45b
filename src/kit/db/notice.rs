//! A notice: what a change tells somebody, before it is stored.

use super::{Kind, Tx};
use crate::kit::error::Result;
use crate::kit::sql;
use crate::kit::wire::{Id, LocalTime, words};
use rusqlite::named_params;

words! {
    /// Qué tan urgente es.
    pub enum Priority {
        /// Baja.
        Low = "low",
        /// Media.
        Medium = "medium",
        /// Alta.
        High = "high",
    }
}

/// Something to tell one person.
#[derive(Debug, Clone)]
pub struct Notice {
    to: Id,
    kind: Kind,
    title: String,
    message: String,
    priority: Priority,
    action_url: Option<String>,
    expires_at: Option<LocalTime>,
}

impl Notice {
    /// A notice of medium priority. Title and message are cut to what the table takes, 200 and 2,000 characters.
    pub fn new(to: Id, kind: Kind, title: &str, message: impl Into<String>) -> Self {
        Self {
            to,
            kind,
            title: title.chars().take(200).collect(),
            message: message.into().chars().take(2000).collect(),
            priority: Priority::Medium,
            action_url: None,
            expires_at: None,
        }
    }

    /// How urgent it is.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.priority = priority;
        self
    }

    /// The page that it leads to: a path of this server.
    pub fn leads_to(mut self, path: impl Into<String>) -> Self {
        self.action_url = Some(path.into());
        self
    }

    /// After this instant it is no longer worth telling.
    pub fn until(mut self, instant: LocalTime) -> Self {
        self.expires_at = Some(instant);
        self
    }

    /// Who is told.
    pub fn to(&self) -> Id {
        self.to
    }
}

/// Stores a notice with the change that it tells of; answers the id of the notification.
pub fn record(tx: &Tx<'_>, notice: &Notice) -> Result<Id> {
    let id = Id::new();
    sql::run(
        tx,
        "insert into notifications (id, user_id, type, title, message, is_read, priority, action_url, expires_at,
             created_at, updated_at)
         values (:id, :user_id, :type, :title, :message, 0, :priority, :action_url, :expires_at, :now, :now)",
        named_params! {
            ":id": id, ":user_id": notice.to, ":type": notice.kind, ":title": notice.title,
            ":message": notice.message, ":priority": notice.priority, ":action_url": notice.action_url,
            ":expires_at": notice.expires_at, ":now": LocalTime(tx.now),
        },
    )?;
    Ok(id)
}
