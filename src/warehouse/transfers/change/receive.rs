//! What has come: what is good lies in a bin from then on, and what isn't is told to who sent it.

use super::{Side, again, as_sent, named, own, senders, target_bin, tell};
use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Notice, Result, Role, Scope};
use crate::warehouse::keepers;
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock;
use crate::warehouse::stock::change::ledger::Entry;
use crate::warehouse::stock::change::place::{self, Put};
use crate::warehouse::stock::model::Lot;
use crate::warehouse::transfers::model::{Outcome, ReceivedTransfer, Transfer, TransferReceipt};
use crate::warehouse::transfers::{rules, store};

/// Receives a transfer (D13, D14).
///
/// # Errors
/// [`Code::TransferNotFound`] (D20), [`Code::TransferStage`], those of [`rules::outcome`], [`Code::TransferBinMissing`], and those of a bin
/// that can't take it.
pub fn confirm(tx: &CallerTx<'_>, id: Id, receipt: &TransferReceipt) -> Result<Change<ReceivedTransfer>> {
    let before = own(tx, Side::Target, id)?;
    rules::next(before.status, rules::Step::Confirm)?;
    let outcome = rules::outcome(before.quantity_sent, before.unit, receipt)?;
    let notes = receipt.notes.0.as_ref().map(|text| text.as_str());
    let put = put(tx, &before, &outcome, receipt.target_bin_id.0, notes)?;
    let place = put.as_ref().map(|put| (put.lot.bin_id, put.lot.id)).unzip();
    store::save_receipt(tx, id, &outcome, place, notes, (tx.who.id, LocalTime(tx.now)))?;
    let after = again(tx, id)?;
    let shortage = rules::shortage(&outcome, after.unit);
    let message = told(&after, &outcome, put.as_ref().map(|put| &put.lot), shortage.as_deref());
    let event = Event::named("RECEIVE_TRANSFER", "transfer", Some(id))
        .describe(message.clone())
        .before(&before)
        .after(&after);
    let notices = notices(tx, &after, &message, shortage.is_some())?;
    let arrival = put.as_ref().map(Put::event);
    let received = ReceivedTransfer {
        transfer_id: id,
        target_movement_id: put.as_ref().map(|put| put.movement_id),
        target_lot_id: after.target_lot_id,
        target_bin_code: put.map(|put| put.lot.bin_code),
        quantity_sent: after.quantity_sent,
        quantity_received: outcome.received,
        quantity_damaged: outcome.damaged,
        quantity_lost: outcome.lost,
        condition_on_receipt: outcome.condition,
        status: after.status,
        message,
    };
    let change = match arrival {
        Some(arrival) => Change::new(received, arrival).and(event),
        None => Change::new(received, event),
    };
    Ok(change.tell(notices))
}

/// Puts what is good into its bin; nothing, where nothing is.
fn put(
    tx: &CallerTx<'_>,
    transfer: &Transfer,
    outcome: &Outcome,
    bin: Option<Id>,
    notes: Option<&str>,
) -> Result<Option<Put>> {
    if !outcome.received.is_some() {
        return Ok(None);
    }
    let bin = bin.or(transfer.target_bin_id).ok_or(Code::TransferBinMissing)?;
    let warehouse = (transfer.target_warehouse_id, transfer.target_warehouse_name.as_str());
    let bin = target_bin(tx, tx.who.storing(), bin, warehouse, transfer.product_id)?;
    // Whose it was is no matter: it is on its way to here.
    let lot = stock::store::get_within(tx, Scope::Everything, transfer.source_lot_id, tx.today())?;
    let like = as_sent(tx, transfer.id, &lot)?;
    let entry = Entry {
        reference_number: transfer.transport_reference.as_deref(),
        notes,
        cause_id: Some(transfer.id),
        ..Entry::new(MovementType::Transfer, "cross_warehouse_in")
    };
    place::put(tx, &like, (bin.id, &bin.code), outcome.received, &entry).map(Some)
}

fn told(transfer: &Transfer, outcome: &Outcome, lot: Option<&Lot>, shortage: Option<&str>) -> String {
    let what = named(transfer, outcome.received);
    let came = match lot {
        Some(lot) => {
            format!("{} recibió {what}, en {}", transfer.target_warehouse_name, lot.bin_code)
        }
        None => format!(
            "{} no recibió nada de {}",
            transfer.target_warehouse_name,
            named(transfer, transfer.quantity_sent)
        ),
    };
    match shortage {
        Some(shortage) => {
            format!("{came}. De {} enviados: {shortage}", transfer.unit.after(transfer.quantity_sent))
        }
        None => came,
    }
}

/// Who sent it is told; of what is missing the general administrators are too.
fn notices(tx: &CallerTx<'_>, transfer: &Transfer, message: &str, is_short: bool) -> Result<Vec<Notice>> {
    if !is_short {
        let said = ("Llegó un traslado suyo", message);
        return Ok(tell(tx, senders(transfer), &Kind::TransferUpdate, transfer.id, said));
    }
    let keepers = keepers::of(tx, transfer.target_warehouse_id)?.into_iter();
    let people = senders(transfer).chain(keepers.filter(|it| it.role == Role::AdminGeneral).map(|it| it.id));
    let said = ("Un traslado llegó incompleto", message);
    let notices = tell(tx, people, &Kind::TransferUpdate, transfer.id, said);
    Ok(notices.into_iter().map(|notice| notice.priority(Priority::High)).collect())
}
