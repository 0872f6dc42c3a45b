//! The shapes of scheduled reports.

use crate::campus::reports::model::{ReportKind, ReportParameters};
use crate::kit::document::FileFormat;
use crate::kit::settings::Sent;
use crate::kit::wire::{Field, Keep, row};
use crate::kit::{Blank, Id, Line, LocalTime, Number, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// De qué días es un reporte programado, contados desde el día en que se hace.
    pub enum ReportPeriod {
        /// Como está todo ese día.
        Now = "now",
        /// La semana pasada, de lunes a domingo.
        LastWeek = "last_week",
        /// El mes pasado.
        LastMonth = "last_month",
    }
}

words! {
    /// Cada cuánto se hace un reporte programado.
    pub enum ReportEvery {
        /// Cada semana.
        Week = "week",
        /// Cada mes.
        Month = "month",
    }
}

row! {
    /// A schedule as it is kept.
    #[derive(Debug, Clone)]
    pub struct ScheduleRow {
        /// Identifier.
        pub id: Id,
        /// Whose.
        pub user_id: Id,
        /// Of what.
        pub report_type: ReportKind,
        /// Title; none is what its kind is called.
        pub title: Option<String>,
        /// Format.
        pub file_format: FileFormat,
        /// The filters but the days, as JSON.
        pub parameters: String,
        /// Of which days.
        pub period: ReportPeriod,
        /// How often.
        pub every: ReportEvery,
        /// On which weekday, if weekly; 1 is Monday.
        pub weekday: Option<i64>,
        /// On which day, if monthly.
        pub month_day: Option<i64>,
        /// At which hour.
        pub hour: i64,
        /// Whether it is told by mail as well.
        pub by_mail: bool,
        /// Whether it is made.
        pub is_active: bool,
        /// Why the server paused it.
        pub paused_because: Option<String>,
        /// Up to here every time that has come is dealt with.
        pub settled_at: LocalTime,
        /// When it was made the last time.
        pub last_made_at: Option<LocalTime>,
        /// When it was set up.
        pub created_at: LocalTime,
        /// When it was changed the last time.
        pub updated_at: LocalTime,
    }
}

/// Un reporte que se hace solo cada semana o cada mes.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ReportSchedule {
    /// Identificador.
    pub id: Id,
    /// De quién es: solo esa persona lo ve, y sale lo que ella puede ver.
    pub user_id: Id,
    /// De qué es.
    pub report_type: ReportKind,
    /// Título; null si es el que corresponde a su tipo.
    pub title: Option<String>,
    /// Formato del archivo.
    pub file_format: FileFormat,
    /// Qué entra. Las fechas salen del periodo.
    pub parameters: ReportParameters,
    /// De qué días es.
    pub period: ReportPeriod,
    /// Cada cuánto se hace.
    pub every: ReportEvery,
    /// Qué día de la semana, si es semanal: 1 es lunes.
    pub weekday: Option<i64>,
    /// Qué día del mes, si es mensual. Un mes más corto lo tiene en su último día.
    pub month_day: Option<i64>,
    /// A qué hora del centro, de 0 a 23.
    pub hour: i64,
    /// Si se avisa también por correo, cuando el servidor tiene correo.
    pub by_mail: bool,
    /// Si se hace; en pausa no.
    pub is_active: bool,
    /// Por qué lo puso en pausa el servidor.
    pub paused_because: Option<String>,
    /// Cuándo se hace la próxima vez; null en pausa.
    pub next_at: Option<LocalTime>,
    /// Cuándo se hizo la última vez.
    pub last_made_at: Option<LocalTime>,
    /// Cuándo se programó.
    pub created_at: LocalTime,
    /// Cuándo cambió por última vez.
    pub updated_at: LocalTime,
}

/// Un reporte que se programa.
#[derive(Debug, Object, Deserialize)]
pub struct NewReportSchedule {
    /// De qué es. La hoja de vida de un equipo y una verificación firmada no se programan.
    pub report_type: ReportKind,
    /// Formato del archivo.
    pub file_format: FileFormat,
    /// Título; si no se indica, el que corresponde a su tipo.
    pub title: Blank<Line<1, 150>>,
    /// Qué entra; todo, si no se indica. Las fechas se pasan por alto: salen del periodo.
    #[serde(default)]
    pub parameters: Sent<ReportParameters>,
    /// De qué días es; como está todo ese día, si no se indica.
    pub period: Blank<ReportPeriod>,
    /// Cada cuánto se hace.
    pub every: ReportEvery,
    /// Qué día de la semana, si es semanal: 1 es lunes.
    pub weekday: Blank<Number<1, 7>>,
    /// Qué día del mes, si es mensual.
    pub month_day: Blank<Number<1, 31>>,
    /// A qué hora del centro, de 0 a 23.
    pub hour: Number<0, 23>,
    /// Si se avisa también por correo, cuando el servidor tiene correo; sí, si no se indica.
    pub by_mail: Blank<bool>,
}

/// Cambios a un reporte programado. Lo que no se envía queda igual.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct ReportSchedulePatch {
    /// Formato del archivo.
    pub file_format: Keep<FileFormat>,
    /// Título; null es el que corresponde a su tipo.
    pub title: Field<Line<1, 150>>,
    /// Qué entra; null es todo. Las fechas se pasan por alto: salen del periodo.
    pub parameters: Sent<ReportParameters>,
    /// De qué días es.
    pub period: Keep<ReportPeriod>,
    /// Cada cuánto se hace.
    pub every: Keep<ReportEvery>,
    /// Qué día de la semana, si es semanal: 1 es lunes.
    pub weekday: Keep<Number<1, 7>>,
    /// Qué día del mes, si es mensual.
    pub month_day: Keep<Number<1, 31>>,
    /// A qué hora del centro, de 0 a 23.
    pub hour: Keep<Number<0, 23>>,
    /// Si se avisa también por correo, cuando el servidor tiene correo.
    pub by_mail: Keep<bool>,
    /// false lo pone en pausa; true lo sigue desde la próxima vez.
    pub is_active: Keep<bool>,
}
