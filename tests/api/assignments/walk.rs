//! Random walks: whatever is handed over, taken back, passed on, moved, deleted and settled in whatever order, an item is one person's at
//! a time, who has it is who got it last, and what came back stays in the history.

use crate::support::{App, sent};
use inventario::campus::assignments::change;
use inventario::campus::assignments::model::{HandBack, NewAssignment, Reassignment};
use inventario::campus::{assignments, inventory};
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::db::{Change, Event};
use inventario::kit::error::Result;
use inventario::kit::wire::Id;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many walks are taken, and how many steps each has.
const WALKS: u64 = 60;
const STEPS: usize = 60;

struct Walk<'a> {
    tx: &'a CallerTx<'a>,
    random: StdRng,
    items: Vec<Id>,
    rooms: Vec<Id>,
    people: Vec<Id>,
    /// Who has what, as it should be: item, and assignment with the name of its person.
    open: BTreeMap<Id, (Id, String)>,
    /// All that were ever made.
    made: Vec<Id>,
    ended: usize,
    deleted: usize,
}

impl Walk<'_> {
    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.random.random_range(0..of.len())].clone())
    }

    fn holder(&mut self) -> Value {
        if self.random.random_bool(0.7) {
            let people = self.people.clone();
            json!({ "user_id": self.one(&people) })
        } else {
            json!({ "holder_name": format!("Persona {}", self.random.random_range(0..3)) })
        }
    }

    fn condition(&mut self) -> &'static str {
        ["good", "worn", "incomplete", "damaged", "lost"][self.random.random_range(0..5)]
    }

    /// A step that is done, or refused and leaves everything as it was.
    fn step(&mut self) {
        let items = self.items.clone();
        let item = self.one(&items).unwrap();
        let made = self.made.clone();
        let at = self.one(&made).unwrap_or(item);
        let mut body = self.holder();
        let condition = self.condition();
        let rooms = self.rooms.clone();
        let room = self.one(&rooms);
        let chance = self.random.random_range(0..12);
        let tx = self.tx;
        tx.execute_batch("savepoint step").unwrap();
        let done: Result<()> = match chance {
            0..=3 => {
                body["item_id"] = json!(item);
                change::assign(tx, &sent::<NewAssignment>(body)).and_then(|it| tx.keep(it)).map(|it| {
                    assert!(self.open.insert(item, (it.id, it.holder_name)).is_none(), "two have it");
                    self.made.push(it.id);
                })
            }
            4 | 5 => change::hand_back(tx, at, &sent::<HandBack>(json!({ "condition": condition })))
                .and_then(|it| tx.keep(it))
                .map(|it| {
                    let had = self.open.remove(&it.item_id.unwrap()).expect("nobody had it");
                    assert_eq!(had.0, it.id);
                    self.ended += 1;
                }),
            6 | 7 => {
                body["condition"] = json!(condition);
                change::reassign(tx, at, &sent::<Reassignment>(body)).and_then(|it| tx.keep(it)).map(|it| {
                    let item = it.item_id.unwrap();
                    let had = self.open.insert(item, (it.id, it.holder_name)).expect("nobody had it");
                    assert_eq!(had.0, at);
                    self.made.push(it.id);
                    self.ended += 1;
                })
            }
            8 => {
                let text = (condition != "good").then_some(condition);
                change::settle(tx, item, text).and_then(|it| tx.keep(it)).map(|it| {
                    let before = self.open.remove(&item);
                    let after = it.map(|it| (it.id, it.holder_name));
                    let is_same = before.as_ref().map(|it| it.0) == after.as_ref().map(|it| it.0);
                    if let Some(after) = after {
                        if !is_same {
                            self.made.push(after.0);
                        }
                        self.open.insert(item, after);
                    }
                    self.ended += usize::from(before.is_some() && !is_same);
                })
            }
            9 => {
                let there = sent(json!({ "environment_id": room }));
                inventory::change::edit(tx, item, there).and_then(|it| tx.keep(it)).map(drop)
            }
            // The last stays, so that the walk goes on.
            10 if self.items.len() > 1 => {
                inventory::change::remove(tx, item).and_then(|it| tx.keep(it)).map(|_| {
                    assert!(!self.open.contains_key(&item), "somebody had it");
                    self.items.retain(|it| *it != item);
                    self.deleted += 1;
                })
            }
            // What came back broken or not at all is found and mended, so that the walk goes on.
            _ => {
                let well =
                    sent(json!({ "quantity_damaged": 0, "quantity_missing": 0, "status": "available" }));
                inventory::change::edit(tx, item, well).and_then(|it| tx.keep(it)).map(drop)
            }
        };
        match done {
            Ok(()) => tx.execute_batch("release step").unwrap(),
            Err(error) => {
                assert!(error.code().status().is_client_error(), "{error}");
                tx.execute_batch("rollback to step; release step").unwrap();
            }
        }
        self.check();
    }

    fn check(&self) {
        for item in &self.items {
            let count: i64 = self
                .tx
                .query_row(
                    "select count(*) from item_assignments where item_id = ?1 and ended_at is null",
                    [item.to_string()],
                    |row| row.get(0),
                )
                .unwrap();
            let open = assignments::store::open_of(self.tx, *item).unwrap();
            assert_eq!(count, i64::from(self.open.contains_key(item)));
            assert_eq!(open.map(|it| (it.id, it.holder_name)).as_ref(), self.open.get(item));
        }
        let all: i64 =
            self.tx.query_row("select count(*) from item_assignments", [], |row| row.get(0)).unwrap();
        let over = "select count(*) from item_assignments where ended_at is not null";
        let over: i64 = self.tx.query_row(over, [], |row| row.get(0)).unwrap();
        assert_eq!((all, over), (self.made.len() as i64, self.ended as i64));
        // Of what was deleted the history stays, and it is nobody's.
        let gone = "select count(*) from item_assignments where item_id is null and ended_at is null";
        let gone: i64 = self.tx.query_row(gone, [], |row| row.get(0)).unwrap();
        assert_eq!(gone, 0);
    }
}

#[tokio::test]
async fn an_item_is_one_persons_at_a_time_whatever_the_sequence() {
    let app = App::new().await;
    let gloria = app.world.gloria.id;
    let account = app.parts.db.read(move |db| account::account(db, gloria)).await.unwrap().unwrap();
    let who = Caller::new(&account, Origin::of_command("test"));
    let items = vec![app.world.sistemas.machine, app.world.idiomas.machine, app.world.bodega.group];
    let rooms = vec![app.world.sistemas.id, app.world.bodega.id, app.world.taller.id];
    let people = vec![app.world.ana.id, app.world.estela.id, app.world.wilson.id];
    let walked = app.parts.db.write(&who, move |tx| {
        let (mut steps, mut deleted) = (0, 0);
        for seed in 0..WALKS {
            tx.execute_batch("savepoint walk").unwrap();
            let random = StdRng::seed_from_u64(seed);
            let mut walk = Walk {
                tx,
                random,
                items: items.clone(),
                rooms: rooms.clone(),
                people: people.clone(),
                open: BTreeMap::new(),
                made: Vec::new(),
                ended: 0,
                deleted: 0,
            };
            for _ in 0..STEPS {
                walk.step();
            }
            assert!(walk.made.len() > 3 && walk.ended > 1, "walk {seed} stood still");
            steps += walk.made.len();
            deleted += walk.deleted;
            tx.execute_batch("rollback to walk; release walk").unwrap();
        }
        assert!(deleted > 20, "nothing was deleted");
        Ok(Change::new(steps, Event::named("TEST", "test", None).describe("Paseos")))
    });
    assert!(walked.await.unwrap() > 500);
}
