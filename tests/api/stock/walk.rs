//! Random walks through two warehouses: whatever comes in, goes out, is promised, handed over, moved, sent, counted, thrown away, held and
//! let go in whatever order, on however many days, no lot holds less than nothing or than what is promised of it, the ledger adds up to what
//! lies there, nothing is lost under way, nothing that is over goes out, and whoever asks what goes next is told what goes next.

mod checked;
mod counted;
mod moved;
mod promised;

use crate::support::{App, sent};
use chrono::{DateTime, TimeDelta, Utc};
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::clock;
use inventario::kit::db::{Change, Tx};
use inventario::kit::error::{Code, Error, Result};
use inventario::kit::wire::{Id, Quantity};
use inventario::warehouse::stock::model::{
    NewAdjustment, NewHold, NewIssue, NewProductIssue, NewReceipt, NewScrap,
};
use inventario::warehouse::stock::{change, reads};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use std::collections::BTreeMap;

/// How many walks are taken; `STOCK_WALKS=10000 cargo test --test api stock::walk` takes more.
const WALKS: u64 = 150;
/// How many steps a walk has.
const STEPS: usize = 60;

/// Where the walks go: bins of two warehouses, and two products.
struct Place {
    bins: Vec<Id>,
    products: Vec<Id>,
    warehouses: Vec<Id>,
}

/// How often what was done.
type Done = BTreeMap<&'static str, usize>;

struct Walk<'a> {
    tx: Tx<'a>,
    keeper: &'a Caller,
    /// Who looks at what the keeper counted.
    second: &'a Caller,
    place: &'a Place,
    random: StdRng,
    /// The instant of the next step.
    now: DateTime<Utc>,
    lots: Vec<Id>,
    reservations: Vec<Id>,
    transfers: Vec<Id>,
    counts: Vec<Id>,
    /// What must lie there of each product, by what was done.
    expected: BTreeMap<Id, Quantity>,
    done: Done,
}

impl<'a> Walk<'a> {
    fn one(&mut self, of: &[Id]) -> Id {
        of[self.random.random_range(0..of.len())]
    }

    fn lot(&mut self) -> Option<Id> {
        let lots = std::mem::take(&mut self.lots);
        let lot = self.any(&lots);
        self.lots = lots;
        lot
    }

    /// Any of them, if there are any.
    fn any(&mut self, of: &[Id]) -> Option<Id> {
        (!of.is_empty()).then(|| self.one(of))
    }

    /// A lot that came to be by itself: where something is moved to, or found.
    fn remember(&mut self, lot: Id) {
        if !self.lots.contains(&lot) {
            self.lots.push(lot);
        }
    }

    /// Up to four units, in hundredths.
    fn quantity(&mut self) -> f64 {
        f64::from(self.random.random_range(1..400)) / 100.0
    }

    fn as_keeper(&self) -> CallerTx<'a> {
        self.tx.at(self.now).by(self.keeper)
    }

    fn moved(&mut self, product: Id, by: Quantity) {
        let there = self.expected.entry(product).or_default();
        *there = *there + by;
    }

    /// A step in any direction. What is refused is as good as what is done, so long as it is refused and not broken.
    fn step(&mut self) {
        self.tx.execute_batch("savepoint step").unwrap();
        let (name, done) = match self.random.random_range(0..50) {
            0..=6 => ("receive", self.receive()),
            7..=10 => ("issue", self.issue()),
            11..=13 => ("issue by product", self.issue_by_product()),
            14 | 15 => ("adjust", self.adjust()),
            16 => ("scrap", self.scrap()),
            17 => ("hold", self.hold()),
            18 => ("release", self.release()),
            19 => ("set a bin aside", self.set_aside()),
            20..=23 => ("reserve", self.reserve()),
            24 | 25 => ("fulfil", self.fulfil()),
            26 => ("cancel a reservation", self.cancel_reservation()),
            27 => ("lapse", self.lapse()),
            28..=30 => ("move", self.move_within()),
            31 | 32 => ("send", self.send()),
            33 | 34 => ("dispatch", self.dispatch()),
            35 | 36 => ("confirm", self.confirm()),
            37 => ("cancel a transfer", self.cancel_transfer()),
            38 | 39 => ("begin a count", self.begin_count()),
            40 | 41 => ("submit a count", self.submit_count()),
            42 => ("approve a count", self.approve_count()),
            43 => ("cancel a count", self.cancel_count()),
            44 | 45 => ("recount", self.recount()),
            // Days go by, and lots are over.
            _ => {
                self.now += TimeDelta::days(self.random.random_range(0..4));
                ("wait", Ok(true))
            }
        };
        let end = if done.is_ok() { "release step" } else { "rollback to step; release step" };
        self.tx.execute_batch(end).unwrap();
        match done {
            Ok(true) => *self.done.entry(name).or_default() += 1,
            // There was nothing to do it with.
            Ok(false) => {}
            Err(error) => {
                assert!(matches!(error, Error::Known(_) | Error::With(..)), "{name}: {error}");
                if error.code() == Code::LotExpired {
                    *self.done.entry("refused: expired").or_default() += 1;
                }
                if error.code() == Code::LotOutOfTurn {
                    *self.done.entry("refused: out of turn").or_default() += 1;
                }
            }
        }
    }

    fn receive(&mut self) -> Result<bool> {
        let (bins, products) = (self.place.bins.clone(), self.place.products.clone());
        let (bin, product, quantity) = (self.one(&bins), self.one(&products), self.quantity());
        let lasts = self.random.random_range(1..9);
        let use_by = (clock::day_of(self.now) + TimeDelta::days(lasts)).to_string();
        let new: NewReceipt = sent(json!({
            "bin_id": bin, "product_id": product, "batch_number": format!("B{}", self.random.random_range(0..4)),
            "use_by_date": self.random.random_bool(0.8).then_some(use_by), "quantity": quantity,
            "unit_price": self.random.random_bool(0.6).then(|| self.random.random_range(1..200_000)),
        }));
        let tx = self.as_keeper();
        let received = tx.keep(change::receive::receive(&tx, &new)?)?;
        self.moved(product, new.quantity.get());
        self.remember(received.lot_id);
        Ok(true)
    }

    fn issue(&mut self) -> Result<bool> {
        let Some(lot) = self.lot() else { return Ok(false) };
        let is_forced = self.random.random_bool(0.3);
        let new: NewIssue = sent(json!({
            "lot_id": lot, "quantity": self.quantity(), "reason": "paseo", "force_non_fefo": is_forced,
            "override_reason": is_forced.then_some("Paseo"),
        }));
        let tx = self.as_keeper();
        let before = reads::detail(&tx, inventario::kit::Scope::Everything, None, lot, tx.today())?;
        let issued = tx.keep(change::issue::issue(&tx, &new)?)?;
        assert_eq!(issued.fefo_compliant, before.is_first, "the lot's page and its issue agree on its turn");
        assert!(issued.fefo_compliant || is_forced, "a lot went before its turn");
        self.moved(issued.lot.product_id, -new.quantity.get());
        Ok(true)
    }

    fn issue_by_product(&mut self) -> Result<bool> {
        let (products, warehouses) = (self.place.products.clone(), self.place.warehouses.clone());
        let (product, warehouse) = (self.one(&products), self.one(&warehouses));
        let new: NewProductIssue = sent(json!({
            "product_id": product, "warehouse_id": warehouse, "quantity": self.quantity(), "reason": "paseo",
        }));
        let tx = self.as_keeper();
        let reach = (inventario::kit::Scope::Everything, None);
        let told =
            reads::recommendation(&tx, reach, (product, new.quantity.get()), Some(warehouse), tx.today())?;
        let issued = tx.keep(change::issue::issue_by_product(&tx, &new)?)?;
        let told: Vec<_> = told.recommendations.iter().map(|it| (it.lot_id, it.suggested_quantity)).collect();
        let taken: Vec<_> = issued.lots.iter().map(|it| (it.lot_id, it.quantity_issued)).collect();
        assert_eq!(told, taken, "what is recommended is what is taken");
        self.moved(product, -new.quantity.get());
        Ok(true)
    }

    fn adjust(&mut self) -> Result<bool> {
        let Some(lot) = self.lot() else { return Ok(false) };
        let quantity = if self.random.random_bool(0.2) { 0.0 } else { self.quantity() };
        let new: NewAdjustment = sent(json!({ "lot_id": lot, "new_quantity": quantity, "reason": "paseo" }));
        let tx = self.as_keeper();
        let adjusted = tx.keep(change::correct::adjust(&tx, &new)?)?;
        self.moved(adjusted.lot.product_id, adjusted.quantity_after - adjusted.quantity_before);
        Ok(true)
    }

    fn scrap(&mut self) -> Result<bool> {
        let Some(lot) = self.lot() else { return Ok(false) };
        let tx = self.as_keeper();
        let new: NewScrap = sent(json!({ "lot_id": lot, "reason": "paseo" }));
        let scrapped = tx.keep(change::correct::scrap(&tx, &new)?)?;
        self.moved(scrapped.lot.product_id, -scrapped.quantity_scrapped);
        Ok(true)
    }

    fn hold(&mut self) -> Result<bool> {
        let Some(lot) = self.lot() else { return Ok(false) };
        let tx = self.as_keeper();
        let new: NewHold = sent(json!({ "reason": "Paseo" }));
        tx.keep(change::hold::hold(&tx, lot, &new)?).map(|_| true)
    }

    fn release(&mut self) -> Result<bool> {
        let Some(lot) = self.lot() else { return Ok(false) };
        let tx = self.as_keeper();
        tx.keep(change::hold::release(&tx, lot)?).map(|_| true)
    }

    fn set_aside(&mut self) -> Result<bool> {
        let bins = self.place.bins.clone();
        let (bin, is_out) = (self.one(&bins), self.random.random_bool(0.4));
        let set_aside = is_out.then_some("inactive");
        self.tx.execute("update bins set set_aside = ?1 where id = ?2", (set_aside, bin))?;
        Ok(true)
    }
}

/// Takes a walk; answers what was done.
fn take(tx: Tx<'_>, [keeper, second]: [&Caller; 2], place: &Place, seed: u64) -> Done {
    tx.execute_batch("savepoint walk").unwrap();
    let mut walk = Walk {
        now: tx.now,
        tx,
        keeper,
        second,
        place,
        random: StdRng::seed_from_u64(seed),
        lots: Vec::new(),
        reservations: Vec::new(),
        transfers: Vec::new(),
        counts: Vec::new(),
        expected: BTreeMap::new(),
        done: Done::new(),
    };
    for _ in 0..STEPS {
        walk.step();
        walk.check();
    }
    tx.execute_batch("rollback to walk; release walk").unwrap();
    walk.done
}

#[tokio::test]
async fn no_walk_loses_or_invents_anything() {
    let app = App::new().await;
    app.run(format!("update environments set is_warehouse = 1 where id = '{}'", app.world.idiomas.id)).await;
    let (bodega, annex) = (app.world.bodega.id, app.world.idiomas.id);
    let id = |text: String| sent::<Id>(json!(text));
    let mut bins = Vec::new();
    for (room, code) in [(bodega, "1"), (bodega, "2"), (bodega, "3"), (annex, "1"), (annex, "2")] {
        bins.push(id(super::bin(&app, room, code).await));
    }
    let products =
        vec![id(super::product(&app, "Harina", "kg").await), id(super::product(&app, "Pintura", "l").await)];
    let place = Place { bins, products, warehouses: vec![bodega, annex] };
    let walks = std::env::var("STOCK_WALKS").ok().and_then(|text| text.parse().ok()).unwrap_or(WALKS);
    let (gloria, wilson, origin) = (app.world.gloria.id, app.world.wilson.id, Origin::of_command("test"));
    app.run(format!("update users set role = 'admin_general' where id = '{wilson}'")).await;
    let walked = app.parts.db.write(&origin, move |tx| {
        let [keeper, second] = [gloria, wilson]
            .map(|id| Caller::new(&account::account(tx, id).unwrap().unwrap(), Origin::of_command("test")));
        let mut all = Done::new();
        for seed in 0..walks {
            for (name, times) in take(**tx, [&keeper, &second], &place, seed) {
                *all.entry(name).or_default() += times;
            }
        }
        Ok(Change::unaudited(all))
    });
    let done = walked.await.unwrap();
    for step in [
        "receive",
        "issue",
        "issue by product",
        "adjust",
        "scrap",
        "hold",
        "release",
        "set a bin aside",
        "reserve",
        "fulfil",
        "cancel a reservation",
        "lapse",
        "move",
        "send",
        "dispatch",
        "confirm",
        "cancel a transfer",
        "begin a count",
        "recount",
        "submit a count",
        "approve a count",
        "cancel a count",
        "wait",
        "refused: expired",
        "refused: out of turn",
    ] {
        assert!(done.contains_key(step), "no walk came by {step}: {done:?}");
    }
}
