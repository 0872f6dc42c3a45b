//! What is sent to change stock.

use crate::kit::wire::Money;
use crate::kit::{Amount, Blank, Day, Id, Line, Text};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Deserialize;

/// Material que llega a una ubicación.
#[derive(Debug, Object, Deserialize)]
pub struct NewReceipt {
    /// La ubicación.
    pub bin_id: Id,
    /// El producto.
    pub product_id: Id,
    /// El proveedor.
    pub supplier_id: Blank<Id>,
    /// Número del lote. El que ya está en la ubicación se suma.
    pub batch_number: Line<1, 100>,
    /// Último día en que se puede usar; nada, si no vence.
    pub use_by_date: Blank<Day>,
    /// Hasta cuándo conserva toda su calidad.
    pub best_before_date: Blank<Day>,
    /// Cuándo se congeló.
    pub freeze_date: Blank<Day>,
    /// Cuánto llega.
    pub quantity: Amount<1>,
    /// Unidad; si se indica, debe ser la del producto.
    pub unit: Blank<Unit>,
    /// Lo que costó cada unidad.
    pub unit_price: Blank<Money>,
    /// Número de la factura o remisión.
    pub reference_number: Blank<Line<1, 100>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Material que sale de un lote.
#[derive(Debug, Object, Deserialize)]
pub struct NewIssue {
    /// El lote.
    pub lot_id: Id,
    /// Cuánto sale.
    pub quantity: Amount<1>,
    /// Para qué.
    pub reason: Line<1, 50>,
    /// Número de la ficha, orden o solicitud.
    pub reference_number: Blank<Line<1, 100>>,
    /// Si sale aunque otro lote deba salir antes.
    pub force_non_fefo: Blank<bool>,
    /// Por qué sale fuera de turno; obligatorio con `force_non_fefo`.
    pub override_reason: Blank<Text<1, 500>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Material que sale de los lotes a los que les toca.
#[derive(Debug, Object, Deserialize)]
pub struct NewProductIssue {
    /// El producto.
    pub product_id: Id,
    /// De qué bodega; si no se indica, de la suya.
    pub warehouse_id: Blank<Id>,
    /// Cuánto sale.
    pub quantity: Amount<1>,
    /// Para qué.
    pub reason: Line<1, 50>,
    /// Número de la ficha, orden o solicitud.
    pub reference_number: Blank<Line<1, 100>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// La cantidad que de verdad hay de un lote.
#[derive(Debug, Object, Deserialize)]
pub struct NewAdjustment {
    /// El lote.
    pub lot_id: Id,
    /// Cuánto hay.
    pub new_quantity: Amount<0>,
    /// Por qué difiere.
    pub reason: Line<1, 50>,
    /// Número del acta o documento.
    pub reference_number: Blank<Line<1, 100>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Un lote que se da de baja.
#[derive(Debug, Object, Deserialize)]
pub struct NewScrap {
    /// El lote.
    pub lot_id: Id,
    /// Por qué.
    pub reason: Line<1, 50>,
    /// Número del acta o documento.
    pub reference_number: Blank<Line<1, 100>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Por qué se retiene un lote.
#[derive(Debug, Object, Deserialize)]
pub struct NewHold {
    /// Lo lee quien quiera sacarlo.
    pub reason: Line<1, 200>,
}
