//! SQL of health.

use super::model::LastBackup;
use crate::kit::{LocalTime, Result, sql};
use rusqlite::{Connection, named_params};

/// The last backup that counts. One from a clock that was ahead is not the last, if there is another.
pub fn last_backup(db: &Connection, now: LocalTime) -> Result<Option<LastBackup>> {
    let text = "
        select id, created_at, verified_at, size, reason
        from backups
        where verified_at is not null and error is null
        order by created_at > :now, created_at desc
        limit 1";
    sql::one(db, text, named_params! { ":now": now })
}

/// What SQLite finds wrong with a database file; `ok` alone when it finds nothing.
pub fn integrity_faults(db: &Connection) -> Result<Vec<String>> {
    sql::all(db, "pragma integrity_check", &[])
}

/// The table of each row that mentions another one that isn't there.
pub fn broken_references(db: &Connection) -> Result<Vec<String>> {
    sql::all(db, "pragma foreign_key_check", &[])
}
