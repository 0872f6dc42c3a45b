//! The sums of a day equal the rows that they sum, whatever happens to the items and in which order.

use super::{figures, set};
use crate::support::{App, day, sent};
use chrono::{DateTime, TimeDelta, Utc};
use inventario::campus::inventory::change::{self, Loss, Upkeep};
use inventario::campus::inventory::rules::Work;
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::clock;
use inventario::kit::db::{Change, Tx};
use inventario::kit::error::{Error, Result};
use inventario::kit::wire::Id;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use std::collections::BTreeMap;

const WALKS: u64 = 100;
const STEPS: usize = 40;

/// The sums of each room, by room; a room without items has none.
type Sums = BTreeMap<String, [i64; 10]>;

fn read(tx: &Tx<'_>, text: &str) -> Sums {
    let mut query = tx.prepare(text).unwrap();
    let rows = query.query_map([], |row| {
        let mut sums = [0; 10];
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum = row.get(at + 1)?;
        }
        Ok((row.get::<_, String>(0)?, sums))
    });
    rows.unwrap().map(|row| row.unwrap()).filter(|(_, sums)| *sums != [0; 10]).collect()
}

/// What the rows add up to.
fn of_rows(tx: &Tx<'_>) -> Sums {
    read(
        tx,
        "select coalesce(environment_id, ''), count(*),
             sum(status not in ('in_use', 'maintenance') and quantity > quantity_damaged + quantity_missing),
             sum(status = 'in_use'), sum(status = 'maintenance'), sum(quantity_damaged > 0 or status = 'damaged'),
             sum(quantity), sum(quantity_damaged), sum(quantity_missing), count(purchase_price) filter (where currency = 'COP'),
             coalesce(sum(purchase_price * quantity) filter (where currency = 'COP'), 0)
         from inventory_items
         where status <> 'lost'
         group by 1",
    )
}

/// What is kept of a day: of each room the newest sums until then.
fn of_day(tx: &Tx<'_>, day: &str) -> Sums {
    read(
        tx,
        &format!(
            "select d.environment_id, d.items, d.available_items, d.in_use_items, d.maintenance_items, d.damaged_items,
                 d.quantity, d.quantity_damaged, d.quantity_missing, d.priced_items, d.value
             from inventory_days d
             where d.day = (
                 select max(l.day)
                 from inventory_days l
                 where l.environment_id = d.environment_id
                 and l.day <= '{day}')"
        ),
    )
}

struct Walk<'a> {
    tx: CallerTx<'a>,
    rooms: &'a [Option<Id>],
    random: StdRng,
    items: Vec<Id>,
    made: u32,
}

impl<'a> Walk<'a> {
    fn at(&mut self, now: DateTime<Utc>) {
        self.tx = self.tx.at(now).by(self.caller());
    }

    fn caller(&self) -> &'a Caller {
        self.tx.who
    }

    /// A change of any kind. What is refused is as good as what is done, so long as it is refused and not broken.
    fn step(&mut self) {
        let (tx, random) = (self.tx.clone(), &mut self.random);
        let room = self.rooms[random.random_range(0..self.rooms.len())];
        let pieces = random.random_range(1..6);
        let some = (!self.items.is_empty()).then(|| self.items[random.random_range(0..self.items.len())]);
        let status = ["available", "in_use", "maintenance", "damaged", "lost", "missing", "good"]
            [random.random_range(0..7)];
        let done: Result<()> = match (random.random_range(0..11), some) {
            (0..=2, _) | (_, None) => {
                self.made += 1;
                let is_group = random.random_bool(0.6);
                let new = json!({
                    "environment_id": room, "name": "Cosa", "internal_code": format!("C-{}", self.made), "category": "other",
                    "quantity": if is_group { pieces } else { 1 }, "item_type": if is_group { "group" } else { "individual" },
                    "status": random.random_bool(0.5).then_some(status),
                    "purchase_price": random.random_bool(0.5).then_some(pieces * 1_000),
                });
                change::add(&tx, sent(new))
                    .and_then(|change| tx.keep(change))
                    .map(|item| self.items.push(item.id))
            }
            (3, Some(id)) => {
                let patch = match random.random_range(0..6) {
                    5 => json!({ "currency": if random.random_bool(0.5) { "COP" } else { "USD" } }),
                    0 => json!({ "environment_id": room }),
                    1 => json!({ "status": status }),
                    2 => json!({ "purchase_price": random.random_bool(0.7).then_some(pieces) }),
                    3 => json!({ "quantity": pieces, "quantity_damaged": random.random_range(0..4) }),
                    _ => {
                        json!({ "environment_id": room, "quantity_missing": random.random_range(0..3), "name": "Otra" })
                    }
                };
                change::edit(&tx, id, sent(patch)).and_then(|change| tx.keep(change)).map(drop)
            }
            (4, Some(id)) => {
                let counted = json!({ "quantity": pieces, "quantity_damaged": random.random_range(0..3) });
                change::count(&tx, id, &sent(counted)).and_then(|change| tx.keep(change)).map(drop)
            }
            (5, Some(id)) => {
                change::note_count(&tx, id, random.random_range(0..3), random.random_range(0..2)).map(drop)
            }
            (6 | 7, Some(id)) => {
                let loss = [Loss::Damaged, Loss::Missing, Loss::Consumed][random.random_range(0..3)];
                change::note_loss(&tx, id, loss, pieces).map(drop)
            }
            (8, Some(id)) => match room {
                Some(room) => change::relocate(&tx, id, room).map(drop),
                None => Ok(()),
            },
            (9, Some(id)) => {
                let work = [Work::Unchanged, Work::Begun, Work::Ended][random.random_range(0..3)];
                let upkeep = Upkeep { work, taken_off: random.random_range(-2..4), ..Upkeep::NONE };
                change::note_upkeep(&tx, id, upkeep).map(drop)
            }
            (_, Some(id)) => change::remove(&tx, id).and_then(|change| tx.keep(change)).map(|_| {
                self.items.retain(|item| *item != id);
            }),
        };
        if let Err(error) = done {
            assert!(matches!(error, Error::Known(_) | Error::With(..)), "{error}");
        }
    }
}

/// Days follow one another, and each is remembered as it ended. `jumps` lets the clock go back besides.
fn take(tx: &Tx<'_>, by: &Caller, rooms: &[Option<Id>], seed: u64, jumps: bool) -> usize {
    tx.execute_batch("savepoint walk").unwrap();
    let now = tx.now;
    let mut walk =
        Walk { tx: tx.by(by), rooms, random: StdRng::seed_from_u64(seed), items: Vec::new(), made: 0 };
    let (mut at, mut ended) = (0, BTreeMap::new());
    for _ in 0..STEPS {
        let step = walk.random.random_range(if jumps { -40..40 } else { 0..30 });
        at += step;
        let then = now + TimeDelta::hours(at);
        walk.at(then);
        walk.step();
        let rows = of_rows(&walk.tx);
        assert_eq!(
            of_day(&walk.tx, "9999-12-31"),
            rows,
            "seed {seed}: the newest sums are those of the rows"
        );
        let odd = "select count(*)
            from inventory_days
            where quantity < quantity_damaged + quantity_missing
            or min(items, available_items, in_use_items, maintenance_items, damaged_items, quantity_damaged,
                quantity_missing, priced_items, value) < 0";
        let odd: i64 = walk.tx.query_row(odd, [], |row| row.get(0)).unwrap();
        assert_eq!(odd, 0, "seed {seed}: each row is what stood there once");
        ended.insert(clock::day_of(then).to_string(), rows);
    }
    if !jumps {
        for (day, rows) in &ended {
            assert_eq!(&of_day(tx, day), rows, "seed {seed}: {day} is remembered as it ended");
        }
    }
    tx.execute_batch("rollback to walk; release walk").unwrap();
    ended.len()
}

#[tokio::test]
async fn the_sums_of_a_day_equal_the_rows_that_they_sum() {
    let app = App::new().await;
    let world = &app.world;
    let gloria = world.gloria.id;
    let rooms = vec![None, Some(world.sistemas.id), Some(world.bodega.id), Some(world.taller.id)];
    let origin = Origin::of_command("test");
    let walked = app.parts.db.write(&origin, move |tx| {
        let by = Caller::new(&account::account(tx, gloria)?.unwrap(), Origin::of_command("test"));
        let days: usize = (0..WALKS).map(|seed| take(tx, &by, &rooms, seed, seed % 4 == 3)).sum();
        Ok(Change::unaudited(days))
    });
    assert!(walked.await.unwrap() > 1_000, "days were walked");
}

#[tokio::test]
async fn a_history_that_begins_in_the_future_is_known_from_today_on() {
    let app = App::new().await;
    let world = &app.world;
    // A clock that was ten years ahead, or a day that begins earlier elsewhere.
    for ahead in [1, 3_650] {
        let moved = format!(
            "delete from inventory_days
             where day < (select max(l.day) from inventory_days l where l.environment_id = inventory_days.environment_id);
             update inventory_days
             set day = '{}'",
            day(ahead)
        );
        app.run(moved).await;
        set(&app, world.sistemas.group, json!({ "quantity_damaged": ahead % 7 + 1 })).await;
        let found =
            figures(&app, &world.ana, &format!("inventory?start_date={}&end_date={}", day(-1), day(0))).await;
        let today = &found["points"][1];
        assert_eq!(today["end_date"], day(0));
        let good = 11 - (ahead % 7 + 1);
        assert_eq!(
            (&today["quantity_good"], &today["quantity_damaged"]),
            (&json!(good), &json!(ahead % 7 + 1)),
            "{found}"
        );
        assert_eq!(found["points"][0]["quantity_damaged"], json!(null), "of yesterday nobody knows");
    }
}
