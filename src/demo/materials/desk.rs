//! The demo's materials as they are promised, sent and counted: reservations in every state, transfers between the warehouses, counts.

use super::super::people::ficha;
use super::super::stock::CHECKED_ROOMS;
use super::super::{Agenda, CARLOS, Demo, ELENA, known, sent};
use super::lots::{KEEPER, story};
use crate::kit::{Day, LocalTime, Quantity, Result, clock};
use crate::warehouse::reservations::{self, rules};
use crate::warehouse::stock;
use crate::warehouse::stock::model::StockLot;
use crate::warehouse::stock::rules::fefo::{FirstOut, free};
use crate::warehouse::{bins, counts, transfers};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// How a reservation ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// Handed out, so many days later.
    Fulfilled(u32),
    /// Cancelled so many days later, and why.
    Cancelled(u32, &'static str),
    /// Nobody came.
    Lapsed,
    /// It waits.
    Waits,
}

/// Who reserves, how many days ago, for which class, for how many days, and how it ends. Nothing happens today: what people are told
/// today is told by the checks.
const RESERVATIONS: [(u32, u32, u32, u32, End); 12] = [
    (ELENA + 2, 26, 1, 4, End::Fulfilled(2)),
    (CARLOS, 24, 0, 3, End::Fulfilled(1)),
    (ELENA + 3, 21, 2, 5, End::Cancelled(1, "Se aplazó la práctica")),
    (ELENA + 4, 19, 3, 2, End::Lapsed),
    (CARLOS, 15, 0, 4, End::Fulfilled(3)),
    (ELENA + 5, 13, 4, 6, End::Fulfilled(2)),
    (ELENA + 2, 11, 1, 2, End::Cancelled(1, "Alcanza con lo que quedó")),
    (ELENA + 6, 9, 5, 3, End::Fulfilled(2)),
    (ELENA + 3, 6, 2, 9, End::Waits),
    (CARLOS, 4, 0, 6, End::Waits),
    (ELENA + 5, 3, 4, 12, End::Waits),
    (ELENA + 4, 2, 3, 4, End::Waits),
];

/// What becomes of a transfer.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// It came whole, so many days later.
    Whole(u32),
    /// One unit of it came broken, so many days later.
    Damaged(u32),
    /// It is under way.
    Away,
    /// It stands at the door.
    Packed,
}

/// From which of the two warehouses, how many days ago, and what became of it.
const TRANSFERS: [(u32, u32, Way); 6] = [
    (0, 29, Way::Whole(1)),
    (0, 22, Way::Damaged(2)),
    (1, 16, Way::Whole(1)),
    (0, 10, Way::Whole(2)),
    (0, 2, Way::Away),
    (1, 1, Way::Packed),
];

/// How far a count has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Approved, so many days ago.
    Approved,
    /// A second person is to look at it.
    Submitted,
    /// Somebody is counting.
    Open,
}

/// In which of the two warehouses, which bin or which shelf, how many days ago, and how far it has come.
const COUNTS: [(u32, &str, &str, u32, Stage); 5] = [
    (0, "bin", "A-01-02", 45, Stage::Approved),
    (0, "zone", "A-03-", 31, Stage::Approved),
    (1, "zone", "01-01-", 17, Stage::Approved),
    (0, "zone", "B-04-", 3, Stage::Submitted),
    (1, "bin", "02-01-03", 1, Stage::Open),
];

impl Demo<'_> {
    /// When material is reserved, sent to the other warehouse, and counted.
    pub(in crate::demo) fn plan_desk(&self, agenda: &mut Agenda) {
        for (n, (who, ago, class, lasts, end)) in (0..).zip(RESERVATIONS) {
            // Between those who come for material: the first of them comes 6 minutes before this hour, the next ones every 27.
            let at = self.days_ago(ago) - TimeDelta::minutes(20);
            agenda.add(at, move |demo, at| demo.reserve(at, n, who, class, lasts));
            match end {
                End::Waits => {}
                End::Lapsed => {
                    let over = at + TimeDelta::days(i64::from(lasts)) + TimeDelta::minutes(5);
                    agenda.add(over, move |demo, at| demo.let_lapse(at, n));
                }
                End::Fulfilled(later) => {
                    let over = at + TimeDelta::days(i64::from(later)) + TimeDelta::minutes(5);
                    agenda.add(over, move |demo, at| demo.hand_over(at, n));
                }
                End::Cancelled(later, reason) => {
                    let over = at + TimeDelta::days(i64::from(later));
                    agenda.add(over, move |demo, at| demo.cancel_reservation(at, n, who, reason));
                }
            }
        }
        for (n, (from, ago, way)) in (0..).zip(TRANSFERS) {
            let at = self.days_ago(ago) - TimeDelta::minutes(45);
            agenda.add(at, move |demo, at| demo.send(at, n, from));
            if !matches!(way, Way::Packed) {
                agenda.add(at + TimeDelta::minutes(4), move |demo, at| demo.dispatch(at, n, from));
            }
            if let Way::Whole(later) | Way::Damaged(later) = way {
                let over = at + TimeDelta::days(i64::from(later));
                let is_whole = matches!(way, Way::Whole(_));
                agenda.add(over, move |demo, at| demo.receive_transfer(at, n, from, is_whole));
            }
        }
        for (n, (of, kind, code, ago, stage)) in (0..).zip(COUNTS) {
            let at = self.days_ago(ago) - TimeDelta::minutes(18);
            agenda.add(at, move |demo, at| demo.open_count(at, n, of, kind, code));
            agenda.add(at + TimeDelta::minutes(4), move |demo, at| demo.count(at, n, of, stage));
            if stage == Stage::Approved {
                agenda.add(at + TimeDelta::minutes(9), move |demo, at| demo.approve_count(at, n));
            }
        }
    }

    /// Who keeps one of the two warehouses.
    fn keeper(&self, of: u32) -> u32 {
        if of == 0 { super::super::JAIRO } else { KEEPER }
    }

    /// What of a product may go out of a warehouse next, and how much of all its lots is free.
    fn next_out(&self, at: DateTime<Utc>, room: u32, product: u32) -> Result<Option<(StockLot, Quantity)>> {
        let (room, product) = (self.room(room)?, *known(&self.products, product)?);
        let reach = self.person(ELENA)?.storing();
        let lots = stock::store::candidates(&self.tx, reach, product, Some(room))?;
        let order = FirstOut::of(lots, Day(clock::day_of(at)));
        let total = order.total();
        Ok(order.row.into_iter().next().map(|lot| (lot, total)))
    }

    /// Somebody sets material aside for their class: the first of what keeps for good, and of which there is plenty.
    fn reserve(&mut self, at: DateTime<Utc>, n: u32, who: u32, class: u32, lasts: u32) -> Result<()> {
        let spots = story::lasting();
        let from = usize::try_from(n).unwrap_or_default() * 3;
        for spot in spots.iter().cycle().skip(from).take(spots.len()) {
            let wanted = story::portion(spot.product, n + 2)?;
            let Some((_, total)) = self.next_out(at, spot.room, spot.product)? else { continue };
            if total < wanted + wanted + wanted {
                continue;
            }
            let until = LocalTime(at + TimeDelta::days(i64::from(lasts)));
            let new = sent(json!({
                "product_id": known(&self.products, spot.product)?, "warehouse_id": self.room(spot.room)?,
                "quantity": wanted, "order_reference": ficha(class), "reserved_until": until,
            }))?;
            let made = self.acts(at, who, |tx| reservations::change::reserve::reserve(tx, &new))?;
            self.reservations.insert(n, (made.reservation_id, u32::from(spot.room != CHECKED_ROOMS)));
            return Ok(());
        }
        Ok(())
    }

    /// The keeper hands out what was reserved, if its lots may go out still.
    fn hand_over(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let Some(&(id, of)) = self.reservations.get(&n) else { return Ok(()) };
        let lots = stock::store::lots_of_reservation(&self.tx, id)?;
        if rules::check_lots(&lots, Day(clock::day_of(at))).is_err() {
            return self.cancel_reservation(
                at,
                n,
                self.keeper(of),
                "El lote quedó retenido: se reserva de otro",
            );
        }
        let given = sent(json!({}))?;
        self.acts(at, self.keeper(of), |tx| reservations::change::end::fulfil(tx, id, &given)).map(drop)
    }

    fn cancel_reservation(&self, at: DateTime<Utc>, n: u32, who: u32, reason: &str) -> Result<()> {
        let Some(&(id, _)) = self.reservations.get(&n) else { return Ok(()) };
        let why = sent(json!({ "reason": reason }))?;
        self.acts(at, who, |tx| reservations::change::end::cancel(tx, id, &why)).map(drop)
    }

    fn let_lapse(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let Some(&(id, _)) = self.reservations.get(&n) else { return Ok(()) };
        let then = self.tx.at(at);
        then.keep(reservations::change::end::lapse(&then, id)?)
    }

    /// Something that both warehouses have goes from one to the other, into the bin where it lies there.
    fn send(&mut self, at: DateTime<Utc>, n: u32, from: u32) -> Result<()> {
        let pairs = story::shared(from);
        let first = usize::try_from(n).unwrap_or_default() * 2;
        for (here, there) in pairs.iter().cycle().skip(first).take(pairs.len()) {
            let wanted = story::portion(here.product, n)?;
            let Some((lot, _)) = self.next_out(at, here.room, here.product)? else { continue };
            if free(&lot) < wanted + wanted + wanted || lot.use_by_date.is_some() {
                continue;
            }
            let target = self.room(there.room)?;
            let new = sent(json!({
                "source_lot_id": lot.id, "target_warehouse_id": target, "quantity": wanted,
                "target_bin_id": bins::store::with_code(&self.tx, target, &there.code)?,
                "transport_reference": format!("TR-{:03}", n + 1),
            }))?;
            let sent = self.acts(at, self.keeper(from), |tx| transfers::change::send::send(tx, &new))?;
            self.transfers.insert(n, (sent.transfer_id, wanted));
            return Ok(());
        }
        Ok(())
    }

    fn dispatch(&self, at: DateTime<Utc>, n: u32, from: u32) -> Result<()> {
        let Some(&(id, _)) = self.transfers.get(&n) else { return Ok(()) };
        self.acts(at, self.keeper(from), |tx| transfers::change::send::dispatch(tx, id)).map(drop)
    }

    fn receive_transfer(&self, at: DateTime<Utc>, n: u32, from: u32, is_whole: bool) -> Result<()> {
        let Some(&(id, quantity)) = self.transfers.get(&n) else { return Ok(()) };
        let broken = Quantity::whole(i64::from(!is_whole)).min(quantity);
        let receipt = sent(json!({
            "received_quantity": quantity - broken, "damaged_quantity": broken, "lost_quantity": 0,
            "condition_on_receipt": if is_whole { "good" } else { "damaged" },
        }))?;
        self.acts(at, self.keeper(1 - from), |tx| transfers::change::receive::confirm(tx, id, &receipt))
            .map(drop)
    }

    fn open_count(&mut self, at: DateTime<Utc>, n: u32, of: u32, kind: &str, code: &str) -> Result<()> {
        let warehouse = self.room(CHECKED_ROOMS + of)?;
        let mut new = json!({ "warehouse_id": warehouse, "scope": kind, "is_blind": n % 2 == 1 });
        if let Some(members) = new.as_object_mut() {
            let (member, what) = match kind {
                "bin" => ("bin_id", json!(bins::store::with_code(&self.tx, warehouse, code)?)),
                _ => ("zone", json!(code)),
            };
            members.insert(member.into(), what);
        }
        let new = sent(new)?;
        let opened = self.acts(at, self.keeper(of), |tx| counts::change::open::open(tx, &new))?;
        self.counts.insert(n, opened.count.id);
        Ok(())
    }

    /// Every lot is as the books say, but for the first, of which one is missing; who is still counting has not come to it.
    fn count(&self, at: DateTime<Utc>, n: u32, of: u32, stage: Stage) -> Result<()> {
        let id = *known(&self.counts, n)?;
        let who = self.keeper(of);
        for (place, line) in counts::store::lines(&self.tx, id)?.iter().enumerate() {
            let is_first = place == 0;
            if is_first && stage == Stage::Open {
                continue;
            }
            let missing = if is_first && free_of(line) > Quantity::whole(1) {
                Quantity::whole(1)
            } else {
                Quantity::default()
            };
            let counted = sent(json!({
                "line_id": line.id, "quantity": line.stock_quantity - missing,
                "reason": is_first.then_some("Salida que nadie anotó"),
            }))?;
            self.acts(at, who, |tx| counts::change::lines::count(tx, id, &counted))?;
        }
        if stage == Stage::Open {
            return Ok(());
        }
        let submission = sent(json!({}))?;
        self.acts(at, who, |tx| counts::change::submit::submit(tx, id, &submission)).map(drop)
    }

    fn approve_count(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let (id, approval) = (*known(&self.counts, n)?, sent(json!({}))?);
        self.acts(at, ELENA, |tx| counts::change::decide::approve(tx, id, &approval)).map(drop)
    }
}

/// How much of a line's lot is promised to nobody.
fn free_of(line: &counts::model::LineRow) -> Quantity {
    line.stock_quantity - line.reserved_quantity
}
