//! The documents of an item: its invoice, its manual, other papers. PDF and nothing else, kept in parts, sent as a download and never
//! shown by this server's pages.
//!
//! One that is deleted, goes with its item or breaks off while it arrives is only taken from its item; the scheduled work of `clearing`
//! deletes its bytes.

pub mod api;
pub mod change;
pub mod clearing;
pub mod model;
mod reads;
pub mod rules;
pub mod store;
mod upload;

use crate::kit::jobs::Job;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, Result, Tx, codes};
use chrono::TimeDelta;

codes! {
    ItemDocumentNotFound "documento_no_encontrado" NOT_FOUND "Documento no encontrado";
    ItemDocumentNoPdf "documento_no_es_pdf" BAD_REQUEST "El archivo no es un PDF: guárdelo como PDF y envíelo de nuevo";
    ItemDocumentIncomplete "documento_incompleto" BAD_REQUEST "El PDF no llegó completo, o está dañado: ábralo para revisarlo y envíelo de nuevo";
    ItemDocumentTwice "documento_repetido" CONFLICT "El equipo ya tiene ese documento";
    ItemDocumentsFull "documentos_completos" CONFLICT "Un equipo tiene como máximo 20 documentos: elimine uno antes de agregar otro";
}

/// How long an upload may take, in hours: one that is older was cut off by the end of the process.
const PATIENCE: i64 = 1;

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("item-documents", "item_document")];

    fn jobs(core: Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(clearing::Clearing(core.db))]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::detach_broken(tx, tx.now - TimeDelta::hours(PATIENCE))
    }
}
