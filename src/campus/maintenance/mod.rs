//! Maintenance: what is broken, who asked for its repair and how far it has come; the plans by which work comes again; and what
//! was done to each item.
//!
//! An apprentice and an instructor see what was asked for in their room, and whatever they asked for themselves. A request may be
//! about one item, several at once, or none. Its life is [`rules::next`].
//!
//! What works and what doesn't follows from it: whoever starts on a machine puts it into maintenance, and what was repaired is
//! damaged no more. A reopened request puts both back.

pub mod api;
pub mod change;
pub mod model;
pub mod plans;
pub mod reads;
pub mod rules;
pub mod store;

use crate::kit::db::kind::{alert_kinds, kinds};
use crate::kit::db::{AlertKind, Kind};
use crate::kit::jobs::Job;
use crate::kit::resource::entry;
use crate::kit::{Code, Core, Entity, codes};

codes! {
    MaintenanceNotFound "solicitud_no_encontrada" NOT_FOUND "Solicitud de mantenimiento no encontrada";
    MaintenanceWithoutPlace "solicitud_sin_lugar" BAD_REQUEST "Indique el equipo o el ambiente que necesita mantenimiento";
    MaintenanceItemUnknown "equipo_desconocido" BAD_REQUEST "El equipo indicado no existe o no puede verlo";
    MaintenanceItemTwice "solicitud_equipo_repetido" BAD_REQUEST "El mismo equipo está dos veces";
    MaintenanceTooManyItems "demasiados_equipos" BAD_REQUEST "Un trabajo o un plan tiene hasta 200 equipos";
    MaintenanceTooManyPieces "piezas_de_mas_en_solicitud" BAD_REQUEST "Son más piezas de las que hay";
    MaintenanceTooManyPhotos "demasiadas_fotos_en_solicitud" BAD_REQUEST "Una solicitud admite hasta 10 fotos";
    MaintenanceStage "solicitud_en_otro_estado" BAD_REQUEST "La solicitud no puede pasar a ese estado";
    MaintenanceClosed "solicitud_cerrada" BAD_REQUEST "La solicitud ya está cerrada: reábrala para cambiarla";
    MaintenanceWithoutTechnician "solicitud_sin_tecnico" BAD_REQUEST "Elija el técnico que hará el trabajo";
    MaintenanceTechnicianUnknown "tecnico_desconocido" BAD_REQUEST "El técnico debe ser un supervisor o administrador activo del centro";
    MaintenanceWithoutReason "motivo_de_anulacion" BAD_REQUEST "Escriba por qué se anula la solicitud";
    MaintenanceInFuture "mantenimiento_futuro" BAD_REQUEST "El día en que se terminó el trabajo no puede ser futuro";
    MaintenanceEstimatePast "fecha_estimada_pasada" BAD_REQUEST "La fecha estimada no puede ser anterior al día en que se pidió";
    MaintenanceCostTooLarge "costo_de_solicitud_excesivo" BAD_REQUEST "Los costos de la solicitud suman más de un billón de pesos";
    WorkNotFound "trabajo_no_encontrado" NOT_FOUND "Historial no encontrado";
    WorkRequestOther "solicitud_de_otro_equipo" BAD_REQUEST "La solicitud indicada no existe o es de otro equipo";
    PlanNotFound "plan_no_encontrado" NOT_FOUND "Plan de mantenimiento no encontrado";
    PlanWithoutItems "plan_sin_equipos" BAD_REQUEST "Elija al menos un equipo para el plan";
    PlanTooLong "plan_muy_largo" BAD_REQUEST "Un plan se repite al menos cada 120 meses";
    PlanInPast "plan_en_el_pasado" BAD_REQUEST "La próxima fecha del plan debe ser hoy o después";
    CalendarTooLong "calendario_muy_largo" BAD_REQUEST "El calendario muestra hasta 400 días a la vez";
    CalendarTooFull "calendario_muy_lleno" BAD_REQUEST "Son más de 10.000 fechas: elija menos días";
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
    api::Api, api::history::Api, api::plans::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[
        Entity::new("maintenance-requests", "maintenance_request").asked_as("MAINTENANCE").versioned("maintenance_requests"),
        Entity::new("maintenance-history", "maintenance_history").versioned("maintenance_history"),
        Entity::new("maintenance-plans", "maintenance_plan").versioned("maintenance_plans"),
    ];
    const KINDS: &'static [Kind] = KINDS;
    const ALERT_KINDS: &'static [AlertKind] = ALERT_KINDS;

    fn jobs(core: Core) -> Vec<Box<dyn Job>> {
        vec![Box::new(plans::Plans(core.db))]
    }
}
