//! SQL of the time zone.

use crate::appliance::health::checkup;
use crate::kit::zone::Zone;
use crate::kit::{LocalTime, Result, settings};
use rusqlite::Connection;
use serde_json::Value;
use std::path::Path;

/// The key of the zone in the settings.
const KEY: &str = "time_zone";

/// The zone that is kept, if one is. A name that this version of the program doesn't know counts as none.
pub fn get(db: &Connection) -> Result<Option<Zone>> {
    let kept: Option<Value> = settings::get(db, KEY)?;
    Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()))
}

/// Keeps a zone.
pub fn set(db: &Connection, zone: Zone, now: LocalTime) -> Result<()> {
    settings::set(db, KEY, &zone, now)
}

/// The zone that the database of a data directory keeps, whatever state it is in: whoever looks at it closer says what is wrong.
pub fn of_file(data_dir: &Path) -> Option<Zone> {
    checkup::open(data_dir).ok().and_then(|db| get(&db).ok().flatten())
}
