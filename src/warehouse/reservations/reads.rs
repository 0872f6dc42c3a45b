//! A reservation as a whole: with its lots, and what keeps them from going out.

use super::model::{
    HeldPiece, Reservation, ReservationDetail, ReservationItem, ReservationReach, ReservationStatus,
};
use super::{rules, store};
use crate::kit::{Day, Id, LocalTime, Result};
use crate::warehouse::stock;
use crate::warehouse::stock::model::StockLot;
use crate::warehouse::stock::rules::expiry;
use rusqlite::Connection;
use std::collections::HashMap;

/// A reservation within a reach, as of an instant and its day.
///
/// # Errors
/// [`crate::kit::Code::ReservationNotFound`].
pub fn detail(
    db: &Connection,
    reach: ReservationReach,
    id: Id,
    (now, today): (LocalTime, Day),
) -> Result<ReservationDetail> {
    let reservation = store::get_within(db, reach, id, now)?;
    let lots: HashMap<Id, StockLot> =
        stock::store::lots_of_reservation(db, id)?.into_iter().map(|lot| (lot.id, lot)).collect();
    let items = store::pieces(db, id)?
        .into_iter()
        .filter_map(|piece| Some(item(&reservation, &piece, lots.get(&piece.lot_id)?, today)))
        .collect();
    Ok(ReservationDetail { reservation, items })
}

fn item(reservation: &Reservation, piece: &HeldPiece, lot: &StockLot, today: Day) -> ReservationItem {
    let is_active = reservation.status == ReservationStatus::Active;
    let obstacle = if is_active { rules::in_the_way(lot, today) } else { None };
    ReservationItem {
        id: piece.id,
        lot_id: lot.id,
        bin_id: lot.bin_id,
        bin_code: lot.bin_code.clone(),
        batch_number: lot.batch_number.clone(),
        use_by_date: lot.use_by_date,
        days_until_expiry: lot.use_by_date.map(|day| expiry::days_left(day, today)),
        quantity_reserved: piece.quantity_reserved,
        obstacle: obstacle.map(|why| why.told()),
        movement_id: piece.movement_id,
    }
}
