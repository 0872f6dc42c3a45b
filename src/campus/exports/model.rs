//! The shapes of exports.

use crate::campus::inventory::model::ItemCategory;
use crate::kit::document::FileFormat;
use crate::kit::settings::Sent;
use crate::kit::wire::Choice;
use crate::kit::{Blank, Day, Id, Line, words};
use inventario_derive::Object;
use serde::Deserialize;

mod name;

pub use name::ExportName;

words! {
    /// Qué lista se exporta, de las que no son de materiales.
    pub enum ExportList {
        /// Los equipos.
        Items = "items",
        /// Los ambientes y las bodegas.
        Environments = "environments",
        /// Las cuentas.
        Users = "users",
        /// Los préstamos.
        Loans = "loans",
        /// Quién no puede pedir prestado.
        Suspensions = "suspensions",
        /// Las inducciones que se exigen.
        Inductions = "inductions",
        /// Las solicitudes de mantenimiento.
        MaintenanceRequests = "maintenance_requests",
        /// Los planes de mantenimiento.
        MaintenancePlans = "maintenance_plans",
        /// Las verificaciones.
        Checks = "checks",
        /// Los hallazgos.
        Findings = "findings",
        /// Las alertas.
        Alerts = "alerts",
        /// Los horarios.
        Schedules = "schedules",
        /// Las opiniones propias.
        OwnFeedback = "own_feedback",
        /// Las opiniones de todos.
        Feedback = "feedback",
        /// La auditoría.
        Audit = "audit",
        /// Los centros.
        Centers = "centers",
    }
}

words! {
    /// Cómo va una alerta.
    pub enum AlertStanding {
        /// Abierta.
        Open = "open",
        /// Resuelta.
        Resolved = "resolved",
    }
}

words! {
    /// Cómo va una suspensión.
    pub enum SuspensionStanding {
        /// Vale hoy.
        Current = "current",
        /// Terminó o se levantó.
        Over = "over",
    }
}

/// A word of one of the enumerations of a list.
pub type FilterWord = Line<1, 60>;

/// A qué se reduce la lista, como en la lista misma. Lo que no se indica, o se indica con `all`, es todo, salvo donde lo dice; lo
/// que la lista no conoce se ignora.
#[derive(Debug, Clone, Default, Object, Deserialize)]
#[serde(default)]
pub struct ExportFilters {
    /// Palabras, donde la lista las busca.
    pub search: Blank<Line<0, 100>>,
    /// Ambiente o bodega.
    pub environment_id: Choice<Id>,
    /// Persona: quien pidió, hizo, enseña o está suspendida.
    pub user_id: Choice<Id>,
    /// Clase de equipo.
    pub category: Choice<ItemCategory>,
    /// Categoría de equipos, de /api/categories.
    pub category_id: Choice<Id>,
    /// Estado, con las palabras de la lista: overdue en préstamos, lost en equipos, open en alertas, current en suspensiones.
    pub status: Choice<FilterWord>,
    /// Clase, con las palabras de la lista: de alertas, hallazgos u opiniones; en cuentas, el rol.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: Choice<FilterWord>,
    /// Urgencia o gravedad, con las palabras de la lista.
    pub priority: Choice<FilterWord>,
    /// Acción de la auditoría.
    pub action: Choice<Line<1, 100>>,
    /// Material: de lotes, movimientos, reservas y conteos.
    pub product_id: Choice<Id>,
    /// Ubicación: de lotes, movimientos y conteos.
    pub bin_id: Choice<Id>,
    /// Lote: de movimientos.
    pub lot_id: Choice<Id>,
    /// Proveedor: de lotes.
    pub supplier_id: Choice<Id>,
    /// Solo los lotes que vencen este día o después.
    pub use_by_from: Choice<Day>,
    /// Solo los lotes que vencen este día o antes.
    pub use_by_to: Choice<Day>,
    /// En qué orden, con las palabras de la lista: de lotes, reservas y traslados; el de la lista, si no se indica.
    pub order: Choice<FilterWord>,
    /// Categoría de los materiales.
    pub product_category: Choice<Line<1, 100>>,
    /// Activos (true) o inactivos (false): cuentas, ambientes, horarios, planes y centros. En ambientes y horarios, si no se indica, solo
    /// los activos, como en sus listas.
    pub is_active: Choice<bool>,
    /// Primer día, incluido. De horarios: las clases que se dan entre los dos días.
    pub start_date: Choice<Day>,
    /// Último día, incluido.
    pub end_date: Choice<Day>,
}

/// Algo que se dice en la cabeza del documento: a qué se redujo la lista en pantalla.
#[derive(Debug, Clone, Object, Deserialize)]
pub struct ExportNote {
    /// Qué es: «Estado».
    pub label: Line<1, 60>,
    /// Cuál: «Dañado».
    pub value: Line<1, 200>,
}

/// Una lista que se quiere como archivo.
#[derive(Debug, Object, Deserialize)]
pub struct NewExport {
    /// Qué lista.
    pub list: ExportName,
    /// Formato del archivo.
    pub file_format: FileFormat,
    /// A qué se reduce; toda, si no se indica.
    #[serde(default)]
    pub filters: Sent<ExportFilters>,
    /// Solo estas filas, y en este orden: las que se ven en pantalla. Hasta 20.000. Las que quien pregunta no puede ver no salen.
    pub ids: Blank<Vec<Id>>,
    /// Lo que se dice en la cabeza del documento de las filas elegidas. Hasta 20 líneas.
    pub shown: Blank<Vec<ExportNote>>,
}
