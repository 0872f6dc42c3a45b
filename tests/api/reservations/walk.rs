//! Random walks: whatever is reserved, handed out, cancelled, lapsed and goes by otherwise, in whatever order, what lots have promised is what
//! active reservations hold, nothing is promised twice, and nothing that is over goes out.

use super::flour;
use crate::support::{App, sent};
use chrono::{DateTime, TimeDelta, Utc};
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::clock;
use inventario::kit::db::{Change, Tx};
use inventario::kit::error::{Error, Result};
use inventario::kit::wire::{Id, LocalTime};
use inventario::warehouse::reservations::change as reservations;
use inventario::warehouse::stock::change as stock;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use std::collections::BTreeMap;

/// How many walks are taken; `RESERVATION_WALKS=10000 cargo test --test api reservations::walk` takes more.
const WALKS: u64 = 60;
/// How many steps a walk has.
const STEPS: usize = 40;

struct Walk<'a> {
    tx: Tx<'a>,
    keeper: &'a Caller,
    instructor: &'a Caller,
    bin: Id,
    product: Id,
    random: StdRng,
    now: DateTime<Utc>,
    made: Vec<Id>,
    done: BTreeMap<String, usize>,
}

impl<'a> Walk<'a> {
    fn by(&self, who: &'a Caller) -> CallerTx<'a> {
        self.tx.at(self.now).by(who)
    }

    fn quantity(&mut self) -> f64 {
        f64::from(self.random.random_range(1..600)) / 100.0
    }

    fn one(&mut self) -> Option<Id> {
        (!self.made.is_empty()).then(|| self.made[self.random.random_range(0..self.made.len())])
    }

    /// A step in any direction; what is refused is refused, and not broken.
    fn step(&mut self) {
        self.tx.execute_batch("savepoint step").unwrap();
        let (name, done) = match self.random.random_range(0..20) {
            0..=3 => ("receive", self.receive()),
            4..=9 => ("reserve", self.reserve()),
            10..=12 => ("fulfil", self.fulfil()),
            13 | 14 => ("cancel", self.cancel()),
            15 => ("issue", self.issue()),
            16 => ("lapse", self.lapse()),
            17 => ("adjust", self.adjust()),
            _ => {
                self.now += TimeDelta::hours(self.random.random_range(1..60));
                ("wait", Ok(()))
            }
        };
        let end = if done.is_ok() { "release step" } else { "rollback to step; release step" };
        self.tx.execute_batch(end).unwrap();
        match done {
            Ok(()) => *self.done.entry(name.to_owned()).or_default() += 1,
            Err(error) => {
                assert!(matches!(error, Error::Known(_) | Error::With(..)), "{name}: {error}");
                *self.done.entry(format!("{name} refused: {}", error.code().slug())).or_default() += 1;
            }
        }
        self.check();
    }

    fn receive(&mut self) -> Result<()> {
        let lasts = self.random.random_range(1..9);
        let use_by = (clock::day_of(self.now) + TimeDelta::days(lasts)).to_string();
        let new = sent(json!({
            "bin_id": self.bin, "product_id": self.product, "batch_number": format!("B{}", self.random.random_range(0..9)),
            "use_by_date": self.random.random_bool(0.8).then_some(use_by), "quantity": self.quantity(),
        }));
        let tx = self.by(self.keeper);
        tx.keep(stock::receive::receive(&tx, &new)?).map(drop)
    }

    fn reserve(&mut self) -> Result<()> {
        let until = LocalTime(self.now + TimeDelta::hours(self.random.random_range(1..120)));
        let new = sent(json!({
            "product_id": self.product, "quantity": self.quantity(), "order_reference": "2557",
            "reserved_until": until.to_string(),
        }));
        let who = if self.random.random_bool(0.5) { self.keeper } else { self.instructor };
        let tx = self.by(who);
        let made = tx.keep(reservations::reserve::reserve(&tx, &new)?)?;
        self.made.push(made.reservation_id);
        Ok(())
    }

    fn fulfil(&mut self) -> Result<()> {
        let Some(id) = self.one() else { return Ok(()) };
        let tx = self.by(self.keeper);
        let done = tx.keep(reservations::end::fulfil(&tx, id, &sent(json!({})))?)?;
        let today = clock::day_of(self.now);
        for item in &done.reservation.items {
            assert!(item.use_by_date.is_none_or(|day| day.0 >= today), "an expired lot went out");
        }
        Ok(())
    }

    fn cancel(&mut self) -> Result<()> {
        let Some(id) = self.one() else { return Ok(()) };
        let tx = self.by(self.keeper);
        tx.keep(reservations::end::cancel(&tx, id, &sent(json!({ "reason": "paseo" })))?).map(drop)
    }

    fn lapse(&mut self) -> Result<()> {
        let tx = self.tx.at(self.now);
        for id in inventario::warehouse::reservations::store::overdue(&tx, LocalTime(self.now), 100)? {
            tx.keep(reservations::end::lapse(&tx, id)?)?;
        }
        Ok(())
    }

    fn issue(&mut self) -> Result<()> {
        let new = sent(json!({ "product_id": self.product, "quantity": self.quantity(), "reason": "paseo" }));
        let tx = self.by(self.keeper);
        tx.keep(stock::issue::issue_by_product(&tx, &new)?).map(drop)
    }

    fn adjust(&mut self) -> Result<()> {
        let lots: Option<Id> = inventario::kit::sql::one(
            &self.tx,
            "select id from lots where product_id = :product order by updated_at limit 1",
            &[(":product", &self.product)],
        )?;
        let Some(lot) = lots else { return Ok(()) };
        let new = sent(json!({ "lot_id": lot, "new_quantity": self.quantity(), "reason": "paseo" }));
        let tx = self.by(self.keeper);
        tx.keep(stock::correct::adjust(&tx, &new)?).map(drop)
    }

    fn check(&self) {
        let wrong: i64 = self
            .tx
            .query_row(
                "select count(*) from lots l where l.reserved_quantity <> (
                     select coalesce(sum(i.quantity_reserved), 0)
                     from reservation_items i
                     join reservations r on r.id = i.reservation_id
                     where i.lot_id = l.id and r.status = 'active')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(wrong, 0, "a lot has promised something else than reservations hold");
        let wrong: i64 = self
            .tx
            .query_row(
                "select count(*) from reservations r where r.total_quantity <> (
                     select sum(i.quantity_reserved) from reservation_items i where i.reservation_id = r.id)
                 or (r.status = 'fulfilled') <> exists (select 1 from movements m where m.cause_id = r.id)
                 or r.status = 'fulfilled' and r.total_quantity <> (
                     select -sum(m.quantity) from movements m where m.cause_id = r.id)",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(wrong, 0, "a reservation gave something else than it held");
        let (_, disagreeing, _) = inventario::warehouse::movements::store::disagreements(&self.tx).unwrap();
        assert_eq!(disagreeing, 0, "the ledger and the lots disagree");
    }
}

#[tokio::test]
async fn what_lots_have_promised_is_what_active_reservations_hold_at_every_moment() {
    let app = App::new().await;
    let (shelf, ..) = flour(&app).await;
    let walks = std::env::var("RESERVATION_WALKS").ok().and_then(|n| n.parse().ok()).unwrap_or(WALKS);
    let (keeper, instructor) = (app.world.wilson.id, app.world.ana.id);
    let (bin, product): (Id, Id) = (sent(json!(shelf.bin)), sent(json!(shelf.product)));
    let origin = Origin::of_command("test");
    let walked = app.parts.db.write(&origin, move |tx| {
        let caller = |id| Caller::new(account::account(tx, id).unwrap().unwrap(), Origin::of_command("test"));
        let (keeper, instructor) = (caller(keeper), caller(instructor));
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for seed in 0..walks {
            tx.execute_batch("savepoint walk").unwrap();
            let mut walk = Walk {
                tx: **tx,
                keeper: &keeper,
                instructor: &instructor,
                bin,
                product,
                random: StdRng::seed_from_u64(seed),
                now: tx.now,
                made: Vec::new(),
                done: BTreeMap::new(),
            };
            for _ in 0..STEPS {
                walk.step();
            }
            for (name, count) in walk.done {
                *all.entry(name).or_default() += count;
            }
            tx.execute_batch("rollback to walk; release walk").unwrap();
        }
        Ok(Change::unaudited(all))
    });
    let done = walked.await.unwrap();
    // A walk that goes nowhere shows nothing.
    for name in [
        "receive",
        "reserve",
        "fulfil",
        "cancel",
        "issue",
        "lapse",
        "adjust",
        "fulfil refused: reserva_con_lote_que_no_sale",
        "fulfil refused: reserva_con_plazo_pasado",
        "fulfil refused: reserva_en_otro_estado",
        "reserve refused: reserva_sin_existencias",
        "adjust refused: lote_con_reservas",
    ] {
        assert!(done.get(name).is_some_and(|count| *count > 4), "{name} in {done:?}");
    }
}
