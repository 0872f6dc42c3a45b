//! What a warehouse could lend, and what keeps it from others.

use crate::campus::inventory::model::ItemCategory;
use crate::kit::wire::row;
use crate::kit::{ClockTime, Day, Id, record};
use inventario_derive::Object;
use serde::Serialize;

record! {
    /// Piezas de un equipo que no están libres en unos días.
    pub struct LoanHold {
        /// El préstamo.
        pub loan_id: Id,
        /// Quién las tiene o las reservó.
        pub borrower: String,
        /// El identificador de esa persona, para quien atiende el mostrador y para ella misma.
        pub borrower_id: Option<Id>,
        /// El equipo, o uno del modelo.
        pub item_id: Id,
        /// Nombre del equipo.
        pub item_name: String,
        /// Código interno (placa) del equipo.
        pub internal_code: String,
        /// Si están reservadas cualesquiera del mismo modelo.
        pub any_of_model: bool,
        /// Si están afuera; si no, reservadas.
        pub is_out: bool,
        /// Cuántas.
        pub pieces: i64,
        /// Desde qué día.
        pub start_date: Day,
        /// Hasta qué día, incluido.
        pub end_date: Day,
        /// Desde qué hora, si el préstamo es por horas.
        pub start_time: Option<ClockTime>,
        /// Hasta qué hora, si el préstamo es por horas.
        pub end_time: Option<ClockTime>,
    }
}

row! {
    /// Lo que una bodega podría prestar de un equipo si nadie tuviera nada.
    #[derive(Debug, Clone, Object, Serialize)]
    pub struct LendableItem {
        /// El equipo.
        pub item_id: Id,
        /// Nombre.
        pub name: String,
        /// Código interno (placa).
        pub internal_code: String,
        /// Marca.
        pub brand: Option<String>,
        /// Modelo.
        pub model: Option<String>,
        /// Clase de equipo.
        pub category: ItemCategory,
        /// Dirección de su foto.
        pub image_url: Option<String>,
        /// La bodega.
        pub environment_id: Id,
        /// Piezas enteras que hay, prestadas o no.
        pub capacity: i64,
    }
}

/// Cuántas piezas de un equipo se pueden prestar en unos días.
#[derive(Debug, Object, Serialize)]
pub struct Availability {
    /// El equipo.
    #[oai(flatten)]
    #[serde(flatten)]
    pub item: LendableItem,
    /// Piezas libres en todos esos días.
    pub free: i64,
    /// Piezas libres del mismo nombre, marca y modelo en todos esos días.
    pub free_of_model: i64,
    /// Las inducciones que exige y que quien pregunta no tiene vigentes esos días.
    pub missing_inductions: Vec<String>,
}
