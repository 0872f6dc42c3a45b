//! What a change of stock is answered with.

use super::Lot;
use crate::kit::{Day, Id, Quantity, words};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

/// Lo que llegó.
#[derive(Debug, Object, Serialize)]
pub struct Received {
    /// El lote, nuevo o al que se sumó.
    pub lot_id: Id,
    /// El movimiento.
    pub movement_id: Id,
    /// Código de la ubicación.
    pub bin_code: String,
    /// Nombre del producto.
    pub product_name: String,
    /// Cuánto tiene el lote en total.
    pub quantity: Quantity,
    /// Unidad.
    pub unit: Unit,
    /// Último día en que se puede usar.
    pub use_by_date: Option<Day>,
    /// Cuántos días faltan.
    pub days_until_expiry: Option<i64>,
    /// Lo mismo, en una frase.
    pub message: String,
    /// El lote como quedó.
    pub lot: Lot,
}

words! {
    /// Por qué se advierte.
    pub enum IssueWarningType {
        /// Otro lote debía salir antes.
        FefoViolation = "fefo_violation",
    }
}

/// Una advertencia sobre lo que salió.
#[derive(Debug, Object, Serialize)]
pub struct IssueWarning {
    /// Por qué.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: IssueWarningType,
    /// En una frase.
    pub message: String,
}

/// Lo que salió de un lote.
#[derive(Debug, Object, Serialize)]
pub struct Issued {
    /// El movimiento.
    pub movement_id: Id,
    /// El lote.
    pub lot_id: Id,
    /// Cuánto salió.
    pub quantity_issued: Quantity,
    /// Cuánto queda.
    pub remaining_quantity: Quantity,
    /// Último día en que se puede usar.
    pub use_by_date: Option<Day>,
    /// Cuántos días faltan.
    pub days_until_expiry: Option<i64>,
    /// Si le tocaba el turno.
    pub fefo_compliant: bool,
    /// Qué se advierte.
    pub warning: Option<IssueWarning>,
    /// Lo mismo, en una frase.
    pub message: String,
    /// El lote como quedó.
    pub lot: Lot,
}

/// Lo que salió de uno de los lotes.
#[derive(Debug, Object, Serialize)]
pub struct IssuedLot {
    /// El movimiento.
    pub movement_id: Id,
    /// El lote.
    pub lot_id: Id,
    /// Número del lote.
    pub batch_number: String,
    /// Código de la ubicación.
    pub bin_code: String,
    /// Último día en que se puede usar.
    pub use_by_date: Option<Day>,
    /// Cuánto salió.
    pub quantity_issued: Quantity,
    /// Cuánto queda.
    pub remaining_quantity: Quantity,
}

/// Lo que salió de un producto.
#[derive(Debug, Object, Serialize)]
pub struct IssuedProduct {
    /// El producto.
    pub product_id: Id,
    /// Su nombre.
    pub product_name: String,
    /// La bodega.
    pub warehouse_id: Id,
    /// Cuánto salió en total.
    pub quantity_issued: Quantity,
    /// Unidad.
    pub unit: Unit,
    /// De qué lotes, en el orden en que les tocaba.
    pub lots: Vec<IssuedLot>,
    /// Lo mismo, en una frase.
    pub message: String,
}

/// Un ajuste.
#[derive(Debug, Object, Serialize)]
pub struct Adjusted {
    /// El movimiento.
    pub movement_id: Id,
    /// Cuánto había.
    pub quantity_before: Quantity,
    /// Cuánto hay.
    pub quantity_after: Quantity,
    /// Lo mismo, en una frase.
    pub message: String,
    /// El lote como quedó.
    pub lot: Lot,
}

/// Una baja.
#[derive(Debug, Object, Serialize)]
pub struct Scrapped {
    /// El movimiento.
    pub movement_id: Id,
    /// Cuánto se dio de baja.
    pub quantity_scrapped: Quantity,
    /// Lo mismo, en una frase.
    pub message: String,
    /// El lote como quedó.
    pub lot: Lot,
}
