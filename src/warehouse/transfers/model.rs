//! The shapes of transfers.

use crate::kit::page::paged;
use crate::kit::{Amount, Blank, Day, Id, Line, LocalTime, Quantity, Text, record, words};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Por dónde va un traslado entre bodegas.
    pub enum TransferStatus {
        /// Ya salió del lote y espera el despacho.
        Pending = "pending",
        /// En camino.
        InTransit = "in_transit",
        /// Recibido.
        Received = "received",
        /// Cancelado: lo enviado volvió.
        Cancelled = "cancelled",
    }
}

words! {
    /// Cómo llegó lo que se envió.
    pub enum ReceiptCondition {
        /// Completo y en buen estado.
        Good = "good",
        /// Con daños.
        Damaged = "damaged",
        /// Incompleto.
        Partial = "partial",
    }
}

record! {
    /// Un traslado de material de una bodega a otra.
    pub struct Transfer {
        /// Identificador.
        pub id: Id,
        /// Por dónde va.
        pub status: TransferStatus,
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Su código.
        pub sku: Option<String>,
        /// Número del lote.
        pub batch_number: String,
        /// Último día en que se puede usar; nada, si no vence.
        pub use_by_date: Option<Day>,
        /// Unidad.
        pub unit: Unit,
        /// El lote del que salió.
        pub source_lot_id: Id,
        /// La ubicación de la que salió.
        pub source_bin_id: Id,
        /// Su código.
        pub source_bin_code: String,
        /// La bodega de la que salió.
        pub source_warehouse_id: Id,
        /// Su nombre.
        pub source_warehouse_name: String,
        /// La bodega a la que va.
        pub target_warehouse_id: Id,
        /// Su nombre.
        pub target_warehouse_name: String,
        /// La ubicación en la que debe quedar, si se indicó; en la que quedó, si ya se recibió.
        pub target_bin_id: Option<Id>,
        /// Su código.
        pub target_bin_code: Option<String>,
        /// El lote en el que quedó.
        pub target_lot_id: Option<Id>,
        /// Cuánto se envió.
        pub quantity_sent: Quantity,
        /// De eso, cuánto llegó bien.
        pub quantity_received: Option<Quantity>,
        /// De eso, cuánto llegó dañado.
        pub quantity_damaged: Option<Quantity>,
        /// De eso, cuánto no llegó.
        pub quantity_lost: Option<Quantity>,
        /// Guía, placa o quien lo lleva.
        pub transport_reference: Option<String>,
        /// Cómo llegó.
        pub condition_on_receipt: Option<ReceiptCondition>,
        /// Notas de quien lo envió.
        pub notes: Option<String>,
        /// Notas de quien lo recibió.
        pub receipt_notes: Option<String>,
        /// Quién lo creó.
        pub created_by: Id,
        /// Su nombre.
        pub created_by_name: String,
        /// Cuándo se despachó.
        pub dispatched_at: Option<LocalTime>,
        /// Quién lo despachó.
        pub dispatched_by: Option<Id>,
        /// Su nombre.
        pub dispatched_by_name: Option<String>,
        /// Cuándo se recibió.
        pub received_at: Option<LocalTime>,
        /// Quién lo recibió.
        pub received_by: Option<Id>,
        /// Su nombre.
        pub received_by_name: Option<String>,
        /// Cuándo se canceló.
        pub cancelled_at: Option<LocalTime>,
        /// Quién lo canceló.
        pub cancelled_by: Option<Id>,
        /// Su nombre.
        pub cancelled_by_name: Option<String>,
        /// Por qué se canceló.
        pub cancellation_reason: Option<String>,
        /// El lote al que volvió lo enviado, si se canceló.
        pub returned_lot_id: Option<Id>,
        /// La ubicación de ese lote.
        pub returned_bin_code: Option<String>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de traslados.
    pub struct TransferPage of Transfer;
}

/// What a list of transfers is cut to.
#[derive(Debug, Default)]
pub struct TransferQuery {
    /// From this warehouse.
    pub source: Option<Id>,
    /// To this warehouse.
    pub target: Option<Id>,
    /// At this stage.
    pub status: Option<TransferStatus>,
    /// At any of the stages that aren't the last.
    pub is_open: bool,
    /// Words in product, its code, batch, transport or the names of the warehouses.
    pub search: Option<String>,
}

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

/// A transfer, as it is stored when it is sent.
#[derive(Debug)]
pub struct TransferRow<'a> {
    /// Id.
    pub id: Id,
    /// The lot that it comes from.
    pub source_lot_id: Id,
    /// The warehouse of that.
    pub source_environment_id: Id,
    /// The warehouse that it goes to.
    pub target_environment_id: Id,
    /// Where it is to be put, if somebody said.
    pub target_bin_id: Option<Id>,
    /// How much.
    pub quantity_sent: Quantity,
    /// Who carries it.
    pub transport_reference: Option<&'a str>,
    /// Notes.
    pub notes: Option<&'a str>,
    /// Who sends it.
    pub created_by: Id,
}

/// How what was sent came: the three add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What came well.
    pub received: Quantity,
    /// What came damaged.
    pub damaged: Quantity,
    /// What didn't come.
    pub lost: Quantity,
    /// How it came, as was said.
    pub condition: Option<ReceiptCondition>,
}

impl Outcome {
    /// Whether something of what was sent can't be used.
    pub fn is_short(&self) -> bool {
        self.damaged.is_some() || self.lost.is_some()
    }
}
