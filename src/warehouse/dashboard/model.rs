//! The shapes of the first page of the materials.

use crate::kit::wire::row;
use crate::kit::{Day, Id, Quantity, record};
use crate::warehouse::movements::model::MovementType;
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

/// Cuánto hay y cuánto vale.
#[derive(Debug, Default, Object, Serialize)]
pub struct StockValue {
    /// Cuántos productos tienen existencias.
    pub products: i64,
    /// Cuántos lotes tienen existencias.
    pub lots: i64,
    /// Cuánto valen, en pesos: lo que costó cada lote o, si no se sabe, lo que cuesta su producto.
    pub amount: f64,
    /// De cuántos de esos lotes no se conoce el precio: no están en el valor.
    pub unpriced_lots: i64,
}

/// Cuántas ubicaciones están ocupadas.
#[derive(Debug, Default, Object, Serialize)]
pub struct StockOccupancy {
    /// Cuántas hay.
    pub total_bins: i64,
    /// En cuántas hay material.
    pub occupied_bins: i64,
    /// Qué parte está ocupada, en porcentaje.
    pub utilization_percent: f64,
}

record! {
    /// Cuántos lotes con existencias vencen pronto o vencieron.
    pub struct StockExpiry {
        /// Vencidos.
        pub expired: i64,
        /// Con menos de 7 días por delante, hoy incluido.
        pub critical: i64,
        /// Con 7 a 13 días por delante.
        pub high: i64,
    }
}

record! {
    /// Un lote de los que vencen primero.
    pub struct SoonestLot {
        /// El lote.
        pub lot_id: Id,
        /// Número del lote.
        pub batch_number: String,
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Código de la ubicación.
        pub bin_code: String,
        /// La bodega.
        pub warehouse_id: Id,
        /// Su nombre.
        pub warehouse_name: String,
        /// Cuánto hay.
        pub quantity: Quantity,
        /// Unidad.
        pub unit: Unit,
        /// Último día en que se puede usar.
        pub use_by_date: Day,
        /// Cuántos días faltan.
        pub days_until_expiry: i64,
    }
}

record! {
    /// Un producto del que hay menos que su mínimo.
    pub struct LowProduct {
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Su código.
        pub sku: Option<String>,
        /// Cuánto hay en las bodegas del centro.
        pub quantity: Quantity,
        /// Cuánto debe haber.
        pub min_stock: Quantity,
        /// Unidad.
        pub unit: Unit,
    }
}

/// Cuántos movimientos hubo de una clase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Object, Serialize)]
pub struct MovementsOfType {
    /// La clase.
    pub movement_type: MovementType,
    /// Cuántos.
    pub count: i64,
}

/// Lo que entró y salió en un día.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Object, Serialize)]
pub struct MovementsOfDay {
    /// El día, en el centro.
    pub day: Day,
    /// Cuántas entradas.
    pub receipts: i64,
    /// Cuántas salidas.
    pub issues: i64,
}

/// Cuántas salidas respetaron el orden: primero en vencer, primero en salir.
#[derive(Debug, Clone, Copy, PartialEq, Object, Serialize)]
pub struct FefoCompliance {
    /// Cuántas salidas hubo en los últimos 30 días.
    pub issues: i64,
    /// Cuántas sacaron el lote al que le tocaba.
    pub compliant: i64,
    /// Qué parte, en porcentaje; nada, si no hubo salidas.
    pub percent: Option<f64>,
}

record! {
    /// Lo que está en curso.
    pub struct StockUnderWay {
        /// Reservas activas.
        pub reservations: i64,
        /// Traslados entre bodegas que esperan su despacho.
        pub transfers_pending: i64,
        /// Traslados entre bodegas en camino.
        pub transfers_in_transit: i64,
        /// Conteos abiertos o por aprobar.
        pub counts: i64,
    }
}

/// Cómo están los materiales de un centro o de una bodega.
#[derive(Debug, Object, Serialize)]
pub struct StockDashboard {
    /// La bodega por la que se preguntó.
    pub warehouse_id: Option<Id>,
    /// Cuánto hay y cuánto vale.
    pub value: StockValue,
    /// Cuántas ubicaciones están ocupadas.
    pub occupancy: StockOccupancy,
    /// Cuántos lotes vencen pronto o vencieron.
    pub expiry: StockExpiry,
    /// Los que vencen primero en los próximos 30 días; 10 como máximo.
    pub expiring: Vec<SoonestLot>,
    /// De cuántos productos del centro hay menos que su mínimo.
    pub low_stock_count: i64,
    /// Aquellos a los que más les falta; 10 como máximo.
    pub low_stock: Vec<LowProduct>,
    /// Los movimientos de hoy, por clase.
    pub today: Vec<MovementsOfType>,
    /// Las entradas y salidas de los últimos 7 días, hoy incluido.
    pub week: Vec<MovementsOfDay>,
    /// Cuántas salidas respetaron el orden.
    pub fefo: FefoCompliance,
    /// Lo que está en curso.
    pub under_way: StockUnderWay,
}

row! {
    /// How many movements of a type there were in an hour.
    #[derive(Debug, Clone)]
    pub struct HourOfMovements {
        /// UTC, `2026-11-30T13`.
        pub hour: String,
        /// Their type.
        pub movement_type: MovementType,
        /// How many.
        pub count: i64,
        /// How many of them were issues of the lot whose turn it was.
        pub compliant: i64,
    }
}
