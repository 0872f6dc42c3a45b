//! What the inventory is, is worth, and was.

use super::StatsStep;
use crate::campus::inventory::model::ItemCategory;
use crate::kit::{Day, Id};
use inventario_derive::Object;
use serde::Serialize;

/// El inventario de un ambiente, de una clase de equipo o de todo; lo perdido no se cuenta.
#[derive(Debug, Clone, Copy, Object, Serialize)]
pub struct StatsHolding {
    /// Equipos: cada grupo es uno.
    pub items: i64,
    /// Piezas.
    pub quantity: i64,
    /// Piezas dañadas.
    pub quantity_damaged: i64,
    /// Piezas faltantes.
    pub quantity_missing: i64,
    /// Equipos en mantenimiento.
    pub maintenance_items: i64,
    /// Equipos cuyo precio en pesos se conoce; null para quien no ve precios, que son para supervisores y administradores.
    pub priced_items: Option<i64>,
    /// Lo que costaron todas las piezas de estos, en pesos; null para quien no ve precios.
    pub value: Option<f64>,
}

/// El inventario de un ambiente.
#[derive(Debug, Object, Serialize)]
pub struct StatsHoldingByRoom {
    /// El ambiente; null lo que no está en ninguno.
    pub environment_id: Option<Id>,
    /// Su nombre.
    pub environment_name: Option<String>,
    /// Si es una bodega.
    pub is_warehouse: bool,
    /// Qué hay.
    #[oai(flatten)]
    #[serde(flatten)]
    pub holding: StatsHolding,
}

/// El inventario de una categoría de equipos.
#[derive(Debug, Object, Serialize)]
pub struct StatsHoldingByCategory {
    /// La clase.
    pub category: ItemCategory,
    /// Categoría propia; null para lo que es simplemente de su clase.
    pub category_id: Option<Id>,
    /// Nombre de la categoría propia.
    pub category_name: Option<String>,
    /// Qué hay.
    #[oai(flatten)]
    #[serde(flatten)]
    pub holding: StatsHolding,
}

/// Cómo estaba el inventario al final de un día, una semana o un mes.
#[derive(Debug, Clone, Copy, Object, Serialize)]
pub struct StatsStatePoint {
    /// Primer día.
    pub start_date: Day,
    /// Último día, el que se muestra.
    pub end_date: Day,
    /// Piezas en buen estado; null cuando aún no se llevaba la cuenta.
    pub quantity_good: Option<i64>,
    /// Piezas dañadas.
    pub quantity_damaged: Option<i64>,
    /// Piezas faltantes.
    pub quantity_missing: Option<i64>,
}

/// Qué hay, cuánto costó y cómo ha cambiado.
#[derive(Debug, Object, Serialize)]
pub struct StatsStock {
    /// Primer día de la serie.
    pub start_date: Day,
    /// Último día de la serie.
    pub end_date: Day,
    /// Todo, ahora.
    pub total: StatsHolding,
    /// Por ambiente, ahora, el que tiene más novedades primero.
    pub by_environment: Vec<StatsHoldingByRoom>,
    /// Por clase de equipo, ahora, la que tiene más piezas primero.
    pub by_category: Vec<StatsHoldingByCategory>,
    /// Qué es cada punto.
    pub step: StatsStep,
    /// El estado a lo largo del periodo.
    pub points: Vec<StatsStatePoint>,
}
