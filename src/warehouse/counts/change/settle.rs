//! A difference becomes a movement.

use super::lines::refuse_taken;
use crate::kit::{CallerTx, Code, Error, Event, Id, LocalTime, Quantity, Result};
use crate::warehouse::counts::model::LineRow;
use crate::warehouse::counts::rules::settle::{self, Obstacle, named};
use crate::warehouse::counts::store;
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock;
use crate::warehouse::stock::change::ledger::{self, Entry};
use crate::warehouse::stock::model::{Lot, LotRow, LotStatus};

/// Applies the difference of a line to its lot, or makes a lot of what was found; answers the event that tells of it.
///
/// # Errors
/// [`Code::CountReasonMissing`], [`Code::CountUnsettled`], [`Code::StockBinOther`] where another product lies by now.
pub(super) fn apply(tx: &CallerTx<'_>, count: Id, line: &LineRow) -> Result<Event> {
    let Some(reason) = line.reason.as_deref() else {
        let sentence = format!("{}: escriba por qué difiere", named(line));
        return Err(Error::With(Code::CountReasonMissing, sentence));
    };
    let after = settle::after(line)?;
    let before = match line.lot_id {
        Some(lot) => stock::store::get_within(tx, tx.who.storing(), lot, tx.today())?,
        None => begin(tx, line)?,
    };
    if !before.quantity.is_some() {
        refuse_taken(tx, (line.bin_id, &line.bin_code), line.product_id)?;
    }
    let entry = Entry { cause_id: Some(count), ..Entry::new(MovementType::Adjustment, reason) };
    ledger::enter(tx, &before, after, &entry)?;
    let stored = stock::store::get_within(tx, tx.who.storing(), before.id, tx.today())?;
    let says = format!(
        "Ajuste por conteo de {} a {}: {}. Motivo: {reason}",
        before.quantity,
        stored.unit.after(stored.quantity),
        named(line)
    );
    let event = Event::named("ADJUST_LOT", "lot", Some(before.id)).describe(says);
    let event = if line.lot_id.is_some() { event.before(&before) } else { event };
    Ok(event.after(&stored))
}

/// A lot of what was found, with nothing in it yet.
fn begin(tx: &CallerTx<'_>, line: &LineRow) -> Result<Lot> {
    let batch = &line.batch_number;
    let known = stock::store::batches_in(tx, line.bin_id, line.product_id, batch, tx.today())?;
    if known.iter().any(|lot| lot.quantity.is_some() || lot.use_by_date == line.use_by_date) {
        return Err(Error::With(Code::CountUnsettled, settle::told(line, Obstacle::Received)));
    }
    let now = LocalTime(tx.now);
    let lot = LotRow {
        id: Id::new(),
        bin_id: line.bin_id,
        product_id: line.product_id,
        supplier_id: None,
        batch_number: batch.clone(),
        use_by_date: line.use_by_date,
        best_before_date: None,
        freeze_date: None,
        quantity: Quantity::ZERO,
        unit: line.unit,
        unit_price: None,
        received_at: line.counted_at.unwrap_or(now),
        status: LotStatus::Available,
        notes: None,
        created_at: now,
        updated_at: now,
    };
    stock::store::insert(tx, &lot)?;
    store::save_lot(tx, line.id, lot.id)?;
    stock::store::get_within(tx, tx.who.storing(), lot.id, tx.today())
}
