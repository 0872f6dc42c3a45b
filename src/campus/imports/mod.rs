//! Imports: equipment that comes in by the file, judged row by row before anything happens, applied as a whole or not at all.
//!
//! A file is read into rows of the database by the [`Importer`], off the runtime's threads; what each row would do is judged by the
//! rules of `inventory` and kept beside it, so that a person sees it and says yes. The yes is one write: every row once more through
//! the changes of `inventory`, and if one of them isn't what was shown any more, none is kept. What it did can be taken back as a
//! whole while nobody has touched its items since.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

mod importer;
mod judge;
mod template;

pub use importer::Importer;

use crate::kit::jobs::Job;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    ImportNotFound "importacion_no_encontrada" NOT_FOUND "Importación no encontrada";
    ImportBusy "importacion_en_proceso" BAD_REQUEST "La importación todavía se está revisando: espere a que termine";
    ImportDone "importacion_terminada" BAD_REQUEST "Esta importación ya se aplicó";
    ImportNotApplied "importacion_sin_aplicar" BAD_REQUEST "Solo se deshace una importación que está aplicada";
    ImportHasRefusals "importacion_con_rechazos" BAD_REQUEST "Hay filas que no se pueden importar: corríjalas en el archivo, o acepte dejarlas por fuera";
    ImportEmpty "importacion_vacia" BAD_REQUEST "Ninguna fila crea ni cambia un equipo";
    ImportStale "importacion_desactualizada" BAD_REQUEST "El inventario cambió después de la vista previa: revise las filas de nuevo";
    ImportTouched "importacion_tocada" BAD_REQUEST "No se puede deshacer: los equipos cambiaron después de la importación";
    ImportColumnsWrong "columnas_no_validas" BAD_REQUEST "Las columnas no corresponden al archivo";
    ImportsKept "demasiadas_importaciones" BAD_REQUEST "Ya tiene muchas importaciones guardadas: elimine las que no necesite";
    ImportTooLong "importacion_muy_larga" BAD_REQUEST "El archivo tiene más de 10.000 filas: divídalo en varios";
    ImportInterrupted "importacion_interrumpida" INTERNAL_SERVER_ERROR "La lectura del archivo quedó interrumpida: envíelo de nuevo";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Importer);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("imports", "import")];

    fn api((core, importer): Self::Parts) -> Self::Api {
        api::Api { core, importer }
    }

    fn jobs((_, importer): Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(importer)]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_expired(tx, tx.now)
    }
}
