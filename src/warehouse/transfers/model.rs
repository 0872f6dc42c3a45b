//! The shapes of transfers.

mod answers;
mod sent;

pub use answers::{Moved, ReceivedTransfer, SentTransfer};
pub use sent::{NewMove, NewTransfer, TransferCancellation, TransferReceipt};

use crate::kit::page::paged;
use crate::kit::wire::Money;
use crate::kit::{Day, Id, LocalTime, Quantity, record, row, words};
use crate::warehouse::unit::Unit;

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
    /// What a unit of it cost, if somebody said.
    pub sent_unit_price: Option<Money>,
    /// When it had come.
    pub sent_received_at: LocalTime,
    /// Who carries it.
    pub transport_reference: Option<&'a str>,
    /// Notes.
    pub notes: Option<&'a str>,
    /// Who sends it.
    pub created_by: Id,
}

row! {
    /// What is under way, as it was when it left its lot.
    #[derive(Debug)]
    pub struct SentAs {
        /// What a unit of it cost, if somebody said.
        pub unit_price: Option<Money>,
        /// When it had come.
        pub received_at: LocalTime,
    }
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
