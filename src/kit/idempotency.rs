//! Writes that may be sent again: who repeats one with its key gets the first answer, and nothing happens twice.
//!
//! A phone in a corridor sends, loses the network and never sees the answer. It sends once more with the same
//! `Idempotency-Key`; the key, what was asked and what was answered lie in the same savepoint as the change itself.

use crate::kit::access::Caller;
use crate::kit::db::{Change, Tx};
use crate::kit::error::{Code, Error, Result};
use crate::kit::random::sha256_hex;
use crate::kit::sql;
use crate::kit::wire::{Blank, Id, Line, LocalTime, Reply};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};
use serde::Serialize;
use std::fmt::Debug;

/// The header `Idempotency-Key`: 8 to 100 characters, chosen by the client; a UUID is a good choice.
pub type Key = Blank<Line<8, 100>>;

/// How long an answer is kept, in days. A tab that was left open over a weekend still gets its own.
const KEPT_DAYS: i64 = 7;

/// A write that may be a repetition: who asks, under which key, for what.
#[derive(Debug)]
pub struct Attempt {
    user_id: Id,
    key: Option<String>,
    /// What the body says, so that the same key with another body is noticed.
    body: String,
}

impl Attempt {
    /// An attempt by a caller. The body counts as it was understood: blanks and unknown members make no difference.
    pub fn new(who: &Caller, key: Key, body: &impl Debug) -> Self {
        Self { user_id: who.id, key: key.0.map(String::from), body: format!("{body:?}") }
    }

    /// Does `job`, unless this person did it before under this key: then the first answer comes again.
    ///
    /// # Errors
    /// Whatever `job` answers, in which case the key stays free; [`Code::KeyReused`] when it was used for something else.
    pub fn once<T: Serialize, const STATUS: u16>(
        &self,
        tx: &Tx<'_>,
        job: impl FnOnce() -> Result<Change<T>>,
    ) -> Result<Change<Reply<T, STATUS>>> {
        let fingerprint = || sha256_hex(format!("{} {} {}", tx.origin.method, tx.origin.path, self.body));
        let keyed = self.key.as_ref().map(|key| (key, fingerprint()));
        if let Some((key, fingerprint)) = &keyed {
            let before: Option<(String, String)> = sql::value(
                tx,
                "select fingerprint, answer
                 from idempotency_keys
                 where user_id = :user_id
                 and key = :key",
                named_params! { ":user_id": self.user_id, ":key": key },
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            match before {
                None => {}
                Some((same, answer)) if same == *fingerprint => {
                    return Ok(Change::repeated(Reply::again(answer)));
                }
                Some(_) => return Err(Code::KeyReused.into()),
            }
        }
        let change = job()?;
        let json = serde_json::to_string(change.value()).map_err(Error::internal)?;
        if let Some((key, fingerprint)) = keyed {
            sql::run(
                tx,
                "insert into idempotency_keys (user_id, key, fingerprint, answer, created_at)
                 values (:user_id, :key, :fingerprint, :answer, :now)",
                named_params! {
                    ":user_id": self.user_id, ":key": key, ":fingerprint": fingerprint, ":answer": json,
                    ":now": LocalTime(tx.now),
                },
            )?;
        }
        Ok(change.map(|_| Reply::first(json)))
    }
}

/// Forgets old keys; answers how many.
pub fn clear_old(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let before = LocalTime(now - TimeDelta::days(KEPT_DAYS));
    sql::changed(
        db,
        "delete from idempotency_keys\nwhere created_at < :before",
        named_params! { ":before": before },
    )
}
