//! How pieces are counted and added up, and how that is told. Pure.

use crate::campus::checks::model::{Check, CheckItemStatus, Tally};
use crate::kit::{Code, Day, Error, Result};

/// What somebody counted of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Pieces that the inventory has.
    pub expected: i64,
    /// Pieces in good state; more than expected when there is a surplus.
    pub found: i64,
    /// Pieces that are there and don't work.
    pub damaged: i64,
    /// Pieces that are not there.
    pub missing: i64,
}

impl Count {
    /// Completes and judges a count. What is neither found nor damaged is missing, whether it was said or not, so that a count
    /// never makes a piece disappear.
    ///
    /// # Errors
    /// [`Code::CountImpossible`] with the item's `name`.
    pub fn new(name: &str, expected: i64, found: i64, damaged: i64, missing: Option<i64>) -> Result<Self> {
        let impossible = |why: &str| {
            Err(Error::With(Code::CountImpossible, format!("El conteo de «{name}» no puede ser: {why}")))
        };
        let rest = (expected - found - damaged).max(0);
        if damaged > expected {
            return impossible(&format!("hay {expected} registradas y {damaged} dañadas"));
        }
        if expected == 1 && found + damaged > 1 {
            return impossible("es un solo equipo");
        }
        if missing.is_some_and(|missing| missing > rest) {
            return impossible(&format!(
                "buenas, dañadas y faltantes suman más que las {expected} registradas"
            ));
        }
        Ok(Self { expected, found, damaged, missing: rest })
    }

    /// The count of an item that somebody has in charge: what of the `known` pieces nobody saw is with them, neither expected nor
    /// missing. `self` is what was counted as of any other.
    pub fn beside_holder(self, known: Self) -> Self {
        let with_holder = (self.missing - known.missing).max(0);
        Self { expected: self.expected - with_holder, missing: self.missing - with_holder, ..self }
    }

    /// How many damaged pieces an item has after a count, of which some may be with whoever has it in charge: as far as these go, as many as
    /// it had before.
    pub fn damaged_beside_holder(self, known: Self) -> i64 {
        let unseen = (known.expected - self.found - self.damaged - self.missing).max(0);
        self.damaged + (known.damaged - self.damaged).clamp(0, unseen)
    }

    /// The known state of an item that nobody looked at.
    pub fn known(total: i64, damaged: i64, missing: i64) -> Self {
        Self { expected: total, found: total - damaged - missing, damaged, missing }
    }

    /// In one word: missing before damaged.
    pub fn status(self) -> CheckItemStatus {
        if self.missing > 0 {
            CheckItemStatus::Missing
        } else if self.damaged > 0 {
            CheckItemStatus::Damaged
        } else {
            CheckItemStatus::Good
        }
    }
}

/// How many pieces are expected of an item that was looked at `before` in the same check and is `known` to have so many in the room
/// now, of which somebody accounts for `named`. A loan that came back after the first look is missed by nobody; but whoever has seen
/// its pieces may say so.
pub fn expected_again(before: i64, known: i64, named: i64) -> i64 {
    before.min(known).max(named.min(known))
}

impl Tally {
    /// Adds up counts.
    pub fn of(counts: impl IntoIterator<Item = Count>) -> Self {
        counts.into_iter().fold(Self::default(), |sum, count| Self {
            total_items: sum.total_items + count.expected,
            items_good: sum.items_good + count.expected - count.damaged - count.missing,
            items_damaged: sum.items_damaged + count.damaged,
            items_missing: sum.items_missing + count.missing,
        })
    }

    /// The pieces of a check as they were added up.
    pub fn of_check(check: &Check) -> Self {
        Self {
            total_items: check.total_items,
            items_good: check.items_good,
            items_damaged: check.items_damaged,
            items_missing: check.items_missing,
        }
    }

    /// Whether there is nothing to object to, given what is said of the inventory.
    pub fn is_good(self, inventory_complete: Option<bool>) -> bool {
        self.items_damaged == 0 && self.items_missing == 0 && inventory_complete != Some(false)
    }

    /// Which part is in good state, in per cent, rounded to two digits; 0 of nothing.
    pub fn percentage(self) -> f64 {
        if self.total_items == 0 {
            0.0
        } else {
            // Pieces are far fewer than 2^53.
            (self.items_good as f64 * 10_000.0 / self.total_items as f64).round() / 100.0
        }
    }
}

/// What an alert says of a check with issues: "Sistemas 1, 21/11/2026: faltan 2 piezas y hay 1 dañada, de 40".
pub fn sentence(room: &str, day: Day, tally: &Tally, inventory_complete: Option<bool>) -> String {
    let missing = match tally.items_missing {
        0 => None,
        1 => Some("falta 1 pieza".to_owned()),
        n => Some(format!("faltan {n} piezas")),
    };
    let damaged = match tally.items_damaged {
        0 => None,
        1 => Some("hay 1 dañada".to_owned()),
        n => Some(format!("hay {n} dañadas")),
    };
    let told = match (missing, damaged) {
        (Some(missing), Some(damaged)) => format!("{missing} y {damaged}, de {}", tally.total_items),
        (Some(one), None) | (None, Some(one)) => format!("{one}, de {}", tally.total_items),
        (None, None) => "no se contó ninguna pieza dañada ni faltante".to_owned(),
    };
    let incomplete = if inventory_complete == Some(false) { "; el inventario no está completo" } else { "" };
    format!("{room}, {}: {told}{incomplete}", day.written())
}
