//! Figures of checks: what they found, how many there were, and how many there should have been.

use super::StatsStep;
use crate::kit::wire::row;
use crate::kit::{Day, Id};
use inventario_derive::Object;
use serde::Serialize;

row! {
    /// Cuántas verificaciones hay en cada etapa.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsCheckStatuses {
        /// Asignadas que nadie ha empezado.
        pub pending: i64,
        /// Esperan al instructor.
        pub instructor_review: i64,
        /// Esperan al supervisor.
        pub supervisor_review: i64,
        /// Terminadas y aprobadas.
        pub complete: i64,
        /// Con novedades.
        pub issues: i64,
        /// Rechazadas.
        pub rejected: i64,
    }
}

/// Las piezas de todas esas verificaciones juntas.
#[derive(Debug, Object, Serialize)]
pub struct StatsCheckedPieces {
    /// Revisadas.
    pub total_checked: i64,
    /// En buen estado.
    pub good_items: i64,
    /// Dañadas.
    pub damaged_items: i64,
    /// Faltantes.
    pub missing_items: i64,
    /// Qué parte está en buen estado, de 0 a 100; null si no se revisó ninguna.
    pub good_percentage: Option<f64>,
}

/// Qué encontraron las verificaciones de un periodo.
#[derive(Debug, Object, Serialize)]
pub struct StatsChecks {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// En qué etapa están.
    pub status_distribution: StatsCheckStatuses,
    /// Las piezas que revisaron.
    pub items_summary: StatsCheckedPieces,
    /// Cuántas son, con las que nadie ha empezado.
    pub total_verifications: i64,
}

row! {
    /// El ambiente del que se habla.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsRoom {
        /// Identificador.
        pub id: Id,
        /// Nombre.
        pub name: String,
        /// Lugar.
        pub location: String,
    }
}

/// Cuánto hay de una clase de equipo.
#[derive(Debug, Default, Clone, Copy, Object, Serialize)]
pub struct StatsHeld {
    /// Equipos.
    pub count: i64,
    /// Piezas.
    pub quantity: i64,
}

/// Cuánto hay de cada clase de equipo, también de las que no hay.
#[derive(Debug, Default, Object, Serialize)]
pub struct StatsHeldByCategory {
    /// Computadores.
    pub computer: StatsHeld,
    /// Proyectores.
    pub projector: StatsHeld,
    /// Teclados.
    pub keyboard: StatsHeld,
    /// Ratones.
    pub mouse: StatsHeld,
    /// Televisores.
    pub tv: StatsHeld,
    /// Cámaras.
    pub camera: StatsHeld,
    /// Micrófonos.
    pub microphone: StatsHeld,
    /// Tabletas.
    pub tablet: StatsHeld,
    /// Lo demás.
    pub other: StatsHeld,
}

/// Los últimos siete días, con hoy.
#[derive(Debug, Object, Serialize)]
pub struct StatsLastWeek {
    /// Verificaciones empezadas.
    pub checks_last_week: i64,
    /// Solicitudes de mantenimiento nuevas.
    pub maintenance_requests_last_week: i64,
}

/// Qué hay y qué pasa en un ambiente.
#[derive(Debug, Object, Serialize)]
pub struct StatsOfRoom {
    /// El ambiente.
    pub environment: StatsRoom,
    /// Qué hay.
    pub category_distribution: StatsHeldByCategory,
    /// Qué pasa.
    pub recent_activity: StatsLastWeek,
}

/// Las verificaciones de un día.
#[derive(Debug, Object, Serialize)]
pub struct StatsTrendDay {
    /// El día.
    pub date: Day,
    /// Cuántas se empezaron.
    pub verifications: i64,
}

/// Cuántas verificaciones hubo cada día.
#[derive(Debug, Object, Serialize)]
pub struct StatsTrends {
    /// Cuántos días, con hoy.
    pub period_days: i64,
    /// Cada día, el más antiguo primero, también los que no tuvieron.
    pub daily_verifications: Vec<StatsTrendDay>,
    /// Cuántas son por semana.
    pub weekly_average: f64,
    /// Cuántas son en todo el periodo.
    pub total_period_verifications: i64,
}

/// Cuántas verificaciones debieron hacerse y cuántas se hicieron.
#[derive(Debug, Default, Clone, Copy, PartialEq, Object, Serialize)]
pub struct StatsKept {
    /// Clases que terminaron en el periodo.
    pub planned: i64,
    /// De ellas, con su verificación empezada.
    pub done: i64,
    /// De ellas, con la verificación aprobada.
    pub complete: i64,
    /// De ellas, con piezas dañadas, faltantes o inventario incompleto.
    pub issues: i64,
    /// Qué parte tuvo su verificación, de 0 a 100; null si no hubo clases.
    pub rate: Option<f64>,
}

/// El cumplimiento de un ambiente.
#[derive(Debug, Object, Serialize)]
pub struct StatsKeptByRoom {
    /// El ambiente.
    pub environment_id: Id,
    /// Su nombre.
    pub environment_name: String,
    /// Cuánto se hizo.
    #[oai(flatten)]
    #[serde(flatten)]
    pub kept: StatsKept,
}

/// El cumplimiento de una clase.
#[derive(Debug, Object, Serialize)]
pub struct StatsKeptByClass {
    /// La clase.
    pub schedule_id: Id,
    /// Su programa.
    pub program: String,
    /// Su ficha.
    pub ficha: String,
    /// Su día de la semana: 1 es lunes.
    pub day_of_week: i64,
    /// Su ambiente.
    pub environment_name: String,
    /// Su instructor.
    pub instructor_name: String,
    /// Cuánto se hizo.
    #[oai(flatten)]
    #[serde(flatten)]
    pub kept: StatsKept,
}

/// El cumplimiento de un instructor.
#[derive(Debug, Object, Serialize)]
pub struct StatsKeptByInstructor {
    /// El instructor.
    pub instructor_id: Id,
    /// Su nombre.
    pub instructor_name: String,
    /// Cuánto se hizo.
    #[oai(flatten)]
    #[serde(flatten)]
    pub kept: StatsKept,
}

/// Las verificaciones de un día, una semana o un mes, y lo que encontraron.
#[derive(Debug, Clone, Copy, Object, Serialize)]
pub struct StatsCheckPoint {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// Terminadas y aprobadas.
    pub complete: i64,
    /// Con novedades o rechazadas.
    pub issues: i64,
    /// En camino.
    pub open: i64,
}

/// Si se hacen las verificaciones: las que el horario pide, y las que se hicieron.
///
/// Se cuentan las clases del horario de hoy que ya terminaron, desde que están en él y desde la primera verificación de todas; de una
/// clase que se retiró, hasta ese día.
#[derive(Debug, Object, Serialize)]
pub struct StatsCompliance {
    /// Primer día.
    pub start_date: Day,
    /// Último día.
    pub end_date: Day,
    /// Todo junto.
    pub total: StatsKept,
    /// Por ambiente, el menor cumplimiento primero.
    pub by_environment: Vec<StatsKeptByRoom>,
    /// Por clase, el menor cumplimiento primero; 50 como máximo.
    pub by_class: Vec<StatsKeptByClass>,
    /// Por instructor, el menor cumplimiento primero.
    pub by_instructor: Vec<StatsKeptByInstructor>,
    /// Qué es cada punto.
    pub step: StatsStep,
    /// Todas las verificaciones empezadas, también las que se hicieron fuera de clase.
    pub points: Vec<StatsCheckPoint>,
}
