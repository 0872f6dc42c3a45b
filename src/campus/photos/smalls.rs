//! Copies the small photos from before they had a table of their own.

use super::store;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, Origin, Result};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How many at a time: reading one reads through its large one.
const AT_ONCE: i64 = 16;

/// How often it is looked for some: after the first hour there are none, unless an older copy is restored.
const PERIOD: Duration = Duration::from_secs(60 * 60);

/// The scheduled work.
pub struct Smalls(pub Db);

impl Job for Smalls {
    fn name(&self) -> &'static str {
        "small-photos"
    }

    fn title(&self) -> &'static str {
        "Miniaturas"
    }

    fn purpose(&self) -> &'static str {
        "Guarda aparte las miniaturas de las fotos de versiones anteriores, para que las listas se abran más rápido"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let origin = Origin::of_command("photos");
            let (mut taken, mut after) = (0, None);
            loop {
                let behind = self.0.read(move |db| store::smalls_behind(db, after, AT_ONCE)).await?;
                let Some(last) = behind.last() else { return Ok(taken) };
                after = Some(last.id);
                taken += behind.len();
                // Nothing that anybody sees changes: no event.
                let write = self.0.write(&origin, move |tx| {
                    behind.iter().try_for_each(|it| store::insert_small(tx, it.id, &it.small))?;
                    Ok(Change::unaudited(()))
                });
                write.await?;
            }
        })
    }
}
