//! A reservation ends: it is handed out, cancelled, or its time is over.

use super::{again, named, notice};
use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Change, Event, Id, LocalTime, Notice, Result, Role, Scope, Tx};
use crate::warehouse::keepers;
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::reservations::model::{
    Fulfilled, Fulfilment, HeldPiece, Reservation, ReservationCancellation, ReservationDetail,
    ReservationReach, ReservationStatus,
};
use crate::warehouse::reservations::rules;
use crate::warehouse::reservations::store::{self, End};
use crate::warehouse::stock;
use crate::warehouse::stock::change::ledger::{self, Entry};

/// Why what was reserved goes out, in the ledger.
const REASON: &str = "reservation_fulfillment";

/// Hands out a reservation from a warehouse of the caller's: each piece is a movement of its lot, and they were in their turn when they
/// were reserved. All of it or nothing: a lot that can't go out any more keeps the others too, so that nobody gets half of what they
/// wait for unasked.
///
/// # Errors
/// [`crate::kit::Code::ReservationNotFound`], [`crate::kit::Code::ReservationOver`], [`crate::kit::Code::ReservationOverdue`],
/// [`crate::kit::Code::ReservationLotUnusable`].
pub fn fulfil(tx: &CallerTx<'_>, id: Id, sent: &Fulfilment) -> Result<Change<Fulfilled>> {
    let now = LocalTime(tx.now);
    let before = store::get_within(tx, ReservationReach::Within(tx.who.storing()), id, now)?;
    rules::check_fulfillable(before.status, before.reserved_until, now)?;
    rules::check_lots(&stock::store::lots_of_reservation(tx, id)?, tx.today())?;
    let notes = sent.notes.0.as_ref().map(|notes| notes.as_str());
    let entry = Entry {
        reference_number: Some(&before.order_reference),
        fefo_compliant: Some(true),
        notes,
        cause_id: Some(id),
        ..Entry::new(MovementType::Issue, REASON)
    };
    let mut change = Change::unaudited(());
    let mut movement_ids = Vec::new();
    for piece in store::pieces(tx, id)? {
        let (movement_id, event) = hand_out(tx, &piece, &entry)?;
        change = change.and(event);
        movement_ids.push(movement_id);
    }
    let end = End {
        status: ReservationStatus::Fulfilled,
        by: Some(tx.who.id),
        reason: None,
        notes: rules::noted(before.notes.as_deref(), notes),
    };
    let after = ended(tx, &before, &end)?;
    let it = &after.reservation;
    let message = format!("Entrega de {}", named(it));
    let event = Event::named("FULFILL_RESERVATION", "reservation", Some(id))
        .describe(format!("Reserva entregada: {}", named(it)))
        .before(&before)
        .after(it);
    let told = format!("Se entregó su reserva de {}.", named(it));
    let notices = told_maker(tx, it, ("Reserva entregada", Priority::Low), told);
    let fulfilled = Fulfilled {
        reservation_id: id,
        movement_ids,
        total_fulfilled: it.total_quantity,
        status: it.status,
        message,
        reservation: after,
    };
    Ok(change.and(event).tell(notices).map(|()| fulfilled))
}

/// Takes what was promised out of a lot.
fn hand_out(tx: &CallerTx<'_>, piece: &HeldPiece, entry: &Entry<'_>) -> Result<(Id, Event)> {
    let lot = || stock::store::get_within(tx, tx.who.storing(), piece.lot_id, tx.today());
    let (before, quantity) = (lot()?, piece.quantity_reserved);
    stock::store::give_back(tx, before.id, quantity, LocalTime(tx.now))?;
    let movement_id = ledger::enter(tx, &before, before.quantity - quantity, entry)?;
    let after = lot()?;
    let says = format!(
        "Salida de {} por reserva: {}, lote {}, en {}",
        before.unit.after(quantity),
        before.product_name,
        before.batch_number,
        before.bin_code
    );
    let event =
        Event::named("ISSUE_LOT", "lot", Some(before.id)).describe(says).before(&before).after(&after);
    Ok((movement_id, event))
}

/// Cancels a reservation: an instructor their own, whoever keeps a warehouse those from it. What was set aside is free again.
///
/// # Errors
/// [`crate::kit::Code::ReservationNotFound`], [`crate::kit::Code::ReservationOver`].
pub fn cancel(
    tx: &CallerTx<'_>,
    id: Id,
    sent: &ReservationCancellation,
) -> Result<Change<ReservationDetail>> {
    let before = store::get_within(tx, ReservationReach::ending(tx.who), id, LocalTime(tx.now))?;
    rules::check_active(before.status)?;
    let (reason, notes) = (sent.reason.as_str(), sent.notes.0.as_ref().map(|notes| notes.as_str()));
    let end = End {
        status: ReservationStatus::Cancelled,
        by: Some(tx.who.id),
        reason: Some(reason),
        notes: rules::noted(before.notes.as_deref(), notes),
    };
    free(tx, id)?;
    let after = ended(tx, &before, &end)?;
    let it = &after.reservation;
    let event = Event::named("CANCEL_RESERVATION", "reservation", Some(id))
        .describe(format!("Reserva cancelada: {}. Motivo: {reason}", named(it)))
        .before(&before)
        .after(it);
    let told = format!("Se canceló su reserva de {}. Motivo: {reason}.", named(it));
    let mut notices = told_maker(tx, it, ("Reserva cancelada", Priority::High), told);
    if tx.who.role == Role::Instructor {
        // They may have got it ready already.
        let message =
            format!("{} canceló su reserva de {}. Motivo: {reason}.", it.created_by_name, named(it));
        let keepers = keepers::told(&keepers::of(tx, it.warehouse_id)?).into_iter();
        notices.extend(keepers.map(|to| {
            notice(to, Kind::ReservationRequest, "Reserva cancelada", message.clone(), id)
                .priority(Priority::Low)
        }));
    }
    Ok(Change::new(after, event).tell(notices))
}

/// Lets a reservation lapse whose time is over: what was set aside is free again, and whoever made it is told.
///
/// # Errors
/// [`crate::kit::Code::ReservationNotFound`], [`crate::kit::Code::ReservationOver`].
pub fn lapse(tx: &Tx<'_>, id: Id) -> Result<Change<()>> {
    let everything = ReservationReach::Within(Scope::Everything);
    let before = store::get_within(tx, everything, id, LocalTime(tx.now))?;
    rules::check_active(before.status)?;
    free(tx, id)?;
    let status = ReservationStatus::Expired;
    let after = ended(tx, &before, &End { status, by: None, reason: None, notes: before.notes.clone() })?;
    let it = &after.reservation;
    let event = Event::named("EXPIRE_RESERVATION", "reservation", Some(id))
        .describe(format!("Reserva vencida: {}, hasta el {}", named(it), rules::told_time(it.reserved_until)))
        .before(&before)
        .after(it);
    let message = format!(
        "Su reserva de {} venció el {} sin que nadie la recogiera: el material quedó libre.",
        named(it),
        rules::told_time(it.reserved_until)
    );
    let told = notice(it.created_by, Kind::ReservationUpdate, "Reserva vencida", message, id);
    Ok(Change::new((), event).tell([told.priority(Priority::High)]))
}

/// Gives back to its lots what a reservation holds.
fn free(tx: &Tx<'_>, id: Id) -> Result<()> {
    for piece in store::pieces(tx, id)? {
        stock::store::give_back(tx, piece.lot_id, piece.quantity_reserved, LocalTime(tx.now))?;
    }
    Ok(())
}

fn ended(tx: &Tx<'_>, before: &Reservation, end: &End<'_>) -> Result<ReservationDetail> {
    store::end(tx, before.id, end, LocalTime(tx.now))?;
    again(tx, before.id)
}

/// Whoever made a reservation is told what became of it, but not of what they did themselves.
fn told_maker(
    tx: &CallerTx<'_>,
    it: &Reservation,
    (title, priority): (&str, Priority),
    message: String,
) -> Vec<Notice> {
    let told = notice(it.created_by, Kind::ReservationUpdate, title, message, it.id).priority(priority);
    Some(told).filter(|told| told.to() != tx.who.id).into_iter().collect()
}
