//! What a move is answered with.

use super::{ReceiptCondition, TransferStatus};
use crate::kit::{Id, Quantity};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

/// Lo que pasó de una ubicación a otra.
#[derive(Debug, Object, Serialize)]
pub struct Moved {
    /// Siempre nulo: dentro de una bodega no hay nada que despachar ni recibir.
    pub transfer_id: Option<Id>,
    /// Lo que une los dos movimientos.
    pub cause_id: Id,
    /// El movimiento con el que salió.
    pub source_movement_id: Id,
    /// El movimiento con el que entró.
    pub target_movement_id: Id,
    /// El lote del que salió.
    pub source_lot_id: Id,
    /// El lote en el que quedó.
    pub target_lot_id: Id,
    /// Código de la ubicación de la que salió.
    pub source_bin_code: String,
    /// Código de la ubicación a la que pasó.
    pub target_bin_code: String,
    /// Cuánto pasó.
    pub quantity_transferred: Quantity,
    /// Cuánto queda en el lote del que salió.
    pub remaining_quantity: Quantity,
    /// Unidad.
    pub unit: Unit,
    /// Nombre del producto.
    pub product_name: String,
    /// Número del lote.
    pub batch_number: String,
    /// Lo mismo, en una frase.
    pub message: String,
}

/// El traslado que se creó.
#[derive(Debug, Object, Serialize)]
pub struct SentTransfer {
    /// El traslado.
    pub transfer_id: Id,
    /// El movimiento con el que salió.
    pub source_movement_id: Id,
    /// Nombre de la bodega de la que sale.
    pub source_warehouse_name: String,
    /// Nombre de la bodega a la que va.
    pub target_warehouse_name: String,
    /// Código de la ubicación de la que salió.
    pub source_bin_code: String,
    /// Cuánto se envió.
    pub quantity_sent: Quantity,
    /// Unidad.
    pub unit: Unit,
    /// Nombre del producto.
    pub product_name: String,
    /// Número del lote.
    pub batch_number: String,
    /// Por dónde va.
    pub status: TransferStatus,
    /// Guía, placa o quien lo lleva.
    pub transport_reference: Option<String>,
    /// Lo mismo, en una frase.
    pub message: String,
}

/// Lo que se recibió de un traslado.
#[derive(Debug, Object, Serialize)]
pub struct ReceivedTransfer {
    /// El traslado.
    pub transfer_id: Id,
    /// El movimiento con el que entró; nada, si no llegó nada bueno.
    pub target_movement_id: Option<Id>,
    /// El lote en el que quedó.
    pub target_lot_id: Option<Id>,
    /// Código de la ubicación en la que quedó.
    pub target_bin_code: Option<String>,
    /// Cuánto se envió.
    pub quantity_sent: Quantity,
    /// Cuánto llegó bien.
    pub quantity_received: Quantity,
    /// Cuánto llegó dañado.
    pub quantity_damaged: Quantity,
    /// Cuánto no llegó.
    pub quantity_lost: Quantity,
    /// Cómo llegó.
    pub condition_on_receipt: Option<ReceiptCondition>,
    /// Por dónde va.
    pub status: TransferStatus,
    /// Lo mismo, en una frase.
    pub message: String,
}
