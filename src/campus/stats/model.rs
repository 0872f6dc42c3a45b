//! The shapes of statistics.

use crate::kit::words;

mod checks;
mod home;
mod loans;
mod maintenance;
mod stock;

pub use {checks::*, home::*, loans::*, maintenance::*, stock::*};

words! {
    /// Qué es cada punto de una serie.
    pub enum StatsStep {
        /// Un día.
        Day = "day",
        /// Una semana, de lunes a domingo.
        Week = "week",
        /// Un mes.
        Month = "month",
    }
}

/// An amount of cents in pesos, as the wire has money. Sums may be more than any one amount that is kept.
pub(super) fn pesos(cents: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 cents, ninety billions of pesos")]
    let pesos = cents as f64 / 100.0;
    pesos
}
