//! SQL of notifications.

use super::model::{Kinds, Notification, NotificationSettings};
use crate::kit::access::account;
use crate::kit::db::Kind;
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Error, Id, LocalTime, Paging, Result, Rows, clock, settings};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// How many that a stream has missed are sent again; who missed more reads the list.
const MISSED: i64 = 100;

const SELECT: &str = "
    select n.id, n.user_id, n.type, n.title, n.message, n.is_read, n.priority, n.action_url, n.expires_at,
        n.created_at, n.updated_at
    from notifications n";

/// A person's notifications that match, newest first. What has expired is no longer shown.
pub fn list(
    db: &Connection,
    user_id: Id,
    kinds: Option<Kinds>,
    is_read: Option<bool>,
    now: LocalTime,
    paging: Paging,
) -> Result<Rows<Notification>> {
    let kinds = kinds.map(|kinds| serde_json::to_string(&kinds)).transpose().map_err(Error::internal)?;
    let filter = Filter::default()
        .when("n.user_id = :user_id", ":user_id", Some(user_id))
        .when("n.expires_at is null or n.expires_at > :now", ":now", Some(now))
        .when("n.type in (select value from json_each(:kinds))", ":kinds", kinds)
        .when("n.is_read = :is_read", ":is_read", is_read);
    let text = format!("{SELECT}{}\norder by n.id desc", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// How many notifications a person has not read.
pub fn unread(db: &Connection, user_id: Id, now: LocalTime) -> Result<i64> {
    sql::count(
        db,
        "select count(*)
         from notifications
         where user_id = :user_id
         and is_read = 0
         and (expires_at is null or expires_at > :now)",
        named_params! { ":user_id": user_id, ":now": now },
    )
}

/// One of a person's notifications.
pub fn get_own(db: &Connection, user_id: Id, id: Id) -> Result<Notification> {
    let found = sql::one(
        db,
        &format!("{SELECT}\nwhere n.id = :id\nand n.user_id = :user_id"),
        named_params! { ":id": id, ":user_id": user_id },
    )?;
    Ok(found.ok_or(Code::NotificationNotFound)?)
}

/// The newest notification of a person.
fn newest(db: &Connection, user_id: Id) -> Result<Option<Id>> {
    let text = "select id\nfrom notifications\nwhere user_id = :user_id\norder by id desc\nlimit 1";
    sql::one(db, text, named_params! { ":user_id": user_id })
}

/// What a person was told after a notification, oldest first; the newest hundred if there are more.
pub fn after(db: &Connection, user_id: Id, last: Id, now: LocalTime) -> Result<Vec<Notification>> {
    let mut news = sql::all(
        db,
        &format!(
            "{SELECT}
             where n.user_id = :user_id
             and n.id > :last
             and (n.expires_at is null or n.expires_at > :now)
             order by n.id desc
             limit +:missed"
        ),
        named_params! { ":user_id": user_id, ":last": last, ":now": now, ":missed": MISSED },
    )?;
    news.reverse();
    Ok(news)
}

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
pub fn news(db: &Connection, person: Id, token_version: i64, last: Option<Id>) -> Result<Option<News>> {
    let account = account::account(db, person)?;
    if !account.is_some_and(|it| it.is_active && it.token_version == token_version) {
        return Ok(None);
    }
    let now = LocalTime(clock::now());
    let unread = unread(db, person, now)?;
    let Some(last) = last else {
        // What was before is in the list.
        let last = newest(db, person)?.unwrap_or_else(|| Id::from_bits(0));
        return Ok(Some(News { unread, notifications: Vec::new(), last }));
    };
    let notifications = after(db, person, last, now)?;
    let last = notifications.last().map_or(last, |it| it.id);
    Ok(Some(News { unread, notifications, last }))
}

/// The name of somebody who can be told something: an active account.
pub fn recipient(db: &Connection, id: Id) -> Result<Option<String>> {
    let text = "select name\nfrom users\nwhere id = :id\nand is_active = 1";
    sql::one(db, text, named_params! { ":id": id })
}

/// Marks a notification as read, or as not read.
pub fn mark(db: &Connection, id: Id, is_read: bool, now: LocalTime) -> Result<()> {
    sql::save(db, "notifications", named_params! { ":id": id, ":is_read": is_read, ":updated_at": now })
}

/// Marks all of a person's notifications as read; answers how many were not.
pub fn read_all(db: &Connection, user_id: Id, now: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "update notifications
         set is_read = 1,
             updated_at = :now
         where user_id = :user_id
         and is_read = 0",
        named_params! { ":user_id": user_id, ":now": now },
    )
}

/// Deletes a notification.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from notifications\nwhere id = :id", named_params! { ":id": id })
}

/// Deletes what nobody looks for any more: read long ago, told very long ago, expired. Answers how many.
pub fn clear_old(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let NotificationSettings { read_days, kept_days } = settings::of(db)?;
    let before = |days| LocalTime(now - TimeDelta::days(days));
    sql::changed(
        db,
        "delete from notifications
         where (is_read = 1 and updated_at < :read_before)
         or created_at < :before
         or expires_at < :now",
        named_params! {
            ":read_before": before(read_days), ":before": before(kept_days), ":now": LocalTime(now),
        },
    )
}

/// What we told somebody of a kind since an instant, the last of it: people who tell something lead nowhere with these kinds.
pub fn told_since(db: &Connection, to: Id, kind: &Kind, since: LocalTime) -> Result<Option<Id>> {
    sql::one(
        db,
        "select id
         from notifications
         where user_id = :to
         and type = :kind
         and created_at >= :since
         and action_url is not null
         order by id desc
         limit 1",
        named_params! { ":to": to, ":kind": kind, ":since": since },
    )
}
