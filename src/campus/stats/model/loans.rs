//! What is lent, how often, and whether it comes back in time.

use crate::kit::wire::row;
use crate::kit::{Day, Id};
use inventario_derive::Object;
use serde::Serialize;

/// Los préstamos que empiezan en un mes.
#[derive(Debug, Clone, Copy, Object, Serialize)]
pub struct StatsLoanMonth {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// Pedidos, sin los rechazados.
    pub loans: i64,
    /// Rechazados.
    pub rejected: i64,
    /// De los pedidos, devueltos tarde, o sin devolver con la fecha pasada.
    pub late: i64,
}

row! {
    /// Algo que se presta.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsLentItem {
        /// El equipo; null si se pidió en palabras o ya no existe.
        pub item_id: Option<Id>,
        /// Su nombre.
        pub name: String,
        /// La bodega.
        pub environment_name: String,
        /// Cuántas veces se pidió.
        pub loans: i64,
        /// Cuántas piezas en total.
        pub pieces: i64,
    }
}

/// Qué se presta en un periodo: los préstamos que empiezan en él.
#[derive(Debug, Object, Serialize)]
pub struct StatsLoans {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// Todos.
    pub total: i64,
    /// Sin decidir.
    pub pending: i64,
    /// Rechazados.
    pub rejected: i64,
    /// Devueltos.
    pub returned: i64,
    /// Afuera ahora.
    pub active: i64,
    /// Afuera con la fecha pasada.
    pub overdue: i64,
    /// Devueltos después de la fecha.
    pub returned_late: i64,
    /// Qué parte de los devueltos volvió a tiempo, de 0 a 100; null si no hay.
    pub on_time_rate: Option<f64>,
    /// Cuántos días están afuera los devueltos, en promedio; null si no hay.
    pub average_days: Option<f64>,
    /// Mes por mes.
    pub months: Vec<StatsLoanMonth>,
    /// Lo que más se presta; 10 como máximo.
    pub most_lent: Vec<StatsLentItem>,
}
