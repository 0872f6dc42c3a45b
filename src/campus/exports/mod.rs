//! Exports: a list as it is filtered and sorted, as PDF, Excel or CSV; and everything of a centre as one ZIP of CSVs.
//!
//! Nothing of it is kept. What is exported is read in one snapshot, written row by row to a file without a name, and sent when it is
//! whole: an export that can't be made is answered with a sentence and not with half a file, and a slow network holds nothing but that
//! file. One of each is made at a time; it ends when nobody waits for it any more. `lists` has the lists: each is the query that
//! its pages are cut from, in the columns of its report where there is one.

pub mod api;
pub mod centers;
pub mod change;
pub mod lists;
pub mod model;
pub mod rules;

mod exporter;

pub use exporter::Exporter;

use crate::kit::{Code, Entity, Resource, codes};

codes! {
    ExportForbidden "exportacion_no_permitida" FORBIDDEN "Su rol no ve esta lista";
    ExportFilterUnknown "filtro_desconocido" BAD_REQUEST "Ese filtro no existe en esta lista";
    ExportTooManyChosen "demasiadas_filas_elegidas" BAD_REQUEST "Son más de 20.000 filas elegidas: filtre la lista antes de exportarla";
    ExportTooLong "exportacion_muy_larga" BAD_REQUEST "Un PDF de más de 20.000 filas no se deja leer: filtre la lista, o elija Excel o CSV";
    ExportBusy "exportacion_en_curso" SERVICE_UNAVAILABLE "Hay otra exportación en curso: intente de nuevo en un momento";
    ExportTooLarge "exportacion_muy_grande" BAD_REQUEST "El archivo sería demasiado grande: filtre la lista antes de exportarla";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Exporter;
    type Api = (api::Api, api::CenterApi);

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] =
        &[Entity::new("exports", "export").named(&[("lists", "EXPORT_LIST")])];

    fn api(exporter: Self::Parts) -> Self::Api {
        (api::Api(exporter.clone()), api::CenterApi(exporter))
    }
}
