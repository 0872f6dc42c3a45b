//! What the words of the database are called on paper.

pub mod audit;

use crate::kit::document::Words;

/// Kinds of equipment.
pub const CATEGORY: Words = &[
    ("computer", "Computador"),
    ("projector", "Proyector"),
    ("keyboard", "Teclado"),
    ("mouse", "Ratón"),
    ("tv", "Televisor"),
    ("camera", "Cámara"),
    ("microphone", "Micrófono"),
    ("tablet", "Tableta"),
    ("other", "Otro"),
];

/// How equipment stands.
pub const ITEM_STATUS: Words = &[
    ("available", "Disponible"),
    ("in_use", "En uso"),
    ("maintenance", "En mantenimiento"),
    ("damaged", "Dañado"),
    ("lost", "Perdido"),
    ("missing", "Faltante"),
    ("good", "Bueno"),
];

/// Machines and groups.
pub const ITEM_TYPE: Words = &[("individual", "Individual"), ("group", "Grupo")];

/// How loans stand.
pub const LOAN_STATUS: Words = &[
    ("pending", "Por decidir"),
    ("approved", "Aprobado"),
    ("active", "Entregado"),
    ("overdue", "Vencido"),
    ("returned", "Devuelto"),
    ("rejected", "Rechazado"),
];

/// How urgent something is.
pub const PRIORITY: Words = &[
    ("low", "Baja"),
    ("medium", "Media"),
    ("high", "Alta"),
    ("urgent", "Urgente"),
    ("baja", "Baja"),
    ("media", "Media"),
    ("alta", "Alta"),
    ("urgente", "Urgente"),
];

/// How requests for maintenance stand.
pub const MAINTENANCE_STATUS: Words = &[
    ("pending", "Pendiente"),
    ("assigned", "Asignada"),
    ("in_progress", "En reparación"),
    ("completed", "Terminada"),
    ("cancelled", "Anulada"),
];

/// Why something is maintained.
pub const MAINTENANCE_TYPE: Words =
    &[("preventive", "Preventivo"), ("corrective", "Reparación"), ("upgrade", "Mejora")];

/// The stages of checks.
pub const CHECK_STATUS: Words = &[
    ("student_pending", "Espera al aprendiz"),
    ("instructor_review", "Espera al instructor"),
    ("supervisor_review", "Espera al supervisor"),
    ("complete", "Completa"),
    ("issues", "Con novedades"),
    ("rejected", "Rechazada"),
];

/// How a piece was found.
pub const PIECE_STATUS: Words = &[("good", "Bueno"), ("damaged", "Dañado"), ("missing", "Faltante")];

/// What alerts are about.
pub const ALERT_TYPE: Words = &[
    ("low_stock", "Pocas existencias"),
    ("material_expiring", "Material por vencer"),
    ("material_expired", "Material vencido"),
    ("maintenance_overdue", "Mantenimiento atrasado"),
    ("equipment_missing", "Equipos faltantes"),
    ("loan_overdue", "Préstamo vencido"),
    ("verification_pending", "Verificación pendiente"),
];

/// How grave alerts are.
pub const SEVERITY: Words =
    &[("low", "Baja"), ("medium", "Media"), ("high", "Alta"), ("critical", "Crítica")];

/// Whether alerts are open.
pub const ALERT_STATUS: Words = &[("open", "Abierta"), ("resolved", "Resuelta")];

/// Whether something is in use.
pub const ACTIVE: Words = &[("active", "Activo"), ("inactive", "Inactivo")];

/// How accounts stand.
pub const ACCOUNT_STATUS: Words =
    &[("active", "Activo"), ("inactive", "Inactivo"), ("waiting", "Espera activación")];

/// Roles.
pub const ROLE: Words = &[
    ("student", "Aprendiz"),
    ("instructor", "Instructor"),
    ("supervisor", "Supervisor"),
    ("admin", "Administrador de bodega"),
    ("admin_general", "Administrador general"),
];

/// What happens to a piece at the desk.
pub const PIECE_ACTION: Words = &[
    ("handed_over", "Entregado"),
    ("returned", "Devuelto"),
    ("consumed", "Gastado"),
    ("damaged", "Devuelto con daño"),
    ("lost", "No volvió"),
];

/// Refuses an enumeration with a word that nobody has called anything.
#[cfg(test)]
macro_rules! all_said {
    ($($kind:ty: $words:expr;)+) => {
        $(for word in <$kind>::ALL {
            assert!($words.iter().any(|(known, _)| *known == word.as_str()), "{word} of {}", stringify!($kind));
        })+
    };
}

#[cfg(test)]
pub(crate) use all_said;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campus::alerts::model::Severity;
    use crate::campus::checks::model::{CheckItemStatus, CheckStatus};
    use crate::campus::inventory::model::{ItemCategory, ItemStatus};
    use crate::campus::loans::model::{LoanPriority, LoanStatus, PieceAction};
    use crate::campus::maintenance::model::{MaintenancePriority, MaintenanceStatus, MaintenanceType};
    use crate::kit::Role;
    use crate::kit::document::said;

    #[test]
    fn no_word_of_the_database_is_printed_as_it_is() {
        all_said! {
            ItemCategory: CATEGORY;
            ItemStatus: ITEM_STATUS;
            LoanStatus: LOAN_STATUS;
            LoanPriority: PRIORITY;
            PieceAction: PIECE_ACTION;
            MaintenancePriority: PRIORITY;
            MaintenanceStatus: MAINTENANCE_STATUS;
            MaintenanceType: MAINTENANCE_TYPE;
            CheckStatus: CHECK_STATUS;
            CheckItemStatus: PIECE_STATUS;
            Severity: SEVERITY;
            Role: ROLE;
        }
        assert_eq!(
            (said(ROLE, "admin"), said(ROLE, "otro")),
            ("Administrador de bodega".into(), "otro".into())
        );
    }
}
