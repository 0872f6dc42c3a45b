//! System alerts: trouble in a room that stays on the list of those who look after it until somebody has dealt with it, or its cause
//! is gone. Checks raise them, people do, and the server does by itself, every few minutes, and of what expires every morning: see
//! [`rules`].

pub mod api;
pub mod change;
pub mod expiry;
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

alert_kinds! {
    /// Few pieces of a group are left, or less of a material than its minimum.
    LowStock = "low_stock",
    /// A lot of a material expires soon.
    MaterialExpiring = "material_expiring",
    /// A lot of a material has expired, and something of it still lies there.
    MaterialExpired = "material_expired",
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
        vec![Box::new(watch::Watch(core.db.clone())), Box::new(expiry::Expiry(core.db))]
    }
}
