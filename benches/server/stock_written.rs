//! What comes in and goes out of a warehouse of materials: every answer means that lot, movement and audit entry are on disk.

use crate::load::{self, Plan, Round};
use crate::stock::{PRODUCTS, Stocked, bin, product};
use crate::table::{Row, about, median};
use crate::{Bench, ROUNDS, Result, progress, writes};
use bytes::Bytes;
use inventario::kit::wire::{Day, Id, LocalTime, Quantity};
use inventario::kit::{clock, sql};
use inventario::warehouse::movements;
use inventario::warehouse::movements::model::{MovedLot, MovementType, NewMovement};
use inventario::warehouse::stock::model::{LotRow, LotStatus};
use inventario::warehouse::stock::store;
use inventario::warehouse::unit::Unit;
use rusqlite::{Connection, named_params};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const TIME: Duration = Duration::from_millis(600);
const CLIENTS: [usize; 3] = [1, 8, 64];

/// What is on disk when it is answered, against bare inserts of the same rows.
pub fn written(bench: &Bench, of: &Stocked, kind: Kind) -> Result<Vec<Row>> {
    progress(kind.told());
    let copy = of.dir.join(format!("bare-{}.db", kind.path()));
    let mut bare = Bare { db: writes::copy(&of.path, &copy)?, kind, of, next: 0 };
    let next = Arc::new(AtomicU32::new(0));
    let mut rounds: [Vec<Round>; 3] = Default::default();
    let mut inserts = Vec::new();
    for n in 0..=ROUNDS {
        for (clients, rounds) in CLIENTS.into_iter().zip(&mut rounds) {
            let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: kind.status() };
            let (next, token, first) = (Arc::clone(&next), of.token.clone(), Arc::clone(&of.first));
            let make = move || kind.request(&token, &first, next.fetch_add(1, Ordering::Relaxed));
            let round = bench.runtime.block_on(load::round(of.address(), plan, make))?;
            if n > 0 {
                rounds.push(round);
            }
        }
        let round = bare.round()?;
        if n > 0 {
            inserts.push(round);
        }
    }
    let rows = CLIENTS.into_iter().zip(["", "; wanted 0.8", "; wanted 1.5"]).zip(&rounds);
    Ok(rows
        .map(|((clients, wanted), rounds)| {
            let ratio = median(rounds.iter().zip(&inserts).map(|(round, bare)| round.per_second / bare));
            let compared = format!("{} × bare inserts of the same rows{wanted}", about(ratio));
            Row::of(kind.told(), clients, rounds, compared)
        })
        .collect())
}

/// What is written.
#[derive(Clone, Copy)]
pub enum Kind {
    /// What comes in.
    Receipt,
    /// What goes out.
    Issue,
}

impl Kind {
    fn told(self) -> &'static str {
        match self {
            Self::Receipt => "a receipt, on disk with its movement and audit entry",
            Self::Issue => "an issue, on disk with its movement and audit entry",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Receipt => "receive",
            Self::Issue => "issue",
        }
    }

    fn status(self) -> u16 {
        match self {
            Self::Receipt => 201,
            Self::Issue => 200,
        }
    }

    /// A request that nobody has made before.
    fn request(self, token: &str, first: &[Id], n: u32) -> Bytes {
        let body = match self {
            Self::Receipt => json!({
                "bin_id": bin(n), "product_id": product(n), "batch_number": format!("N-{n:07}"),
                "use_by_date": clock::today() + chrono::TimeDelta::days(800), "quantity": 2.5, "unit_price": 1_400,
                "reference_number": "FV-118",
            }),
            Self::Issue => json!({
                "lot_id": first.get((n % PRODUCTS) as usize), "quantity": 0.01, "reason": "formación",
                "reference_number": "2758311",
            }),
        };
        load::post(&format!("/api/stock/{}", self.path()), token, &body)
    }
}

/// The most basic way to keep the rows of a receipt or an issue: the lot, its movement and an entry of the audit, one transaction each.
struct Bare<'a> {
    db: Connection,
    kind: Kind,
    of: &'a Stocked,
    next: u32,
}

impl Bare<'_> {
    fn round(&mut self) -> Result<f64> {
        load::one_by_one(TIME, || self.one())
    }

    fn one(&mut self) -> Result<()> {
        self.next += 1;
        let (n, now) = (self.next, LocalTime(clock::now()));
        let tx = self.db.transaction()?;
        let (lot, before, after) = match self.kind {
            Kind::Receipt => {
                let lot = another(n, now);
                store::insert(&tx, &lot)?;
                (lot.id, Quantity::ZERO, Quantity::of_hundredths(250))
            }
            Kind::Issue => {
                let lot = *self.of.first.get((n % PRODUCTS) as usize).ok_or("no lot")?;
                let text = "select quantity\nfrom lots\nwhere id = :lot";
                let before: Quantity = sql::one(&tx, text, named_params! { ":lot": lot })?.ok_or("no lot")?;
                (lot, before, before - Quantity::of_hundredths(1))
            }
        };
        let text = "select bin_id\nfrom lots\nwhere id = :lot";
        let bin_id: Id = sql::one(&tx, text, named_params! { ":lot": lot })?.ok_or("no lot")?;
        store::save_quantity(&tx, lot, after, now)?;
        let movement = NewMovement {
            place: MovedLot {
                lot_id: lot,
                product_id: product(n),
                bin_id,
                environment_id: self.of.warehouse,
            },
            movement_type: match self.kind {
                Kind::Receipt => MovementType::Receipt,
                Kind::Issue => MovementType::Issue,
            },
            before,
            after,
            reason: "formación",
            reference_number: Some("2758311"),
            fefo_compliant: matches!(self.kind, Kind::Issue).then_some(true),
            override_reason: None,
            notes: None,
            cause_id: None,
        };
        movements::store::insert(&tx, &movement, self.of.administrator, now)?;
        audit(&tx, self.of.administrator, lot, now)?;
        Ok(tx.commit()?)
    }
}

/// A lot that isn't there yet, empty as it is at first.
fn another(n: u32, now: LocalTime) -> LotRow {
    LotRow {
        id: Id::new(),
        bin_id: bin(n),
        product_id: product(n),
        supplier_id: None,
        batch_number: format!("N-{n:07}"),
        use_by_date: Some(Day(clock::today() + chrono::TimeDelta::days(800))),
        best_before_date: None,
        freeze_date: None,
        quantity: Quantity::ZERO,
        unit: Unit::Kilogram,
        unit_price: None,
        received_at: now,
        status: LotStatus::Available,
        notes: None,
        created_at: now,
        updated_at: now,
    }
}

/// An entry of the audit, about as long as those of stock: a lot before and after.
fn audit(db: &Connection, person: Id, lot: Id, now: LocalTime) -> Result<()> {
    let values =
        json!({ "description": "Salida", "before": "x".repeat(900), "after": "x".repeat(900) }).to_string();
    sql::run(
        db,
        "insert into audit_logs (id, created_at, user_id, user_name, user_email, action, entity_type, entity_id,
             new_values, seq, prev_hash, hash)
         select :id, :now, :who, 'Ana', 'ana@sena.edu.co', 'ISSUE_LOT', 'lot', :entity, :values,
             coalesce(max(seq), 0) + 1, lower(hex(randomblob(32))), lower(hex(randomblob(32)))
         from audit_logs",
        named_params! { ":id": Id::new(), ":now": now, ":who": person, ":entity": lot, ":values": values },
    )?;
    Ok(())
}
