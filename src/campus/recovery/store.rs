//! SQL of recovery.

use crate::kit::random::sha256_hex;
use crate::kit::wire::row;
use crate::kit::{Id, LocalTime, Result, sql};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

row! {
    /// Whose a code is.
    #[derive(Debug, Clone)]
    pub struct Holder {
        /// The account.
        pub id: Id,
        /// First and last name.
        pub name: String,
        /// The address.
        pub email: String,
    }
}

/// Keeps a code, as it is typed.
pub fn keep(
    db: &Connection,
    (user_id, email): (Id, &str),
    typed: &str,
    made_by: Option<Id>,
    expires_at: LocalTime,
    now: LocalTime,
) -> Result<()> {
    sql::insert(
        db,
        "recovery_codes",
        named_params! {
            ":code_hash": sha256_hex(typed), ":user_id": user_id, ":email": email, ":made_by": made_by,
            ":created_at": now, ":expires_at": expires_at,
        },
    )
}

/// Whose code this is, if it holds and their account is active. One of a clock that was set back since doesn't hold: it would for years.
pub fn holder(db: &Connection, typed: &str, now: LocalTime) -> Result<Option<Holder>> {
    sql::one(
        db,
        "select u.id, u.name, u.email
         from recovery_codes c
         join users u on u.id = c.user_id
         where c.code_hash = :code_hash
         and c.email = u.email
         and c.created_at <= :now
         and c.expires_at > :now
         and u.is_active = 1",
        named_params! { ":code_hash": sha256_hex(typed), ":now": now },
    )
}

/// Forgets codes past their time, and those of a clock that was set back since; answers how many.
pub fn delete_expired(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let text = "delete from recovery_codes\nwhere expires_at <= :now\nor created_at > :now";
    sql::changed(db, text, named_params! { ":now": LocalTime(now) })
}
