//! What the words of the database are called in lists that have no report. The others are those of reports.

use crate::kit::document::Words;

/// Days of the week, Monday first.
pub const WEEKDAY: Words = &[
    ("1", "Lunes"),
    ("2", "Martes"),
    ("3", "Miércoles"),
    ("4", "Jueves"),
    ("5", "Viernes"),
    ("6", "Sábado"),
    ("7", "Domingo"),
];

/// Whether a class is in use.
pub const CLASS_STATUS: Words = &[("active", "Activa"), ("inactive", "Inactiva")];

/// What was found.
pub const FINDING_KIND: Words = &[("other_room", "De otro ambiente"), ("unknown_code", "Código desconocido")];

/// What became of a finding.
pub const FINDING_STATUS: Words = &[
    ("open", "Pendiente"),
    ("moved", "Trasladado"),
    ("registered", "Registrado"),
    ("noted", "Anotado"),
    ("dismissed", "Descartado"),
];

/// What somebody says of the program.
pub const FEEDBACK_KIND: Words = &[
    ("suggestion", "Sugerencia"),
    ("bug", "Algo falla"),
    ("feature", "Hace falta algo"),
    ("usability", "Facilidad de uso"),
    ("performance", "Rapidez"),
    ("compliment", "Felicitación"),
    ("complaint", "Queja"),
    ("other", "Otra cosa"),
];

/// What became of it.
pub const FEEDBACK_STATUS: Words = &[
    ("submitted", "Enviada"),
    ("reviewed", "Leída"),
    ("in_progress", "En proceso"),
    ("completed", "Hecha"),
    ("rejected", "No se hará"),
];

/// Whether a suspension counts today.
pub const SUSPENDED: Words = &[("current", "Vigente"), ("lifted", "Levantada"), ("over", "Terminó")];

/// What loans are asked for by, beside how they stand.
pub const LOAN_FILTER: Words = &[
    ("pending", "Por decidir"),
    ("approved", "Aprobado"),
    ("active", "Entregado"),
    ("overdue", "Vencido"),
    ("due_today", "Debe volver hoy"),
    ("returned", "Devuelto"),
    ("rejected", "Rechazado"),
];

/// Of what an acta is.
pub const ACTA_KIND: Words = &[("loan", "De préstamo"), ("return", "De devolución")];

/// As whom somebody signs.
pub const ACTA_SIDE: Words = &[("borrower", "Quien recibe"), ("warehouse", "La bodega")];

/// What was done with a check.
pub const STEP_ACTION: Words = &[
    ("assigned", "Asignada"),
    ("started", "Hecha"),
    ("updated", "Corregida"),
    ("confirmed", "Confirmada"),
    ("decided", "Revisada"),
    ("approved", "Aprobada"),
    ("rejected", "Rechazada"),
    ("taken_over", "Tomada por el supervisor"),
    ("returned", "Devuelta"),
    ("reopened", "Reabierta"),
];

/// What a supervisor says of a check.
pub const VERDICT: Words = &[("pending", "Sin decidir"), ("approved", "Aprobada"), ("rejected", "Rechazada")];

/// In which way a piece was counted.
pub const COUNT_METHOD: Words =
    &[("list", "En la lista"), ("scan", "Con el lector"), ("app", "En la aplicación")];

/// Why a piece that was counted was its room's no more.
pub const DEPARTURE: Words =
    &[("moved", "Pasó a otro ambiente"), ("put_away", "Se dio por perdido"), ("deleted", "Se eliminó")];

/// What an alert is about.
pub const ALERT_ENTITY: Words = &[
    ("inventory_item", "Equipo"),
    ("loan", "Préstamo"),
    ("maintenance_request", "Mantenimiento"),
    ("inventory_check", "Verificación"),
    ("schedule", "Clase"),
    ("environment", "Ambiente"),
];

/// By what plans of maintenance count.
pub const PLAN_UNIT: Words = &[("day", "Días"), ("month", "Meses")];

/// How a plan of maintenance stands.
pub const PLAN_STATUS: Words =
    &[("stopped", "Detenido"), ("asked", "Por hacer"), ("late", "Atrasada"), ("followed", "Al día")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campus::alerts::model::AlertEntity;
    use crate::campus::checks::model::{
        CountMethod, DepartureKind, FindingKind, FindingStatus, ReviewVerdict, StepAction,
    };
    use crate::campus::exports::model::SuspensionStanding;
    use crate::campus::feedback::model::{FeedbackStatus, FeedbackType};
    use crate::campus::loans::acta::model::{ActaKind, ActaSide};
    use crate::campus::loans::model::LoanFilter;
    use crate::campus::maintenance::model::plan::PlanUnit;
    use crate::campus::reports::kinds::words::all_said;

    #[test]
    fn no_word_of_the_database_is_printed_as_it_is() {
        all_said! {
            FindingKind: FINDING_KIND;
            FindingStatus: FINDING_STATUS;
            ActaKind: ACTA_KIND;
            ActaSide: ACTA_SIDE;
            StepAction: STEP_ACTION;
            ReviewVerdict: VERDICT;
            PlanUnit: PLAN_UNIT;
            CountMethod: COUNT_METHOD;
            DepartureKind: DEPARTURE;
            AlertEntity: ALERT_ENTITY;
            LoanFilter: LOAN_FILTER;
            SuspensionStanding: SUSPENDED;
            FeedbackType: FEEDBACK_KIND;
            FeedbackStatus: FEEDBACK_STATUS;
        }
    }
}
