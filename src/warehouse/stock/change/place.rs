//! What of one lot is put into another bin: it joins its batch there, or is a lot that is like the one it comes from.

use super::ledger::{self, Entry};
use super::{again, named};
use crate::kit::{CallerTx, Code, Error, Event, Id, LocalTime, Quantity, Result, Scope};
use crate::warehouse::stock::model::{Lot, LotRow, LotStatus, StockedBin};
use crate::warehouse::stock::rules::receipt::{self, KnownBatch, LotDays, batch_for};
use crate::warehouse::stock::store;

/// A lot into which something was put.
#[derive(Debug)]
pub struct Put {
    /// The movement that says so.
    pub movement_id: Id,
    /// How much.
    pub quantity: Quantity,
    /// The lot as it was; nothing of a new one.
    pub before: Option<Lot>,
    /// The lot as it is.
    pub lot: Lot,
}

impl Put {
    /// What the audit keeps of the lot: with its quantity its price, its age and what else is known of it may have changed. Whoever asks
    /// for it says the status that is answered, if it isn't 200.
    pub fn event(&self) -> Event {
        let says =
            format!("Llegada de {} por traslado: {}", self.lot.unit.after(self.quantity), named(&self.lot));
        let event = Event::named("MOVE_LOT", "lot", Some(self.lot.id)).describe(says).after(&self.lot);
        match &self.before {
            Some(before) => event.before(before),
            None => event,
        }
    }
}

/// A bin within a scope that takes material.
///
/// # Errors
/// [`Code::StockBinUnknown`], [`Code::StockBinBlocked`].
pub fn open_bin(tx: &CallerTx<'_>, scope: Scope, id: Id) -> Result<StockedBin> {
    let bin = store::stocked_bin(tx, scope, id)?.ok_or(Code::StockBinUnknown)?;
    if bin.is_active {
        return Ok(bin);
    }
    let sentence = format!("La ubicación {} está inactiva y no recibe material", bin.code);
    Err(Error::With(Code::StockBinBlocked, sentence))
}

/// Refuses a bin in which another product lies.
///
/// # Errors
/// [`Code::StockBinOther`].
pub fn check_alone(tx: &CallerTx<'_>, bin: Id, code: &str, product: Id) -> Result<()> {
    match store::is_taken_by_another(tx, bin, product)? {
        None => Ok(()),
        Some(other) => Err(Error::With(
            Code::StockBinOther,
            format!("En la ubicación {code} hay {other}: cada ubicación guarda un solo producto"),
        )),
    }
}

/// Puts so much of what a lot is of into a bin, which has a code. What comes keeps its days, its supplier, its price and the day on which
/// it first came.
///
/// # Errors
/// [`Code::StockBinOther`], [`Code::LotOtherwise`] where the batch lies there with other days, [`Code::LotHeld`] where it is held there,
/// [`Code::LotTooLarge`].
pub fn put(
    tx: &CallerTx<'_>,
    like: &Lot,
    (bin, code): (Id, &str),
    quantity: Quantity,
    entry: &Entry<'_>,
) -> Result<Put> {
    check_alone(tx, bin, code, like.product_id)?;
    let days = days_of(like);
    let known = store::batches_in(tx, bin, like.product_id, &like.batch_number, tx.today())?;
    if let Some(lot) = batch_for(known, days, Some(like.unit)) {
        check_joins(like, &lot, code)?;
        return add(tx, like, lot, quantity, entry);
    }
    let lot = begin(tx, like, bin)?;
    let after = receipt::together(lot.quantity, quantity)?;
    let movement_id = ledger::enter(tx, &lot, after, entry)?;
    Ok(Put { movement_id, quantity, before: None, lot: again(tx, lot.id)? })
}

/// Adds more to a lot of what is like it, also to one that is held: what both cost is averaged, and the older of what lies together says
/// when it goes out.
///
/// # Errors
/// [`Code::LotTooLarge`].
pub fn add(tx: &CallerTx<'_>, like: &Lot, before: Lot, more: Quantity, entry: &Entry<'_>) -> Result<Put> {
    let after = receipt::together(before.quantity, more)?;
    let price = receipt::average_price((before.quantity, before.unit_price), (more, like.unit_price));
    let received_at =
        if before.quantity.is_some() { before.received_at.min(like.received_at) } else { like.received_at };
    let besides = (like.supplier_id, like.best_before_date, like.freeze_date);
    store::save_receipt(tx, &before, price, besides, received_at)?;
    let movement_id = ledger::enter(tx, &before, after, entry)?;
    let lot = again(tx, before.id)?;
    Ok(Put { movement_id, quantity: more, before: Some(before), lot })
}

fn days_of(lot: &Lot) -> LotDays {
    LotDays { use_by: lot.use_by_date, best_before: lot.best_before_date, frozen: lot.freeze_date }
}

/// Refuses to put more into a lot that isn't of the same batch, or is held.
fn check_joins(like: &Lot, lot: &Lot, code: &str) -> Result<()> {
    let batch = &lot.batch_number;
    let known = KnownBatch { batch_number: batch, days: days_of(lot), unit: lot.unit };
    if known.check(days_of(like), Some(like.unit)).is_err() {
        let there =
            lot.use_by_date.map_or_else(String::new, |day| format!(", que vence el {}", day.written()));
        let sentence = format!(
            "En la ubicación {} ya hay un lote {batch} con otras fechas{there}: elija otra ubicación",
            code
        );
        return Err(Error::With(Code::LotOtherwise, sentence));
    }
    if lot.status == LotStatus::Held {
        let sentence = format!(
            "El lote {batch} está retenido en la ubicación {}: elija otra ubicación, o libérelo antes",
            code
        );
        return Err(Error::With(Code::LotHeld, sentence));
    }
    Ok(())
}

/// A lot like another, with nothing in it yet.
fn begin(tx: &CallerTx<'_>, like: &Lot, bin: Id) -> Result<Lot> {
    let now = LocalTime(tx.now);
    let lot = LotRow {
        id: Id::new(),
        bin_id: bin,
        product_id: like.product_id,
        supplier_id: like.supplier_id,
        batch_number: like.batch_number.clone(),
        use_by_date: like.use_by_date,
        best_before_date: like.best_before_date,
        freeze_date: like.freeze_date,
        quantity: Quantity::ZERO,
        unit: like.unit,
        unit_price: like.unit_price,
        received_at: like.received_at,
        status: LotStatus::Available,
        notes: like.notes.clone(),
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &lot)?;
    again(tx, lot.id)
}
