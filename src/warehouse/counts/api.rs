//! HTTP of counts.

pub mod steps;
pub mod whole;

use crate::kit::tag;

tag! {
    /// Conteos de material: contar, revisar y aprobar.
    Counts
}
