//! What is answered about stock: what to take, how much there is, what expires.

use super::{LotState, Urgency};
use crate::kit::wire::Listed;
use crate::kit::{Day, Id, Quantity, record};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

/// Un lote del que conviene tomar.
#[derive(Debug, Object, Serialize)]
pub struct Recommended {
    /// La ubicación.
    pub bin_id: Id,
    /// Su código.
    pub bin_code: String,
    /// La bodega.
    pub warehouse_id: Id,
    /// Su nombre.
    pub warehouse_name: String,
    /// El lote.
    pub lot_id: Id,
    /// Número del lote.
    pub batch_number: String,
    /// Último día en que se puede usar; nada, si no vence.
    pub use_by_date: Option<Day>,
    /// Cuántos días faltan.
    pub days_until_expiry: Option<i64>,
    /// Cuánto tiene libre.
    pub available_quantity: Quantity,
    /// Cuánto tomar.
    pub suggested_quantity: Quantity,
    /// Si ya es su turno: ningún otro de su bodega debe salir antes.
    pub is_fefo_compliant: bool,
    /// Qué se advierte.
    pub warning: Option<String>,
}

/// Un lote que no se recomienda.
#[derive(Debug, Object, Serialize)]
pub struct SkippedLot {
    /// La ubicación.
    pub bin_id: Id,
    /// Su código.
    pub bin_code: String,
    /// La bodega.
    pub warehouse_id: Id,
    /// Su nombre.
    pub warehouse_name: String,
    /// El lote.
    pub lot_id: Id,
    /// Número del lote.
    pub batch_number: String,
    /// Último día en que se puede usar; nada, si no vence.
    pub use_by_date: Option<Day>,
    /// Cuánto tiene.
    pub quantity: Quantity,
    /// Cómo está.
    pub state: LotState,
    /// Por qué no se recomienda.
    pub reason: String,
}

/// De qué lotes tomar una cantidad.
#[derive(Debug, Object, Serialize)]
pub struct FefoRecommendation {
    /// El producto.
    pub product_id: Id,
    /// Su nombre.
    pub product_name: String,
    /// Su código.
    pub sku: Option<String>,
    /// Su unidad.
    pub unit: Unit,
    /// Cuánto se pidió.
    pub requested_quantity: Quantity,
    /// De qué lotes, en orden.
    pub recommendations: Vec<Recommended>,
    /// Cuánto puede salir en total.
    pub total_available: Quantity,
    /// Cuánto falta para lo pedido.
    pub missing_quantity: Quantity,
    /// Qué se advierte.
    pub fefo_warnings: Vec<String>,
    /// Los lotes que se pasan por alto, y por qué.
    pub skipped: Vec<SkippedLot>,
}

record! {
    /// Cuánto hay de un producto.
    pub struct StockLevel {
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Su código.
        pub sku: Option<String>,
        /// Su categoría.
        pub category: Option<String>,
        /// Cuánto hay.
        pub total_quantity: Quantity,
        /// De eso, cuánto está reservado.
        pub reserved_quantity: Quantity,
        /// De eso, cuánto puede salir hoy: ni reservado, ni vencido, ni retenido, ni en una ubicación inactiva.
        pub available_quantity: Quantity,
        /// Unidad.
        pub unit: Unit,
        /// Existencia mínima; nada, si no tiene.
        pub min_stock: Option<Quantity>,
        /// En cuántas ubicaciones.
        pub bin_count: i64,
        /// En cuántos lotes.
        pub batch_count: i64,
        /// Lo que vence primero.
        pub oldest_expiry: Option<Day>,
        /// Lo que vence de último.
        pub newest_expiry: Option<Day>,
        /// Los códigos de las ubicaciones.
        pub locations: Listed<String>,
    }
}

/// What the levels are cut to.
#[derive(Debug, Clone, Copy, Default)]
pub struct LevelQuery {
    /// One warehouse's.
    pub warehouse_id: Option<Id>,
    /// One product's.
    pub product_id: Option<Id>,
}

/// Un lote que vence pronto.
#[derive(Debug, Object, Serialize)]
pub struct ExpiringLot {
    /// El lote.
    pub lot_id: Id,
    /// Código de la ubicación.
    pub bin_code: String,
    /// La bodega.
    pub warehouse_id: Id,
    /// Su nombre.
    pub warehouse_name: String,
    /// El producto.
    pub product_id: Id,
    /// Su nombre.
    pub product_name: String,
    /// Su código.
    pub sku: Option<String>,
    /// Número del lote.
    pub batch_number: String,
    /// Cuánto hay.
    pub quantity: Quantity,
    /// Unidad.
    pub unit: Unit,
    /// Último día en que se puede usar.
    pub use_by_date: Day,
    /// Cuántos días faltan.
    pub days_until_expiry: i64,
    /// Cómo está.
    pub state: LotState,
    /// Qué tan cerca está.
    pub urgency: Urgency,
    /// En una frase.
    pub warning_message: String,
}

/// Cuántos lotes hay de cada urgencia.
#[derive(Debug, Default, PartialEq, Eq, Object, Serialize)]
pub struct UrgencyCounts {
    /// Menos de 7 días.
    pub critical: i64,
    /// De 7 a 13 días.
    pub high: i64,
    /// De 14 a 29 días.
    pub medium: i64,
    /// 30 días o más.
    pub low: i64,
    /// Todos.
    pub total: i64,
}

/// Lo que vence pronto.
#[derive(Debug, Object, Serialize)]
pub struct ExpiryWarnings {
    /// Los lotes, el que vence primero al comienzo.
    pub items: Vec<ExpiringLot>,
    /// Cuántos de cada urgencia.
    pub summary: UrgencyCounts,
    /// La bodega por la que se preguntó.
    pub warehouse_id: Option<Id>,
}

/// Un lote vencido que sigue en su ubicación.
#[derive(Debug, Object, Serialize)]
pub struct ExpiredLot {
    /// El lote.
    pub lot_id: Id,
    /// Código de la ubicación.
    pub bin_code: String,
    /// La bodega.
    pub warehouse_id: Id,
    /// Su nombre.
    pub warehouse_name: String,
    /// El producto.
    pub product_id: Id,
    /// Su nombre.
    pub product_name: String,
    /// Su código.
    pub sku: Option<String>,
    /// Número del lote.
    pub batch_number: String,
    /// Cuánto hay.
    pub quantity: Quantity,
    /// De eso, cuánto está reservado.
    pub reserved_quantity: Quantity,
    /// Unidad.
    pub unit: Unit,
    /// Último día en que se podía usar.
    pub use_by_date: Day,
    /// Hace cuántos días venció.
    pub days_since_expiry: i64,
    /// Cómo está.
    pub state: LotState,
    /// Qué hacer.
    pub action_required: String,
}

/// Lo que está vencido y sigue en las ubicaciones.
#[derive(Debug, Object, Serialize)]
pub struct ExpiredLots {
    /// Los lotes, el que venció primero al comienzo.
    pub items: Vec<ExpiredLot>,
    /// Cuántos son.
    pub total: i64,
    /// La bodega por la que se preguntó.
    pub warehouse_id: Option<Id>,
}
