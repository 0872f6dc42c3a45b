//! HTTP of counts.

pub mod reading;
pub mod writing;

use crate::kit::tag;

tag! {
    /// Conteos de material: contar, revisar y aprobar.
    Counts
}
