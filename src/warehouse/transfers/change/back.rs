//! What was sent and comes back. It is given back to the lot that it came from; where that isn't there any more, to its batch in the same
//! bin, or a lot like it. Where its bin can't take it, nothing is cancelled until somebody says which bin does: so nothing is lost.

use super::{Side, again, as_sent, named, own, senders, target_bin, tell};
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Notice, Quantity, Result, Scope};
use crate::warehouse::keepers;
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock;
use crate::warehouse::stock::change::ledger::Entry;
use crate::warehouse::stock::change::place::{self, Put};
use crate::warehouse::stock::model::{Lot, LotStatus};
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
    let like = as_sent(tx, id, &lot)?;
    let sent = before.quantity_sent;
    let notes = cancellation.notes.0.as_ref().map(|text| text.as_str());
    let entry = Entry {
        reference_number: before.transport_reference.as_deref(),
        notes,
        cause_id: Some(id),
        ..Entry::new(MovementType::Transfer, "transfer_cancelled")
    };
    let put = match cancellation.bin_id.0 {
        Some(bin) if bin != like.bin_id => {
            let warehouse = (before.source_warehouse_id, before.source_warehouse_name.as_str());
            let bin = target_bin(tx, tx.who.storing(), bin, warehouse, before.product_id)?;
            place::put(tx, &like, (bin.id, &bin.code), sent, &entry)?
        }
        Some(_) | None => give_back(tx, lot, &like, sent, &entry)?,
    };
    let reason = cancellation.reason.as_str();
    store::save_cancellation(tx, id, reason, put.lot.id, (tx.who.id, LocalTime(tx.now)))?;
    let after = again(tx, id)?;
    let says = format!(
        "Traslado cancelado: {} vuelve a {}, en {}. Motivo: {reason}",
        named(&after, after.quantity_sent),
        put.lot.bin_code,
        after.source_warehouse_name
    );
    let notices = notices(tx, &before, &says)?;
    let event =
        Event::named("CANCEL_TRANSFER", "transfer", Some(id)).describe(says).before(&before).after(&after);
    Ok(Change::new(after, put.event()).and(event).tell(notices))
}

/// Gives something back to the bin that it came from, whether that is in use or not: it lies there, or will. To the lot itself, if it is
/// there and alone with its number. `like` is the lot as it was when it left.
fn give_back(tx: &CallerTx<'_>, lot: Lot, like: &Lot, more: Quantity, entry: &Entry<'_>) -> Result<Put> {
    let no_way = |error: Error| {
        let sentence = format!(
            "No puede volver a {}: {}. Indique a qué otra ubicación vuelve",
            like.bin_code,
            lower(&error.sentence())
        );
        Error::With(Code::TransferNoWayBack, sentence)
    };
    place::check_alone(tx, like.bin_id, &like.bin_code, like.product_id).map_err(no_way)?;
    let beside = stock::store::batches_in(tx, like.bin_id, like.product_id, &like.batch_number, tx.today())?;
    let is_replaced = beside.iter().any(|other| other.id != like.id && other.quantity.is_some());
    let put = if lot.status != LotStatus::Scrapped && !is_replaced {
        place::add(tx, like, lot, more, entry)
    } else {
        place::put(tx, like, (like.bin_id, &like.bin_code), more, entry)
    };
    put.map_err(|error| match error.code() {
        Code::LotTooLarge => no_way(error),
        // These say already to choose another bin.
        Code::LotOtherwise | Code::LotHeld => {
            Error::With(Code::TransferNoWayBack, error.sentence().into_owned())
        }
        _ => error,
    })
}

/// Who sent it is told, and of what was on its way who waited for it.
fn notices(tx: &CallerTx<'_>, transfer: &Transfer, says: &str) -> Result<Vec<Notice>> {
    let said = ("Se canceló un traslado", says);
    let mut people: Vec<Id> = senders(transfer).collect();
    if transfer.status == TransferStatus::InTransit {
        people.extend(keepers::told(&keepers::of(tx, transfer.target_warehouse_id)?));
    }
    Ok(tell(tx, people, &Kind::TransferUpdate, transfer.id, said))
}

/// A sentence that goes on after a colon.
fn lower(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}
