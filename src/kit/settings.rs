//! The settings that the database keeps: JSON by key. Whoever owns a setting has its key and its shape.

mod section;

pub(crate) use section::section;
pub use section::{Section, Sent};

use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::kit::sql;
use crate::kit::wire::LocalTime;
use rusqlite::{Connection, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A setting with a shape of its own, which its owner declares. One that a general administrator changes is a [`Section`]. What was never set is its default.
pub trait Setting: Serialize + DeserializeOwned + Default {
    /// Its key.
    const KEY: &'static str;
}

/// What was set, or the default.
///
/// # Errors
/// As [`get`].
pub fn of<S: Setting>(db: &Connection) -> Result<S> {
    Ok(get(db, S::KEY)?.unwrap_or_default())
}

/// Keeps what somebody has set.
pub fn keep<S: Setting>(tx: &Tx<'_>, value: &S) -> Result<()> {
    set(tx, S::KEY, value, LocalTime(tx.now))
}

/// A setting, if it was ever made.
///
/// # Errors
/// When the database can't be asked, or what it keeps has another shape. The error quotes nothing of it: it may be secret.
pub fn get<T: DeserializeOwned>(db: &Connection, key: &str) -> Result<Option<T>> {
    let text: Option<String> =
        sql::one(db, "select value\nfrom settings\nwhere key = :key", named_params! { ":key": key })?;
    let broken = |_| Error::internal(format!("the setting {key} can't be read"));
    text.map(|text| serde_json::from_str(&text).map_err(broken)).transpose()
}

/// Keeps a setting.
pub fn set(db: &Connection, key: &str, value: &impl Serialize, now: LocalTime) -> Result<()> {
    let value = serde_json::to_string(value).map_err(Error::internal)?;
    sql::run(
        db,
        "insert into settings (key, value, updated_at)
         values (:key, :value, :now)
         on conflict (key) do update
         set value = :value,
             updated_at = :now",
        named_params! { ":key": key, ":value": value, ":now": now },
    )
}
