//! What breaks, how long it takes and what it costs.

use crate::kit::{Day, Id};
use inventario_derive::Object;
use serde::Serialize;

/// El mantenimiento de un mes.
#[derive(Debug, Clone, Copy, Object, Serialize)]
pub struct StatsRepairMonth {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// Solicitudes nuevas.
    pub requests: i64,
    /// Solicitudes terminadas.
    pub completed: i64,
    /// Lo que costó el trabajo de esos días, en pesos; null para quien no ve costos.
    pub cost: Option<f64>,
}

/// El mantenimiento de un equipo.
#[derive(Debug, Clone, Object, Serialize)]
pub struct StatsRepairsOfItem {
    /// El equipo.
    pub item_id: Id,
    /// Su nombre.
    pub name: String,
    /// Su código interno (placa).
    pub internal_code: String,
    /// El ambiente donde está.
    pub environment_name: Option<String>,
    /// Cuántas veces se pidió su reparación.
    pub requests: i64,
    /// Cuántas piezas.
    pub pieces: i64,
    /// Lo que costó todo el trabajo que se le hizo, en pesos; null para quien no ve costos.
    pub cost: Option<f64>,
    /// Lo que costó comprarlo, todas sus piezas, en pesos; null si no se conoce.
    pub value: Option<f64>,
}

/// El mantenimiento de un ambiente.
#[derive(Debug, Object, Serialize)]
pub struct StatsRepairsOfRoom {
    /// El ambiente; null lo que no es de ninguno.
    pub environment_id: Option<Id>,
    /// Su nombre.
    pub environment_name: Option<String>,
    /// Cuántas veces se pidió.
    pub requests: i64,
    /// Lo que costó el trabajo en lo que está ahí, en pesos; null para quien no ve costos.
    pub cost: Option<f64>,
}

/// Qué se daña, cuánto tarda y cuánto cuesta, en un periodo.
#[derive(Debug, Object, Serialize)]
pub struct StatsRepairs {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// Solicitudes nuevas.
    pub requests: i64,
    /// Solicitudes terminadas.
    pub completed: i64,
    /// Solicitudes sin terminar ahora, de cualquier fecha.
    pub open: i64,
    /// De ellas, las que pasaron de la fecha esperada.
    pub overdue: i64,
    /// Cuántos días tardan las terminadas, en promedio; null si no hay.
    pub average_days: Option<f64>,
    /// Lo que costó el trabajo de esos días, en pesos; null para quien no ve costos.
    pub cost: Option<f64>,
    /// Mes por mes.
    pub months: Vec<StatsRepairMonth>,
    /// Lo que más se daña; 10 como máximo.
    pub most_broken: Vec<StatsRepairsOfItem>,
    /// Lo que más cuesta; 10 como máximo, vacío para quien no ve costos.
    pub most_expensive: Vec<StatsRepairsOfItem>,
    /// Por ambiente, el de más solicitudes primero.
    pub by_environment: Vec<StatsRepairsOfRoom>,
}
