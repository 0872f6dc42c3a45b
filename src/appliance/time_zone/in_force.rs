//! Which zone is in force in this process: see [`clock`].

use super::store;
use crate::kit::zone::Zone;
use crate::kit::{Db, Result, clock};
use std::path::Path;
use tokio::sync::Mutex;

/// Puts the zone of a server in force when it starts: the given one, else the one that its database keeps, else Bogotá.
pub async fn begin(given: Option<Zone>, db: &Db) -> Result<()> {
    match given {
        Some(zone) => clock::fix_zone(zone),
        None => put_kept_in_force(db).await?,
    }
    Ok(())
}

/// Puts the kept zone in force after somebody wrote another one, or could not. Of several at once the last one reads what the last
/// one wrote, so memory and disk end the same. When the database can't be read, the zone that was in force stays so.
pub async fn put_kept_in_force(db: &Db) -> Result<()> {
    // The zone that it puts in force is the process's too.
    static TURN: Mutex<()> = Mutex::const_new(());
    let _turn = TURN.lock().await;
    clock::set_zone(db.read(store::get).await?.unwrap_or_else(Zone::bogota));
    Ok(())
}

/// What [`begin`] does, for a command that works on a data directory, whose database may be missing, old or damaged.
pub fn begin_command(given: Option<Zone>, data_dir: &Path) {
    match given {
        Some(zone) => clock::fix_zone(zone),
        None => clock::set_zone(store::of_file(data_dir).unwrap_or_else(Zone::bogota)),
    }
}
