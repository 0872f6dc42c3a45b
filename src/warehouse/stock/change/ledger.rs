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

/// Why what the books missed is written down.
const MENDED: &str = "Cuadre con los movimientos";

/// Writes down what the books miss of a lot: where its movements add up to something else than it holds, one more says the difference, and
/// they add up again. What the lot holds stays. Answers the movement; nothing, where the books were right, as they are unless somebody
/// changed the database by hand.
///
/// # Errors
/// When the database refuses.
pub fn mend(tx: &CallerTx<'_>, lot: &Lot, notes: Option<&str>) -> Result<Option<Id>> {
    let booked = movements::store::booked(tx, lot.id)?;
    if booked == lot.quantity {
        return Ok(None);
    }
    // A movement begins at nothing or above it: that of a lot whose books are below begins there.
    let before = booked.max(Quantity::ZERO);
    let after = before + (lot.quantity - booked);
    let entry = Entry { notes, ..Entry::new(MovementType::Adjustment, MENDED) };
    let movement = enter(tx, &Lot { quantity: before, ..lot.clone() }, after, &entry)?;
    if after != lot.quantity {
        store::save_quantity(tx, lot.id, lot.quantity, LocalTime(tx.now))?;
    }
    Ok(Some(movement))
}
