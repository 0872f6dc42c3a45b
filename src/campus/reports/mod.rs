//! Reports: documents of what there is and what happened, made after the answer, of what the person who asks may see.
//!
//! What was asked for is a row; the [`Maker`] makes one at a time, off the runtime's threads, and keeps the file in parts in the
//! database. What a stop of the server cut short is begun anew, three times at most. `kinds` has the documents.

pub mod api;
pub mod change;
pub mod kinds;
pub mod model;
pub mod rules;
pub mod store;

mod maker;

pub use maker::Maker;

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
    RangeNotSatisfiable "rango_no_valido" RANGE_NOT_SATISFIABLE "El archivo no tiene esa parte";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Maker);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("reports", "report")];

    fn api((core, maker): Self::Parts) -> Self::Api {
        api::Api { core, maker }
    }

    fn jobs((_, maker): Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(maker)]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_expired(tx, tx.now)
    }
}
