//! Checks: the daily look at a room's equipment in three stages, apprentice, instructor and supervisor.
//!
//! [`rules::next`] is the whole state machine. A check keeps the state in which each item was found, so an old one reads as it
//! was; the counts also become the items' own, but never change how many pieces there are (contract D47).

pub mod api;
pub mod change;
pub mod model;
pub mod reminders;
pub mod rules;
pub mod store;

pub mod reach;
mod reads;

use crate::kit::db::kind::{alert_kinds, kinds};
use crate::kit::db::{AlertKind, Kind};
use crate::kit::jobs::Job;
use crate::kit::resource::entry;
use crate::kit::{Code, Core, Entity, LocalTime, Result, Tx, codes};
use chrono::TimeDelta;

codes! {
    CheckNotFound "verificacion_no_encontrada" NOT_FOUND "Verificación no encontrada";
    CheckTaken "turno_ya_verificado" BAD_REQUEST "Ya se realizó verificación hoy para este turno";
    CheckDay "dia_no_permitido" BAD_REQUEST "Solo se reciben verificaciones de los últimos siete días";
    CheckStage "etapa_no_permitida" BAD_REQUEST "La verificación no está en esa etapa";
    ReasonMissing "falta_motivo" BAD_REQUEST "Escriba el motivo: quien hizo la verificación lo va a leer";
    StudentNotFound "aprendiz_no_encontrado" NOT_FOUND "Estudiante no encontrado";
    ItemElsewhere "equipo_de_otro_ambiente" BAD_REQUEST "El equipo no pertenece a este ambiente";
    ItemTwice "equipo_repetido" BAD_REQUEST "Un mismo equipo aparece dos veces en la lista";
    CountImpossible "conteo_imposible" BAD_REQUEST "Las cantidades contadas no pueden ser";
    FindingNotFound "hallazgo_no_encontrado" NOT_FOUND "Hallazgo no encontrado";
    FindingClosed "hallazgo_resuelto" BAD_REQUEST "El hallazgo ya está resuelto";
    FindingNoItem "hallazgo_sin_equipo" BAD_REQUEST "Solo se puede pasar de ambiente un equipo registrado";
    ReviewNotFound "revision_no_encontrada" NOT_FOUND "Revisión no encontrada";
}

kinds! {
    /// A check has yet to be made.
    CheckReminder = "check_reminder",
    /// A check waits for this person.
    VerificationPending = "verification_pending",
    /// Something has become of a check.
    VerificationUpdate = "verification_update",
}

alert_kinds! {
    /// Equipment is missing.
    EquipmentMissing = "equipment_missing",
    /// A check has issues.
    VerificationPending = "verification_pending",
}

/// How long a count of the app is kept for a check that nobody begins. It is looked for on its own day only.
const LEFT_COUNTS: TimeDelta = TimeDelta::days(7);

/// What is done to a check itself.
const ACTS: &[&str] = &["confirm", "supervisor-approve", "assign-role", "reopen"];

entry! {
    api::Api, api::ItemApi, api::follow::FindingApi, api::follow::ReviewApi;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[
        Entity::new("inventory-checks", "inventory_check").asked_as("CHECK").versioned("inventory_checks").acts(ACTS),
        Entity::new("inventory-check-items", "inventory_check_item"),
        Entity::new("inventory-check-findings", "inventory_check_finding"),
        Entity::new("supervisor-reviews", "supervisor_review"),
    ];
    const KINDS: &'static [Kind] = KINDS;
    const ALERT_KINDS: &'static [AlertKind] = ALERT_KINDS;

    fn jobs(core: Core) -> Vec<Box<dyn Job>> {
        vec![Box::new(reminders::Reminders(core.db))]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::forget_waiting(tx, LocalTime(tx.now - LEFT_COUNTS))
    }
}
