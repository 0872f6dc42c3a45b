//! Random walks of what is moved, sent, received, given back, used and thrown away, in whatever order and at whatever time: what lies in the
//! lots, what is on its way and what was told to be missing add up to what came in, at every moment.

use crate::support::{App, sent};
use chrono::{DateTime, TimeDelta, Utc};
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::clock;
use inventario::kit::db::{Change, Tx};
use inventario::kit::error::{Error, Result};
use inventario::kit::wire::Id;
use inventario::warehouse::movements;
use inventario::warehouse::stock::change as stock;
use inventario::warehouse::transfers::change;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use std::collections::BTreeMap;

/// How many walks are taken; `TRANSFER_WALKS=10000 cargo test --test api transfers::walk` takes more.
const WALKS: u64 = 120;
/// How many steps a walk has.
const STEPS: usize = 40;

/// Bins of two warehouses, and one product.
struct Place {
    bins: Vec<Id>,
    warehouses: [Id; 2],
    product: Id,
}

type Done = BTreeMap<&'static str, usize>;

struct Walk<'a> {
    tx: Tx<'a>,
    keeper: &'a Caller,
    place: &'a Place,
    random: StdRng,
    now: DateTime<Utc>,
    /// What came in less what was used and thrown away, in hundredths.
    expected: i64,
    done: Done,
}

impl<'a> Walk<'a> {
    fn by_keeper(&self) -> CallerTx<'a> {
        self.tx.at(self.now).by(self.keeper)
    }

    fn bin(&mut self) -> Id {
        self.place.bins[self.random.random_range(0..self.place.bins.len())]
    }

    /// Any row of a table.
    fn any(&mut self, table: &str) -> Option<Id> {
        let mut query = self.tx.prepare(&format!("select id from {table} order by id")).unwrap();
        let ids = query.query_map([], |row| row.get(0)).unwrap();
        let ids: Vec<Id> = ids.collect::<rusqlite::Result<_>>().unwrap();
        (!ids.is_empty()).then(|| ids[self.random.random_range(0..ids.len())])
    }

    /// Up to four units, in hundredths.
    fn hundredths(&mut self) -> i64 {
        self.random.random_range(1..400)
    }

    fn step(&mut self) {
        self.tx.execute_batch("savepoint step").unwrap();
        let before = self.expected;
        let (name, done) = match self.random.random_range(0..20) {
            0..=3 => ("receive", self.receive()),
            4..=6 => ("move", self.relocate()),
            7..=9 => ("send", self.send()),
            10 | 11 => ("dispatch", self.dispatch()),
            12 | 13 => ("confirm", self.confirm()),
            14 | 15 => ("cancel", self.cancel()),
            16 => ("issue", self.issue()),
            17 => ("scrap", self.scrap()),
            18 => ("set a bin aside", self.set_aside()),
            _ => {
                self.now += TimeDelta::days(self.random.random_range(0..3));
                ("wait", Ok(()))
            }
        };
        let end = if done.is_ok() { "release step" } else { "rollback to step; release step" };
        self.tx.execute_batch(end).unwrap();
        match done {
            Ok(()) => *self.done.entry(name).or_default() += 1,
            Err(error) => {
                self.expected = before;
                assert!(matches!(error, Error::Known(_) | Error::With(..)), "{name}: {error}");
            }
        }
    }

    fn receive(&mut self) -> Result<()> {
        let (bin, quantity, lasts) = (self.bin(), self.hundredths(), self.random.random_range(1..6));
        let use_by = (clock::day_of(self.now) + TimeDelta::days(lasts)).to_string();
        let new = sent(json!({
            "bin_id": bin, "product_id": self.place.product, "batch_number": format!("B{}", self.random.random_range(0..3)),
            "use_by_date": self.random.random_bool(0.6).then_some(use_by), "quantity": decimal(quantity),
        }));
        let tx = self.by_keeper();
        tx.keep(stock::receive::receive(&tx, &new)?)?;
        self.expected += quantity;
        Ok(())
    }

    fn relocate(&mut self) -> Result<()> {
        let (Some(lot), bin) = (self.any("lots"), self.bin()) else { return Ok(()) };
        let new = sent(
            json!({ "source_lot_id": lot, "target_bin_id": bin, "quantity": decimal(self.hundredths()) }),
        );
        let tx = self.by_keeper();
        tx.keep(change::within::relocate(&tx, &new)?).map(drop)
    }

    fn send(&mut self) -> Result<()> {
        let Some(lot) = self.any("lots") else { return Ok(()) };
        let (to, bin) = (self.place.warehouses[self.random.random_range(0..2)], self.bin());
        let new = sent(json!({
            "source_lot_id": lot, "target_warehouse_id": to, "quantity": decimal(self.hundredths()),
            "target_bin_id": self.random.random_bool(0.3).then_some(bin),
        }));
        let tx = self.by_keeper();
        tx.keep(change::send::send(&tx, &new)?).map(drop)
    }

    fn dispatch(&mut self) -> Result<()> {
        let Some(id) = self.any("transfers") else { return Ok(()) };
        let tx = self.by_keeper();
        tx.keep(change::send::dispatch(&tx, id)?).map(drop)
    }

    fn confirm(&mut self) -> Result<()> {
        let Some(id) = self.any("transfers where status = 'in_transit'") else { return Ok(()) };
        let sent_quantity: i64 = self
            .tx
            .query_row("select quantity_sent from transfers where id = ?1", [id], |row| row.get(0))
            .unwrap();
        let received = match self.random.random_range(0..3) {
            0 => self.random.random_range(0..=sent_quantity),
            _ => sent_quantity,
        };
        let damaged = self.random.random_range(0..=sent_quantity - received);
        let receipt = sent(json!({
            "target_bin_id": self.bin(), "received_quantity": decimal(received), "damaged_quantity": decimal(damaged),
            "lost_quantity": decimal(sent_quantity - received - damaged),
            "condition_on_receipt": if received < sent_quantity { "partial" } else { "good" },
        }));
        let tx = self.by_keeper();
        tx.keep(change::receive::confirm(&tx, id, &receipt)?).map(drop)
    }

    fn cancel(&mut self) -> Result<()> {
        let Some(id) = self.any("transfers where status in ('pending', 'in_transit')") else { return Ok(()) };
        let bin = self.random.random_bool(0.3).then(|| self.bin());
        let cancellation = sent(json!({ "reason": "Paseo", "bin_id": bin }));
        let tx = self.by_keeper();
        let cancelled = tx.keep(change::back::cancel(&tx, id, &cancellation)?)?;
        assert!(cancelled.returned_lot_id.is_some());
        Ok(())
    }

    fn issue(&mut self) -> Result<()> {
        let (Some(lot), quantity) = (self.any("lots"), self.hundredths()) else { return Ok(()) };
        let new = sent(json!({
            "lot_id": lot, "quantity": decimal(quantity), "reason": "paseo", "force_non_fefo": true, "override_reason": "Paseo",
        }));
        let tx = self.by_keeper();
        tx.keep(stock::issue::issue(&tx, &new)?)?;
        self.expected -= quantity;
        Ok(())
    }

    fn scrap(&mut self) -> Result<()> {
        let Some(lot) = self.any("lots") else { return Ok(()) };
        let new = sent(json!({ "lot_id": lot, "reason": "paseo" }));
        let tx = self.by_keeper();
        let scrapped = tx.keep(stock::correct::scrap(&tx, &new)?)?;
        self.expected -= scrapped.quantity_scrapped.hundredths();
        Ok(())
    }

    fn set_aside(&mut self) -> Result<()> {
        let (bin, is_out) = (self.bin(), self.random.random_bool(0.3));
        let set_aside = is_out.then_some("inactive");
        self.tx.execute("update bins set set_aside = ?1 where id = ?2", (set_aside, bin))?;
        Ok(())
    }

    /// What holds at every moment.
    fn check(&self) {
        let count = |text: &str| -> i64 { self.tx.query_row(text, [], |row| row.get(0)).unwrap() };
        let lying = count("select coalesce(sum(quantity), 0) from lots");
        let under_way = count(
            "select coalesce(sum(quantity_sent), 0) from transfers where status in ('pending', 'in_transit')",
        );
        let missing = count("select coalesce(sum(quantity_damaged + quantity_lost), 0) from transfers");
        assert_eq!(lying + under_way + missing, self.expected, "nothing is lost and nothing invented");
        assert_eq!(movements::store::disagreements(&self.tx).unwrap().1, 0, "the ledger adds up");
        let unbalanced = count(
            "select count(*) from transfers t
             where (select coalesce(sum(m.quantity), 0) from movements m where m.cause_id = t.id) <> case t.status
                 when 'cancelled' then 0
                 else coalesce(t.quantity_received, 0) - t.quantity_sent
             end",
        );
        assert_eq!(unbalanced, 0, "the movements of a transfer say what became of it");
        let within = count(
            "select count(*) from (
                 select cause_id from movements
                 where reason in ('transfer_out', 'transfer_in')
                 group by cause_id having sum(quantity) <> 0 or count(*) <> 2)",
        );
        assert_eq!(within, 0, "what is moved leaves one bin and lies in another");
        let twice = count(
            "select count(*) from (
                 select 1 from lots where quantity > 0 group by bin_id, product_id, batch_number having count(*) > 1)",
        );
        assert_eq!(twice, 0, "a batch has one lot in its bin");
    }
}

/// A quantity as it is sent.
fn decimal(hundredths: i64) -> f64 {
    f64::from(i32::try_from(hundredths).unwrap()) / 100.0
}

/// Takes a walk; answers what was done.
fn take(tx: Tx<'_>, keeper: &Caller, place: &Place, seed: u64) -> Done {
    tx.execute_batch("savepoint walk").unwrap();
    let mut walk = Walk {
        now: tx.now,
        tx,
        keeper,
        place,
        random: StdRng::seed_from_u64(seed),
        expected: 0,
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
async fn nothing_that_is_moved_or_sent_is_lost_whatever_happens_meanwhile() {
    let app = App::new().await;
    let (bodega, annex) = (app.world.bodega.id, app.world.idiomas.id);
    app.run(format!("update environments set is_warehouse = 1 where id = '{annex}'")).await;
    let id = |text: String| sent::<Id>(json!(text));
    let mut bins = Vec::new();
    for (room, code) in [(bodega, "1"), (bodega, "2"), (annex, "1"), (annex, "2")] {
        bins.push(id(crate::stock::bin(&app, room, code).await));
    }
    let product = id(crate::stock::product(&app, "Harina", "kg").await);
    let place = Place { bins, warehouses: [bodega, annex], product };
    let walks = std::env::var("TRANSFER_WALKS").ok().and_then(|text| text.parse().ok()).unwrap_or(WALKS);
    let (gloria, origin) = (app.world.gloria.id, Origin::of_command("test"));
    let walked = app.parts.db.write(&origin, move |tx| {
        let keeper = Caller::new(account::account(tx, gloria)?.unwrap(), Origin::of_command("test"));
        let mut all = Done::new();
        for seed in 0..walks {
            for (name, times) in take(**tx, &keeper, &place, seed) {
                *all.entry(name).or_default() += times;
            }
        }
        Ok(Change::unaudited(all))
    });
    let done = walked.await.unwrap();
    for step in [
        "receive",
        "move",
        "send",
        "dispatch",
        "confirm",
        "cancel",
        "issue",
        "scrap",
        "set a bin aside",
        "wait",
    ] {
        assert!(done.contains_key(step), "no walk came by {step}: {done:?}");
    }
}
