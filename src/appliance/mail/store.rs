//! SQL of the outbox.

use super::model::{DueLetter, LetterState, OutboxLetter};
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Id, LocalTime, Paging, Result, Rows};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// How many days it is kept that a letter was sent.
const SENT_DAYS: i64 = 30;
/// How many days a letter is kept that wasn't.
const FAILED_DAYS: i64 = 90;

const SELECT: &str = "
    select o.id, o.user_id, u.name as user_name, coalesce(o.to_address, u.email) as to_address, o.purpose, o.subject, o.state,
        o.attempts, o.due_at, o.error, o.created_at, o.sent_at
    from outbox o
    join users u on u.id = o.user_id";

/// The letters in a state, or all, newest first.
pub fn list(db: &Connection, state: Option<LetterState>, paging: Paging) -> Result<Rows<OutboxLetter>> {
    let filter = Filter::default().when("o.state = :state", ":state", state);
    sql::rows(db, &format!("{SELECT}{}\norder by o.id desc", filter.clause()), &filter.params(), paging)
}

/// One letter.
pub fn get(db: &Connection, id: Id) -> Result<OutboxLetter> {
    let found = sql::one(db, &format!("{SELECT}\nwhere o.id = :id"), named_params! { ":id": id })?;
    Ok(found.ok_or(Code::LetterNotFound)?)
}

/// How many letters are in a state; what is being sent waits, too.
pub fn count(db: &Connection, state: LetterState) -> Result<i64> {
    let text = "select count(*)\nfrom outbox\nwhere state = :state";
    sql::count(db, text, named_params! { ":state": state })
}

/// Whether there is anything to do at an instant: a letter to send, one that was cut off, one that has expired. As in [`next`].
pub fn is_anything_due(db: &Connection, now: LocalTime) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from outbox
         where state in ('waiting', 'sending')
         and (state = 'sending' or attempts = 0 or due_at <= :now or attempted_at > :now or expires_at <= :now)
         limit 1",
        named_params! { ":now": now },
    )
}

/// Lets letters wait again that were being sent when the program ended; answers how many.
pub fn release(db: &Connection) -> Result<usize> {
    sql::changed(db, "update outbox\nset state = 'waiting'\nwhere state = 'sending'", &[])
}

/// Gives up letters that nobody needs any more; answers how many. A clock that jumps ahead by days gives up those that wait: nothing
/// tells it from a box that was switched off for as long, and news of last week are wanted by nobody. They stay in the outbox, where
/// somebody can let them be tried once more.
pub fn expire(db: &Connection, now: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "update outbox
         set state = 'failed',
             error = 'Venció sin poder salir' || coalesce('. Último intento: ' || error, '')
         where state = 'waiting'
         and expires_at <= :now",
        named_params! { ":now": now },
    )
}

/// Gives up letters whose people have no active account any more; answers how many.
pub fn drop_inactive(db: &Connection, now: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "update outbox
         set state = 'failed',
             error = 'La cuenta está inactiva'
         where state = 'waiting'
         and (attempts = 0 or due_at <= :now)
         and user_id in (select id from users where is_active = 0)",
        named_params! { ":now": now },
    )
}

/// The letter that is tried next: a code for whoever waits at the door, else the one that has been due longest. One that was never
/// tried is due, whenever it was written; a try in the future is one of a clock that was set back since.
pub fn next(db: &Connection, now: LocalTime) -> Result<Option<DueLetter>> {
    sql::one(
        db,
        "select o.id, o.user_id, u.name, u.email, o.purpose, o.reason, o.subject, o.body, o.action_url, o.attempts, o.created_at
         from outbox o
         join users u on u.id = o.user_id
         where o.state = 'waiting'
         and u.is_active = 1
         and o.body is not null
         and (o.attempts = 0 or o.due_at <= :now or o.attempted_at > :now)
         order by o.purpose <> 'recovery', o.due_at, o.id
         limit 1",
        named_params! { ":now": now },
    )
}

/// Marks a letter before it is sent. `due_at` is when it is tried again if nothing more is heard of it.
pub fn begin(db: &Connection, letter: &DueLetter, due_at: LocalTime, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update outbox
         set state = 'sending',
             attempts = attempts + 1,
             attempted_at = :now,
             due_at = :due_at,
             to_address = :email
         where id = :id",
        named_params! { ":id": letter.id, ":email": letter.email, ":due_at": due_at, ":now": now },
    )
}

/// Marks a letter as sent. What it said is forgotten.
pub fn sent(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update outbox
         set state = 'sent',
             sent_at = :now,
             error = null,
             body = null
         where id = :id",
        named_params! { ":id": id, ":now": now },
    )
}

/// Marks a letter that wasn't sent: it waits for its next try, or has failed.
pub fn not_sent(db: &Connection, id: Id, state: LetterState, error: &str) -> Result<()> {
    sql::save(db, "outbox", named_params! { ":id": id, ":state": state, ":error": error })
}

/// Lets a letter that has failed wait once more, due at once.
pub fn retry(db: &Connection, id: Id, expires_at: LocalTime, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "outbox",
        named_params! {
            ":id": id, ":state": LetterState::Waiting, ":attempts": 0, ":due_at": now, ":expires_at": expires_at,
        },
    )
}

/// Forgets letters that are long over; answers how many.
pub fn clear_old(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    sql::changed(
        db,
        "delete from outbox
         where (state = 'sent' and sent_at < :sent)
         or (state = 'failed' and created_at < :failed)",
        named_params! {
            ":sent": LocalTime(now - TimeDelta::days(SENT_DAYS)),
            ":failed": LocalTime(now - TimeDelta::days(FAILED_DAYS)),
        },
    )
}
