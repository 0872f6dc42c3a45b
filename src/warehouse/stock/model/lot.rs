//! A lot, as it is answered.

use crate::kit::page::paged;
use crate::kit::wire::Money;
use crate::kit::{Day, Id, LocalTime, Quantity, record, words};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// Lo que una persona hizo de un lote.
    pub enum LotStatus {
        /// En uso.
        Available = "available",
        /// Retenido: no sale hasta que alguien lo libere.
        Held = "held",
        /// Dado de baja.
        Scrapped = "scrapped",
    }
}

words! {
    /// Cómo está un lote hoy.
    pub enum LotState {
        /// Puede salir.
        Available = "available",
        /// Todo lo que queda está reservado.
        Reserved = "reserved",
        /// Retenido.
        Held = "held",
        /// Su ubicación está inactiva.
        Blocked = "blocked",
        /// Vencido.
        Expired = "expired",
        /// No queda nada.
        Empty = "empty",
        /// Dado de baja.
        Scrapped = "scrapped",
    }
}

words! {
    /// Qué tan cerca está el vencimiento.
    pub enum Urgency {
        /// Vencido.
        Expired = "expired",
        /// Menos de 7 días.
        Critical = "critical",
        /// De 7 a 13 días.
        High = "high",
        /// De 14 a 29 días.
        Medium = "medium",
        /// 30 días o más.
        Low = "low",
    }
}

words! {
    /// En qué orden viene una lista de lotes.
    pub enum LotOrder {
        /// Lo que vence primero, y al final lo que no vence.
        UseBy = "use_by",
        /// Lo que vence de último primero, y al final lo que no vence.
        UseByLast = "use_by_last",
        /// Lo último que llegó.
        Received = "received",
        /// Lo primero que llegó.
        ReceivedFirst = "received_first",
        /// Por producto, y de cada uno lo que vence primero.
        Product = "product",
        /// Por producto, de la Z a la A.
        ProductLast = "product_last",
        /// Por ubicación, y en cada una lo que vence primero.
        Bin = "bin",
        /// Por ubicación, de la última a la primera.
        BinLast = "bin_last",
    }
}

record! {
    /// Un lote: una partida de un producto en una ubicación.
    pub struct Lot {
        /// Identificador.
        pub id: Id,
        /// La ubicación.
        pub bin_id: Id,
        /// Su código.
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
        /// El proveedor.
        pub supplier_id: Option<Id>,
        /// Su nombre.
        pub supplier_name: Option<String>,
        /// Número del lote.
        pub batch_number: String,
        /// Último día en que se puede usar; nada, si no vence.
        pub use_by_date: Option<Day>,
        /// Hasta cuándo conserva toda su calidad.
        pub best_before_date: Option<Day>,
        /// Cuándo se congeló.
        pub freeze_date: Option<Day>,
        /// Cuánto hay.
        pub quantity: Quantity,
        /// De eso, cuánto está reservado.
        pub reserved_quantity: Quantity,
        /// De eso, cuánto está libre.
        pub free_quantity: Quantity,
        /// Unidad.
        pub unit: Unit,
        /// Lo que costó cada unidad.
        pub unit_price: Option<Money>,
        /// Cuándo llegó.
        pub received_at: LocalTime,
        /// Lo que una persona hizo del lote.
        pub status: LotStatus,
        /// Por qué está retenido.
        pub hold_reason: Option<String>,
        /// Cómo está hoy.
        pub state: LotState,
        /// Cuántos días faltan para que venza; 0 el último día, menos de 0 si ya venció.
        pub days_until_expiry: Option<i64>,
        /// Qué tan cerca está el vencimiento.
        pub urgency: Option<Urgency>,
        /// Notas.
        pub notes: Option<String>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de lotes.
    pub struct LotPage of Lot;
}

record! {
    /// Lo que una reserva tiene de un lote.
    pub struct LotReservation {
        /// La reserva.
        pub id: Id,
        /// Para qué ficha u orden.
        pub order_reference: String,
        /// Para quién.
        pub customer_name: Option<String>,
        /// Cuánto.
        pub quantity: Quantity,
        /// Hasta cuándo.
        pub reserved_until: LocalTime,
    }
}

/// Un lote, y lo que hay que saber antes de sacarlo.
#[derive(Debug, Object, Serialize)]
pub struct LotDetail {
    /// El lote.
    #[oai(flatten)]
    #[serde(flatten)]
    pub lot: Lot,
    /// Si es su turno: puede salir, y no hay otro de su bodega que deba salir antes.
    pub is_first: bool,
    /// Por qué no es su turno.
    pub explanation: Option<String>,
    /// El lote que debe salir antes.
    pub first_lot_id: Option<Id>,
    /// Las reservas que tienen parte de él.
    pub reservations: Vec<LotReservation>,
}

/// What a list of lots is cut to.
#[derive(Debug, Default)]
pub struct LotQuery {
    /// One product's.
    pub product_id: Option<Id>,
    /// One bin's.
    pub bin_id: Option<Id>,
    /// One warehouse's.
    pub warehouse_id: Option<Id>,
    /// One supplier's.
    pub supplier_id: Option<Id>,
    /// In this state.
    pub state: Option<LotState>,
    /// Whose last day of use is this day or later.
    pub use_by_from: Option<Day>,
    /// Whose last day of use is this day or earlier.
    pub use_by_to: Option<Day>,
    /// Those that aren't used up, or those that are; the former if nobody says and no state is asked for.
    pub in_stock: Option<bool>,
    /// Words in batch, bin, product or its code.
    pub search: Option<String>,
    /// In which order.
    pub order: Option<LotOrder>,
}
