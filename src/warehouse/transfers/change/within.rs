//! From one bin to another of the same warehouse: at once, by two movements.

use super::{movable_lot, target_bin};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, Result};
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock::change::ledger::{self, Entry};
use crate::warehouse::stock::change::place;
use crate::warehouse::stock::store;
use crate::warehouse::transfers::model::{Moved, NewMove};

/// Moves something of a lot into another bin of its warehouse.
///
/// # Errors
/// [`Code::LotNotFound`], those of [`movable`](crate::warehouse::stock::rules::issue::movable), [`Code::TransferSameBin`],
/// [`Code::TransferBinElsewhere`], and those of [`place::open_bin`] and [`place::put`].
pub fn relocate(tx: &CallerTx<'_>, new: &NewMove) -> Result<Change<Moved>> {
    let wanted = new.quantity.get();
    let before = movable_lot(tx, new.source_lot_id, wanted)?;
    if new.target_bin_id == before.bin_id {
        let sentence = format!("El lote {} ya está en {}", before.batch_number, before.bin_code);
        return Err(Error::With(Code::TransferSameBin, sentence));
    }
    let warehouse = (before.warehouse_id, before.warehouse_name.as_str());
    let bin = target_bin(tx, tx.who.storing(), new.target_bin_id, warehouse, before.product_id)?;
    let cause_id = Id::new();
    let reason = new.reason.0.as_ref().map(|text| text.as_str());
    let notes = new.notes.0.as_ref().map(|text| text.as_str());
    // Why somebody tidies up is theirs to say; which way it went the ledger says.
    let said = match (reason, notes) {
        (Some(reason), Some(notes)) => Some(format!("{reason}. {notes}")),
        (reason, notes) => reason.or(notes).map(str::to_owned),
    };
    let entry = |reason| Entry {
        notes: said.as_deref(),
        cause_id: Some(cause_id),
        ..Entry::new(MovementType::Transfer, reason)
    };
    let source_movement_id = ledger::enter(tx, &before, before.quantity - wanted, &entry("transfer_out"))?;
    let put = place::put(tx, &before, (bin.id, &bin.code), wanted, &entry("transfer_in"))?;
    let arrival = put.event().status(201);
    let target = put.lot;
    let after = store::get_within(tx, tx.who.storing(), before.id, tx.today())?;
    let message = format!(
        "Traslado de {} de {}, lote {}: de {} a {}",
        before.unit.after(wanted),
        before.product_name,
        before.batch_number,
        before.bin_code,
        target.bin_code
    );
    let event = Event::named("MOVE_LOT", "lot", Some(before.id))
        .status(201)
        .describe(message.clone())
        .before(&before)
        .after(&after);
    let moved = Moved {
        transfer_id: None,
        cause_id,
        source_movement_id,
        target_movement_id: put.movement_id,
        source_lot_id: before.id,
        target_lot_id: target.id,
        source_bin_code: before.bin_code,
        target_bin_code: target.bin_code,
        quantity_transferred: wanted,
        remaining_quantity: after.quantity,
        unit: before.unit,
        product_name: before.product_name,
        batch_number: before.batch_number,
        message,
    };
    Ok(Change::new(moved, arrival).and(event))
}
