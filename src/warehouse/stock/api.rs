//! HTTP of stock.

pub mod reading;
pub mod writing;

use crate::kit::tag;

tag! {
    /// Existencias de materiales: lotes, entradas, salidas y lo que vence.
    Stock
}
