//! What is held back: a lot that nobody is to use until somebody lets it go again.

use super::{again, named, own, promised};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Result};
use crate::warehouse::stock::model::{Lot, LotStatus, NewHold, Promised};
use crate::warehouse::stock::store;

/// Holds a lot back. What is promised of it stays promised, and doesn't go out either: whoever waits for it is told.
///
/// # Errors
/// [`Code::LotNotFound`], [`Code::LotScrapped`], [`Code::LotHeldAlready`].
pub fn hold(tx: &CallerTx<'_>, id: Id, new: &NewHold) -> Result<Change<Lot>> {
    let before = own(tx, id)?;
    match (before.status, &before.hold_reason) {
        (LotStatus::Scrapped, _) => return Err(Code::LotScrapped.into()),
        (LotStatus::Held, reason) => {
            let reason = reason.as_deref().unwrap_or_default();
            let sentence = format!("El lote {} ya está retenido: {reason}", before.batch_number);
            return Err(Error::With(Code::LotHeldAlready, sentence));
        }
        (LotStatus::Available, _) => {}
    }
    store::save_status(tx, id, LotStatus::Held, Some(new.reason.as_str()), LocalTime(tx.now))?;
    let after = again(tx, id)?;
    let says = format!("Lote retenido: {}. Motivo: {}", named(&after), new.reason.as_str());
    let event = Event::named("HOLD_LOT", "lot", Some(id)).describe(says).before(&before).after(&after);
    let why = format!("Se retuvo el lote {} ({})", after.batch_number, new.reason.as_str());
    let notices = promised::tell(tx, Promised::OfLot(id), "Reserva con un lote retenido", &why)?;
    Ok(Change::new(after, event).tell(notices))
}

/// Lets a lot go again that was held.
///
/// # Errors
/// [`Code::LotNotFound`], [`Code::LotNotHeld`].
pub fn release(tx: &CallerTx<'_>, id: Id) -> Result<Change<Lot>> {
    let before = own(tx, id)?;
    match before.status {
        LotStatus::Held => {}
        LotStatus::Available | LotStatus::Scrapped => return Err(Code::LotNotHeld.into()),
    }
    store::save_status(tx, id, LotStatus::Available, None, LocalTime(tx.now))?;
    let after = again(tx, id)?;
    let says = format!("Lote liberado: {}", named(&after));
    let event = Event::named("RELEASE_LOT", "lot", Some(id)).describe(says).before(&before).after(&after);
    Ok(Change::new(after, event))
}
