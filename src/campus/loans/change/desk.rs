//! What goes over the desk, piece by piece: handed over, and back whole, used up, damaged or not at all.

use super::{again, against, own_desk, standing_at_desk, told};
use crate::campus::loans::acta::{self, model::ActaKind};
use crate::campus::loans::model::{
    HandIn, HandOver, LendableItem, Loan, LoanHold, LoanStatus, PieceAction, PieceOutcome,
};
use crate::campus::loans::reads::Against;
use crate::campus::loans::rules;
use crate::campus::loans::store::{self, PieceName};
use crate::campus::maintenance::model::{MaintenancePriority, NewRequest};
use crate::campus::{inventory, maintenance};
use crate::kit::{CallerTx, Change, Code, Error, Id, LocalTime, Number, Result};

/// Pieces that go over the desk.
struct Piece<'a> {
    name: &'a PieceName,
    action: PieceAction,
    quantity: i64,
    notes: Option<&'a str>,
}

fn write_down(tx: &CallerTx<'_>, loan: &Loan, piece: &Piece<'_>) -> Result<()> {
    let by = (tx.who.id, LocalTime(tx.now));
    store::add_piece(tx, loan.id, piece.name, piece.action, piece.quantity, piece.notes, by)
}

/// Hands over pieces that were scanned; the first makes the loan an active one.
///
/// # Errors
/// [`Code::LoanNotFound`], [`Code::LoanStage`], [`Code::LoanNothingScanned`], [`Code::LoanTooMany`], and why a piece can't go out:
/// [`Code::ItemNotFound`], [`Code::LoanItemElsewhere`], [`Code::LoanPieceOther`], [`Code::LoanPieceOut`],
/// [`Code::LoanPieceReserved`]; and [`Code::LoanRefused`] of a borrower who is suspended or lacks an induction.
pub fn hand_over(tx: &CallerTx<'_>, id: Id, scanned: &HandOver) -> Result<Change<Loan>> {
    let before = own_desk(tx, id)?;
    if before.status != LoanStatus::Active {
        rules::check_step(before.status, LoanStatus::Active)?;
    }
    check_length(scanned.pieces.len())?;
    let against = against(tx, &before, before.end_date)?;
    let items: Vec<Id> = scanned.pieces.iter().map(|piece| piece.item_id).collect();
    let charged = inventory::store::all_in_charge(tx, &items)?;
    let mut left = before.quantity_requested - before.quantity_handed_over;
    for piece in &scanned.pieces {
        let quantity = piece.quantity.0.map_or(1, Number::get);
        if quantity > left {
            return Err(too_many(left, "por entregar"));
        }
        left -= quantity;
        hand_over_item(
            tx,
            (&before, &against),
            (piece.item_id, charged.get(&piece.item_id)),
            quantity,
            piece.notes.0.as_ref().map(|text| text.as_str()),
        )?;
    }
    activate(tx, &before)
}

/// How many lines go over the desk at once: each is looked at while everybody else's writes wait.
const MOST_LINES: usize = 200;

fn check_length(lines: usize) -> Result<()> {
    match lines {
        0 => Err(Code::LoanNothingScanned.into()),
        1..=MOST_LINES => Ok(()),
        _ => Err(Error::With(
            Code::LoanTooMany,
            format!("A la vez pasan hasta {MOST_LINES} líneas por el mostrador"),
        )),
    }
}

fn too_many(left: i64, what: &str) -> Error {
    let sentence = match left {
        0 => format!("No queda ninguna pieza {what}"),
        1 => format!("Solo queda 1 pieza {what}"),
        _ => format!("Solo quedan {left} piezas {what}"),
    };
    Error::With(Code::LoanTooMany, sentence)
}

fn activate(tx: &CallerTx<'_>, before: &Loan) -> Result<Change<Loan>> {
    store::set_status(tx, before.id, LoanStatus::Active, tx.who.id, None, LocalTime(tx.now))?;
    acta::change::renew(tx, before.id, ActaKind::Loan)?;
    Ok(told(tx, before, again(tx, before.id)?))
}

/// Hands over all that was asked for in one go, as the app does.
///
/// # Errors
/// [`Code::LoanPiecesByScan`] where a choice is to be made, and why the piece can't go out.
pub(super) fn hand_over_all(tx: &CallerTx<'_>, before: &Loan) -> Result<Change<Loan>> {
    let against = against(tx, before, before.end_date)?;
    match before.item_id {
        Some(_) if before.any_of_model => return Err(Code::LoanPiecesByScan.into()),
        Some(item_id) => {
            let holder = inventory::store::in_charge(tx, item_id)?;
            let item = (item_id, holder.as_ref());
            hand_over_item(tx, (before, &against), item, before.quantity_requested, None)?;
        }
        None => {
            standing_at_desk(&against, before, None).check()?;
            let name = PieceName { item_id: None, name: before.item_name.clone(), internal_code: None };
            let quantity = before.quantity_requested;
            let piece = Piece { name: &name, action: PieceAction::HandedOver, quantity, notes: None };
            write_down(tx, before, &piece)?;
        }
    }
    activate(tx, before)
}

/// Hands over pieces of an item, which comes with whoever has it in charge, if they are there and nobody else has reserved them.
fn hand_over_item(
    tx: &CallerTx<'_>,
    (loan, against): (&Loan, &Against),
    (item_id, holder): (Id, Option<&String>),
    quantity: i64,
    notes: Option<&str>,
) -> Result<()> {
    let stock = store::stock_like(tx, item_id)?;
    let item = stock.first().ok_or(Code::ItemNotFound)?;
    if item.environment_id != loan.environment_id {
        return Err(Code::LoanItemElsewhere.into());
    }
    if loan.item_id.is_some_and(|wanted| !stock.iter().any(|like| like.item_id == wanted)) {
        let sentence = format!("{} no es de lo que se prestó: {}", plate(item), loan.item_name);
        return Err(Error::With(Code::LoanPieceOther, sentence));
    }
    standing_at_desk(against, loan, Some(item)).check()?;
    if let Some(holder) = holder {
        let sentence = format!("{} está a cargo de {holder}", plate(item));
        return Err(Error::With(Code::LoanPieceOut, sentence));
    }
    let holds = store::holds_like(tx, item_id)?;
    let out: Vec<&LoanHold> = holds.iter().filter(|hold| hold.is_out && hold.item_id == item_id).collect();
    let here = item.capacity - out.iter().map(|hold| hold.pieces).sum::<i64>();
    if here < quantity {
        return Err(Error::With(Code::LoanPieceOut, out_sentence(item, &out, here)));
    }
    // Whoever asked for this very piece has it reserved themselves.
    if loan.item_id != Some(item_id) || loan.any_of_model {
        let reserved = rules::reserved_by_others(&holds, item_id, loan, LocalTime(tx.now).wall());
        if here - reserved.iter().map(|hold| hold.pieces).sum::<i64>() < quantity {
            return Err(Error::With(Code::LoanPieceReserved, reserved_sentence(item, &reserved)));
        }
    }
    let name = PieceName {
        item_id: Some(item_id),
        name: item.name.clone(),
        internal_code: Some(item.internal_code.clone()),
    };
    write_down(tx, loan, &Piece { name: &name, action: PieceAction::HandedOver, quantity, notes })
}

fn plate(item: &LendableItem) -> String {
    format!("{} ({})", item.name, item.internal_code)
}

fn out_sentence(item: &LendableItem, out: &[&LoanHold], here: i64) -> String {
    let plate = plate(item);
    match out.first() {
        Some(hold) if here <= 0 => format!("{plate} lo tiene {}", hold.borrower),
        _ if here <= 0 => format!("{plate} está dañado, falta o está en mantenimiento"),
        _ => format!("De {plate} solo hay {here} disponibles"),
    }
}

fn reserved_sentence(item: &LendableItem, reserved: &[&LoanHold]) -> String {
    let people: Vec<String> = reserved
        .iter()
        .map(|hold| {
            let (from, until) = (hold.start_date.written(), hold.end_date.written());
            format!("{} del {from} al {until}", hold.borrower)
        })
        .collect();
    format!("{} está reservado para {}", plate(item), people.join(" y "))
}

/// Takes back pieces that were scanned; the last ends the loan.
///
/// # Errors
/// [`Code::LoanNotFound`], [`Code::LoanStage`], [`Code::LoanNothingScanned`], [`Code::LoanTooMany`].
pub fn hand_in(tx: &CallerTx<'_>, id: Id, scanned: &HandIn) -> Result<Change<Loan>> {
    let before = own_desk(tx, id)?;
    rules::check_step(before.status, LoanStatus::Returned)?;
    check_length(scanned.pieces.len())?;
    let mut after = Change::unaudited(());
    for piece in &scanned.pieces {
        let out = store::out(tx, id)?;
        let (name, left) =
            out.into_iter().find(|(name, _)| name.item_id == piece.item_id.0).ok_or_else(|| {
                Error::With(Code::LoanPieceOther, "Esa pieza no salió con este préstamo".into())
            })?;
        let quantity = piece.quantity.0.map_or(1, Number::get);
        if quantity > left {
            return Err(too_many(left, "por devolver"));
        }
        let outcome = piece.outcome.0.unwrap_or(PieceOutcome::Returned);
        let notes = piece.notes.0.as_ref().map(|text| text.as_str());
        let back = Piece { name: &name, action: outcome.into(), quantity, notes };
        write_down(tx, &before, &back)?;
        after = after.join(follow_up(tx, &before, &back)?).status(200).map(drop);
    }
    finish(tx, &before, after)
}

/// Takes back all that is out, whole, as the app does.
///
/// # Errors
/// When the database refuses.
pub(super) fn hand_in_all(tx: &CallerTx<'_>, before: &Loan) -> Result<Change<Loan>> {
    for (name, quantity) in store::out(tx, before.id)? {
        let piece = Piece { name: &name, action: PieceAction::Returned, quantity, notes: None };
        write_down(tx, before, &piece)?;
    }
    finish(tx, before, Change::unaudited(()))
}

/// A loan with nothing out is over.
fn finish(tx: &CallerTx<'_>, before: &Loan, pieces: Change<()>) -> Result<Change<Loan>> {
    let over = store::out(tx, before.id)?.is_empty();
    let status = if over { LoanStatus::Returned } else { LoanStatus::Active };
    store::set_status(tx, before.id, status, tx.who.id, None, LocalTime(tx.now))?;
    acta::change::renew(tx, before.id, ActaKind::Return)?;
    Ok(told(tx, before, again(tx, before.id)?).join(pieces).map(|(loan, ())| loan))
}

/// What becomes of an item of which pieces didn't come back whole.
fn follow_up(tx: &CallerTx<'_>, loan: &Loan, piece: &Piece<'_>) -> Result<Change<()>> {
    let Some(item_id) = piece.name.item_id else { return Ok(Change::unaudited(())) };
    let event = match piece.action {
        PieceAction::HandedOver | PieceAction::Returned => None,
        PieceAction::Consumed => {
            inventory::change::note_loss(tx, item_id, inventory::change::Loss::Consumed, piece.quantity)?
        }
        PieceAction::Damaged => {
            inventory::change::note_loss(tx, item_id, inventory::change::Loss::Damaged, piece.quantity)?
        }
        PieceAction::Lost => {
            inventory::change::note_loss(tx, item_id, inventory::change::Loss::Missing, piece.quantity)?
        }
    };
    let mut after = Change::unaudited(());
    if let Some(event) = event {
        after = after.and(event);
    }
    if piece.action != PieceAction::Damaged {
        return Ok(after);
    }
    let request = NewRequest {
        item_id: Some(item_id),
        environment_id: Some(loan.environment_id),
        check_id: None,
        loan_id: Some(loan.id),
        user_id: tx.who.id,
        title: format!("Daño al devolver un préstamo: {}", piece.name.name),
        description: piece.notes.map_or_else(
            || format!("Volvió dañado del préstamo de {}.", loan.instructor_name),
            |notes| format!("{notes} (volvió así del préstamo de {})", loan.instructor_name),
        ),
        priority: MaintenancePriority::Media,
        quantity_affected: piece.quantity,
    };
    Ok(after.join(maintenance::change::ask(tx, &request)?).map(drop))
}
