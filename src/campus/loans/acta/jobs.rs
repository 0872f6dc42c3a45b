//! Keeps the pages of actas that all have signed, so that they stay as they were made first.

use super::{reads, store};
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, LocalTime, Origin, Result, pdf};
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
            let waiting = self.0.read(|db| store::without_pages(db, AT_A_TURN)).await?;
            let count = waiting.len();
            for id in waiting {
                let printed = self.0.read(move |db| reads::printed(db, &store::get(db, id)?)).await?;
                let pdf = pdf::one_at_a_time(move || printed.pages()).await?;
                // Made of what is stored and audited already: no event.
                let origin = Origin::of_command("actas");
                let write = self.0.write(&origin, move |tx| {
                    store::keep_pages(tx, id, &pdf, LocalTime(tx.now)).map(Change::unaudited)
                });
                write.await?;
            }
            Ok(count)
        })
    }
}
