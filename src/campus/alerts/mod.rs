//! System alerts: trouble in a room that stays on the list of those who look after it until somebody has dealt with it, or its cause
//! is gone. Checks raise them, people do, and the server does by itself, every few minutes: see [`rules`].

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;
pub mod watch;

use crate::kit::db::kind::{alert_kinds, kinds};
use crate::kit::db::{AlertKind, Kind};
use crate::kit::jobs::Job;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, Result, Tx, codes};

codes! {
    AlertNotFound "alerta_no_encontrada" NOT_FOUND "Alerta no encontrada";
    AlertHalfEntity "alerta_de_dato_incompleto" BAD_REQUEST "Indique juntos la clase de dato y cuál, o ninguno de los dos";
    AlertEntityUnknown "alerta_de_dato_desconocido" BAD_REQUEST "El dato del que trata la alerta no existe";
    AlertOpenTwice "alerta_repetida" BAD_REQUEST "Ya hay otra alerta abierta por lo mismo: resuelva esa";
}

kinds! {
    /// An alert.
    Alert = "alert",
}

// The stock of warehouses, which is to come, takes this word along: what is low is today a group of an inventory.
alert_kinds! {
    /// Few pieces are left.
    LowStock = "low_stock",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("system-alerts", "system_alert").versioned("system_alerts")];
    const KINDS: &'static [Kind] = KINDS;
    const ALERT_KINDS: &'static [AlertKind] = ALERT_KINDS;

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_old(tx, tx.now)
    }

    fn jobs(core: Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(watch::Watch(core.db))]
    }
}
