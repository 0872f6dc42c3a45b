//! Maintenance: what is broken, who asked for its repair, and how far it has come.
//!
//! An apprentice and an instructor see what was asked for in their room, and whatever they asked for themselves.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::db::kind::{alert_kinds, kinds};
use crate::kit::db::{AlertKind, Kind};
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    MaintenanceNotFound "solicitud_no_encontrada" NOT_FOUND "Solicitud de mantenimiento no encontrada";
}

kinds! {
    /// A new request.
    MaintenanceRequest = "maintenance_request",
    /// Something has become of a request.
    MaintenanceUpdate = "maintenance_update",
}

alert_kinds! {
    /// A request should have been dealt with.
    MaintenanceOverdue = "maintenance_overdue",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] =
        &[Entity::new("maintenance-requests", "maintenance_request").asked_as("MAINTENANCE")];
    const KINDS: &'static [Kind] = KINDS;
    const ALERT_KINDS: &'static [AlertKind] = ALERT_KINDS;
}
