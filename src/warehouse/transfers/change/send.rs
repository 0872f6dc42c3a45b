//! To another warehouse: it leaves its lot, and then the house.

use super::{Side, again, movable_lot, named, own, target_bin, tell};
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result};
use crate::warehouse::keepers;
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock;
use crate::warehouse::stock::change::ledger::{self, Entry};
use crate::warehouse::transfers::model::{NewTransfer, SentTransfer, Transfer, TransferRow};
use crate::warehouse::transfers::{rules, store};

/// Takes something out of a lot for another warehouse. It is under way from then on, and waits for the dispatch.
///
/// # Errors
/// [`Code::LotNotFound`], those of [`movable`](crate::warehouse::stock::rules::issue::movable), [`Code::TransferSameWarehouse`],
/// [`Code::TransferWarehouseUnknown`], and those of a bin that is named and can't take it.
pub fn send(tx: &CallerTx<'_>, new: &NewTransfer) -> Result<Change<SentTransfer>> {
    let wanted = new.quantity.get();
    let before = movable_lot(tx, new.source_lot_id, wanted)?;
    let target = new.target_warehouse_id;
    if target == before.warehouse_id {
        return Err(Code::TransferSameWarehouse.into());
    }
    let name =
        store::warehouse_beside(tx, before.warehouse_id, target)?.ok_or(Code::TransferWarehouseUnknown)?;
    if let Some(bin) = new.target_bin_id.0 {
        target_bin(tx, tx.who.materials(), bin, (target, &name), before.product_id)?;
    }
    let id = Id::new();
    let transport = new.transport_reference.0.as_ref().map(|text| text.as_str());
    let row = TransferRow {
        id,
        source_lot_id: before.id,
        source_environment_id: before.warehouse_id,
        target_environment_id: target,
        target_bin_id: new.target_bin_id.0,
        quantity_sent: wanted,
        sent_unit_price: before.unit_price,
        sent_received_at: before.received_at,
        transport_reference: transport,
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        created_by: tx.who.id,
    };
    store::insert(tx, &row, LocalTime(tx.now))?;
    let entry = Entry {
        reference_number: transport,
        notes: row.notes,
        cause_id: Some(id),
        ..Entry::new(MovementType::Transfer, "cross_warehouse_out")
    };
    let source_movement_id = ledger::enter(tx, &before, before.quantity - wanted, &entry)?;
    let lot = stock::store::get_within(tx, tx.who.storing(), before.id, tx.today())?;
    let transfer = again(tx, id)?;
    let message = format!(
        "Traslado de {}: de {} a {}. Falta despacharlo",
        named(&transfer, wanted),
        transfer.source_warehouse_name,
        transfer.target_warehouse_name
    );
    let says = format!("Salida por traslado de {}: queda en {}", named(&transfer, wanted), lot.bin_code);
    let departure =
        Event::named("MOVE_LOT", "lot", Some(lot.id)).status(201).describe(says).before(&before).after(&lot);
    let event = Event::named("SEND_TRANSFER", "transfer", Some(id))
        .status(201)
        .describe(message.clone())
        .after(&transfer);
    let sent = SentTransfer {
        transfer_id: id,
        source_movement_id,
        source_warehouse_name: transfer.source_warehouse_name,
        target_warehouse_name: transfer.target_warehouse_name,
        source_bin_code: transfer.source_bin_code,
        quantity_sent: wanted,
        unit: transfer.unit,
        product_name: transfer.product_name,
        batch_number: transfer.batch_number,
        status: transfer.status,
        transport_reference: transfer.transport_reference,
        message,
    };
    Ok(Change::new(sent, departure).and(event))
}

/// Lets a transfer leave, and tells who is to receive it.
///
/// # Errors
/// [`Code::TransferNotFound`] (D20), [`Code::TransferStage`].
pub fn dispatch(tx: &CallerTx<'_>, id: Id) -> Result<Change<Transfer>> {
    let before = own(tx, Side::Source, id)?;
    rules::next(before.status, rules::Step::Dispatch)?;
    store::save_dispatch(tx, id, tx.who.id, LocalTime(tx.now))?;
    let after = again(tx, id)?;
    let what = named(&after, after.quantity_sent);
    let says = format!(
        "Traslado despachado: {what}, de {} a {}",
        after.source_warehouse_name, after.target_warehouse_name
    );
    let message = format!("{what}, viene de {}. Confírmelo cuando llegue.", after.source_warehouse_name);
    let notices = tell(
        tx,
        keepers::told(&keepers::of(tx, after.target_warehouse_id)?),
        &Kind::TransferIncoming,
        id,
        ("Viene un traslado", &message),
    );
    let event =
        Event::named("DISPATCH_TRANSFER", "transfer", Some(id)).describe(says).before(&before).after(&after);
    Ok(Change::new(after, event).tell(notices))
}
