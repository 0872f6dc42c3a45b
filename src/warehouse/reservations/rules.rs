//! What may happen to a reservation, and how it is told. Pure.
//!
//! | Status | handed out | cancelled | its time is over |
//! |---|---|---|---|
//! | active | fulfilled, while its time isn't over and all its lots may go out | cancelled | expired |
//! | any other | refused | refused | stays |

use super::model::ReservationStatus;
use crate::kit::{Code, Day, Error, LocalTime, Quantity, Result};
use crate::warehouse::stock::model::StockLot;
use crate::warehouse::stock::rules::fefo::{self, FirstOut, Obstacle, Pick};
use crate::warehouse::unit::Unit;
use chrono::TimeDelta;

/// How long material is set aside at most: a typing mistake must not hold it for good.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// Judges until when something is reserved (D16).
///
/// # Errors
/// [`Code::ReservationUntilPast`], [`Code::ReservationUntilFar`].
pub fn check_until(until: LocalTime, now: LocalTime) -> Result<()> {
    if until <= now {
        return Err(Code::ReservationUntilPast.into());
    }
    if until.0.signed_duration_since(now.0) > LONGEST {
        return Err(Code::ReservationUntilFar.into());
    }
    Ok(())
}

/// Refuses to end a reservation that has ended.
///
/// # Errors
/// [`Code::ReservationOver`].
pub fn check_active(status: ReservationStatus) -> Result<()> {
    let told = match status {
        ReservationStatus::Active => return Ok(()),
        ReservationStatus::Fulfilled => "La reserva ya se entregó",
        ReservationStatus::Cancelled => "La reserva ya se canceló",
        ReservationStatus::Expired => "La reserva venció y su material quedó libre",
    };
    Err(Error::With(Code::ReservationOver, told.into()))
}

/// Refuses to hand out what has ended, or whose time is over (D16).
///
/// # Errors
/// [`Code::ReservationOver`], [`Code::ReservationOverdue`].
pub fn check_fulfillable(status: ReservationStatus, until: LocalTime, now: LocalTime) -> Result<()> {
    check_active(status)?;
    if until <= now {
        let sentence =
            format!("El plazo de la reserva pasó el {}: cancélela y reserve de nuevo", told_time(until));
        return Err(Error::With(Code::ReservationOverdue, sentence));
    }
    Ok(())
}

/// What keeps a lot that is set aside from going out, if anything does; that it is promised isn't it.
pub fn in_the_way(lot: &StockLot, today: Day) -> Option<Obstacle> {
    match fefo::obstacle(lot, today) {
        None | Some(Obstacle::Reserved(_)) => None,
        Some(
            why @ (Obstacle::Scrapped
            | Obstacle::Empty
            | Obstacle::Expired(_)
            | Obstacle::Held(_)
            | Obstacle::Blocked(_)),
        ) => Some(why),
    }
}

/// Refuses to hand out lots of which one can't go out any more, and names each that can't.
///
/// # Errors
/// [`Code::ReservationLotUnusable`].
pub fn check_lots(lots: &[StockLot], today: Day) -> Result<()> {
    let told: Vec<String> = lots
        .iter()
        .filter_map(|lot| Some(format!("lote {}, {}", lot.batch_number, in_the_way(lot, today)?.told())))
        .collect();
    let subject = match told.len() {
        0 => return Ok(()),
        1 => "Parte de la reserva no puede salir",
        _ => "Varios lotes de la reserva no pueden salir",
    };
    let sentence = format!(
        "{subject} ({}). Cancele la reserva y reserve de nuevo: se toman otros lotes",
        told.join("; ")
    );
    Err(Error::With(Code::ReservationLotUnusable, sentence))
}

/// Why nothing of a product can be set aside in a warehouse.
pub fn nothing(product: &str, warehouse: &str, order: &FirstOut) -> Error {
    let mut sentence = format!("De {product} no hay nada libre en {warehouse}");
    let told: Vec<String> = order
        .skipped
        .iter()
        .take(3)
        .map(|(lot, why)| format!("el lote {} no se cuenta: {}", lot.batch_number, why.told()))
        .collect();
    if !told.is_empty() {
        sentence.push_str(&format!(" ({})", told.join("; ")));
    }
    Error::With(Code::ReservationNothing, sentence)
}

/// A reservation in words: «5 kg de Harina para la ficha 2557».
pub fn named(quantity: Quantity, unit: Unit, product: &str, order_reference: &str) -> String {
    format!("{} de {product} para {}", unit.after(quantity), fefo::whom(order_reference))
}

/// From which lots, for the audit: «L-1 (3 kg), L-2 (2 kg)».
pub fn told_lots(picks: &[Pick<'_>]) -> String {
    let told: Vec<String> = picks
        .iter()
        .map(|pick| format!("{} ({})", pick.lot.batch_number, pick.lot.unit.after(pick.quantity)))
        .collect();
    told.join(", ")
}

/// An instant as people read it: «30/11/2026 a las 18:00».
pub fn told_time(at: LocalTime) -> String {
    at.wall().format("%d/%m/%Y a las %H:%M").to_string()
}

/// What was noted, with what is noted when it ends.
pub fn noted(before: Option<&str>, more: Option<&str>) -> Option<String> {
    match (before, more) {
        (Some(before), Some(more)) => Some(format!("{before}\n{more}")),
        (one, None) | (None, one) => one.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests;
