//! What follows a check: its story, what was found beside the list, reviews.

use super::{CheckStatus, Tally};
use crate::kit::{Blank, Day, Id, LocalTime, Role, Text, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué se hizo con una verificación.
    pub enum StepAction {
        /// Se asignó a un aprendiz.
        Assigned = "assigned",
        /// Se hizo la primera etapa.
        Started = "started",
        /// Quien la hizo la corrigió.
        Updated = "updated",
        /// El instructor confirmó.
        Confirmed = "confirmed",
        /// El supervisor revisó y dejó su concepto.
        Decided = "decided",
        /// El supervisor aprobó.
        Approved = "approved",
        /// El supervisor rechazó.
        Rejected = "rejected",
        /// El supervisor tomó el lugar del instructor.
        TakenOver = "taken_over",
        /// Se devolvió al instructor.
        Returned = "returned",
        /// El supervisor la reabrió.
        Reopened = "reopened",
    }
}

record! {
    /// Un paso de una verificación: quién, cuándo y desde dónde.
    pub struct CheckStep {
        /// Identificador.
        pub id: Id,
        /// En qué vuelta.
        pub round: i64,
        /// Qué se hizo.
        pub action: StepAction,
        /// Etapa anterior.
        pub from_status: Option<CheckStatus>,
        /// Etapa que resultó.
        pub to_status: CheckStatus,
        /// Quién.
        pub user_id: Id,
        /// Su nombre.
        pub user_name: String,
        /// Su rol.
        pub user_role: Role,
        /// Comentario o motivo.
        pub comments: Option<String>,
        /// Dirección de red; solo la ven quienes cuidan los equipos.
        pub ip_address: Option<String>,
        /// Navegador o aplicación; solo lo ven quienes cuidan los equipos.
        pub user_agent: Option<String>,
        /// Cuándo.
        pub created_at: LocalTime,
    }
}

words! {
    /// Qué se encontró fuera de la lista.
    pub enum FindingKind {
        /// Un equipo de otro ambiente.
        OtherRoom = "other_room",
        /// Un código que nadie conoce.
        UnknownCode = "unknown_code",
    }
}

words! {
    /// Qué pasó con un hallazgo.
    pub enum FindingStatus {
        /// Espera.
        Open = "open",
        /// El equipo pasó al ambiente.
        Moved = "moved",
        /// Se registró el equipo.
        Registered = "registered",
        /// Queda anotado.
        Noted = "noted",
        /// Se descartó.
        Dismissed = "dismissed",
    }
}

record! {
    /// Algo que se encontró fuera de la lista.
    pub struct CheckFinding {
        /// Identificador.
        pub id: Id,
        /// Verificación.
        pub check_id: Option<Id>,
        /// Ambiente donde se encontró.
        pub environment_id: Id,
        /// Su nombre.
        pub environment_name: String,
        /// Qué es.
        pub kind: FindingKind,
        /// El código que se leyó.
        pub code: String,
        /// El equipo, si se conoce.
        pub item_id: Option<Id>,
        /// Su nombre.
        pub item_name: Option<String>,
        /// El ambiente al que pertenecía.
        pub expected_environment_id: Option<Id>,
        /// Su nombre.
        pub expected_environment_name: Option<String>,
        /// Si se pidió pasarlo al ambiente donde se encontró.
        pub move_requested: bool,
        /// Nota.
        pub notes: Option<String>,
        /// Foto, en /api/photos.
        pub photo_id: Option<Id>,
        /// Qué pasó con él.
        pub status: FindingStatus,
        /// Quién lo encontró.
        pub found_by: Id,
        /// Su nombre.
        pub found_by_name: String,
        /// Quién lo resolvió.
        pub resolved_by: Option<Id>,
        /// Su nombre.
        pub resolved_by_name: Option<String>,
        /// Nota de quien lo resolvió.
        pub resolution_notes: Option<String>,
        /// Cuándo se encontró.
        pub created_at: LocalTime,
        /// Cuándo se resolvió.
        pub resolved_at: Option<LocalTime>,
    }
}

words! {
    /// Cómo se resuelve un hallazgo.
    pub enum FindingOutcome {
        /// El equipo pasa al ambiente donde se encontró.
        Moved = "moved",
        /// Se registró el equipo.
        Registered = "registered",
        /// Queda anotado.
        Noted = "noted",
        /// Se descarta.
        Dismissed = "dismissed",
    }
}

/// Cómo se resuelve un hallazgo.
#[derive(Debug, Object, Deserialize)]
pub struct CheckFindingPatch {
    /// moved, registered, noted o dismissed.
    pub status: FindingOutcome,
    /// Nota.
    pub notes: Blank<Text<1, 1000>>,
}

/// What a list of findings is cut to.
#[derive(Debug, Default)]
pub struct FindingQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One kind.
    pub kind: Option<FindingKind>,
    /// Open ones, or those that ended in one way.
    pub status: Option<FindingStatus>,
}

words! {
    /// El concepto de un supervisor.
    pub enum ReviewVerdict {
        /// Todavía sin decidir: no cambia nada.
        Pending = "pending",
        /// Aprobada.
        Approved = "approved",
        /// Rechazada.
        Rejected = "rejected",
    }
}

record! {
    /// La revisión de un supervisor.
    pub struct CheckReview {
        /// Identificador.
        pub id: Id,
        /// Verificación.
        pub check_id: Id,
        /// Supervisor.
        pub supervisor_id: Id,
        /// Concepto.
        pub status: ReviewVerdict,
        /// Comentario.
        pub comments: Option<String>,
        /// Cuándo revisó.
        pub reviewed_at: LocalTime,
        /// Cuándo se creó.
        pub created_at: LocalTime,
    }
}

/// La última revisión de una verificación.
#[derive(Debug, Object, Serialize)]
pub struct CheckReviewDetail {
    /// Revisión.
    pub review_id: Id,
    /// Verificación.
    pub check_id: Id,
    /// Supervisor.
    pub supervisor_id: Id,
    /// Concepto.
    pub status: ReviewVerdict,
    /// Comentario.
    pub comments: Option<String>,
    /// Cuándo.
    pub created_at: LocalTime,
    /// La verificación revisada.
    pub check_details: ReviewedCheck,
}

/// Lo principal de una verificación revisada.
#[derive(Debug, Object, Serialize)]
pub struct ReviewedCheck {
    /// Ambiente.
    pub environment_id: Id,
    /// Quien hizo la primera etapa.
    pub student_id: Id,
    /// Instructor.
    pub instructor_id: Option<Id>,
    /// Día.
    pub check_date: Day,
    /// Sus piezas.
    #[oai(flatten)]
    #[serde(flatten)]
    pub tally: Tally,
}
