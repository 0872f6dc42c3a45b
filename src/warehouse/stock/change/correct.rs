//! What puts the books right: a lot that holds something else than was thought, and one that nobody can use any more.

use super::ledger::{self, Entry};
use super::{again, named, own};
use crate::kit::{CallerTx, Change, Code, Error, Event, LocalTime, Quantity, Result};
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock::model::{Adjusted, Lot, LotStatus, NewAdjustment, NewScrap, Scrapped};
use crate::warehouse::stock::store;

fn refuse_scrapped(lot: &Lot) -> Result<()> {
    if lot.status == LotStatus::Scrapped {
        return Err(Error::With(Code::LotScrapped, format!("El lote {} se dio de baja", lot.batch_number)));
    }
    Ok(())
}

/// Why what is promised of a lot is in the way.
fn promised(lot: &Lot, so: &str) -> Error {
    let reserved = lot.unit.after(lot.reserved_quantity);
    Error::With(Code::LotReserved, format!("Del lote {} hay {reserved} reservados: {so}", lot.batch_number))
}

/// Sets what a lot really holds.
///
/// # Errors
/// [`Code::LotNotFound`], [`Code::LotScrapped`], [`Code::LotUnchanged`], [`Code::LotReserved`], [`Code::StockBinOther`] of a lot that was
/// used up and whose bin has something else by now.
pub fn adjust(tx: &CallerTx<'_>, new: &NewAdjustment) -> Result<Change<Adjusted>> {
    let before = own(tx, new.lot_id)?;
    let quantity = new.new_quantity.get();
    refuse_scrapped(&before)?;
    if quantity == before.quantity {
        let sentence = format!(
            "El lote {} ya tiene {}: no hay nada que ajustar",
            before.batch_number,
            before.unit.after(quantity)
        );
        return Err(Error::With(Code::LotUnchanged, sentence));
    }
    if quantity < before.reserved_quantity {
        return Err(promised(&before, "no puede quedar menos. Cancele antes la reserva"));
    }
    if !before.quantity.is_some()
        && let Some(other) = store::is_taken_by_another(tx, before.bin_id, before.product_id)?
    {
        let sentence = format!(
            "En la ubicación {} hay {other}: cada ubicación guarda un solo producto",
            before.bin_code
        );
        return Err(Error::With(Code::StockBinOther, sentence));
    }
    let entry = Entry {
        reference_number: new.reference_number.0.as_ref().map(|text| text.as_str()),
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        ..Entry::new(MovementType::Adjustment, new.reason.as_str())
    };
    let movement_id = ledger::enter(tx, &before, quantity, &entry)?;
    let after = again(tx, before.id)?;
    let message =
        format!("Ajuste de {} a {}: {}", before.quantity, after.unit.after(after.quantity), named(&after));
    let event = Event::named("ADJUST_LOT", "lot", Some(after.id))
        .describe(message.clone())
        .before(&before)
        .after(&after);
    let adjusted = Adjusted {
        movement_id,
        quantity_before: before.quantity,
        quantity_after: after.quantity,
        message,
        lot: after,
    };
    Ok(Change::new(adjusted, event))
}

/// Takes a lot out of the stock for good: what is left of it is thrown away. What comes of the same batch later is another lot.
///
/// # Errors
/// [`Code::LotNotFound`], [`Code::LotScrapped`], [`Code::LotEmpty`], [`Code::LotReserved`].
pub fn scrap(tx: &CallerTx<'_>, new: &NewScrap) -> Result<Change<Scrapped>> {
    let before = own(tx, new.lot_id)?;
    refuse_scrapped(&before)?;
    if !before.quantity.is_some() {
        let sentence = format!("Del lote {} no queda nada que dar de baja", before.batch_number);
        return Err(Error::With(Code::LotEmpty, sentence));
    }
    if before.reserved_quantity.is_some() {
        return Err(promised(&before, "cancele antes la reserva"));
    }
    let entry = Entry {
        reference_number: new.reference_number.0.as_ref().map(|text| text.as_str()),
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        ..Entry::new(MovementType::Scrap, new.reason.as_str())
    };
    let movement_id = ledger::enter(tx, &before, Quantity::ZERO, &entry)?;
    store::save_status(tx, before.id, LotStatus::Scrapped, None, LocalTime(tx.now))?;
    let after = again(tx, before.id)?;
    let message = format!(
        "Baja de {}: {}. Motivo: {}",
        before.unit.after(before.quantity),
        named(&after),
        new.reason.as_str()
    );
    let event = Event::named("SCRAP_LOT", "lot", Some(after.id))
        .describe(message.clone())
        .before(&before)
        .after(&after);
    let scrapped = Scrapped { movement_id, quantity_scrapped: before.quantity, message, lot: after };
    Ok(Change::new(scrapped, event))
}
