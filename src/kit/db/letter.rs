//! A letter: what a change tells somebody by mail, before it is stored. `appliance::mail` sends what is stored.

use super::{Notice, Tx};
use crate::kit::error::Result;
use crate::kit::sql;
use crate::kit::wire::{Id, LocalTime, words};
use chrono::TimeDelta;
use rusqlite::{Connection, named_params};

/// How long a letter is worth sending: a mail server may be away over a weekend.
const WORTH: TimeDelta = TimeDelta::days(3);

words! {
    /// Para qué es un correo.
    pub enum Purpose {
        /// Un aviso.
        Notice = "notice",
        /// El código para una contraseña nueva.
        Recovery = "recovery",
    }
}

words! {
    /// Por qué un aviso llega por correo.
    pub enum MailReason {
        /// La persona lo pidió en sus preferencias.
        Wished = "wished",
        /// La persona lo pidió en la configuración de sus alertas.
        Alerts = "alerts",
        /// Se trata de la seguridad de su cuenta: llega siempre.
        Account = "account",
        /// La persona lo pidió en un reporte programado.
        Reports = "reports",
    }
}

/// Something to tell one person by mail. It is stored only while mail is on and the account is active.
#[derive(Debug, Clone)]
pub struct Letter {
    to: Id,
    purpose: Purpose,
    reason: MailReason,
    subject: String,
    body: String,
    action_url: Option<String>,
    expires_at: Option<LocalTime>,
}

impl Letter {
    /// A letter. Subject and body are cut to what the table takes, 200 and 4,000 characters; the body may have several lines.
    pub fn new(to: Id, purpose: Purpose, subject: &str, body: &str) -> Self {
        Self {
            to,
            purpose,
            reason: MailReason::Wished,
            subject: subject.chars().take(200).collect(),
            body: body.chars().take(4000).collect(),
            action_url: None,
            expires_at: None,
        }
    }

    /// After this instant nobody needs it any more; three days from the change if nothing is said.
    pub fn until(mut self, instant: LocalTime) -> Self {
        self.expires_at = Some(instant);
        self
    }
}

/// Whether letters are sent: whether the section `mail` of the settings says that it is `enabled`. Not before there is one.
pub fn is_mail_on(db: &Connection) -> Result<bool> {
    let text = "select 1\nfrom settings\nwhere key = 'mail'\nand json_extract(value, '$.enabled') = 1";
    sql::exists(db, text, &[])
}

/// Stores a letter with the change that it tells of.
pub fn record(tx: &Tx<'_>, letter: &Letter) -> Result<()> {
    if !is_mail_on(tx)? {
        return Ok(());
    }
    sql::run(
        tx,
        "insert into outbox (id, user_id, purpose, reason, subject, body, action_url, state, attempts, due_at, expires_at,
             created_at)
         select :id, u.id, :purpose, :reason, :subject, :body, :action_url, 'waiting', 0, :now, :expires_at, :now
         from users u
         where u.id = :user_id
         and u.is_active = 1",
        named_params! {
            ":id": Id::new(), ":user_id": letter.to, ":purpose": letter.purpose, ":reason": letter.reason,
            ":subject": letter.subject, ":body": letter.body, ":action_url": letter.action_url, ":now": LocalTime(tx.now),
            ":expires_at": letter.expires_at.unwrap_or(LocalTime(tx.now + WORTH)),
        },
    )
}

impl From<&Notice> for Letter {
    fn from(notice: &Notice) -> Self {
        Self {
            action_url: notice.action_url.clone(),
            reason: notice.by_mail.unwrap_or(MailReason::Wished),
            expires_at: notice.expires_at,
            ..Self::new(notice.to(), Purpose::Notice, &notice.title, &notice.message)
        }
    }
}
