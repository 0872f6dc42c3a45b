//! The shapes of reports.

use crate::campus::inventory::model::ItemCategory;
use crate::kit::document::{CsvSeparator, FileFormat};
use crate::kit::settings::{Sent, section};
use crate::kit::wire::Choice;
use crate::kit::{Blank, Day, Error, Id, Line, LocalTime, Number, Result, record, row, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

mod kind;

pub use kind::ReportKind;

words! {
    /// De qué es un reporte de los que no son de materiales.
    pub enum ReportType {
        /// El inventario.
        Inventory = "inventory",
        /// Los préstamos.
        Loans = "loans",
        /// Las solicitudes de mantenimiento.
        Maintenance = "maintenance",
        /// Las verificaciones.
        InventoryChecks = "inventory_checks",
        /// Las alertas.
        Alerts = "alerts",
        /// Las cuentas.
        Users = "users",
        /// Los ambientes.
        Environments = "environments",
        /// La auditoría.
        Audit = "audit",
        /// Las cifras de un periodo.
        Statistics = "statistics",
        /// La vida de un equipo.
        Item = "item",
        /// La hoja de un ambiente: quién responde, qué hay y dónde se firma.
        Room = "room",
        /// Una verificación con sus firmas.
        Check = "check",
    }
}

words! {
    /// Qué ha sido de un reporte.
    pub enum ReportStatus {
        /// En preparación.
        Generating = "generating",
        /// Listo.
        Completed = "completed",
        /// No se pudo hacer.
        Failed = "failed",
    }
}

section! {
    /// Los reportes.
    pub struct ReportSettings = "reports", "Reportes";
    /// Cambios a los reportes.
    patch ReportSettingsPatch;

    /// Cuántos días se guarda un reporte.
    default keep_days: i64 as Number<1, 365> = 30,
    /// Con qué se separan las columnas de un CSV.
    default csv_separator: CsvSeparator = CsvSeparator::Semicolon,
}

/// A word for a status, whichever report it is of.
pub type StatusWord = Line<1, 40>;

/// Qué entra en un reporte. Lo que no se indica, o se indica con `all`, es todo.
#[derive(Debug, Clone, Default, Object, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportParameters {
    /// Primer día, incluido.
    pub start_date: Choice<Day>,
    /// Último día, incluido.
    pub end_date: Choice<Day>,
    /// Ambiente. La hoja de un ambiente lo necesita.
    pub environment_id: Choice<Id>,
    /// Clase de equipo.
    pub category: Choice<ItemCategory>,
    /// Categoría: una propia, o una de las nueve clases sin las propias que hay en ella.
    pub category_id: Choice<Id>,
    /// Estado, según el reporte: por ejemplo overdue en préstamos, issues en verificaciones, open en alertas, inactive en cuentas.
    pub status: Choice<StatusWord>,
    /// Persona: quien pidió, verificó o hizo.
    pub user_id: Choice<Id>,
    /// Equipo. La vida de un equipo lo necesita.
    pub item_id: Choice<Id>,
    /// Verificación. Una verificación firmada la necesita.
    pub check_id: Choice<Id>,
    /// Categoría de los materiales.
    pub product_category: Choice<Line<1, 100>>,
    /// Hasta dentro de cuántos días, contados desde el día en que se hace: lo que vence en ellos.
    pub days: Choice<Number<1, 3650>>,
}

/// Un reporte que se pide.
#[derive(Debug, Object, Deserialize)]
pub struct NewReport {
    /// De qué es.
    pub report_type: ReportKind,
    /// Formato del archivo.
    pub file_format: FileFormat,
    /// Título; si no se indica, el que corresponde a su tipo.
    pub title: Blank<Line<1, 200>>,
    /// Qué entra; todo, si no se indica.
    #[serde(default)]
    pub parameters: Sent<ReportParameters>,
}

/// Un reporte del que se quiere saber cuánto tendría.
#[derive(Debug, Object, Deserialize)]
pub struct ReportPreviewAsked {
    /// De qué es.
    pub report_type: ReportKind,
    /// Qué entra; todo, si no se indica.
    #[serde(default)]
    pub parameters: Sent<ReportParameters>,
}

/// Cuánto tendría un reporte.
#[derive(Debug, Object, Serialize)]
pub struct ReportPreview {
    /// Título que le corresponde.
    pub title: String,
    /// Filas que tendría.
    pub rows: i64,
}

record! {
    /// Un reporte.
    pub struct Report {
        /// Identificador.
        pub id: Id,
        /// Quién lo pidió.
        pub user_id: Id,
        /// De qué es.
        pub report_type: ReportKind,
        /// Título.
        pub title: String,
        /// Formato del archivo.
        pub file_format: FileFormat,
        /// Qué ha sido de él.
        pub status: ReportStatus,
        /// Por qué no se pudo hacer.
        pub error: Option<String>,
        /// Filas que tiene.
        pub row_count: Option<i64>,
        /// Tamaño del archivo en bytes.
        pub file_size: Option<i64>,
        /// SHA-256 del archivo, en hexadecimal.
        pub sha256: Option<String>,
        /// Cuántas veces se ha descargado.
        pub download_count: i64,
        /// Cuándo se pidió.
        pub created_at: LocalTime,
        /// Cuándo quedó listo.
        pub generated_at: Option<LocalTime>,
        /// Cuándo se quita.
        pub expires_at: LocalTime,
    }
}

/// Un reporte, con lo que se pidió y cuánto lleva.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ReportDetail {
    /// El reporte.
    #[oai(flatten)]
    #[serde(flatten)]
    pub report: Report,
    /// Qué entra.
    pub parameters: ReportParameters,
    /// Cuánto lleva, en por ciento: 100 cuando está listo.
    pub progress: u8,
}

impl ReportDetail {
    /// A report with its parameters as they are kept; `share` is how far it is if it is made now.
    ///
    /// # Errors
    /// When somebody else has written the parameters.
    pub fn of(report: Report, parameters: &str, share: u8) -> Result<Self> {
        let parameters = serde_json::from_str(parameters).map_err(Error::internal)?;
        let progress = match report.status {
            ReportStatus::Completed => 100,
            ReportStatus::Generating => share,
            ReportStatus::Failed => 0,
        };
        Ok(Self { report, parameters, progress })
    }
}

row! {
    /// A report that waits to be made.
    #[derive(Debug, Clone)]
    pub struct WaitingReport {
        /// Identifier.
        pub id: Id,
        /// Whose.
        pub user_id: Id,
        /// Of what.
        pub report_type: ReportKind,
        /// Title.
        pub title: String,
        /// Format.
        pub file_format: FileFormat,
        /// The filters, as JSON.
        pub parameters: String,
        /// How often it was begun.
        pub attempts: i64,
    }
}

/// What a list is cut to.
#[derive(Debug, Default)]
pub struct ReportQuery {
    /// Of this type.
    pub report_type: Option<ReportKind>,
    /// With this status.
    pub status: Option<ReportStatus>,
}

record! {
    /// Los reportes de una persona, en cifras.
    pub struct ReportSummary {
        /// Cuántos hay.
        pub total_reports: i64,
        /// Listos.
        pub completed_reports: i64,
        /// En preparación.
        pub generating_reports: i64,
        /// Que no se pudieron hacer.
        pub failed_reports: i64,
        /// Descargas de todos.
        pub total_downloads: i64,
        /// Bytes de todos.
        pub total_size: i64,
    }
}
