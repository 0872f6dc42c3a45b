//! SQL of the time zone.

use super::model::Zone;
use crate::error::{Error, Result};
use crate::health::checkup;
use crate::sql;
use crate::wire::LocalTime;
use chrono_tz::Tz;
use rusqlite::{Connection, named_params};
use std::path::Path;

/// The key of the zone in the settings.
const KEY: &str = "time_zone";

/// The zone that is kept, if one is. A name that this version of the program doesn't know counts as none.
pub fn get(db: &Connection) -> Result<Option<Tz>> {
    let text: Option<String> = sql::value(
        db,
        "select value\nfrom settings\nwhere key = :key",
        named_params! { ":key": KEY },
        |row| row.get(0),
    )?;
    Ok(text.and_then(|text| serde_json::from_str::<Zone>(&text).ok()).map(|zone| zone.0))
}

/// Keeps a zone.
pub fn set(db: &Connection, zone: Tz, now: LocalTime) -> Result<()> {
    let value = serde_json::to_string(&Zone(zone)).map_err(Error::internal)?;
    sql::run(
        db,
        "insert into settings (key, value, updated_at)
         values (:key, :value, :now)
         on conflict (key) do update
         set value = :value,
             updated_at = :now",
        named_params! { ":key": KEY, ":value": value, ":now": now },
    )?;
    Ok(())
}

/// The zone that the database of a data directory keeps, whatever state it is in: whoever looks at it closer says what is wrong.
pub fn of_file(data_dir: &Path) -> Option<Tz> {
    checkup::open(data_dir).ok().and_then(|db| get(&db).ok().flatten())
}
