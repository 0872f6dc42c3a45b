//! Transfers ("traslados"): material that passes from one bin to another of its warehouse, at once, or to another warehouse, by way of
//! somebody who carries it.
//!
//! What is sent leaves its lot when the transfer is made and is nobody's stock until it is received or given back: what lies in the lots,
//! what is under way and what was reported damaged or lost add up to the same at any time. Each movement names its transfer.

pub mod api;
pub mod change;
mod exports;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::export::Exported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    TransferNotFound "traslado_no_encontrado" NOT_FOUND "Traslado no encontrado";
    TransferStage "traslado_en_otro_estado" CONFLICT "El traslado ya no está en ese estado";
    TransferSameBin "traslado_a_la_misma_ubicacion" BAD_REQUEST "El lote ya está en esa ubicación";
    TransferSameWarehouse "traslado_a_la_misma_bodega" BAD_REQUEST "El lote ya está en esa bodega: páselo directamente a la otra ubicación";
    TransferWarehouseUnknown "bodega_de_destino_desconocida" BAD_REQUEST "La bodega de destino no existe, está inactiva o es de otro centro";
    TransferBinElsewhere "ubicacion_de_otra_bodega" BAD_REQUEST "La ubicación es de otra bodega";
    TransferBinMissing "traslado_sin_ubicacion" BAD_REQUEST "Indique en qué ubicación queda";
    TransferTooMuch "traslado_recibido_de_mas" BAD_REQUEST "No puede llegar más de lo que se envió";
    TransferConditionMissing "traslado_sin_condicion" BAD_REQUEST "Falta material: indique cómo llegó";
    TransferSum "traslado_no_suma" BAD_REQUEST "Lo bueno, lo dañado y lo perdido no suman lo que se envió";
    TransferNoWayBack "traslado_sin_regreso" CONFLICT "La ubicación de la que salió ya no puede recibirlo: indique en cuál queda";
}

kinds! {
    /// Material is on its way to a warehouse.
    TransferIncoming = "transfer_incoming",
    /// What became of what somebody sent.
    TransferUpdate = "transfer_update",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("transfers", "transfer").named(&[
        ("cross-warehouse", "SEND_TRANSFER"),
        ("dispatch", "DISPATCH_TRANSFER"),
        ("confirm", "RECEIVE_TRANSFER"),
        ("cancel", "CANCEL_TRANSFER"),
    ])];
    const KINDS: &'static [Kind] = KINDS;
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
}
