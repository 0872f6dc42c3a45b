//! What a difference does to a lot.
//!
//! A count is of a moment. What came in or went out after it is in the ledger already, so the difference of that moment is added to what
//! the lot holds now: of 10 expected and 8 counted, 3 of which went out afterwards, 5 are left and not 8.

use crate::kit::{Code, Error, Quantity, Result};
use crate::warehouse::counts::model::LineRow;

/// The most that a lot holds, in hundredths.
const MOST: Quantity = Quantity::of_hundredths(9_999_999_999);

/// A lot and what was counted of it.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// What the ledger said when it was counted.
    pub expected: Quantity,
    /// What was counted.
    pub counted: Quantity,
    /// What it holds now.
    pub now: Quantity,
    /// What of it is promised.
    pub reserved: Quantity,
    /// Whether it was thrown away.
    pub is_scrapped: bool,
    /// Whether somebody corrected it after it was counted: they may have meant the same difference.
    pub was_adjusted: bool,
    /// Whether something came into it after it was counted.
    pub was_received: bool,
}

/// Why a difference can't be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The lot was corrected in between.
    Adjusted,
    /// The lot was thrown away in between.
    Scrapped,
    /// It was found where nothing should be, and came by the books in between: most likely that is the same material.
    Received,
    /// Less than nothing would be left: so much more is missing than there is.
    BelowZero(Quantity),
    /// Less would be left than this, which is promised.
    BelowReserved(Quantity),
    /// More than a lot holds.
    TooMuch,
}

impl Standing {
    /// What was counted less what was expected.
    pub fn difference(&self) -> Quantity {
        self.counted - self.expected
    }
}

/// What a lot holds after a difference. One that doesn't differ stays as it is, whatever happened to it.
///
/// # Errors
/// The [`Obstacle`] in its way.
pub fn settle(lot: &Standing) -> Result<Quantity, Obstacle> {
    let difference = lot.difference();
    let after = lot.now + difference;
    if difference == Quantity::ZERO {
        Ok(lot.now)
    } else if lot.is_scrapped {
        Err(Obstacle::Scrapped)
    } else if lot.was_adjusted {
        Err(Obstacle::Adjusted)
    } else if lot.was_received && lot.expected == Quantity::ZERO {
        Err(Obstacle::Received)
    } else if after < Quantity::ZERO {
        Err(Obstacle::BelowZero(-after))
    } else if after < lot.reserved {
        Err(Obstacle::BelowReserved(lot.reserved))
    } else if after > MOST {
        Err(Obstacle::TooMuch)
    } else {
        Ok(after)
    }
}

/// The standing of a line that is counted.
pub fn standing(line: &LineRow) -> Option<Standing> {
    Some(Standing {
        expected: line.expected_quantity,
        counted: line.counted_quantity?,
        now: line.stock_quantity,
        reserved: line.reserved_quantity,
        is_scrapped: line.is_scrapped,
        was_adjusted: line.was_adjusted,
        was_received: line.was_received,
    })
}

/// What a sentence calls a line: «Harina, lote L-1, en 03-2-1».
pub fn named(line: &LineRow) -> String {
    format!("{}, lote {}, en {}", line.product_name, line.batch_number, line.bin_code)
}

/// Why the difference of a line can't be applied, and what to do.
pub fn told(line: &LineRow, why: Obstacle) -> String {
    let name = named(line);
    let unit = line.unit;
    match why {
        Obstacle::Adjusted => format!(
            "{name}: alguien ajustó el lote después de contarlo, quizá por lo mismo. Devuelva la línea para contarla de nuevo"
        ),
        Obstacle::Scrapped => {
            format!(
                "{name}: el lote se dio de baja después de contarlo. Devuelva la línea para contarla de nuevo"
            )
        }
        Obstacle::Received => format!(
            "{name}: el lote se recibió después de encontrarlo. Devuelva la línea para contarla de nuevo"
        ),
        Obstacle::BelowZero(short) => format!(
            "{name}: después de contarlo salió material, y {} {} para la diferencia. Devuelva la línea para contarla de nuevo",
            if short == Quantity::whole(1) { "faltaría" } else { "faltarían" },
            unit.after(short)
        ),
        Obstacle::BelowReserved(reserved) => format!(
            "{name}: quedaría menos de lo reservado ({}). Cancele antes la reserva, o devuelva la línea",
            unit.after(reserved)
        ),
        Obstacle::TooMuch => format!("{name}: un lote tiene como máximo 99.999.999,99"),
    }
}

/// What a line's lot holds once the count is approved.
///
/// # Errors
/// [`Code::CountUnsettled`], with the line and what to do.
pub fn after(line: &LineRow) -> Result<Quantity> {
    let Some(standing) = standing(line) else { return Ok(line.stock_quantity) };
    settle(&standing).map_err(|why| Error::With(Code::CountUnsettled, told(line, why)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn of(hundredths: i64) -> Quantity {
        Quantity::of_hundredths(hundredths)
    }

    fn lot(expected: i64, counted: i64, now: i64) -> Standing {
        Standing {
            expected: of(expected),
            counted: of(counted),
            now: of(now),
            reserved: Quantity::ZERO,
            is_scrapped: false,
            was_adjusted: false,
            was_received: false,
        }
    }

    #[test]
    fn what_went_out_after_counting_stays_out() {
        assert_eq!(settle(&lot(1000, 800, 700)), Ok(of(500)));
        assert_eq!(settle(&lot(1000, 800, 1000)), Ok(of(800)));
        assert_eq!(settle(&lot(1000, 1200, 1300)), Ok(of(1500)));
    }

    #[test]
    fn what_is_promised_thrown_away_or_corrected_stands_in_the_way() {
        let promised = Standing { reserved: of(600), ..lot(1000, 500, 1000) };
        assert_eq!(settle(&promised), Err(Obstacle::BelowReserved(of(600))));
        assert_eq!(settle(&lot(1000, 500, 300)), Err(Obstacle::BelowZero(of(200))));
        let scrapped = Standing { is_scrapped: true, ..lot(1000, 800, 0) };
        assert_eq!(settle(&scrapped), Err(Obstacle::Scrapped));
        let corrected = Standing { was_adjusted: true, ..lot(1000, 800, 800) };
        assert_eq!(settle(&corrected), Err(Obstacle::Adjusted));
        let found = Standing { was_received: true, ..lot(0, 1000, 1000) };
        assert_eq!(settle(&found), Err(Obstacle::Received));
        // What came to a lot that was known adds up.
        let grown = Standing { was_received: true, ..lot(1000, 800, 1500) };
        assert_eq!(settle(&grown), Ok(of(1300)));
        // What doesn't differ needs nothing.
        let even = Standing { is_scrapped: true, was_adjusted: true, ..lot(1000, 1000, 0) };
        assert_eq!(settle(&even), Ok(Quantity::ZERO));
    }

    proptest! {
        /// However much comes in and goes out between counting and approving: approving changes the lot by the difference, whatever
        /// the order, or not at all; and never below what is promised.
        #[test]
        fn a_difference_and_what_moved_meanwhile_add_up(
            expected in 0..1_000_000_i64,
            counted in 0..1_000_000_i64,
            wishes in proptest::collection::vec(-50_000..50_000_i64, 0..20),
            share in 0..=100_i64,
        ) {
            // The ledger never lets a lot go below nothing.
            let now = wishes.iter().fold(expected, |held, wish| if held + wish >= 0 { held + wish } else { held });
            let reserved = now * share / 100;
            let standing = Standing { reserved: of(reserved), ..lot(expected, counted, now) };
            let physical = counted + (now - expected);
            match settle(&standing) {
                Ok(after) => {
                    prop_assert_eq!(after.hundredths(), physical);
                    prop_assert_eq!(after - of(now), standing.difference());
                    prop_assert!(after >= of(reserved) || counted == expected);
                    // Once it is applied there is nothing left to apply.
                    let again = Standing { expected: of(counted), now: after, ..standing };
                    prop_assert_eq!(settle(&again), Ok(after));
                }
                Err(Obstacle::BelowZero(short)) => prop_assert_eq!(-short.hundredths(), physical),
                Err(Obstacle::BelowReserved(promised)) => {
                    prop_assert_eq!(promised, of(reserved));
                    prop_assert!((0..reserved).contains(&physical));
                }
                Err(other) => prop_assert!(false, "{:?}", other),
            }
        }

        /// Counting before or after something went out comes to the same.
        #[test]
        fn it_is_of_no_matter_when_it_was_counted(held in 0..100_000_i64, there in 0..100_000_i64, out in 0..100_000_i64) {
            prop_assume!(out <= held && out <= there);
            let before = settle(&lot(held, there, held - out));
            let after = settle(&lot(held - out, there - out, held - out));
            prop_assert_eq!(before, after);
            prop_assert_eq!(before, Ok(of(there - out)));
        }
    }
}
