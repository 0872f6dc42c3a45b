//! System alerts: trouble in a room that stays on the list of those who look after it until somebody has dealt with it.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    AlertNotFound "alerta_no_encontrada" NOT_FOUND "Alerta no encontrada";
    AlertOpenTwice "alerta_repetida" BAD_REQUEST "Ya hay otra alerta abierta por lo mismo: resuelva esa";
}

kinds! {
    /// An alert.
    Alert = "alert",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("system-alerts", "system_alert")];
    const KINDS: &'static [Kind] = KINDS;
}
