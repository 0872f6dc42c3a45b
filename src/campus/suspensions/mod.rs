//! Suspensions: who may borrow nothing until a day, and why. They end by themselves, or sooner when a desk lifts them.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    SuspensionNotFound "suspension_no_encontrada" NOT_FOUND "Suspensión no encontrada";
    SuspendedAlready "suspension_repetida" BAD_REQUEST "Esa persona ya tiene suspendidos los préstamos";
    SuspensionPast "suspension_pasada" BAD_REQUEST "El último día de la suspensión ya pasó";
    SuspensionOwn "suspension_propia" FORBIDDEN "Su propia suspensión la cambia o la levanta otro administrador";
    SuspensionOver "suspension_terminada" BAD_REQUEST "La suspensión ya terminó";
}

kinds! {
    /// Somebody may not borrow until a day, or may again.
    LoanSuspension = "loan_suspension",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("loan-suspensions", "loan_suspension").versioned("loan_suspensions")];
    const KINDS: &'static [Kind] = KINDS;
}
