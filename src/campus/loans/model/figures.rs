//! A page of loans, and the figures of all that match.

use super::Loan;
use crate::kit::wire::row;
use inventario_derive::Object;
use serde::Serialize;

row! {
    /// Cuántos préstamos hay en cada estado.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanCounts {
        /// Todos.
        pub total_loans: i64,
        /// Pedidos.
        pub pending_loans: i64,
        /// Aprobados y sin entregar.
        pub approved_loans: i64,
        /// Entregados.
        pub active_loans: i64,
        /// Entregados y con la fecha pasada; cuentan también entre los entregados.
        pub overdue_loans: i64,
        /// Entregados que deben volver hoy; cuentan también entre los entregados.
        pub due_today_loans: i64,
        /// Devueltos.
        pub returned_loans: i64,
        /// Rechazados.
        pub rejected_loans: i64,
    }
}

row! {
    /// Los préstamos que empezaron en un mes.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanMonth {
        /// El mes, AAAA-MM.
        pub month: String,
        /// Cuántos.
        pub count: i64,
    }
}

row! {
    /// Un equipo y cuántas veces se ha pedido.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LoanedItem {
        /// Nombre.
        pub name: String,
        /// Cuántos préstamos.
        pub count: i64,
    }
}

/// What is told of all loans that match, whatever page is shown.
#[derive(Debug, Clone)]
pub struct LoanFigures {
    /// How many there are in each status.
    pub counts: LoanCounts,
    /// How many days a returned loan takes on average.
    pub average_days: i64,
    /// The last six months, oldest first.
    pub months: Vec<LoanMonth>,
    /// The five items that are asked for most.
    pub top_items: Vec<LoanedItem>,
}

/// Los préstamos de una página, y las cifras de todos los que coinciden.
#[derive(Debug, Object, Serialize)]
pub struct LoanPage {
    /// Los préstamos, del más reciente al más antiguo.
    pub loans: Vec<Loan>,
    /// Lo que se dice de todos.
    #[oai(flatten)]
    #[serde(flatten)]
    pub beside: LoanPageFigures,
}

/// Qué página es, y las cifras de todos los préstamos que coinciden.
#[derive(Debug, Object, Serialize)]
pub struct LoanPageFigures {
    /// Cuántos coinciden.
    pub total: i64,
    /// Qué página es, desde 1.
    pub page: i64,
    /// Cuántos por página.
    pub per_page: i64,
    /// Cuántas páginas hay.
    pub total_pages: i64,
    /// Cuántos hay en cada estado.
    #[oai(flatten)]
    #[serde(flatten)]
    pub counts: LoanCounts,
    /// Cuántos días dura en promedio un préstamo devuelto.
    pub average_days: i64,
    /// Los seis últimos meses, del más antiguo al más reciente.
    pub monthly_data: Vec<LoanMonth>,
    /// Los cinco equipos más pedidos.
    pub top_items: Vec<LoanedItem>,
    /// Las mismas cifras, juntas.
    pub summary: LoanCounts,
}
