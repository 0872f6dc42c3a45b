//! What the audit's acts and rows are called on paper: as the page of the audit calls them.

use crate::kit::document::{Words, said};

/// The kinds of rows.
const ENTITIES: Words = &[
    ("alert_setting", "Configuración de alertas"),
    ("audit_log", "Auditoría"),
    ("authentication", "Ingreso"),
    ("backup", "Copia de seguridad"),
    ("calendar_feed", "Dirección de calendario"),
    ("center", "Centro"),
    ("count", "Conteo"),
    ("environment", "Ambiente"),
    ("export", "Exportación"),
    ("feedback", "Opinión"),
    ("import", "Importación"),
    ("induction", "Inducción"),
    ("inventory_check", "Verificación"),
    ("inventory_check_finding", "Hallazgo"),
    ("inventory_check_item", "Línea de verificación"),
    ("inventory_item", "Equipo"),
    ("item_assignment", "Equipo a cargo"),
    ("item_document", "Documento de equipo"),
    ("item_picture", "Foto de equipo"),
    ("item_description", "Descripción con IA"),
    ("job", "Tarea programada"),
    ("label_design", "Diseño de etiqueta"),
    ("label_run", "Tanda de placas preimpresas"),
    ("loan", "Préstamo"),
    ("loan_suspension", "Suspensión de préstamos"),
    ("lot", "Lote de material"),
    ("maintenance_history", "Mantenimiento hecho"),
    ("maintenance_plan", "Plan de mantenimiento"),
    ("maintenance_request", "Solicitud de mantenimiento"),
    ("notification", "Aviso"),
    ("outbox_letter", "Correo"),
    ("photo", "Foto"),
    ("qr", "Código QR"),
    ("recovery_code", "Código para una contraseña nueva"),
    ("report", "Reporte"),
    ("report_schedule", "Reporte programado"),
    ("reservation", "Reserva de material"),
    ("schedule", "Clase"),
    ("setting", "Configuración"),
    ("setup", "Primer inicio"),
    ("supervisor_review", "Decisión del supervisor"),
    ("system_alert", "Alerta"),
    ("transfer", "Traslado"),
    ("user", "Usuario"),
];

/// Acts with a name of their own.
const ACTS: Words = &[
    ("ACCEPT_ITEM_DESCRIPTION", "Aceptó una descripción con IA"),
    ("ADJUST_LOT", "Ajustó lote"),
    ("APPLY_IMPORT", "Aplicó importación"),
    ("APPROVE_COUNT", "Aprobó conteo"),
    ("ARRANGE_ITEM_PICTURES", "Ordenó fotos de equipo"),
    ("CANCEL_COUNT", "Canceló conteo"),
    ("CANCEL_RESERVATION", "Canceló reserva de material"),
    ("CANCEL_TRANSFER", "Canceló traslado"),
    ("CHANGE_PASSWORD", "Cambió su contraseña"),
    ("CLEAN_UP", "Retiró copias antiguas"),
    ("COUNT_LINE", "Contó material"),
    ("CREATE_ITEM_ASSIGNMENT", "Entregó equipo a cargo"),
    ("CREATE_REPORT", "Pidió reporte"),
    ("CREATE_REPORT_SCHEDULE", "Programó reporte"),
    ("CREATE_ITEM_DESCRIPTION", "Pidió una descripción con IA"),
    ("DECLINE_ITEM_DESCRIPTION", "Descartó una descripción con IA"),
    ("DELETE_USER", "Desactivó usuario"),
    ("DISPATCH_TRANSFER", "Despachó traslado"),
    ("DOWNLOAD_REPORT", "Descargó reporte"),
    ("EXPIRE_RESERVATION", "Dejó vencer reserva de material"),
    ("EXPORT_CENTER", "Exportó lo de un centro"),
    ("EXPORT_LIST", "Exportó una lista"),
    ("FULFILL_RESERVATION", "Entregó reserva de material"),
    ("HOLD_LOT", "Retuvo lote"),
    ("ISSUE_LOT", "Sacó material"),
    ("LINK_ENVIRONMENT", "Se vinculó a un ambiente"),
    ("LOGIN", "Ingresó"),
    ("LOGIN_FAILED", "Intento de ingreso fallido"),
    ("LOGOUT", "Cerró sesión"),
    ("MOVE_LOT", "Trasladó material"),
    ("RECEIVE_LOT", "Recibió material"),
    ("REASSIGN_ITEM_ASSIGNMENT", "Pasó equipo a cargo a otra persona"),
    ("RECEIVE_TRANSFER", "Recibió traslado"),
    ("RECOVERY_CODE", "Hizo un código para una contraseña nueva"),
    ("RECOVERY_REQUEST", "Pidió una contraseña nueva por correo"),
    ("REFRESH_TOKEN", "Renovó su sesión"),
    ("REGISTER", "Creó su cuenta"),
    ("RELEASE_LOT", "Liberó lote"),
    ("REMIND", "Recordó las verificaciones"),
    ("REMIND_LOANS", "Recordó los préstamos vencidos"),
    ("RESTORE", "Restauró una copia"),
    ("RETRY_ITEM_DESCRIPTION", "Pidió de nuevo una descripción con IA"),
    ("RETURN_COUNT", "Devolvió conteo"),
    ("RETURN_ITEM_ASSIGNMENT", "Recibió equipo a cargo"),
    ("RUN_JOB", "Pidió una tarea programada"),
    ("SCRAP_LOT", "Dio de baja lote"),
    ("SEND_TRANSFER", "Envió traslado"),
    ("SETUP", "Primer inicio"),
    ("SIGN_ITEM_ASSIGNMENT", "Firmó acta de equipo a cargo"),
    ("SIGN_LOAN", "Firmó acta de préstamo"),
    ("SUBMIT_COUNT", "Entregó conteo"),
    ("TEST_DESCRIPTIONS", "Probó las descripciones con IA"),
    ("TEST_MAIL", "Envió un correo de prueba"),
    ("UNDO_IMPORT", "Deshizo importación"),
    ("UPDATE_PROFILE", "Cambió su perfil"),
    ("UPDATE_SETTING", "Cambió un ajuste"),
    ("WARN", "Advirtió"),
    ("WATCH_ALERTS", "Revisó las alertas"),
];

/// What acts begin with; what they are done to follows.
const VERBS: Words = &[
    ("ACTIVATE", "Activó"),
    ("CHANGE", "Cambió"),
    ("CLEANUP", "Limpió"),
    ("CREATE", "Creó"),
    ("DEACTIVATE", "Desactivó"),
    ("DELETE", "Eliminó"),
    ("GENERATE", "Generó"),
    ("LINK", "Vinculó"),
    ("RESET", "Restableció"),
    ("SCAN", "Escaneó"),
    ("UPDATE", "Cambió"),
    ("VERIFY", "Verificó"),
    ("VIEW", "Consultó"),
];

/// A word that nobody has called anything: its parts, with a capital.
fn spelt(word: &str) -> String {
    let plain = word.to_lowercase().replace('_', " ");
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What a kind of rows is called.
pub fn entity(word: &str) -> String {
    let word = word.to_lowercase();
    let known = said(ENTITIES, &word);
    if known == word { spelt(&word) } else { known }
}

/// What an act is called: `CREATE_INVENTORY_ITEM` is "Creó equipo".
pub fn act(word: &str) -> String {
    let known = said(ACTS, word);
    if known != word {
        return known;
    }
    let (first, rest) = word.split_once('_').unwrap_or((word, ""));
    let verb = said(VERBS, first);
    match (verb == first, rest) {
        (true, _) => spelt(word),
        (false, "") => verb,
        (false, "QR_CODE" | "QR") => format!("{verb} código QR"),
        (false, "INVENTORY" | "ITEM") => format!("{verb} equipo"),
        (false, "PASSWORD" | "AUTHENTICATION") => format!("{verb} contraseña"),
        (false, "VERIFICATION" | "INVENTORY_VERIFICATION") => format!("{verb} existencias"),
        (false, rest) => format!("{verb} {}", lower(&entity(rest))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_said_as_a_colleague_would() {
        let said = ["CREATE_INVENTORY_ITEM", "LOGIN", "UPDATE_MAINTENANCE_REQUEST", "VERIFY_ITEM", "CLEANUP"]
            .map(act);
        assert_eq!(
            said,
            ["Creó equipo", "Ingresó", "Cambió solicitud de mantenimiento", "Verificó equipo", "Limpió"]
        );
        assert_eq!(
            (act("COUNT_ÑU_BINS"), entity("bin_of_a_room")),
            ("Count ñu bins".into(), "Bin of a room".into())
        );
        assert_eq!(entity("INVENTORY_ITEM"), "Equipo");
    }
}
