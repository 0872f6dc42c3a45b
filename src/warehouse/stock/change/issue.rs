//! What goes out: of one lot, or of the lots whose turn it is.

use super::ledger::{self, Entry};
use super::{again, named, own};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, Quantity, Result, Scope};
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::stock::model::{
    IssueWarning, IssueWarningType, Issued, IssuedLot, IssuedProduct, Lot, NewIssue, NewProductIssue,
    StockLot, StockedProduct,
};
use crate::warehouse::stock::rules::fefo::FirstOut;
use crate::warehouse::stock::rules::issue::{judge, out_of_turn};
use crate::warehouse::stock::store;

/// Lets something of a lot go out. Another lot that should have gone before it is only passed over when whoever asks answers for it with a
/// reason; the movement and the audit say so.
///
/// # Errors
/// [`Code::LotNotFound`], [`Code::OverrideReasonMissing`], and those of [`judge`].
pub fn issue(tx: &CallerTx<'_>, new: &NewIssue) -> Result<Change<Issued>> {
    let before = own(tx, new.lot_id)?;
    let is_forced = new.force_non_fefo.0.unwrap_or(false);
    let override_reason = new.override_reason.0.as_ref().filter(|_| is_forced).map(|text| text.as_str());
    if is_forced && override_reason.is_none() {
        return Err(Code::OverrideReasonMissing.into());
    }
    let (lot, beside) = store::candidates_like(tx, before.id)?;
    let lot = lot.ok_or(Code::LotNotFound)?;
    let order = FirstOut::of(beside, tx.today());
    let wanted = new.quantity.get();
    let passed_over = judge(&lot, &order, wanted, is_forced, tx.today())?;
    let entry = Entry {
        reference_number: new.reference_number.0.as_ref().map(|text| text.as_str()),
        fefo_compliant: Some(passed_over.is_none()),
        override_reason,
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        ..Entry::new(MovementType::Issue, new.reason.as_str())
    };
    let movement_id = ledger::enter(tx, &before, before.quantity - wanted, &entry)?;
    let stored = again(tx, before.id)?;
    let message = format!("Salida de {}: {}", before.unit.after(wanted), named(&before));
    let warning = passed_over.map(|first| IssueWarning {
        kind: IssueWarningType::FefoViolation,
        message: format!("Salió fuera de turno. {}", out_of_turn(&lot, first)),
    });
    let says = match (&warning, override_reason) {
        (Some(warning), Some(reason)) => format!("{message}. {}. Motivo: {reason}", warning.message),
        _ => message.clone(),
    };
    let event = told(&before, &stored, says);
    let issued = Issued {
        movement_id,
        lot_id: stored.id,
        quantity_issued: wanted,
        remaining_quantity: stored.quantity,
        use_by_date: stored.use_by_date,
        days_until_expiry: stored.days_until_expiry,
        fefo_compliant: warning.is_none(),
        warning,
        message,
        lot: stored,
    };
    Ok(Change::new(issued, event))
}

fn told(before: &Lot, after: &Lot, says: String) -> Event {
    Event::named("ISSUE_LOT", "lot", Some(after.id)).describe(says).before(before).after(after)
}

/// Lets something of a product go out of one warehouse, of each lot in its turn: all of it or nothing.
///
/// # Errors
/// [`Code::StockWarehouseMissing`], [`Code::StockWarehouseUnknown`], [`Code::StockProductUnknown`], [`Code::StockShort`].
pub fn issue_by_product(tx: &CallerTx<'_>, new: &NewProductIssue) -> Result<Change<IssuedProduct>> {
    let warehouse = own_warehouse(tx, new.warehouse_id.0)?;
    let product =
        store::product(tx, tx.who.own_center(), new.product_id)?.ok_or(Code::StockProductUnknown)?;
    let lots = store::candidates(tx, tx.who.storing(), product.id, Some(warehouse))?;
    let order = FirstOut::of(lots, tx.today());
    let wanted = new.quantity.get();
    if order.total() < wanted {
        return Err(Error::With(Code::StockShort, short(&product, &order, wanted)));
    }
    let entry = Entry {
        reference_number: new.reference_number.0.as_ref().map(|text| text.as_str()),
        fefo_compliant: Some(true),
        notes: new.notes.0.as_ref().map(|text| text.as_str()),
        ..Entry::new(MovementType::Issue, new.reason.as_str())
    };
    let mut change = Change::unaudited(());
    let mut lots = Vec::new();
    for pick in order.pick(wanted) {
        let (issued, event) = take(tx, pick.lot, pick.quantity, &entry)?;
        change = change.and(event);
        lots.push(issued);
    }
    let from = if lots.len() == 1 { "1 lote".to_owned() } else { format!("{} lotes", lots.len()) };
    let message = format!("Salida de {}: {}, de {from}", product.unit.after(wanted), product.name);
    let issued = IssuedProduct {
        product_id: product.id,
        product_name: product.name,
        warehouse_id: warehouse,
        quantity_issued: wanted,
        unit: product.unit,
        lots,
        message,
    };
    Ok(change.map(|()| issued))
}

/// The warehouse that something goes out of: the one that is named, or the caller's own.
fn own_warehouse(tx: &CallerTx<'_>, named: Option<Id>) -> Result<Id> {
    let scope = tx.who.storing();
    let warehouse = match (named, scope) {
        (Some(named), _) => named,
        (None, Scope::Room(own)) => own,
        (None, _) => return Err(Code::StockWarehouseMissing.into()),
    };
    if store::warehouse_within(tx, scope, warehouse)? {
        Ok(warehouse)
    } else {
        Err(Code::StockWarehouseUnknown.into())
    }
}

/// How much there is instead, and what lies there and can't go out.
fn short(product: &StockedProduct, order: &FirstOut, wanted: Quantity) -> String {
    let there = order.total();
    let mut sentence = if there.is_some() {
        let may = by_number(there, "puede", "pueden");
        format!("De {} solo {may} salir {}", product.name, product.unit.after(there))
    } else {
        format!("De {} no puede salir nada", product.name)
    };
    let asked = by_number(wanted, "pide", "piden");
    sentence.push_str(&format!(" y se {asked} {}", product.unit.after(wanted)));
    if let Some((lot, why)) = order.skipped.first() {
        sentence.push_str(&format!(". El lote {} no se cuenta: {}", lot.batch_number, why.told()));
    }
    let more = order.skipped.len().saturating_sub(1);
    match more {
        0 => {}
        1 => sentence.push_str(", y 1 más"),
        _ => sentence.push_str(&format!(", y {more} más")),
    }
    sentence
}

/// The verb of a quantity: «sale 1 kg», «salen 2 kg».
fn by_number(quantity: Quantity, one: &'static str, many: &'static str) -> &'static str {
    if quantity > Quantity::whole(1) { many } else { one }
}

/// Takes what was picked out of a lot.
fn take(
    tx: &CallerTx<'_>,
    lot: &StockLot,
    quantity: Quantity,
    entry: &Entry<'_>,
) -> Result<(IssuedLot, Event)> {
    let before = own(tx, lot.id)?;
    let movement_id = ledger::enter(tx, &before, before.quantity - quantity, entry)?;
    let after = again(tx, lot.id)?;
    let says = format!("Salida de {}: {}", before.unit.after(quantity), named(&before));
    let event = told(&before, &after, says);
    let issued = IssuedLot {
        movement_id,
        lot_id: after.id,
        batch_number: after.batch_number.clone(),
        bin_code: after.bin_code.clone(),
        use_by_date: after.use_by_date,
        quantity_issued: quantity,
        remaining_quantity: after.quantity,
    };
    Ok((issued, event))
}
