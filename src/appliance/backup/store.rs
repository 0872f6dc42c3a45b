//! SQL of backups and their settings.

use super::encryption::Passphrase;
use super::model::{Backup, BackupSettings};
use crate::kit::sql::{self, fields};
use crate::kit::{Code, Id, LocalTime, Paging, Result, Rows, settings};
use rusqlite::{Connection, named_params};
use std::collections::BTreeMap;

const SELECT: &str = "
    select b.id, b.path, b.path glob '*.age' as is_encrypted, b.reason, b.size, b.sha256, b.created_at, b.verified_at, b.error
    from backups b";
const NEWEST_FIRST: &str = "\norder by b.created_at desc, b.id desc";

/// The key of the passphrase, apart from the plan: nothing that is shown or told is made of this row.
const PASSPHRASE: &str = "backup_passphrase";
/// The key of what was warned of, and on which day.
const WARNED: &str = "backup_warned";

/// All backups, newest first.
pub fn list(db: &Connection, paging: Paging) -> Result<Rows<Backup>> {
    sql::rows(db, &format!("{SELECT}{NEWEST_FIRST}"), &[], paging)
}

/// All backups, newest first, as values.
pub fn all(db: &Connection) -> Result<Vec<Backup>> {
    sql::all(db, &format!("{SELECT}{NEWEST_FIRST}"), &[])
}

/// One backup.
pub fn get(db: &Connection, id: Id) -> Result<Backup> {
    let backup = sql::one(db, &format!("{SELECT}\nwhere b.id = :id"), named_params! { ":id": id })?;
    Ok(backup.ok_or(Code::BackupNotFound)?)
}

/// Adds a backup.
pub fn insert(db: &Connection, backup: &Backup) -> Result<()> {
    let fields = fields![backup; id, path, reason, size, sha256, created_at, verified_at, error];
    sql::insert(db, "backups", &fields)
}

/// Forgets a backup.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from backups\nwhere id = :id", named_params! { ":id": id })
}

/// The plan.
pub fn settings(db: &Connection) -> Result<BackupSettings> {
    Ok(BackupSettings { is_encrypted: passphrase(db)?.is_some(), ..settings::of(db)? })
}

/// What new backups are encrypted with, if they are.
pub fn passphrase(db: &Connection) -> Result<Option<Passphrase>> {
    let text: Option<Option<String>> = settings::get(db, PASSPHRASE)?;
    Ok(text.flatten().as_deref().map(Passphrase::typed))
}

/// Stores what new backups are encrypted with; none leaves them open.
pub fn set_passphrase(db: &Connection, passphrase: Option<&Passphrase>, now: LocalTime) -> Result<()> {
    settings::set(db, PASSPHRASE, &passphrase.map(Passphrase::reveal), now)
}

/// The day on which each kind of warning was told last.
pub fn warned(db: &Connection) -> Result<BTreeMap<String, String>> {
    Ok(settings::get(db, WARNED)?.unwrap_or_default())
}

/// Stores the days on which warnings were told.
pub fn set_warned(db: &Connection, days: &BTreeMap<String, String>, now: LocalTime) -> Result<()> {
    settings::set(db, WARNED, days, now)
}

/// When the first account was made.
pub fn begun(db: &Connection) -> Result<Option<LocalTime>> {
    let begun = sql::one(db, "select min(created_at)\nfrom users", &[])?;
    Ok(begun.flatten())
}

/// The names of the centres.
pub fn center_names(db: &Connection) -> Result<Vec<String>> {
    sql::all(db, "select name\nfrom centers\norder by name", &[])
}

/// How many rows each table has.
pub fn row_counts(db: &Connection) -> Result<BTreeMap<String, i64>> {
    let tables: Vec<String> = sql::all(
        db,
        "select name
         from sqlite_schema
         where type = 'table'
         and name not like 'sqlite%'
         and name not like 'refinery%'",
        &[],
    )?;
    let count = |table: String| {
        let text = format!("select count(*)\nfrom \"{table}\"");
        let count = sql::count(db, &text, &[])?;
        Ok((table, count))
    };
    tables.into_iter().map(count).collect()
}
