//! The centre's own rules for loans, and how a borrower stands.

use crate::campus::suspensions::model::Suspension;
use crate::kit::settings::Setting;
use crate::kit::wire::row;
use crate::kit::{Day, Id, LocalTime, Number};
use chrono::Datelike;
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

/// A day of the week as the timetable counts them: 1 is Monday, 7 Sunday.
pub type Weekday = Number<1, 7>;

/// Reglas propias del centro para los préstamos. Sin ninguna, todo vale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Object, Serialize, Deserialize)]
#[serde(default)]
pub struct LoanRules {
    /// Cuántos días dura un préstamo como máximo; sin él, los que sean.
    pub longest_days: Option<Number<1, 3650>>,
    /// Con cuántas horas de anticipación se pide. Un préstamo por días se pide con los días enteros de esas horas.
    pub lead_hours: Option<Number<1, 8760>>,
    /// Los días de la semana en que la bodega atiende, de 1 (lunes) a 7 (domingo); sin ninguno, todos.
    pub open_weekdays: Vec<Weekday>,
    /// Días en que la bodega no atiende.
    pub closed_days: Vec<Day>,
    /// Cuántos préstamos sin terminar puede tener cada persona; sin él, los que sean.
    pub most_open: Option<Number<1, 1000>>,
}

impl Setting for LoanRules {
    const KEY: &'static str = "loan_rules";
}

impl LoanRules {
    /// Whether nobody is at the desk on a day.
    pub fn is_closed(&self, day: Day) -> bool {
        let weekday = i64::from(day.0.weekday().number_from_monday());
        let open = self.open_weekdays.is_empty() || self.open_weekdays.iter().any(|it| it.get() == weekday);
        !open || self.closed_days.contains(&day)
    }
}

row! {
    /// Lo que volvió dañado o no volvió de un préstamo anterior de la misma persona.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanDamage {
        /// El préstamo.
        pub loan_id: Id,
        /// El equipo, si existe todavía.
        pub item_id: Option<Id>,
        /// Su nombre ese día.
        pub item_name: String,
        /// Su código interno (placa) ese día.
        pub internal_code: Option<String>,
        /// Si se perdió; si no, volvió dañado.
        pub is_lost: bool,
        /// Cuántas piezas.
        pub quantity: i64,
        /// Qué se anotó al recibirlas.
        pub notes: Option<String>,
        /// Cuándo.
        pub created_at: LocalTime,
        /// La solicitud de mantenimiento que se hizo entonces.
        pub maintenance_request_id: Option<Id>,
    }
}

/// Lo que el mostrador debe saber de quien pide un préstamo.
#[derive(Debug, Object, Serialize)]
pub struct LoanBorrower {
    /// La persona.
    pub user_id: Id,
    /// Su nombre.
    pub name: String,
    /// Si no puede pedir prestado, hasta cuándo y por qué.
    pub suspension: Option<Suspension>,
    /// Las inducciones que exige lo que pide y que no tiene vigentes.
    pub missing_inductions: Vec<String>,
    /// Cuántos otros préstamos tiene sin terminar.
    pub open_loans: i64,
    /// Cuántos de ellos están vencidos.
    pub overdue_loans: i64,
    /// Lo que dañó o perdió en préstamos anteriores, lo más reciente primero.
    pub damages: Vec<LoanDamage>,
}
