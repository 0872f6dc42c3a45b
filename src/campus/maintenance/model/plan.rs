//! The shapes of plans: work that comes again.

use super::MaintenanceStatus;
use crate::kit::wire::{Keep, Listed};
use crate::kit::{Blank, Day, Id, Line, LocalTime, Number, Text, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// En qué se cuenta el intervalo de un plan.
    pub enum PlanUnit {
        /// Días.
        Day = "day",
        /// Meses.
        Month = "month",
    }
}

words! {
    /// De dónde sale una fecha del calendario.
    pub enum DateSource {
        /// De un plan: ese día se pide.
        Plan = "plan",
        /// De una solicitud abierta: para ese día se espera.
        Request = "request",
    }
}

/// How many days or months: ten years of days.
pub type Interval = Number<1, 3660>;
/// How many days ahead.
pub type DaysAhead = Number<0, 365>;

/// Un equipo de un plan.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct PlanItem {
    /// El equipo.
    pub item_id: Id,
    /// Su nombre.
    pub item_name: String,
    /// Su código interno (placa).
    pub internal_code: String,
    /// Su ambiente.
    pub environment_id: Option<Id>,
    /// Nombre de su ambiente.
    pub environment_name: Option<String>,
}

record! {
    /// Un plan: el mismo trabajo, cada cierto tiempo, en los mismos equipos.
    pub struct MaintenancePlan {
        /// Identificador.
        pub id: Id,
        /// Título.
        pub title: String,
        /// Qué hay que hacer.
        pub description: String,
        /// Cada cuántos días o meses.
        pub every: i64,
        /// En qué se cuenta.
        pub unit: PlanUnit,
        /// La próxima fecha.
        pub next_date: Day,
        /// Cuántos días antes se recuerda.
        pub remind_days: i64,
        /// Si se sigue.
        pub is_active: bool,
        /// Los equipos.
        pub items: Listed<PlanItem>,
        /// La solicitud abierta que hizo, si hay una.
        pub open_request_id: Option<Id>,
        /// Quién lo hizo.
        pub created_by: Id,
        /// Nombre de quien lo hizo.
        pub created_by_name: String,
        /// Cuándo se hizo.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Un plan nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct NewPlan {
    /// Título.
    pub title: Line<1, 200>,
    /// Qué hay que hacer.
    pub description: Text<1, 5000>,
    /// Cada cuántos días o meses (hasta 120 meses).
    pub every: Interval,
    /// En qué se cuenta; meses si no se indica.
    pub unit: Blank<PlanUnit>,
    /// La primera fecha, hoy o después.
    pub next_date: Day,
    /// Cuántos días antes se recuerda; 7 si no se indica.
    pub remind_days: Blank<DaysAhead>,
    /// Los equipos, de 1 a 200.
    pub item_ids: Vec<Id>,
}

/// Cambios a un plan. Lo que no se envía queda igual.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct PlanPatch {
    /// Título.
    pub title: Keep<Line<1, 200>>,
    /// Qué hay que hacer.
    pub description: Keep<Text<1, 5000>>,
    /// Cada cuántos días o meses (hasta 120 meses).
    pub every: Keep<Interval>,
    /// En qué se cuenta.
    pub unit: Keep<PlanUnit>,
    /// La próxima fecha, hoy o después.
    pub next_date: Keep<Day>,
    /// Cuántos días antes se recuerda.
    pub remind_days: Keep<DaysAhead>,
    /// Si se sigue.
    pub is_active: Keep<bool>,
    /// Todos los equipos, de 1 a 200.
    pub item_ids: Keep<Vec<Id>>,
}

/// Un día en el que toca mantenimiento.
#[derive(Debug, Clone, Object, Serialize)]
pub struct MaintenanceDate {
    /// Qué día.
    pub day: Day,
    /// De dónde sale.
    pub source: DateSource,
    /// El plan, o la solicitud.
    pub source_id: Id,
    /// Si es una de las fechas que siguen a la próxima del plan, contada con su intervalo.
    pub is_forecast: bool,
    /// Su título.
    pub title: String,
    /// En qué va, si es una solicitud.
    pub status: Option<MaintenanceStatus>,
    /// De cuántos equipos es.
    pub item_count: i64,
    /// El equipo, si es de uno.
    pub item_name: Option<String>,
    /// Nombre del ambiente.
    pub environment_name: Option<String>,
}

/// What a list of plans is cut to.
#[derive(Debug, Default)]
pub struct PlanQuery {
    /// Those of one item.
    pub item_id: Option<Id>,
    /// Those of the items of one room.
    pub environment_id: Option<Id>,
    /// Those that are followed, or not.
    pub is_active: Option<bool>,
}
