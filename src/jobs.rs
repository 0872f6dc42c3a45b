//! Scheduled work: what the server does without being asked.

use crate::auth;
use crate::caller::Origin;
use crate::db::{Change, Db};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often expired sessions are cleared away.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Runs until it is dropped.
pub async fn run(db: Db) {
    let mut tick = interval(EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let origin = Origin::of_command("jobs");
        let cleared = db
            // Nothing that anybody could still use: no event.
            .write(&origin, |tx| Ok(Change::unaudited(auth::store::delete_expired(tx, tx.now)?)))
            .await;
        match cleared {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "cleared expired sessions"),
            Err(error) => tracing::warn!(%error, "could not clear expired sessions"),
        }
    }
}
