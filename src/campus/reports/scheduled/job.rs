//! The job that asks for scheduled reports when their time has come.

use super::change::due;
use super::store;
use crate::campus::reports::Maker;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Db, Id, Origin, Result, clock};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use std::time::Duration;

/// How often it is looked for those whose hour has come: nobody notices a minute.
const PERIOD: Duration = Duration::from_secs(60);

/// The job over a database, with who makes what it asks for.
pub struct ScheduledReports {
    /// The database.
    pub db: Db,
    /// Who makes them.
    pub maker: Maker,
}

impl Job for ScheduledReports {
    fn name(&self) -> &'static str {
        "report-schedules"
    }

    fn title(&self) -> &'static str {
        "Reportes programados"
    }

    fn purpose(&self) -> &'static str {
        "Pide los reportes que las personas programaron, cuando les llega la hora"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let done = run(&self.db, clock::now()).await?;
            if done > 0 {
                self.maker.begin();
            }
            Ok(done)
        })
    }
}

/// Asks for what is due at an instant; answers how many times were dealt with. What is wrong with one is logged, and the others are
/// asked for all the same.
///
/// # Errors
/// When the database refuses.
pub async fn run(db: &Db, now: DateTime<Utc>) -> Result<usize> {
    // Looking costs next to nothing, a write costs a commit: most of the time nothing is due.
    let waiting = db.read(move |db| {
        let active = store::active(db)?.into_iter();
        Ok(active.filter(|id| is_waiting(db, *id, now)).collect::<Vec<Id>>())
    });
    let origin = Origin::of_command("report-schedules");
    let mut done = 0;
    // A write each: people who save meanwhile have their turn between, and one that can't be asked for takes none of the others along.
    for id in waiting.await? {
        match db.write(&origin, move |tx| due::ask_if_due(&tx.at(now), id)).await {
            Ok(is_dealt_with) => done += usize::from(is_dealt_with),
            Err(error) => tracing::warn!(%error, %id, "a scheduled report isn't asked for"),
        }
    }
    Ok(done)
}

fn is_waiting(db: &Connection, id: Id, now: DateTime<Utc>) -> bool {
    let row = store::one_active(db, id);
    let is_waiting = row.and_then(|row| row.map_or(Ok(false), |row| row.is_waiting(now)));
    is_waiting.unwrap_or_else(|error| {
        tracing::warn!(%error, %id, "a scheduled report can't be read");
        false
    })
}
