//! The job that asks for scheduled reports when their time has come.

use super::{change, store};
use crate::campus::reports::Maker;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Db, Origin, Result, clock};
use futures_util::future::BoxFuture;
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
            let done = run(&self.db).await?;
            if done > 0 {
                self.maker.begin();
            }
            Ok(done)
        })
    }
}

/// Asks for what is due; answers how many times were dealt with.
///
/// # Errors
/// When the database refuses.
pub async fn run(db: &Db) -> Result<usize> {
    let now = clock::now();
    // Looking costs next to nothing, a write costs a commit: most of the time nothing is due.
    let rows = db.read(store::active).await?;
    let waiting = rows.iter().map(|row| row.is_waiting(now)).collect::<Result<Vec<bool>>>()?;
    if !waiting.contains(&true) {
        return Ok(0);
    }
    db.write(&Origin::of_command("report-schedules"), |tx| change::ask_for_due(tx)).await
}
