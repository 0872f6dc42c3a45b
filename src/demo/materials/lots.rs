//! The demo's stock: what came into the bins in the last ninety days, and everything that went out of them since.

use super::super::people::ficha;
use super::super::stock::CHECKED_ROOMS;
use super::super::{Agenda, Demo, ELENA, JAIRO, known, pick, scatter, sent};
use super::words::PRODUCTS;
use super::{ASIDE, bins};
use crate::kit::{Day, Id, Quantity, Result, clock};
use crate::warehouse::stock::change::{correct, hold, issue, receive};
use crate::warehouse::stock::model::StockLot;
use crate::warehouse::stock::rules::fefo::{FirstOut, free};
use crate::warehouse::stock::store;
use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use serde_json::{Value, json};

pub(super) mod story;

use story::{Batch, Spot, portion, spots, supplier, uses};

/// How many lots have come.
const LOTS: u32 = 200;
/// How many days ago the ledger begins.
const DAYS: u32 = 90;
/// How often somebody comes for material on a working day.
const A_DAY: u32 = 18;
/// How often they came today so far.
const TODAY: u32 = 7;
/// Who keeps the second warehouse.
pub(super) const KEEPER: u32 = ELENA + 14;

/// What somebody says who takes another lot than the one whose turn it is.
const OVERRIDES: [&str; 4] = [
    "El lote que sigue está al fondo de la estiba y no se alcanza sin montacargas",
    "Se necesitaba un empaque sin abrir para la evaluación",
    "El instructor pidió esta referencia por calidad",
    "Los dos lotes vencen con pocos días de diferencia y este estaba a la mano",
];

/// Why a lot is thrown away before it has expired.
const BREAKAGES: [&str; 3] = ["Empaque roto", "Se mojó con la gotera", "Llegó en mal estado"];

impl Demo<'_> {
    /// When lots come, and who comes for them.
    pub(in crate::demo) fn plan_lots(&self, agenda: &mut Agenda) {
        for n in 0..LOTS {
            let batch = Batch::of(n);
            agenda.add(self.days_ago(batch.came), move |demo, at| demo.receive(at, n));
            if let Some((days, reason)) = batch.scrapped() {
                agenda.add(self.days_ago(days), move |demo, at| demo.scrap(at, n, reason));
            }
            if let Some(reason) = batch.held() {
                agenda.add(self.days_ago(3), move |demo, at| demo.hold(at, n, reason));
            }
        }
        for day in 0..DAYS {
            let is_sunday = clock::day_of(self.days_ago(day)).weekday() == Weekday::Sun;
            let times = match day {
                0 => TODAY,
                _ if is_sunday => 0,
                _ => A_DAY,
            };
            for time in 0..times {
                let at = self.days_ago(day) - TimeDelta::minutes(i64::from(6 + time * 27));
                agenda.add(at, move |demo, at| demo.come_for_material(at, day * A_DAY + time));
            }
        }
    }

    /// Who works in the warehouse of a spot: its keeper, now and then the general administrator.
    fn storekeeper(&self, spot: &Spot, n: u32) -> u32 {
        let keeper = if spot.room == CHECKED_ROOMS { JAIRO } else { KEEPER };
        if n % 9 == 4 || !self.people.contains_key(&keeper) { ELENA } else { keeper }
    }

    /// A lot comes into its bin.
    fn receive(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let batch = Batch::of(n);
        let spot = batch.spot()?;
        let bin = bins::store::with_code(&self.tx, self.room(spot.room)?, &spot.code)?;
        let came = clock::day_of(at);
        let new = json!({
            "bin_id": bin,
            "product_id": known(&self.products, spot.product)?,
            "supplier_id": known(&self.suppliers, supplier(spot.product, n)?)?,
            "batch_number": format!("{}-{n:03}", came.format("%y%m%d")),
            "use_by_date": batch.expires.map(|days| self.day(days)),
            "quantity": batch.quantity,
            "unit_price": batch.price,
            "reference_number": format!("FE-{}", 4_200 + n * 3),
        });
        let who = self.storekeeper(&spot, n);
        let received = self.come_in(at, who, new)?;
        self.lots.insert(n, received);
        Ok(())
    }

    /// Something comes in; answers its lot.
    fn come_in(&self, at: DateTime<Utc>, who: u32, new: Value) -> Result<Id> {
        let new = sent(new)?;
        Ok(self.acts(at, who, |tx| receive::receive(tx, &new))?.lot_id)
    }

    fn scrap(&self, at: DateTime<Utc>, n: u32, reason: &str) -> Result<()> {
        let scrap = sent(json!({
            "lot_id": known(&self.lots, n)?, "reason": reason, "reference_number": format!("AB-{:03}", n + 1),
        }))?;
        self.acts(at, self.storekeeper(&Batch::of(n).spot()?, n), |tx| correct::scrap(tx, &scrap)).map(drop)
    }

    fn hold(&self, at: DateTime<Utc>, n: u32, reason: &str) -> Result<()> {
        let (lot, hold) = (*known(&self.lots, n)?, sent(json!({ "reason": reason }))?);
        self.acts(at, self.storekeeper(&Batch::of(n).spot()?, n), |tx| hold::hold(tx, lot, &hold)).map(drop)
    }

    /// Somebody comes for material: the first of a few kinds of which there is enough.
    fn come_for_material(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let spots = spots();
        for attempt in 0..4 {
            let spot = pick(&spots, scatter(n * 4 + attempt))?;
            let product = *known(&self.products, spot.product)?;
            let lots = store::candidates(
                &self.tx,
                self.person(ELENA)?.storing(),
                product,
                Some(self.room(spot.room)?),
            )?;
            let order = FirstOut::of(lots, Day(clock::day_of(at)));
            if let Some(first) = order.row.first()
                && self.hand_out(at, n, spot, (product, &order, first))?
            {
                break;
            }
        }
        Ok(())
    }

    /// Whether more of a lot may go out: of those that have a story something is left.
    fn may_go(&self, lot: &StockLot, wanted: Quantity) -> bool {
        let n = self.lots.iter().find(|(_, id)| **id == lot.id).map(|(n, _)| *n);
        !n.is_some_and(|n| Batch::of(n).is_kept()) || free(lot) > wanted + wanted
    }

    /// Hands out what somebody came for, in one of the ways in which that happens; answers whether it did.
    fn hand_out(
        &self,
        at: DateTime<Utc>,
        n: u32,
        spot: &Spot,
        (product, order, first): (Id, &FirstOut, &StockLot),
    ) -> Result<bool> {
        let who = self.storekeeper(spot, n);
        let wanted = portion(spot.product, scatter(n + 77))?;
        if !self.may_go(first, wanted) {
            return Ok(false);
        }
        let (reason, reference) = (pick(uses(spot.product)?, scatter(n + 3))?, ficha(scatter(n + 5) % 6));
        let out = |lot: Id, quantity: Quantity| json!({ "lot_id": lot, "quantity": quantity, "reason": reason, "reference_number": reference });
        if n % 29 == 9
            && let Some(second) = order.row.get(1).filter(|lot| free(lot) > wanted + wanted)
        {
            let mut forced = out(second.id, wanted);
            if let Some(members) = forced.as_object_mut() {
                members.insert("force_non_fefo".into(), true.into());
                members.insert("override_reason".into(), (*pick(&OVERRIDES, n / 29)?).into());
            }
            return self.take(at, who, forced);
        }
        if n % 37 == 5 && free(first) > wanted + wanted {
            let counted = first.quantity - wanted.min(Quantity::whole(1));
            let adjustment = sent(json!({
                "lot_id": first.id, "new_quantity": counted, "reason": "Conteo de la ubicación",
                "reference_number": format!("ACTA-{:03}", n / 37 + 1),
            }))?;
            return self.acts(at, who, |tx| correct::adjust(tx, &adjustment)).map(|_| true);
        }
        if free(first) > wanted {
            return self.take(at, who, out(first.id, wanted));
        }
        let is_fresh = first.use_by_date.is_none_or(|day| day.0 > clock::day_of(at) + TimeDelta::days(20));
        if is_fresh && n.is_multiple_of(2) {
            // The supplier brings more of the same.
            let (_, _, _, _, least, _, _) = *pick(&PRODUCTS, spot.product)?;
            self.come_in(
                at,
                who,
                json!({
                    "bin_id": first.bin_id, "product_id": product, "batch_number": first.batch_number,
                    "use_by_date": first.use_by_date, "quantity": least.max(2),
                    "reference_number": format!("FE-{}", 5_000 + n),
                }),
            )?;
            return self.take(at, who, out(first.id, wanted));
        }
        let picked = sent(json!({
            "product_id": product, "warehouse_id": self.room(spot.room)?, "quantity": wanted.min(order.total()),
            "reason": reason, "reference_number": reference,
        }))?;
        self.acts(at, who, |tx| issue::issue_by_product(tx, &picked)).map(|_| true)
    }

    fn take(&self, at: DateTime<Utc>, who: u32, wanted: Value) -> Result<bool> {
        let wanted = sent(wanted)?;
        self.acts(at, who, |tx| issue::issue(tx, &wanted)).map(|_| true)
    }
}
