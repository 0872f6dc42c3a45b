//! The job that follows the plans: it reminds of work that is near and asks for what is due.

use super::{change, store};
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Day, Db, Origin, Result, clock};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How often it is looked for plans whose day has come.
const PERIOD: Duration = Duration::from_secs(15 * 60);

/// How many plans are followed in one write, so that everybody else's writes come in between.
const AT_ONCE: i64 = 20;

/// The job over a database.
pub struct Plans(pub Db);

impl Job for Plans {
    fn name(&self) -> &'static str {
        "maintenance-plans"
    }

    fn title(&self) -> &'static str {
        "Planes de mantenimiento"
    }

    fn purpose(&self) -> &'static str {
        "Recuerda el mantenimiento preventivo que se acerca y hace la solicitud del que toca"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(run(&self.0))
    }
}

/// Follows all plans that wait; answers how many.
pub async fn run(db: &Db) -> Result<usize> {
    let mut followed = 0;
    loop {
        let today = Day(clock::today());
        // Looking costs next to nothing, a write costs a commit: most of the time nothing is due.
        let waiting = db.read(move |db| store::plans::waiting(db, today, AT_ONCE)).await?;
        if waiting.is_empty() {
            return Ok(followed);
        }
        let origin = Origin::of_command("maintenance-plans");
        followed += db.write(&origin, |tx| change::plans::follow(tx, AT_ONCE)).await?;
    }
}
