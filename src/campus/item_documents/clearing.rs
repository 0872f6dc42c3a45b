//! Clears away the files of documents that are gone, a few parts at a time: whoever saves something meanwhile comes in between.

use super::store;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, Origin, Result};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How many parts at a time: two megabytes, a moment on a memory card.
const PARTS: i64 = 8;

/// How often it is looked for some.
const PERIOD: Duration = Duration::from_secs(5 * 60);

/// The scheduled work.
pub struct Clearing(pub Db);

impl Job for Clearing {
    fn name(&self) -> &'static str {
        "documents"
    }

    fn title(&self) -> &'static str {
        "Documentos eliminados"
    }

    fn purpose(&self) -> &'static str {
        "Libera poco a poco el espacio de los documentos de equipos que se eliminaron, para que nadie espere mientras tanto"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let origin = Origin::of_command("documents");
            let mut gone = 0;
            while self.0.read(store::is_something_detached).await? {
                // That it was deleted was told then: no event.
                let is_gone =
                    self.0.write(&origin, |tx| store::clear_some(tx, PARTS).map(Change::unaudited)).await?;
                gone += usize::from(is_gone);
            }
            Ok(gone)
        })
    }
}
