//! A notice: what a change tells somebody, before it is stored.

use super::budget::Hearing;
use super::letter::{self, Letter, MailReason};
use super::{Kind, Tx};
use crate::kit::error::Result;
use crate::kit::sql;
use crate::kit::wire::{Id, LocalTime, words};
use rusqlite::{Connection, named_params};

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
    /// Who is told.
    pub to: Id,
    /// What it is about.
    pub kind: Kind,
    /// At most 200 characters.
    pub title: String,
    /// At most 2,000 characters.
    pub message: String,
    /// How urgent it is.
    pub priority: Priority,
    /// The page that it leads to: a path of this server.
    pub action_url: Option<String>,
    /// After this instant it is no longer worth telling.
    pub expires_at: Option<LocalTime>,
    /// Why it is told by mail too, where mail is on, whatever the person has chosen for its kind.
    pub by_mail: Option<MailReason>,
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
            by_mail: None,
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

    /// Told by mail too, where mail is on, for this reason.
    pub fn by_mail(mut self, reason: MailReason) -> Self {
        self.by_mail = Some(reason);
        self
    }

    /// Who is told.
    pub fn to(&self) -> Id {
        self.to
    }
}

/// How somebody wants to hear of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switches {
    /// As a notification.
    pub in_app: bool,
    /// As a letter.
    pub mail: bool,
}

/// What counts while somebody hasn't chosen.
pub const UNCHOSEN: Switches = Switches { in_app: true, mail: false };

/// How a person wants to hear of a kind. What must reach everybody can't be switched off: no row says so (`campus::preferences`).
pub fn switches(db: &Connection, person: Id, kind: &Kind) -> Result<Switches> {
    let chosen = sql::value(
        db,
        "select in_app, mail
         from notification_switches
         where user_id = :person
         and kind = :kind",
        named_params! { ":person": person, ":kind": kind },
        |row| Ok(Switches { in_app: row.get("in_app")?, mail: row.get("mail")? }),
    )?;
    Ok(chosen.unwrap_or(UNCHOSEN))
}

/// Stores a notice with the change that it tells of, and as a letter too for whoever wants it by mail; answers the id of the
/// notification. Whoever has switched its kind off isn't told: `None`.
///
/// # Errors
/// [`Code::TooManyNotices`](crate::kit::Code::TooManyNotices) when whoever acts has told this person too much within an hour.
pub fn record(tx: &Tx<'_>, notice: &Notice) -> Result<Option<Id>> {
    match tx.purse.tell(notice.to)? {
        Hearing::Told => {}
        Hearing::Enough => return insert(tx, &too_much(notice)).map(Some),
        Hearing::Lost => return Ok(None),
    }
    let switches = switches(tx, notice.to, &notice.kind)?;
    if switches.mail || notice.by_mail.is_some() {
        letter::record(tx, &Letter::from(notice))?;
    }
    if switches.in_app { insert(tx, notice).map(Some) } else { Ok(None) }
}

/// What somebody is told instead of what is too much for an hour.
fn too_much(notice: &Notice) -> Notice {
    let message = "En la última hora hubo más avisos para usted de los que se guardan. Lo que pasó se ve en cada página: \
                   verificaciones, mantenimiento, préstamos y alertas.";
    let (to, kind) = (notice.to, notice.kind.clone());
    Notice::new(to, kind, "Hay más avisos de los que se guardan", message).priority(Priority::High)
}

fn insert(tx: &Tx<'_>, notice: &Notice) -> Result<Id> {
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
