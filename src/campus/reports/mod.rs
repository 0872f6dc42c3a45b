//! Reports: documents of what there is and what happened, made after the answer, of what the person who asks may see.
//!
//! What was asked for is a row; the [`Maker`] makes one at a time, off the runtime's threads, and keeps the file in parts in the
//! database. What a stop of the server cut short is begun anew, three times at most. `kinds` has the documents.

pub mod api;
pub mod change;
pub mod kinds;
pub mod model;
pub mod rules;
pub mod scheduled;
pub mod store;

mod maker;

pub use maker::Maker;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::jobs::Job;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    ReportNotFound "reporte_no_encontrado" NOT_FOUND "Reporte no encontrado";
    ReportNotReady "reporte_sin_terminar" BAD_REQUEST "El reporte aún no está listo para descargar";
    ReportKindForbidden "reporte_no_permitido" FORBIDDEN "Su rol no permite este reporte";
    ReportParameterMissing "parametro_faltante" BAD_REQUEST "Falta indicar de qué es el reporte";
    ReportStatusUnknown "estado_desconocido" BAD_REQUEST "Ese estado no existe en este reporte";
    ReportsWaiting "reportes_en_espera" BAD_REQUEST "Ya tiene varios reportes en preparación: espere a que terminen";
    ReportsKept "demasiados_reportes" BAD_REQUEST "Ya tiene muchos reportes guardados: elimine los que no necesite";
    ReportTooLong "reporte_muy_largo" BAD_REQUEST "Un PDF de tantas filas no se deja leer: reduzca el periodo, o elija Excel o CSV";
    ReportTooLarge "reporte_muy_grande" BAD_REQUEST "El archivo sería demasiado grande: reduzca el periodo";
    ReportInterrupted "reporte_interrumpido" INTERNAL_SERVER_ERROR "El servidor se detuvo varias veces mientras lo preparaba: elija un periodo más corto";
    ReportOwnerGone "reporte_sin_cuenta" FORBIDDEN "La cuenta que lo pidió ya no está activa";
    ReportScheduleNotFound "reporte_programado_no_encontrado" NOT_FOUND "Reporte programado no encontrado";
    ReportSchedulesFull "demasiados_reportes_programados" BAD_REQUEST "Ya tiene muchos reportes programados: elimine los que no necesite";
    ReportNotScheduled "reporte_no_programable" BAD_REQUEST "La hoja de vida de un equipo y una verificación firmada no se programan: pídalas cuando las necesite";
    ReportPeriodless "reporte_sin_periodo" BAD_REQUEST "Este reporte dice cómo está todo el día en que se hace: no tiene periodo";
    ReportRoomless "reporte_sin_ambiente" FORBIDDEN "No está vinculado a un ambiente: sus reportes saldrían vacíos";
    ReportDayMissing "dia_de_reporte_faltante" BAD_REQUEST "Falta indicar qué día se hace el reporte";
}

kinds! {
    /// A scheduled report is there, or couldn't be made.
    Report = "report",
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Maker);
    type Api = (api::Api, scheduled::api::Api);

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[
        Entity::new("reports", "report"),
        Entity::new("report-schedules", "report_schedule").versioned("report_schedules"),
    ];
    const KINDS: &'static [Kind] = KINDS;

    fn api((core, maker): Self::Parts) -> Self::Api {
        (api::Api { core: core.clone(), maker }, scheduled::api::Api(core))
    }

    fn jobs((core, maker): Self::Parts) -> Vec<Box<dyn Job>> {
        let asked_for = scheduled::job::ScheduledReports { db: core.db, maker: maker.clone() };
        vec![Box::new(maker), Box::new(asked_for)]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_expired(tx, tx.now)
    }
}
