//! A notice: what a change tells somebody, before it is stored.

use super::model::{Kind, Notification, Priority};
use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::wire::{Id, LocalTime};

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

/// Stores a notice with the change that it tells of.
pub fn record(tx: &Tx<'_>, notice: &Notice) -> Result<Notification> {
    let now = LocalTime(tx.now);
    let notification = Notification {
        id: Id::new(),
        user_id: notice.to,
        r#type: notice.kind,
        title: notice.title.clone(),
        message: notice.message.clone(),
        is_read: false,
        priority: notice.priority,
        action_url: notice.action_url.clone(),
        expires_at: notice.expires_at,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &notification)?;
    Ok(notification)
}
