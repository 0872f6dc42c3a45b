//! What people send.

use super::{Check, CheckDeparture, CheckItemStatus, CheckStatus, CountMethod, ReviewVerdict};
use crate::campus::inventory::model::Pieces;
use crate::kit::{Blank, Day, Id, Text, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

/// A comment on a check.
pub type Comment = Blank<Text<1, 2000>>;

/// Lo que se contó de un equipo.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
pub struct CheckItemCount {
    /// Equipo.
    pub item_id: Id,
    /// Piezas en buen estado.
    pub quantity_found: Pieces,
    /// Piezas dañadas; 0 si no se indica.
    pub quantity_damaged: Blank<Pieces>,
    /// Piezas faltantes; si no se indica, las que faltan hasta las registradas.
    pub quantity_missing: Blank<Pieces>,
    /// Nota.
    pub notes: Blank<Text<1, 1000>>,
    /// Foto, en /api/photos.
    pub photo_id: Blank<Id>,
    /// list (si no se indica) o scan.
    pub method: Blank<CountMethod>,
}

/// Un código que se leyó y no está en la lista.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
pub struct CheckFindingReport {
    /// El texto leído o escrito.
    pub code: Text<1, 500>,
    /// El equipo, si es de otro ambiente.
    pub item_id: Blank<Id>,
    /// Nota.
    pub notes: Blank<Text<1, 1000>>,
    /// Foto, en /api/photos.
    pub photo_id: Blank<Id>,
    /// Si el equipo debe quedar en este ambiente. Quien cuida los equipos lo pasa en el acto; de los demás es un pedido.
    #[serde(rename = "move")]
    #[oai(rename = "move")]
    pub moves: Blank<bool>,
}

/// Una verificación nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewCheck {
    /// Ambiente.
    pub environment_id: Id,
    /// Clase; sin ella la verificación es del ambiente, fuera de clase.
    pub schedule_id: Blank<Id>,
    /// El día para el que se abrió, hasta siete días atrás; si no se indica, hoy, o ayer si la clase de ayer pasa de medianoche.
    pub check_date: Blank<Day>,
    /// A qué aprendiz se asigna; si no se indica, la hace quien la envía.
    pub student_id: Blank<Id>,
    /// Si el ambiente está limpio.
    pub is_clean: Blank<bool>,
    /// Si está organizado.
    pub is_organized: Blank<bool>,
    /// Si el inventario está completo.
    pub inventory_complete: Blank<bool>,
    /// Notas sobre el aseo.
    pub cleaning_notes: Comment,
    /// Comentario.
    pub comments: Comment,
    /// Lo que se contó; lo que no está conserva su estado y queda como no revisado.
    pub items: Blank<Vec<CheckItemCount>>,
    /// Lo que se encontró fuera de la lista, hasta 200.
    pub findings: Blank<Vec<CheckFindingReport>>,
}

/// Lo que se guarda de un turno, sea cual sea la etapa de quien lo envía.
#[derive(Debug, Object, Deserialize)]
pub struct CheckTurnSave {
    /// Ambiente.
    pub environment_id: Id,
    /// Clase.
    pub schedule_id: Id,
    /// El día para el que se abrió, hasta siete días atrás; si no se indica, hoy, o ayer si la clase de ayer pasa de medianoche.
    pub check_date: Blank<Day>,
    /// Si el ambiente está limpio. De un aprendiz no se toma.
    pub is_clean: Blank<bool>,
    /// Si está organizado. De un aprendiz no se toma.
    pub is_organized: Blank<bool>,
    /// Si el inventario está completo. De un aprendiz no se toma.
    pub inventory_complete: Blank<bool>,
    /// Notas sobre el aseo.
    pub cleaning_notes: Comment,
    /// Comentario.
    pub comments: Comment,
    /// Lo que se contó; lo que no está conserva su estado.
    pub items: Blank<Vec<CheckItemCount>>,
    /// Lo que se encontró fuera de la lista, hasta 200.
    pub findings: Blank<Vec<CheckFindingReport>>,
}

/// La confirmación del instructor, o el concepto del supervisor.
#[derive(Debug, Object, Deserialize)]
pub struct CheckConfirmation {
    /// Si el ambiente está limpio.
    pub is_clean: bool,
    /// Si está organizado.
    pub is_organized: bool,
    /// Si el inventario está completo; si no, la verificación queda con novedades.
    pub inventory_complete: bool,
    /// Comentario.
    pub comments: Comment,
    /// La etapa que vio quien confirma; si entretanto ya es otra, no se hace nada.
    pub expected_status: Blank<CheckStatus>,
    /// Correcciones al conteo.
    pub items: Blank<Vec<CheckItemCount>>,
    /// Lo que se encontró fuera de la lista, hasta 200.
    pub findings: Blank<Vec<CheckFindingReport>>,
}

/// La decisión del supervisor.
#[derive(Debug, Object, Deserialize)]
pub struct CheckApproval {
    /// Si se aprueba.
    pub approved: bool,
    /// Comentario; obligatorio al rechazar.
    pub comments: Comment,
    /// La etapa que vio quien decide; si entretanto ya es otra, no se hace nada.
    pub expected_status: Blank<CheckStatus>,
}

words! {
    /// A quién pasa una verificación.
    pub enum TargetRole {
        /// El supervisor toma el lugar del instructor.
        SupervisorTakeover = "supervisor_takeover",
        /// Vuelve al instructor.
        InstructorAssign = "instructor_assign",
    }
}

/// A quién pasa una verificación.
#[derive(Debug, Object, Deserialize)]
pub struct CheckAssignment {
    /// supervisor_takeover o instructor_assign.
    pub target_role: TargetRole,
}

/// Por qué se reabre una verificación.
#[derive(Debug, Object, Deserialize)]
pub struct CheckReopening {
    /// El motivo.
    pub reason: Text<3, 1000>,
}

/// Una revisión nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewCheckReview {
    /// Verificación.
    pub check_id: Id,
    /// Concepto.
    pub status: ReviewVerdict,
    /// Comentario; obligatorio al rechazar.
    pub comments: Comment,
}

/// Lo que la aplicación cuenta de un equipo, antes o durante una verificación.
#[derive(Debug, Object, Deserialize)]
pub struct CheckItemReport {
    /// Equipo.
    pub item_id: Id,
    /// Ambiente.
    pub environment_id: Id,
    /// Cómo se encontró; vale lo que resulta de las cantidades.
    pub status: CheckItemStatus,
    /// Piezas que se esperaban.
    pub quantity_expected: Pieces,
    /// Piezas en buen estado.
    pub quantity_found: Pieces,
    /// Piezas dañadas.
    pub quantity_damaged: Pieces,
    /// Piezas faltantes.
    pub quantity_missing: Pieces,
    /// Nota.
    pub notes: Blank<Text<1, 1000>>,
    /// Foto, en /api/photos.
    pub photo_id: Blank<Id>,
}

/// Una verificación creada.
#[derive(Debug, Object, Serialize)]
pub struct CheckCreated {
    /// success.
    pub status: String,
    /// La verificación.
    pub check_id: Id,
    /// Los equipos que salieron del ambiente mientras se contaba: lo demás quedó guardado, y lo que se contó de ellos, anotado.
    pub departures: Vec<CheckDeparture>,
}

/// Una verificación guardada.
#[derive(Debug, Object, Serialize)]
pub struct CheckSaved {
    /// success.
    pub status: String,
    /// La verificación.
    pub check_id: Id,
    /// created o updated.
    pub action: String,
    /// Los equipos que salieron del ambiente mientras se contaba: lo demás quedó guardado, y lo que se contó de ellos, anotado.
    pub departures: Vec<CheckDeparture>,
}

/// Una verificación confirmada.
#[derive(Debug, Object, Serialize)]
pub struct CheckConfirmed {
    /// La verificación.
    #[oai(flatten)]
    #[serde(flatten)]
    pub check: Check,
    /// Los equipos que salieron del ambiente mientras se revisaba: lo demás quedó guardado, y lo que se corrigió de ellos, anotado.
    pub departures: Vec<CheckDeparture>,
}

/// Una decisión tomada.
#[derive(Debug, Object, Serialize)]
pub struct CheckDecision {
    /// success.
    pub status: String,
    /// Lo mismo, en una frase.
    pub message: String,
    /// La etapa que resultó.
    pub check_status: CheckStatus,
}

/// Una verificación que pasó a otra persona.
#[derive(Debug, Object, Serialize)]
pub struct CheckAssigned {
    /// success.
    pub status: String,
    /// Lo mismo, en una frase.
    pub message: String,
}

/// Un equipo anotado.
#[derive(Debug, Object, Serialize)]
pub struct CheckItemReported {
    /// success.
    pub status: String,
    /// El equipo.
    pub item_id: Id,
    /// La anotación.
    pub check_item_id: Id,
}
