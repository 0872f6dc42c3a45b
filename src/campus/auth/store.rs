//! SQL of refresh tokens.

use crate::kit::random::{hex, random_bytes, sha256_hex};
use crate::kit::{Id, LocalTime, Result, sql};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// How long a session can lie idle.
pub const REFRESH_DAYS: i64 = 7;

/// What became of a refresh token that was shown to us.
#[derive(Debug, PartialEq, Eq)]
pub enum Presented {
    /// Good; it is used up now.
    Good {
        /// Whose session it is.
        user_id: Id,
        /// The sign-in that it descends from.
        family_id: Id,
    },
    /// Seen before: somebody has a copy. Its whole family has ended.
    Reused {
        /// Whose session it was.
        user_id: Id,
    },
    /// Never given, or past its time.
    Unknown,
}

/// Gives out a refresh token of a family.
pub fn issue(db: &Connection, user_id: Id, family_id: Id, now: DateTime<Utc>) -> Result<String> {
    let token = hex(&random_bytes());
    sql::insert(
        db,
        "refresh_tokens",
        named_params! {
            ":token_hash": sha256_hex(&token),
            ":family_id": family_id,
            ":user_id": user_id,
            ":issued_at": LocalTime(now),
            ":expires_at": LocalTime(now + TimeDelta::days(REFRESH_DAYS)),
        },
    )?;
    Ok(token)
}

/// Uses a refresh token up.
pub fn present(db: &Connection, token: &str, now: DateTime<Utc>) -> Result<Presented> {
    let token_hash = sha256_hex(token);
    let found = sql::value(
        db,
        "select user_id, family_id, expires_at, used_at is not null as used
         from refresh_tokens
         where token_hash = :token_hash",
        named_params! { ":token_hash": token_hash },
        |row| {
            let expires_at: LocalTime = row.get("expires_at")?;
            Ok((row.get("user_id")?, row.get("family_id")?, expires_at, row.get("used")?))
        },
    )?;
    match found {
        Some((user_id, family_id, _, true)) => {
            end_family(db, family_id)?;
            Ok(Presented::Reused { user_id })
        }
        Some((user_id, family_id, expires_at, false)) if expires_at.0 > now => {
            let text = "update refresh_tokens\nset used_at = :now\nwhere token_hash = :token_hash";
            sql::run(db, text, named_params! { ":now": LocalTime(now), ":token_hash": token_hash })?;
            Ok(Presented::Good { user_id, family_id })
        }
        _ => Ok(Presented::Unknown),
    }
}

/// Whose session a token belongs to, used or not.
pub fn family_of(db: &Connection, token: &str) -> Result<Option<Id>> {
    let text = "select family_id\nfrom refresh_tokens\nwhere token_hash = :token_hash";
    sql::one(db, text, named_params! { ":token_hash": sha256_hex(token) })
}

/// Ends all tokens of one sign-in.
pub fn end_family(db: &Connection, family_id: Id) -> Result<()> {
    let text = "delete from refresh_tokens\nwhere family_id = :family_id";
    sql::run(db, text, named_params! { ":family_id": family_id })
}

/// Forgets tokens past their time; answers how many.
pub fn delete_expired(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let text = "delete from refresh_tokens\nwhere expires_at < :now";
    sql::changed(db, text, named_params! { ":now": LocalTime(now) })
}
