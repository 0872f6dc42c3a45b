//! What was sent and comes back. It is given back to the lot that it came from; where that isn't there any more, to its batch in the same
//! bin, or a lot like it. Where its bin can't take it, nothing is cancelled until somebody says which bin does: so nothing is lost.

use super::{Side, again, named, own, senders, target_bin, tell};
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Notice, Result, Scope};
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock;
use crate::warehouse::stock::change::ledger::{self, Entry};
use crate::warehouse::stock::change::place;
use crate::warehouse::stock::model::{Lot, LotStatus};
use crate::warehouse::stock::rules::receipt;
use crate::warehouse::transfers::model::{Transfer, TransferCancellation, TransferStatus};
use crate::warehouse::transfers::{rules, store};

/// Cancels a transfer that nobody has received, and gives back what was sent (D13).
///
/// # Errors
/// [`Code::TransferNotFound`] (D20), [`Code::TransferStage`], [`Code::TransferNoWayBack`], and those of a bin that is named and can't take
/// it.
pub fn cancel(tx: &CallerTx<'_>, id: Id, cancellation: &TransferCancellation) -> Result<Change<Transfer>> {
    let before = own(tx, Side::Source, id)?;
    rules::next(before.status, rules::Step::Cancel)?;
    let lot = stock::store::get_within(tx, Scope::Everything, before.source_lot_id, tx.today())?;
    let notes = cancellation.notes.0.as_ref().map(|text| text.as_str());
    let entry = Entry {
        reference_number: before.transport_reference.as_deref(),
        notes,
        cause_id: Some(id),
        ..Entry::new(MovementType::Transfer, "transfer_cancelled")
    };
    let returned = match cancellation.bin_id.0 {
        Some(bin) if bin != lot.bin_id => {
            let warehouse = (before.source_warehouse_id, before.source_warehouse_name.as_str());
            let bin = target_bin(tx, tx.who.storing(), bin, warehouse, before.product_id)?;
            place::put(tx, &lot, (bin.id, &bin.code), before.quantity_sent, &entry)?.1
        }
        Some(_) | None => give_back(tx, &lot, &before, &entry)?,
    };
    let reason = cancellation.reason.as_str();
    store::save_cancellation(tx, id, reason, returned.id, (tx.who.id, LocalTime(tx.now)))?;
    let after = again(tx, id)?;
    let says = format!(
        "Traslado cancelado: {} vuelve a {}, en {}. Motivo: {reason}",
        named(&after, after.quantity_sent),
        returned.bin_code,
        after.source_warehouse_name
    );
    let notices = notices(tx, &before, &says)?;
    let event =
        Event::named("CANCEL_TRANSFER", "transfer", Some(id)).describe(says).before(&before).after(&after);
    Ok(Change::new(after, event).tell(notices))
}

/// Gives something back to the bin that it came from, whether that is in use or not: it lies there, or will. To the lot itself, if it is
/// there and alone with its number.
fn give_back(tx: &CallerTx<'_>, lot: &Lot, transfer: &Transfer, entry: &Entry<'_>) -> Result<Lot> {
    let more = transfer.quantity_sent;
    let no_way = |error: Error| {
        let sentence = format!(
            "No puede volver a {}: {}. Indique a qué otra ubicación vuelve",
            lot.bin_code,
            lower(&error.sentence())
        );
        Error::With(Code::TransferNoWayBack, sentence)
    };
    place::check_alone(tx, lot.bin_id, &lot.bin_code, lot.product_id).map_err(no_way)?;
    let beside = stock::store::batches_in(tx, lot.bin_id, lot.product_id, &lot.batch_number, tx.today())?;
    let is_replaced = beside.iter().any(|other| other.id != lot.id && other.quantity.is_some());
    if lot.status != LotStatus::Scrapped && !is_replaced {
        let after = receipt::together(lot.quantity, more).map_err(no_way)?;
        ledger::enter(tx, lot, after, entry)?;
        return stock::store::get_within(tx, Scope::Everything, lot.id, tx.today());
    }
    let put = place::put(tx, lot, (lot.bin_id, &lot.bin_code), more, entry).map_err(|error| {
        match error.code() {
            Code::LotTooLarge => no_way(error),
            // These say already to choose another bin.
            Code::LotOtherwise | Code::LotHeld => {
                Error::With(Code::TransferNoWayBack, error.sentence().into_owned())
            }
            _ => error,
        }
    })?;
    Ok(put.1)
}

/// Who sent it is told, and of what was on its way who waited for it.
fn notices(tx: &CallerTx<'_>, transfer: &Transfer, says: &str) -> Result<Vec<Notice>> {
    let said = ("Se canceló un traslado", says);
    let mut people: Vec<Id> = senders(transfer).collect();
    if transfer.status == TransferStatus::InTransit {
        people.extend(store::keepers(tx, transfer.target_warehouse_id)?);
    }
    Ok(tell(tx, people, &Kind::TransferUpdate, transfer.id, said))
}

/// A sentence that goes on after a colon.
fn lower(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}
