//! What is sent to move something.

use super::ReceiptCondition;
use crate::kit::{Amount, Blank, Id, Line, Text};
use inventario_derive::Object;
use serde::Deserialize;

/// Material que pasa de una ubicación a otra de la misma bodega.
#[derive(Debug, Object, Deserialize)]
pub struct NewMove {
    /// El lote del que sale.
    pub source_lot_id: Id,
    /// La ubicación a la que pasa.
    pub target_bin_id: Id,
    /// Cuánto.
    pub quantity: Amount<1>,
    /// Por qué.
    pub reason: Blank<Line<1, 50>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Material que se envía a otra bodega.
#[derive(Debug, Object, Deserialize)]
pub struct NewTransfer {
    /// El lote del que sale.
    pub source_lot_id: Id,
    /// La bodega a la que va.
    pub target_warehouse_id: Id,
    /// En qué ubicación debe quedar; si no se indica, lo dice quien recibe.
    pub target_bin_id: Blank<Id>,
    /// Cuánto.
    pub quantity: Amount<1>,
    /// Guía, placa o quien lo lleva.
    pub transport_reference: Blank<Line<1, 100>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Lo que llegó de un traslado. Lo bueno, lo dañado y lo perdido suman lo que se envió.
#[derive(Debug, Object, Deserialize)]
pub struct TransferReceipt {
    /// En qué ubicación queda; si no se indica, en la que se dijo al enviarlo. Sobra cuando no llegó nada bueno.
    pub target_bin_id: Blank<Id>,
    /// Cuánto llegó bien.
    pub received_quantity: Amount<0>,
    /// Cuánto llegó dañado. Si no se dice de lo dañado ni de lo perdido, lo que falta está dañado cuando llegó con daños, y perdido si no.
    pub damaged_quantity: Blank<Amount<0>>,
    /// Cuánto no llegó.
    pub lost_quantity: Blank<Amount<0>>,
    /// Cómo llegó; obligatorio, y otra cosa que bueno, cuando falta algo.
    pub condition_on_receipt: Blank<ReceiptCondition>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Por qué se cancela un traslado, y a dónde vuelve lo enviado.
#[derive(Debug, Object, Deserialize)]
pub struct TransferCancellation {
    /// Por qué.
    pub reason: Line<1, 255>,
    /// A qué ubicación de la bodega de salida vuelve; si no se indica, a la suya. Hace falta cuando esa ya no puede recibirlo.
    pub bin_id: Blank<Id>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}
