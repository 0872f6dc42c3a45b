//! SQL of refresh tokens, and of where people sign in from.

use super::sources::{KEPT_DAYS, Source};
use crate::kit::access::{Account, tokens};
use crate::kit::db::clock_trace;
use crate::kit::random::{hex, random_bytes, sha256_hex};
use crate::kit::{Id, LocalTime, Result, sql};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// How long a session can lie idle.
pub const REFRESH_DAYS: i64 = 7;

/// How many addresses of an account are remembered: somebody who is lent another one each day is known for a month.
const ADDRESSES: i64 = 30;

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
    /// Never given, past its time, or given while the clock was ahead.
    Unknown,
}

/// A refresh token that nobody can guess.
pub fn new_token() -> String {
    hex(&random_bytes())
}

/// Gives out a refresh token of a family.
pub fn issue(db: &Connection, user_id: Id, family_id: Id, now: DateTime<Utc>) -> Result<String> {
    let token = new_token();
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
        "select user_id, family_id, issued_at, expires_at, used_at is not null as used
         from refresh_tokens
         where token_hash = :token_hash",
        named_params! { ":token_hash": token_hash },
        |row| {
            let (issued_at, expires_at): (LocalTime, LocalTime) =
                (row.get("issued_at")?, row.get("expires_at")?);
            let is_in_time = expires_at.0 > now && !tokens::is_from_future(issued_at.0, now);
            Ok((row.get("user_id")?, row.get("family_id")?, is_in_time, row.get("used")?))
        },
    )?;
    match found {
        Some((user_id, family_id, _, true)) => {
            end_family(db, family_id)?;
            Ok(Presented::Reused { user_id })
        }
        Some((user_id, family_id, true, false)) => {
            let text = "update refresh_tokens\nset used_at = :now\nwhere token_hash = :token_hash";
            sql::run(db, text, named_params! { ":now": LocalTime(now), ":token_hash": token_hash })?;
            Ok(Presented::Good { user_id, family_id })
        }
        Some((_, family_id, false, false)) => {
            // By a clock in doubt it may be in time after all.
            if clock_trace::standing(db, now)?.is_sound() {
                end_family(db, family_id)?;
            }
            Ok(Presented::Unknown)
        }
        None => Ok(Presented::Unknown),
    }
}

/// Whose session a token is good for, without using it up: for a disk that takes no writes.
pub fn peek(db: &Connection, token: &str, now: DateTime<Utc>) -> Result<Option<Id>> {
    sql::one(
        db,
        "select user_id
         from refresh_tokens
         where token_hash = :token_hash
         and used_at is null
         and expires_at > :now
         and issued_at <= :latest",
        named_params! {
            ":token_hash": sha256_hex(token), ":now": LocalTime(now), ":latest": LocalTime(now + tokens::AHEAD),
        },
    )
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

/// Notes where somebody has signed in from; answers whether that is new to an account that has been used before.
pub fn note_source(db: &Connection, user_id: Id, source: &Source, now: DateTime<Utc>) -> Result<bool> {
    let known: Vec<Source> = sql::all(
        db,
        "select network, client
         from sign_in_sources
         where user_id = :user_id",
        named_params! { ":user_id": user_id },
    )?;
    sql::run(
        db,
        "insert into sign_in_sources (user_id, network, client, first_seen, last_seen)
         values (:user_id, :network, :client, :now, :now)
         on conflict (user_id, network, client) do update
         set last_seen = :now",
        named_params! {
            ":user_id": user_id, ":network": source.network, ":client": source.client, ":now": LocalTime(now),
        },
    )?;
    Ok(!known.is_empty() && !known.contains(source))
}

/// Forgets where people haven't signed in from for long, but for the last of each; answers how many.
pub fn forget_sources(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    sql::changed(
        db,
        "delete from sign_in_sources
         where last_seen < :limit
         and exists (
             select 1
             from sign_in_sources later
             where later.user_id = sign_in_sources.user_id
             and later.last_seen > sign_in_sources.last_seen
         )",
        named_params! { ":limit": LocalTime(now - TimeDelta::days(KEPT_DAYS)) },
    )
}

/// An account, and whether somebody has signed in to it from an address.
pub fn seen_at(
    db: &Connection,
    account: Option<Account>,
    address: Option<&str>,
) -> Result<(Option<Account>, bool)> {
    let (Some(known), Some(address)) = (&account, address) else { return Ok((account, false)) };
    let is_known = sql::exists(
        db,
        "select 1
         from sign_in_addresses
         where user_id = :user_id
         and address = :address",
        named_params! { ":user_id": known.id, ":address": address },
    )?;
    Ok((account, is_known))
}

/// Notes that a session of an account lives at an address. Of one account the latest are remembered.
pub fn note_address(db: &Connection, user_id: Id, address: &str, now: DateTime<Utc>) -> Result<()> {
    sql::run(
        db,
        "insert into sign_in_addresses (user_id, address, last_seen)
         values (:user_id, :address, :now)
         on conflict (user_id, address) do update
         set last_seen = :now",
        named_params! { ":user_id": user_id, ":address": address, ":now": LocalTime(now) },
    )?;
    sql::run(
        db,
        "delete from sign_in_addresses
         where user_id = :user_id
         and address not in (
             select address
             from sign_in_addresses
             where user_id = :user_id
             order by last_seen desc
             limit +:limit
         )",
        named_params! { ":user_id": user_id, ":limit": ADDRESSES },
    )
}

/// Forgets addresses that people haven't signed in from for long; answers how many.
pub fn forget_addresses(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let text = "delete from sign_in_addresses\nwhere last_seen < :limit";
    sql::changed(db, text, named_params! { ":limit": LocalTime(now - TimeDelta::days(KEPT_DAYS)) })
}

/// Forgets tokens past their time; answers how many.
pub fn delete_expired(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let text = "delete from refresh_tokens\nwhere expires_at < :now";
    sql::changed(db, text, named_params! { ":now": LocalTime(now) })
}
