//! Reservations whose time is over: once an hour, and at the start if that was missed, what they hold is free again.

use super::{change, store};
use crate::kit::db::clock_trace;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, Db, LocalTime, Origin, Result, Tx, clock};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How often it is looked for them.
const PERIOD: Duration = Duration::from_secs(60 * 60);
/// How many lapse in one write: other people's writes wait behind it.
const MOST: i64 = 100;

/// The job over a database.
pub struct Lapses(pub Db);

impl Job for Lapses {
    fn name(&self) -> &'static str {
        "reservations"
    }

    fn title(&self) -> &'static str {
        "Reservas vencidas"
    }

    fn purpose(&self) -> &'static str {
        "Deja libre el material de las reservas cuyo plazo pasó, y avisa a quien las hizo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(run(&self.0))
    }
}

/// Lets the reservations lapse whose time is over; answers how many.
pub async fn run(db: &Db) -> Result<usize> {
    let mut count = 0;
    loop {
        let now = LocalTime(clock::now());
        // Looking costs next to nothing, a write costs a commit: most of the time there is none.
        if db.read(move |db| store::overdue(db, now, 1)).await?.is_empty() {
            return Ok(count);
        }
        let lapsed = db.write(&Origin::of_command("reservations"), |tx| lapse_some(tx)).await?;
        if lapsed == 0 {
            return Ok(count);
        }
        count += lapsed;
    }
}

/// Lets some of them lapse; answers how many. None while the clock is in doubt: what is free is soon somebody else's.
pub fn lapse_some(tx: &Tx<'_>) -> Result<Change<usize>> {
    let mut all = Change::unaudited(0);
    if !clock_trace::standing(tx, tx.now)?.is_sound() {
        tracing::warn!("the clock is in doubt: no reservation lapses");
        return Ok(all);
    }
    for id in store::overdue(tx, LocalTime(tx.now), MOST)? {
        all = all.join(change::end::lapse(tx, id)?).map(|(count, ())| count + 1);
    }
    Ok(all)
}
