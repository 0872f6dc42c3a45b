//! Keeping another time zone, within one write.

use super::store;
use crate::kit::zone::Zone;
use crate::kit::{Change, Event, LocalTime, Result, Tx};
use serde_json::json;

/// Keeps a zone; the set-up does it too. It is in force once
/// [`put_kept_in_force`](super::put_kept_in_force) was called.
pub fn keep(tx: &Tx<'_>, zone: Zone) -> Result<Change<()>> {
    let before = store::get(tx)?.unwrap_or_else(Zone::bogota);
    store::set(tx, zone, LocalTime(tx.now))?;
    let event = Event::named("UPDATE_SETTING", "setting", None)
        .describe(format!("Zona horaria del edificio: {}", zone.name()))
        .before(&json!({ "time_zone": before.name() }))
        .after(&json!({ "time_zone": zone.name() }));
    Ok(Change::new((), event))
}
