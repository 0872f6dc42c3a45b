//! The shapes of movements.

use crate::kit::page::paged;
use crate::kit::{Day, Id, LocalTime, Quantity, record, words};
use crate::warehouse::unit::Unit;

words! {
    /// Qué clase de movimiento es.
    pub enum MovementType {
        /// Entrada.
        Receipt = "receipt",
        /// Salida.
        Issue = "issue",
        /// Ajuste.
        Adjustment = "adjustment",
        /// Traslado.
        Transfer = "transfer",
        /// Baja.
        Scrap = "scrap",
    }
}

record! {
    /// Un cambio de la cantidad de un lote.
    pub struct Movement {
        /// Identificador.
        pub id: Id,
        /// Qué clase de movimiento es.
        pub movement_type: MovementType,
        /// El lote.
        pub lot_id: Id,
        /// Número del lote.
        pub batch_number: String,
        /// Último día en que se puede usar el lote; nada, si no vence.
        pub use_by_date: Option<Day>,
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Su código.
        pub sku: Option<String>,
        /// La ubicación.
        pub bin_id: Id,
        /// Su código.
        pub bin_code: String,
        /// La bodega.
        pub warehouse_id: Id,
        /// Su nombre.
        pub warehouse_name: String,
        /// Cuánto cambió: sobre cero lo que entró, bajo cero lo que salió.
        pub quantity: Quantity,
        /// Unidad del lote.
        pub unit: Unit,
        /// Cuánto había.
        pub quantity_before: Quantity,
        /// Cuánto quedó.
        pub quantity_after: Quantity,
        /// Por qué.
        pub reason: String,
        /// Número de un documento: factura, orden, ficha.
        pub reference_number: Option<String>,
        /// De una salida: si al lote le tocaba el turno (primero en vencer, primero en salir).
        pub fefo_compliant: Option<bool>,
        /// Si salió por excepción, con quien lo pidió a cargo.
        pub force_override: bool,
        /// Por qué la excepción.
        pub override_reason: Option<String>,
        /// Notas.
        pub notes: Option<String>,
        /// A qué pertenece: una reserva, un traslado, un conteo.
        pub cause_id: Option<Id>,
        /// Quién lo hizo.
        pub created_by: Id,
        /// Su nombre.
        pub created_by_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
    }
}

paged! {
    /// Una página de movimientos.
    pub struct MovementPage of Movement;
}

/// What a list of movements is cut to.
#[derive(Debug, Clone, Default)]
pub struct MovementQuery {
    /// One product's.
    pub product_id: Option<Id>,
    /// One lot's.
    pub lot_id: Option<Id>,
    /// One bin's.
    pub bin_id: Option<Id>,
    /// One warehouse's.
    pub warehouse_id: Option<Id>,
    /// Of one type.
    pub movement_type: Option<MovementType>,
    /// One person's.
    pub created_by: Option<Id>,
    /// From this instant on.
    pub from: Option<LocalTime>,
    /// Before this instant.
    pub to: Option<LocalTime>,
    /// Words in the batch, the product, its code or the bin of the lot, or in the number of the document.
    pub search: Option<String>,
}

/// A movement, before it is written into the ledger.
#[derive(Debug)]
pub struct NewMovement<'a> {
    /// The lot, its product, its bin and the warehouse.
    pub place: MovedLot,
    /// Which type it is.
    pub movement_type: MovementType,
    /// What the lot held.
    pub before: Quantity,
    /// What it holds now.
    pub after: Quantity,
    /// Why.
    pub reason: &'a str,
    /// The number of a document.
    pub reference_number: Option<&'a str>,
    /// Of an issue: whether it was the lot's turn.
    pub fefo_compliant: Option<bool>,
    /// Why it went out by override, if it did.
    pub override_reason: Option<&'a str>,
    /// Notes.
    pub notes: Option<&'a str>,
    /// A reservation, a transfer or a count that it belongs to.
    pub cause_id: Option<Id>,
}

/// Where a movement is.
#[derive(Debug, Clone, Copy)]
pub struct MovedLot {
    /// The lot.
    pub lot_id: Id,
    /// Its product.
    pub product_id: Id,
    /// Its bin.
    pub bin_id: Id,
    /// The warehouse of that.
    pub environment_id: Id,
}
