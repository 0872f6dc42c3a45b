//! Random walks over the desk: whatever is asked, approved, handed over, broken, brought back, repaired and forbidden in whatever
//! order, no more pieces are out than there are, and no figure falls below zero; who is suspended gets nothing; and what is approved is
//! there on each of its days, beside all that is reserved and out of what is like it.

use crate::support::{App, day, sent};
use inventario::campus::inventory;
use inventario::campus::inventory::model::ItemPatch;
use inventario::campus::loans::change::{self, desk};
use inventario::campus::loans::model::{HandIn, HandOver, LoanHold, LoanPatch, NewLoan};
use inventario::campus::loans::store;
use inventario::campus::maintenance;
use inventario::campus::maintenance::model::sent::{MaintenancePatch, NewMaintenanceRequest};
use inventario::campus::suspensions;
use inventario::campus::suspensions::model::{NewSuspension, Suspension};
use inventario::kit::access::{Caller, CallerTx, Origin, account};
use inventario::kit::clock;
use inventario::kit::db::{Change, Tx};
use inventario::kit::error::{Error, Result};
use inventario::kit::wire::{Day, Id};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

/// How many walks are taken; `LOAN_WALKS=10000 cargo test --test api walk` takes more.
const WALKS: u64 = 200;
/// How many steps a walk has.
const STEPS: usize = 25;

/// Where the walks go: three laptops alike, five keyboards.
struct Place {
    warehouse: Id,
    items: Vec<Id>,
}

struct Walk<'a> {
    /// At the desk.
    tx: CallerTx<'a>,
    /// Whoever asks: the desk itself or somebody else.
    borrower: CallerTx<'a>,
    place: &'a Place,
    random: StdRng,
    loans: Vec<Id>,
    /// The borrower's suspension that counts.
    suspended: Option<Id>,
    /// How often something was approved.
    approvals: usize,
    /// How often work on equipment went a step further.
    repairs: usize,
}

impl Walk<'_> {
    fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.random.random_range(0..of.len())])
    }

    /// A step in any direction. What is refused is as good as what is done, so long as it is refused and not broken.
    fn step(&mut self) {
        let items = self.place.items.clone();
        let item = self.one(&items).unwrap();
        let quantity = self.random.random_range(1..4);
        let (from, days) = (self.random.random_range(0..4), self.random.random_range(0..3));
        let loan = {
            let loans = self.loans.clone();
            self.one(&loans)
        };
        let (tx, at) = (&self.tx, loan.unwrap_or(item));
        let patch = |patch: Value| tx.keep(change::edit(tx, at, sent::<LoanPatch>(patch))?).map(drop);
        let before = self.out_of_borrower();
        tx.execute_batch("savepoint step").unwrap();
        let done: Result<()> = match self.random.random_range(0..20) {
            0..=3 => {
                let wish = json!({
                    "program": "ADSO", "purpose": "Paseo", "start_date": day(from), "end_date": day(from + days),
                    "environment_id": self.place.warehouse, "item_id": item, "quantity_requested": quantity,
                    "any_of_model": self.random.random_bool(0.5),
                });
                let who = if self.random.random_bool(0.5) { &self.borrower } else { tx };
                change::ask(who, &sent::<NewLoan>(wish)).and_then(|change| who.keep(change)).map(|loan| {
                    let is_theirs = loan.instructor_id == self.borrower.who.id;
                    assert!(!(is_theirs && self.suspended.is_some()), "a suspended person asked");
                    self.loans.push(loan.id);
                })
            }
            4..=6 => patch(json!({ "status": "approved" })).map(|()| {
                self.approvals += 1;
                self.check_approved(at);
            }),
            7 => patch(json!({ "status": "active" })),
            8 => patch(
                json!({ "status": if quantity == 1 { "returned" } else { "rejected" }, "rejection_reason": "No" }),
            ),
            9 => patch(json!({ "end_date": day(from + days) })),
            10 => {
                let pieces = json!({ "pieces": [{ "item_id": item, "quantity": quantity }] });
                desk::hand_over(tx, at, &sent::<HandOver>(pieces))
                    .and_then(|change| tx.keep(change))
                    .map(drop)
            }
            11..=13 => {
                // A part comes back well and a part otherwise, in one go or not at all.
                let outcome = ["returned", "damaged", "lost", "consumed"][self.random.random_range(0..4)];
                let mut pieces = vec![json!({ "item_id": item, "quantity": quantity, "outcome": outcome })];
                if self.random.random_bool(0.3) {
                    pieces.push(json!({ "item_id": item }));
                }
                let back = sent::<HandIn>(json!({ "pieces": pieces }));
                desk::hand_in(tx, at, &back).and_then(|change| tx.keep(change)).map(drop)
            }
            14 => self.suspend_or_lift(),
            15..=17 => self.maintain(item),
            _ => {
                // Found again, or counted as gone while it is lent.
                let missing = self.random.random_range(0..2);
                let counted = json!({ "quantity_missing": missing });
                inventory::change::edit(tx, item, sent::<ItemPatch>(counted))
                    .and_then(|change| tx.keep(change))
                    .map(drop)
            }
        };
        // What is refused is undone, as the transaction of a request is.
        let end = if done.is_ok() { "release step" } else { "rollback to step; release step" };
        self.tx.execute_batch(end).unwrap();
        assert!(
            self.suspended.is_none() || self.out_of_borrower() <= before,
            "a suspended person was handed something"
        );
        if let Err(error) = done {
            assert!(matches!(error, Error::Known(_) | Error::With(..)), "{error}");
        }
    }

    /// Suspends the borrower, or lets them borrow again.
    fn suspend_or_lift(&mut self) -> Result<()> {
        let tx = &self.tx;
        if let Some(id) = self.suspended.take() {
            return tx.keep(suspensions::change::lift(tx, id)?).map(drop);
        }
        let new = json!({ "user_id": self.borrower.who.id, "until": day(3), "reason": "Paseo" });
        let made: Suspension = tx.keep(suspensions::change::suspend(tx, &sent::<NewSuspension>(new))?)?;
        self.suspended = Some(made.id);
        Ok(())
    }

    /// Work on equipment: somebody asks for it, begins, ends it well or not, gives it up or opens it again.
    fn maintain(&mut self, item: Id) -> Result<()> {
        let requests: Vec<Id> = {
            let mut statement = self.tx.prepare("select id from maintenance_requests").unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.collect::<rusqlite::Result<_>>().unwrap()
        };
        let quantity = self.random.random_range(1..3);
        let known = if self.random.random_bool(0.7) { self.one(&requests) } else { None };
        let Some(request) = known else {
            let kind = if self.random.random_bool(0.6) { "preventive" } else { "corrective" };
            let new = json!({
                "title": "Paseo", "description": "Paseo", "item_id": item, "quantity_affected": quantity,
                "maintenance_type": kind,
            });
            return self
                .tx
                .keep(maintenance::change::create(&self.tx, sent::<NewMaintenanceRequest>(new))?)
                .map(drop);
        };
        let status = ["in_progress", "completed", "pending", "cancelled"][self.random.random_range(0..4)];
        let mut patch = json!({ "status": status, "cancellation_reason": "Paseo" });
        if status == "completed" && self.random.random_bool(0.5) {
            patch["repaired"] = json!([{ "item_id": item, "quantity": quantity - 1 }]);
        }
        let change = maintenance::change::work::edit(&self.tx, request, sent::<MaintenancePatch>(patch))?;
        self.tx.keep(change)?;
        self.repairs += 1;
        Ok(())
    }

    /// On each day of a loan that was approved just now, no more is reserved or out of all that is alike than there are whole pieces.
    fn check_approved(&self, loan: Id) {
        let (item, first, last): (Id, Day, Day) = self
            .tx
            .query_row("select item_id, start_date, end_date from loans where id = ?1", [loan], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        let whole: i64 = store::stock_like(&self.tx, item).unwrap().iter().map(|item| item.capacity).sum();
        let holds = store::holds_like(&self.tx, item).unwrap();
        for date in first.0.iter_days().take_while(|date| *date <= last.0) {
            // What is out is out until it is back, today at least.
            let is_held = |hold: &&LoanHold| {
                let end = if hold.is_out { hold.end_date.0.max(clock::today()) } else { hold.end_date.0 };
                (hold.is_out || hold.start_date.0 <= date) && date <= end
            };
            let held: i64 = holds.iter().filter(is_held).map(|hold| hold.pieces).sum();
            assert!(held <= whole, "{held} of {whole} pieces are promised on {date}");
        }
    }

    /// How many pieces the borrower has.
    fn out_of_borrower(&self) -> i64 {
        self.tx
            .query_row(
                "select coalesce(sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), 0)
                 from loans l
                 join loan_pieces p on p.loan_id = l.id
                 where l.instructor_id = ?1",
                [self.borrower.who.id],
                |row| row.get(0),
            )
            .unwrap()
    }

    /// What holds at every moment.
    fn check(&self) {
        let count = |text: &str| -> i64 { self.tx.query_row(text, [], |row| row.get(0)).unwrap() };
        let lacking =
            "select count(*) from inventory_items where quantity - quantity_damaged - quantity_missing < 0";
        assert_eq!(count(lacking), 0);
        let negative = "select count(*) from (
                 select sum(iif(action = 'handed_over', quantity, -quantity)) as out
                 from loan_pieces
                 group by loan_id, item_id)
             where out < 0";
        assert_eq!(count(negative), 0);
        let more = "select count(*) from inventory_items i
             where i.quantity < (
                 select coalesce(sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), 0)
                 from loan_pieces p
                 where p.item_id = i.id)";
        assert_eq!(count(more), 0, "more pieces are out than there are");
        let beyond = "select count(*) from loans l
             where l.quantity_requested < (
                 select coalesce(sum(p.quantity), 0)
                 from loan_pieces p
                 where p.loan_id = l.id
                 and p.action = 'handed_over')";
        assert_eq!(count(beyond), 0);
        let over = "select count(*) from loans l
             where (l.status = 'active') <> (
                 select coalesce(sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), 0) > 0
                 from loan_pieces p
                 where p.loan_id = l.id)";
        assert_eq!(count(over), 0, "a loan is active while something of it is out");
    }
}

/// Takes a walk; answers how often something was approved, and repaired.
fn take(tx: &Tx<'_>, (by, borrower): (&Caller, &Caller), place: &Place, seed: u64) -> (usize, usize) {
    tx.execute_batch("savepoint walk").unwrap();
    let random = StdRng::seed_from_u64(seed);
    let (tx_by, borrower) = (tx.by(by), tx.by(borrower));
    let mut walk = Walk {
        tx: tx_by,
        borrower,
        place,
        random,
        loans: Vec::new(),
        suspended: None,
        approvals: 0,
        repairs: 0,
    };
    for _ in 0..STEPS {
        walk.step();
        walk.check();
    }
    tx.execute_batch("rollback to walk; release walk").unwrap();
    (walk.approvals, walk.repairs)
}

#[tokio::test]
async fn no_walk_lends_more_than_there_is() {
    let app = App::new().await;
    let mut items = Vec::new();
    for code in ["L-1", "L-2", "L-3"] {
        let mut item = crate::inventory::new_item(&app, code);
        item["environment_id"] = json!(app.world.bodega.id);
        let made = app.post(&app.world.gloria, "/api/inventory/", item).await.expect(201).json();
        items.push(sent::<Id>(made["id"].clone()));
    }
    items.push(app.world.bodega.group);
    let (gloria, ana) = (app.world.gloria.id, app.world.ana.id);
    let place = Place { warehouse: app.world.bodega.id, items };
    let walks = std::env::var("LOAN_WALKS").ok().and_then(|text| text.parse().ok()).unwrap_or(WALKS);
    let origin = Origin::of_command("test");
    let walked = app.parts.db.write(&origin, move |tx| {
        let caller = |id| {
            let account = account::account(tx, id).unwrap().unwrap();
            Caller::new(&account, Origin::of_command("test"))
        };
        let (by, borrower) = (caller(gloria), caller(ana));
        let counts = (0..walks).map(|seed| take(tx, (&by, &borrower), &place, seed));
        let counts = counts.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1));
        Ok(Change::unaudited(counts))
    });
    let (approvals, repairs) = walked.await.unwrap();
    assert!(approvals > 0 && repairs > 0, "{approvals} approvals and {repairs} repairs");
}
