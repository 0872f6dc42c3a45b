//! Keeps the pages of actas that all have signed, so that they stay as they were made first.

use super::{print, store};
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, Id, Origin, Result};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How many at a turn: a busy morning's, and nobody waits long for the processor.
const AT_A_TURN: i64 = 50;

/// How often it is looked for actas that all have signed.
const PERIOD: Duration = Duration::from_secs(5 * 60);

/// The scheduled work.
pub struct KeepPages(pub Db);

impl Job for KeepPages {
    fn name(&self) -> &'static str {
        "actas"
    }

    fn title(&self) -> &'static str {
        "Actas firmadas"
    }

    fn purpose(&self) -> &'static str {
        "Guarda el PDF de las actas que ya tienen todas sus firmas, para que no cambie nunca"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let waiting = self.0.read(|db| store::to_print(db, AT_A_TURN)).await?;
            let count = waiting.len();
            let mut failed = None;
            for id in waiting {
                if let Err(error) = print::pages(&self.0, id).await {
                    self.note_failure(id).await?;
                    failed = Some(error);
                }
            }
            failed.map_or(Ok(count), Err)
        })
    }
}

impl KeepPages {
    /// What can't be printed comes last from then on, so that it holds up nothing else.
    async fn note_failure(&self, id: Id) -> Result<()> {
        let origin = Origin::of_command("actas");
        let write = self.0.write(&origin, move |tx| store::note_failure(tx, id).map(Change::unaudited));
        write.await
    }
}
