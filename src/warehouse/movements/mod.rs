//! Movements: the ledger of what came, went out and was corrected, one row a change of a lot, never changed and never deleted. Whoever
//! changes a lot writes it; here it is read.

pub mod api;
pub mod exports;
pub mod model;
pub mod reports;
pub mod store;

use crate::kit::export::Exported;
use crate::kit::report::Reported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    MovementNotFound "movimiento_no_encontrado" NOT_FOUND "Movimiento no encontrado";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("movements", "movement")];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
    const REPORTS: &'static [Reported] = reports::REPORTS;
}
