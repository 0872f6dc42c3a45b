//! SQL of the authority. Its key lies in the database, so that a backup carries it along and phones that trust the box go on
//! trusting the one that it is restored on.

use super::authority::{Authority, Stored};
use crate::kit::{Error, LocalTime, Result, settings, sql};
use rusqlite::{Connection, OpenFlags, named_params};
use serde_json::Value;
use std::path::Path;

/// The key of the authority in the settings.
const SETTING: &str = "tls_authority";

/// The authority, if one was made.
pub fn authority(db: &Connection) -> Result<Option<Authority>> {
    let kept: Option<Value> = settings::get(db, SETTING)?;
    let Some(kept) = kept else { return Ok(None) };
    // The error of a parser may quote what it read.
    let broken =
        || Error::internal("la autoridad de certificados guardada en la base de datos no se puede leer");
    let stored: Stored = serde_json::from_value(kept).map_err(|_| broken())?;
    Authority::load(stored).map(Some).map_err(|_| broken())
}

/// Gives a database that has no authority that of another one, so that whoever trusts the box goes on trusting it. One that can't
/// be read has none to give: a damaged database must not keep a backup from being restored.
pub fn carry(from: &Path, to: &Connection) -> Result<()> {
    let Some((value, updated_at)) = stored_in(from) else { return Ok(()) };
    sql::run(
        to,
        "insert into settings (key, value, updated_at)
         values (:key, :value, :updated_at)
         on conflict (key) do nothing",
        named_params! { ":key": SETTING, ":value": value, ":updated_at": updated_at },
    )
}

/// The authority of a database that may be missing, damaged or of another time, as it is stored, and since when.
fn stored_in(path: &Path) -> Option<(String, String)> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    authority(&db).ok()??;
    let text = "select value, updated_at\nfrom settings\nwhere key = :key";
    sql::value(&db, text, named_params! { ":key": SETTING }, |row| Ok((row.get(0)?, row.get(1)?))).ok()?
}

/// Keeps an authority.
pub(super) fn keep(db: &Connection, authority: &Authority, now: LocalTime) -> Result<()> {
    let value = serde_json::to_string(authority.stored()).map_err(Error::internal)?;
    sql::run(
        db,
        "insert into settings (key, value, updated_at)
         values (:key, :value, :now)",
        named_params! { ":key": SETTING, ":value": value, ":now": now },
    )
}

#[cfg(test)]
mod tests;
