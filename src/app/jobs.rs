//! Scheduled work: that of every resource, and the hourly clearing away, in which all have their part.

use super::{Parts, resources};
use crate::kit::db::clock_trace;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, Origin, Result, Tx, idempotency};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// All jobs of the server.
pub(super) fn all(parts: &Parts) -> Vec<Box<dyn Job>> {
    let mut jobs = resources::jobs(parts);
    jobs.push(Box::new(Clearing(parts.db.clone())));
    jobs
}

/// Clears away what has expired: sessions, notifications, alerts, letters, reports, imports, photos, answers kept for repetitions. Not
/// while the clock is in doubt.
struct Clearing(Db);

impl Job for Clearing {
    fn name(&self) -> &'static str {
        "clear"
    }

    fn title(&self) -> &'static str {
        "Limpieza"
    }

    fn purpose(&self) -> &'static str {
        "Quita lo que ya venció y a nadie le sirve: sesiones, avisos leídos hace tiempo y fotos que nada muestra"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(Duration::from_secs(60 * 60))
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let clear = |tx: &Tx<'_>| {
                // All of it goes by its age.
                if !clock_trace::beat(tx)?.is_sound() {
                    tracing::warn!("the clock is in doubt: nothing is cleared away");
                    return Ok(0);
                }
                Ok(idempotency::clear_old(tx, tx.now)? + resources::clear(tx)?)
            };
            // Nothing that anybody could still use: no event.
            self.0.write(&Origin::of_command("jobs"), move |tx| clear(tx).map(Change::unaudited)).await
        })
    }
}
