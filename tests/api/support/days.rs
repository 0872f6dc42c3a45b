//! Days counted from today, and what is done on another one.

use super::{App, Person};
use chrono::TimeDelta;
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::clock;
use inventario::kit::db::Change;

/// A day of the centre so many days from today, as the wire writes it.
pub fn day(from_today: i64) -> String {
    (clock::today() + TimeDelta::days(from_today)).to_string()
}

impl App {
    /// Does something as somebody at noon of a day, counted from today.
    pub async fn at<T: Send + 'static>(
        &self,
        who: &Person,
        from_today: i64,
        job: impl FnOnce(&CallerTx<'_>) -> T + Send + 'static,
    ) -> T {
        let id = who.id;
        let noon = (clock::today() + TimeDelta::days(from_today)).and_hms_opt(12, 0, 0).unwrap();
        let origin = Origin::of_command("test");
        let done = self.parts.db.write(&origin, move |tx| {
            let caller = Caller::new(&account::account(tx, id)?.unwrap(), Origin::of_command("test"));
            let then = tx.at(clock::instant_of(noon));
            Ok(Change::unaudited(job(&then.by(&caller))))
        });
        done.await.unwrap()
    }
}
