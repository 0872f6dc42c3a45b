//! The shapes of suspensions.

use crate::kit::wire::Keep;
use crate::kit::{Caller, Day, Id, Line, LocalTime, Role, Scope, record};
use inventario_derive::Object;
use serde::Deserialize;

/// Why somebody is suspended.
pub type Reason = Line<1, 500>;

record! {
    /// Una persona que no puede pedir prestado hasta un día.
    pub struct Suspension {
        /// Identificador.
        pub id: Id,
        /// La persona.
        pub user_id: Id,
        /// Su nombre.
        pub user_name: String,
        /// Último día, incluido.
        pub until: Day,
        /// Por qué.
        pub reason: String,
        /// Si vale hoy: ni terminó ni se levantó.
        pub is_current: bool,
        /// Quién la suspendió.
        pub created_by_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
        /// Quién levantó la suspensión antes de tiempo.
        pub lifted_by_name: Option<String>,
        /// Cuándo se levantó.
        pub lifted_at: Option<LocalTime>,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Una suspensión nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewSuspension {
    /// La persona.
    pub user_id: Id,
    /// Último día, incluido.
    pub until: Day,
    /// Por qué: la persona lo lee.
    pub reason: Reason,
}

/// Cambios a una suspensión que vale todavía. Lo que no se envía queda igual.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct SuspensionPatch {
    /// Último día, incluido.
    pub until: Keep<Day>,
    /// Por qué.
    pub reason: Keep<Reason>,
}

/// Which suspensions a person sees.
#[derive(Debug, Clone, Copy)]
pub enum SuspensionReach {
    /// Their own.
    Own(Id),
    /// Those of the people of these rooms, and of people without one.
    Near(Scope),
}

impl SuspensionReach {
    /// What somebody sees; administrators decide on the same.
    pub fn of(who: &Caller) -> Self {
        match who.role {
            Role::Student | Role::Instructor => Self::Own(who.id),
            Role::Supervisor | Role::Admin | Role::AdminGeneral => Self::Near(who.keeping()),
        }
    }
}
