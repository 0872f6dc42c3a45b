//! What puts the books right: a lot that holds something else than was thought, and one that nobody can use any more.

use super::ledger::{self, Entry};
use super::place::check_alone;
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

/// Sets what a lot really holds. Where its movements added up to something else before, that is written down first, also of a lot that
/// holds what is said already.
///
/// # Errors
/// [`Code::LotNotFound`], [`Code::LotScrapped`], [`Code::LotUnchanged`], [`Code::LotReserved`]; of a lot that was used up
/// [`Code::StockBinOther`] where its bin has something else by now, [`Code::LotOtherwise`] where the batch has another lot there.
pub fn adjust(tx: &CallerTx<'_>, new: &NewAdjustment) -> Result<Change<Adjusted>> {
    let before = own(tx, new.lot_id)?;
    let quantity = new.new_quantity.get();
    let entry = Entry {
        reference_number: new.reference_number.0.as_ref().map(|text| text.as_str()),
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        ..Entry::new(MovementType::Adjustment, new.reason.as_str())
    };
    let mended = ledger::mend(tx, &before, entry.notes)?;
    let movement_id = match mended {
        Some(mended) if quantity == before.quantity => mended,
        Some(_) | None => {
            check_adjustment(tx, &before, quantity)?;
            ledger::enter(tx, &before, quantity, &entry)?
        }
    };
    let after = again(tx, before.id)?;
    let message =
        format!("Ajuste de {} a {}: {}", before.quantity, after.unit.after(after.quantity), named(&after));
    let message = if mended.is_some() {
        format!("{message}. Sus movimientos sumaban otra cosa, y ya suman lo que hay")
    } else {
        message
    };
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

/// Refuses to set what a lot holds to what can't be.
fn check_adjustment(tx: &CallerTx<'_>, lot: &Lot, quantity: Quantity) -> Result<()> {
    refuse_scrapped(lot)?;
    if quantity == lot.quantity {
        let sentence = format!(
            "El lote {} ya tiene {}: no hay nada que ajustar",
            lot.batch_number,
            lot.unit.after(quantity)
        );
        return Err(Error::With(Code::LotUnchanged, sentence));
    }
    if quantity < lot.reserved_quantity {
        return Err(promised(lot, "no puede quedar menos. Cancele antes la reserva"));
    }
    if lot.quantity.is_some() {
        return Ok(());
    }
    // What is used up comes back only where there is room for it.
    check_alone(tx, lot.bin_id, &lot.bin_code, lot.product_id)?;
    let beside = store::batches_in(tx, lot.bin_id, lot.product_id, &lot.batch_number, tx.today())?;
    if beside.iter().any(|other| other.quantity.is_some()) {
        let sentence =
            format!("En la ubicación {} ya hay otro lote {}: ajuste ese", lot.bin_code, lot.batch_number);
        return Err(Error::With(Code::LotOtherwise, sentence));
    }
    Ok(())
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
