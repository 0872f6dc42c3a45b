//! What there is to tell a person who listens.

use super::model::Notification;
use super::store;
use crate::kit::access::account;
use crate::kit::{Id, LocalTime, Result, clock};
use rusqlite::Connection;

/// What there is to tell, as of one snapshot of the database.
#[derive(Debug)]
pub struct News {
    /// How many notifications the person has not read.
    pub unread: i64,
    /// What they have been told since the last one that they know, oldest first.
    pub notifications: Vec<Notification>,
    /// What a later look begins after.
    pub last: Id,
}

/// What is new for a person after the notification `last`; `None` when their account is out of use, or the tokens of this
/// version have ended.
pub fn read(db: &Connection, person: Id, token_version: i64, last: Option<Id>) -> Result<Option<News>> {
    let account = account::account(db, person)?;
    if !account.is_some_and(|it| it.is_active && it.token_version == token_version) {
        return Ok(None);
    }
    let now = LocalTime(clock::now());
    let unread = store::unread(db, person, now)?;
    let Some(last) = last else {
        // What was before is in the list.
        let last = store::newest(db, person)?.unwrap_or_else(|| Id::from_bits(0));
        return Ok(Some(News { unread, notifications: Vec::new(), last }));
    };
    let notifications = store::after(db, person, last, now)?;
    let last = notifications.last().map_or(last, |it| it.id);
    Ok(Some(News { unread, notifications, last }))
}
