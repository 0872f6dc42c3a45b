//! The audit: who did what, when, from where, with the row before and after.
//!
//! Events are written in the transaction of the change (`kit::db`). A write that was refused leaves an event too, after the
//! answer ([`refused`]). Nobody can post one.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

mod reads;

pub use change::refused;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    AuditNotFound "registro_no_encontrado" NOT_FOUND "Registro de auditoría no encontrado";
}

entry! {
    api::Api, api::BareApi;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("audit-logs", "audit_log")];
}
