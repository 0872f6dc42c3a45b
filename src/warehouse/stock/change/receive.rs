//! What comes in.

use super::ledger::{self, Entry};
use super::place::{check_alone, open_bin};
use super::{again, named};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Quantity, Result};
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock::model::{
    Lot, LotRow, LotStatus, NewReceipt, Received, StockedBin, StockedProduct,
};
use crate::warehouse::stock::rules::receipt::{self, KnownBatch, LotDays, batch_for};
use crate::warehouse::stock::store;

/// Why a receipt is written down.
const REASON: &str = "supplier_delivery";

/// Puts what has come into a bin: into the lot of the same batch that is there, or a new one.
///
/// # Errors
/// [`Code::StockBinUnknown`], [`Code::StockBinBlocked`], [`Code::StockProductUnknown`], [`Code::StockSupplierUnknown`], the faults of
/// [`LotDays::check`], [`Code::StockBinOther`], those of [`KnownBatch::check`], [`Code::StockUnitOther`], [`Code::LotTooLarge`].
pub fn receive(tx: &CallerTx<'_>, new: &NewReceipt) -> Result<Change<Received>> {
    let bin = open_bin(tx, tx.who.storing(), new.bin_id)?;
    let product = product_in_use(tx, &bin, new.product_id)?;
    if let Some(supplier) = new.supplier_id.0
        && !store::supplier_is_known(tx, bin.center_id, supplier)?
    {
        return Err(Code::StockSupplierUnknown.into());
    }
    let days =
        LotDays { use_by: new.use_by_date.0, best_before: new.best_before_date.0, frozen: new.freeze_date.0 };
    days.check(tx.today())?;
    check_alone(tx, bin.id, &bin.code, product.id)?;
    let known = store::batches_in(tx, bin.id, product.id, new.batch_number.as_str(), tx.today())?;
    let lot = match batch_for(known, days, new.unit.0) {
        Some(lot) => join(tx, new, &lot, days, &product)?,
        None => begin(tx, new, &bin, days, &product)?,
    };
    let after = receipt::together(lot.quantity, new.quantity.get())?;
    let entry = Entry {
        reference_number: new.reference_number.0.as_ref().map(|text| text.as_str()),
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        ..Entry::new(MovementType::Receipt, REASON)
    };
    let movement_id = ledger::enter(tx, &lot, after, &entry)?;
    let stored = again(tx, lot.id)?;
    let says = format!("Entrada de {}: {}", lot.unit.after(new.quantity.get()), named(&stored));
    let event = Event::named("RECEIVE_LOT", "lot", Some(lot.id)).status(201).describe(says.clone());
    let event = if lot.quantity.is_some() { event.before(&lot) } else { event };
    let event = event.after(&stored);
    let received = Received {
        lot_id: lot.id,
        movement_id,
        bin_code: stored.bin_code.clone(),
        product_name: stored.product_name.clone(),
        quantity: stored.quantity,
        unit: stored.unit,
        use_by_date: stored.use_by_date,
        days_until_expiry: stored.days_until_expiry,
        message: says,
        lot: stored,
    };
    Ok(Change::new(received, event))
}

fn product_in_use(tx: &CallerTx<'_>, bin: &StockedBin, id: Id) -> Result<StockedProduct> {
    let product = store::product(tx, Some(bin.center_id), id)?.filter(|product| product.is_active);
    Ok(product.ok_or(Code::StockProductUnknown)?)
}

/// The lot that is there already, with what is told of it besides.
fn join(
    tx: &CallerTx<'_>,
    new: &NewReceipt,
    lot: &Lot,
    days: LotDays,
    product: &StockedProduct,
) -> Result<Lot> {
    let known = KnownBatch {
        batch_number: &lot.batch_number,
        days: LotDays { use_by: lot.use_by_date, best_before: lot.best_before_date, frozen: lot.freeze_date },
        unit: lot.unit,
    };
    known.check(days, Some(new.unit.0.unwrap_or(product.unit)))?;
    let price =
        receipt::average_price((lot.quantity, lot.unit_price), (new.quantity.get(), new.unit_price.0));
    // What is used up begins anew.
    let received_at = if lot.quantity.is_some() { lot.received_at } else { LocalTime(tx.now) };
    let besides = (new.supplier_id.0, days.best_before, days.frozen);
    store::save_receipt(tx, lot, price, besides, received_at)?;
    again(tx, lot.id)
}

/// A new lot, with nothing in it yet.
fn begin(
    tx: &CallerTx<'_>,
    new: &NewReceipt,
    bin: &StockedBin,
    days: LotDays,
    product: &StockedProduct,
) -> Result<Lot> {
    if new.unit.0.is_some_and(|unit| unit != product.unit) {
        let sentence = format!("{} se lleva en {}", product.name, product.unit);
        return Err(Error::With(Code::StockUnitOther, sentence));
    }
    let now = LocalTime(tx.now);
    let lot = LotRow {
        id: Id::new(),
        bin_id: bin.id,
        product_id: product.id,
        supplier_id: new.supplier_id.0,
        batch_number: new.batch_number.as_str().to_owned(),
        use_by_date: days.use_by,
        best_before_date: days.best_before,
        freeze_date: days.frozen,
        quantity: Quantity::ZERO,
        unit: product.unit,
        unit_price: new.unit_price.0,
        received_at: now,
        status: LotStatus::Available,
        notes: new.notes.0.as_ref().map(|text| text.as_str().to_owned()),
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &lot)?;
    again(tx, lot.id)
}
