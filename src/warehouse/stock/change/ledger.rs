//! The one way in which what a lot holds changes: the lot and its movement together. The database refuses one without the other.

use crate::kit::{CallerTx, Id, LocalTime, Quantity, Result};
use crate::warehouse::movements;
use crate::warehouse::movements::model::{MovedLot, MovementType, NewMovement};
use crate::warehouse::stock::model::Lot;
use crate::warehouse::stock::store;

/// Why a lot changes.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Which type of movement it is.
    pub movement_type: MovementType,
    /// Why.
    pub reason: &'a str,
    /// The number of a document.
    pub reference_number: Option<&'a str>,
    /// Of an issue: whether it was the lot's turn.
    pub fefo_compliant: Option<bool>,
    /// Why it goes out by override, if it does.
    pub override_reason: Option<&'a str>,
    /// Notes.
    pub notes: Option<&'a str>,
    /// A reservation, a transfer or a count that it belongs to.
    pub cause_id: Option<Id>,
}

impl<'a> Entry<'a> {
    /// A change of this type, for this reason.
    pub fn new(movement_type: MovementType, reason: &'a str) -> Self {
        Self {
            movement_type,
            reason,
            reference_number: None,
            fefo_compliant: None,
            override_reason: None,
            notes: None,
            cause_id: None,
        }
    }
}

/// Lets a lot hold something else, and writes down that and why; answers the movement.
///
/// # Errors
/// When the database refuses: a lot holds no less than nothing and no less than what is promised of it.
pub fn enter(tx: &CallerTx<'_>, lot: &Lot, after: Quantity, entry: &Entry<'_>) -> Result<Id> {
    store::save_quantity(tx, lot.id, after, LocalTime(tx.now))?;
    let place = MovedLot {
        lot_id: lot.id,
        product_id: lot.product_id,
        bin_id: lot.bin_id,
        environment_id: lot.warehouse_id,
    };
    let movement = NewMovement {
        place,
        movement_type: entry.movement_type,
        before: lot.quantity,
        after,
        reason: entry.reason,
        reference_number: entry.reference_number,
        fefo_compliant: entry.fefo_compliant,
        override_reason: entry.override_reason,
        notes: entry.notes,
        cause_id: entry.cause_id,
    };
    movements::store::insert(tx, &movement, tx.who.id, LocalTime(tx.now))
}
