//! The shapes of checks.

use crate::kit::{ClockTime, Day, EndTime, Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::Serialize;

mod follow;
mod list;
mod sent;
mod shifts;

pub use {follow::*, list::*, sent::*, shifts::*};

words! {
    /// En qué etapa está una verificación.
    pub enum CheckStatus {
        /// Asignada a un aprendiz que aún no la hace.
        StudentPending = "student_pending",
        /// Espera al instructor.
        InstructorReview = "instructor_review",
        /// Espera al supervisor.
        SupervisorReview = "supervisor_review",
        /// Terminada y aprobada.
        Complete = "complete",
        /// Con novedades: piezas dañadas, faltantes o inventario incompleto.
        Issues = "issues",
        /// Rechazada: hay que hacerla de nuevo.
        Rejected = "rejected",
    }
}

words! {
    /// La jornada de una clase, según su hora de inicio.
    pub enum Shift {
        /// Mañana: antes de que empiece la tarde.
        Morning = "morning",
        /// Tarde.
        Afternoon = "afternoon",
        /// Noche.
        Night = "night",
    }
}

record! {
    /// La verificación de un ambiente en un turno.
    pub struct Check {
        /// Identificador.
        pub id: Id,
        /// Ambiente.
        pub environment_id: Id,
        /// Nombre del ambiente.
        pub environment_name: String,
        /// Clase, si se hizo en una.
        pub schedule_id: Option<Id>,
        /// Programa de esa clase ese día.
        pub program: Option<String>,
        /// Ficha de esa clase ese día.
        pub ficha: Option<String>,
        /// Hora de inicio de esa clase.
        pub start_time: Option<ClockTime>,
        /// Hora de fin de esa clase.
        pub end_time: Option<EndTime>,
        /// Quien hizo la primera etapa, o el aprendiz al que se asignó.
        pub student_id: Id,
        /// Su nombre.
        pub student_name: String,
        /// Quien hizo la etapa del instructor.
        pub instructor_id: Option<Id>,
        /// Su nombre.
        pub instructor_name: Option<String>,
        /// Quien decidió como supervisor.
        pub supervisor_id: Option<Id>,
        /// Su nombre.
        pub supervisor_name: Option<String>,
        /// Día; de una clase que pasa de medianoche, el día en que empezó.
        pub check_date: Day,
        /// Hora a la que empezó; de una que llegó otro día, el último momento del suyo.
        pub check_time: ClockTime,
        /// Etapa.
        pub status: CheckStatus,
        /// Piezas registradas en el ambiente.
        pub total_items: i64,
        /// Piezas en buen estado.
        pub items_good: i64,
        /// Piezas dañadas.
        pub items_damaged: i64,
        /// Piezas faltantes.
        pub items_missing: i64,
        /// Si el ambiente está limpio; null si nadie lo ha dicho.
        pub is_clean: Option<bool>,
        /// Si está organizado; null si nadie lo ha dicho.
        pub is_organized: Option<bool>,
        /// Si el inventario está completo; null si nadie lo ha dicho.
        pub inventory_complete: Option<bool>,
        /// Notas sobre el aseo.
        pub cleaning_notes: Option<String>,
        /// Comentario de quien la hizo.
        pub comments: Option<String>,
        /// Comentario del instructor.
        pub instructor_comments: Option<String>,
        /// Comentario del supervisor.
        pub supervisor_comments: Option<String>,
        /// Cuándo se hizo la primera etapa.
        pub student_confirmed_at: Option<LocalTime>,
        /// Cuándo confirmó el instructor.
        pub instructor_confirmed_at: Option<LocalTime>,
        /// Cuándo decidió el supervisor.
        pub supervisor_confirmed_at: Option<LocalTime>,
        /// Si está completa.
        pub is_complete: bool,
        /// Cuántas veces se ha empezado: una más después de cada rechazo.
        pub round: i64,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Una verificación con todo lo que tiene.
#[derive(Debug, Object, Serialize)]
pub struct CheckDetail {
    /// La verificación.
    #[oai(flatten)]
    #[serde(flatten)]
    pub check: Check,
    /// Lo que se encontró de cada equipo, las novedades primero.
    pub items: Vec<CheckItem>,
    /// Etiquetas de otros ambientes y códigos desconocidos.
    pub findings: Vec<CheckFinding>,
    /// Quién hizo qué, en orden.
    pub steps: Vec<CheckStep>,
    /// La verificación anterior del mismo ambiente.
    pub previous_id: Option<Id>,
    /// La alerta que dejó.
    pub alert_id: Option<Id>,
    /// Las solicitudes de mantenimiento que dejó.
    pub maintenance_ids: Vec<Id>,
    /// Si en el ambiente se cuenta a ciegas.
    pub blind_checks: bool,
}

/// The pieces of a check, all items together. A surplus is no piece of the inventory and not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Object, Serialize)]
pub struct Tally {
    /// Piezas registradas.
    pub total_items: i64,
    /// Piezas en buen estado.
    pub items_good: i64,
    /// Piezas dañadas.
    pub items_damaged: i64,
    /// Piezas faltantes.
    pub items_missing: i64,
}

/// Cifras de un turno.
#[derive(Debug, Object, Serialize)]
pub struct CheckTurnStats {
    /// Sus piezas.
    #[oai(flatten)]
    #[serde(flatten)]
    pub tally: Tally,
    /// Etapa de la verificación, o not_started.
    pub status: String,
    /// Qué parte está en buen estado, de 0 a 100; 0 si no se ha empezado.
    pub completion_percentage: f64,
}

/// What a list of checks is cut to.
#[derive(Debug, Default)]
pub struct CheckQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One class's.
    pub schedule_id: Option<Id>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub until: Option<Day>,
    /// One part of the day.
    pub shift: Option<Shift>,
    /// One stage.
    pub status: Option<CheckStatus>,
}
