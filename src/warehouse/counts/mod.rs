//! Counts ("conteos"): somebody goes through bins, a zone or a product and says what is there; another person approves what differs.
//!
//! A difference is relative: what was counted less what the ledger said at that moment. Approving adds it to what the lot holds by then,
//! so that what went out in between stays out ([`rules::settle`]). While a count is blind, what is expected isn't on the wire.

pub mod api;
pub mod change;
mod exports;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::export::Exported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    CountNotFound "conteo_no_encontrado" NOT_FOUND "Conteo no encontrado";
    CountLineNotFound "linea_de_conteo_no_encontrada" NOT_FOUND "El conteo no tiene esa línea";
    CountCodeUnknown "codigo_fuera_del_conteo" BAD_REQUEST "Ningún lote de este conteo tiene ese código";
    CountCodeSeveral "codigo_de_varios_lotes" CONFLICT "Ese código es de varios lotes del conteo: diga cuál";
    CountZoneEmpty "zona_sin_ubicaciones" BAD_REQUEST "Ninguna ubicación de la bodega empieza así";
    CountTooLarge "conteo_demasiado_grande" BAD_REQUEST "Son más de 2.000 lotes: cuente por partes";
    CountOverlaps "conteo_ya_abierto" CONFLICT "Eso ya se está contando: termine o cancele antes el otro conteo";
    CountOutOfScope "fuera_del_conteo" BAD_REQUEST "Eso no es de lo que se cuenta aquí";
    CountStage "conteo_en_otra_etapa" CONFLICT "El conteo ya no está abierto";
    CountLineTaken "linea_ya_contada" CONFLICT "Otra persona ya contó esa línea: mírela y decida qué queda";
    CountUnfinished "conteo_incompleto" CONFLICT "Falta contar: cuente lo que falta, o confirme que no se contó";
    CountNothing "conteo_vacio" CONFLICT "Todavía no se ha contado nada";
    CountOwn "conteo_propio" CONFLICT "Quien contó no aprueba: debe hacerlo otra persona";
    CountReasonMissing "diferencia_sin_motivo" UNPROCESSABLE_ENTITY "Escriba por qué difiere cada línea";
    CountUnsettled "diferencia_sin_aplicar" CONFLICT "Una diferencia no se puede aplicar: devuelva el conteo";
}

kinds! {
    /// A count waits for somebody who approves it.
    CountSubmitted = "count_submitted",
    /// A count was approved, sent back or cancelled.
    CountDecided = "count_decided",
}

entry! {
    api::whole::Api, api::steps::Api;

    const CODES: &'static [Code] = CODES;
    const KINDS: &'static [Kind] = KINDS;
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
    const ENTITIES: &'static [Entity] = &[Entity::new("counts", "count").named(&[
        ("lines", "COUNT_LINE"),
        ("undo", "COUNT_LINE"),
        ("submit", "SUBMIT_COUNT"),
        ("approve", "APPROVE_COUNT"),
        ("return", "RETURN_COUNT"),
        ("cancel", "CANCEL_COUNT"),
    ])];
}
