//! The shapes of reservations.

use crate::kit::page::paged;
use crate::kit::{
    Amount, Blank, Caller, Day, Id, Line, LocalTime, Quantity, Role, Scope, Text, record, row, words,
};
use crate::warehouse::unit::Unit;
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// En qué va una reserva.
    pub enum ReservationStatus {
        /// El material está apartado.
        Active = "active",
        /// Se entregó.
        Fulfilled = "fulfilled",
        /// Se canceló.
        Cancelled = "cancelled",
        /// Venció: pasó el plazo y nadie la recogió.
        Expired = "expired",
    }
}

words! {
    /// En qué orden viene una lista de reservas.
    pub enum ReservationOrder {
        /// La más reciente primero.
        Created = "created",
        /// La que vence primero.
        Until = "until",
    }
}

record! {
    /// Material apartado para una ficha u orden.
    pub struct Reservation {
        /// Identificador.
        pub id: Id,
        /// El producto.
        pub product_id: Id,
        /// Su nombre.
        pub product_name: String,
        /// Su código.
        pub sku: Option<String>,
        /// Unidad.
        pub unit: Unit,
        /// La bodega.
        pub warehouse_id: Id,
        /// Su nombre.
        pub warehouse_name: String,
        /// Para qué ficha u orden.
        pub order_reference: String,
        /// Para quién.
        pub customer_name: Option<String>,
        /// Cuánto se pidió.
        pub requested_quantity: Quantity,
        /// Cuánto se reservó de verdad.
        pub total_quantity: Quantity,
        /// Si se reservó menos de lo pedido, porque no había más libre.
        pub is_partial: bool,
        /// Hasta cuándo se guarda.
        pub reserved_until: LocalTime,
        /// En qué va.
        pub status: ReservationStatus,
        /// Si sigue activa y su plazo ya pasó: no se entrega, y pronto vence por sí sola.
        pub is_overdue: bool,
        /// Cuándo se entregó.
        pub fulfilled_at: Option<LocalTime>,
        /// Cuándo se canceló.
        pub cancelled_at: Option<LocalTime>,
        /// Por qué se canceló.
        pub cancellation_reason: Option<String>,
        /// Quién la entregó o canceló.
        pub closed_by: Option<Id>,
        /// Su nombre.
        pub closed_by_name: Option<String>,
        /// Notas.
        pub notes: Option<String>,
        /// Quién la hizo.
        pub created_by: Id,
        /// Su nombre.
        pub created_by_name: String,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de reservas.
    pub struct ReservationPage of Reservation;
}

/// Lo que una reserva tiene de un lote.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ReservationItem {
    /// Identificador.
    pub id: Id,
    /// El lote.
    pub lot_id: Id,
    /// La ubicación.
    pub bin_id: Id,
    /// Su código.
    pub bin_code: String,
    /// Número del lote.
    pub batch_number: String,
    /// Último día en que se puede usar; nada, si no vence.
    pub use_by_date: Option<Day>,
    /// Cuántos días faltan.
    pub days_until_expiry: Option<i64>,
    /// Cuánto.
    pub quantity_reserved: Quantity,
    /// De una reserva activa: por qué el lote ya no puede salir, si no puede.
    pub obstacle: Option<String>,
    /// El movimiento con el que salió.
    pub movement_id: Option<Id>,
}

/// Una reserva, con sus lotes en el orden en que les toca salir.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ReservationDetail {
    /// La reserva.
    #[oai(flatten)]
    #[serde(flatten)]
    pub reservation: Reservation,
    /// De qué lotes.
    pub items: Vec<ReservationItem>,
}

/// Material que se aparta.
#[derive(Debug, Object, Deserialize)]
pub struct NewReservation {
    /// El producto.
    pub product_id: Id,
    /// De qué bodega; si no se indica, de la suya, o de la única del centro.
    pub warehouse_id: Blank<Id>,
    /// Cuánto se pide. Si no hay tanto, se reserva lo que haya.
    pub quantity: Amount<1>,
    /// Para qué ficha u orden.
    pub order_reference: Line<1, 100>,
    /// Para quién; la reserva de un instructor es siempre para él.
    pub customer_name: Blank<Line<1, 255>>,
    /// Hasta cuándo se guarda: después de este momento y dentro de un año.
    pub reserved_until: LocalTime,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Lo que se anota al entregar una reserva.
#[derive(Debug, Object, Deserialize)]
pub struct Fulfilment {
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Por qué se cancela una reserva.
#[derive(Debug, Object, Deserialize)]
pub struct ReservationCancellation {
    /// Por qué.
    pub reason: Line<1, 50>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
}

/// Lo que se reservó.
#[derive(Debug, Object, Serialize)]
pub struct ReservationMade {
    /// La reserva y sus lotes.
    #[oai(flatten)]
    #[serde(flatten)]
    pub detail: ReservationDetail,
    /// La reserva.
    pub reservation_id: Id,
    /// Lo mismo, en una frase.
    pub message: String,
}

/// Lo que se entregó de una reserva.
#[derive(Debug, Object, Serialize)]
pub struct Fulfilled {
    /// La reserva.
    pub reservation_id: Id,
    /// Los movimientos, uno por lote.
    pub movement_ids: Vec<Id>,
    /// Cuánto salió en total.
    pub total_fulfilled: Quantity,
    /// En qué va.
    pub status: ReservationStatus,
    /// Lo mismo, en una frase.
    pub message: String,
    /// La reserva como quedó.
    pub reservation: ReservationDetail,
}

/// Whose reservations somebody sees, or may do something with.
#[derive(Debug, Clone, Copy)]
pub enum ReservationReach {
    /// Those that this person made.
    Own(Id),
    /// Those from the warehouses within a scope.
    Within(Scope),
}

impl ReservationReach {
    /// Those that somebody reads: an instructor their own, everybody else those of their centre.
    pub fn reading(who: &Caller) -> Self {
        match who.role {
            Role::Instructor => Self::Own(who.id),
            Role::Student | Role::Supervisor | Role::Admin | Role::AdminGeneral => {
                Self::Within(who.materials())
            }
        }
    }

    /// Those that somebody cancels: an instructor their own, whoever keeps a warehouse those from it.
    pub fn ending(who: &Caller) -> Self {
        match who.role {
            Role::Instructor => Self::Own(who.id),
            Role::Student | Role::Supervisor | Role::Admin | Role::AdminGeneral => {
                Self::Within(who.storing())
            }
        }
    }
}

/// What a list of reservations is cut to.
#[derive(Debug, Default)]
pub struct ReservationQuery {
    /// One product's.
    pub product_id: Option<Id>,
    /// One warehouse's.
    pub warehouse_id: Option<Id>,
    /// In this status.
    pub status: Option<ReservationStatus>,
    /// Those whose order has this in it.
    pub order_reference: Option<String>,
    /// Those that this person made.
    pub made_by: Option<Id>,
    /// Words in order, person, product or its code.
    pub search: Option<String>,
    /// In which order.
    pub order: Option<ReservationOrder>,
}

/// A reservation, before it is stored.
#[derive(Debug)]
pub struct ReservationRow<'a> {
    /// Id.
    pub id: Id,
    /// The product.
    pub product_id: Id,
    /// The warehouse.
    pub environment_id: Id,
    /// The ficha, or what else it is for.
    pub order_reference: &'a str,
    /// Whom it is for.
    pub customer_name: Option<&'a str>,
    /// What was asked for.
    pub requested_quantity: Quantity,
    /// What is held.
    pub total_quantity: Quantity,
    /// Until when.
    pub reserved_until: LocalTime,
    /// Notes.
    pub notes: Option<&'a str>,
    /// Who makes it.
    pub created_by: Id,
    /// When.
    pub created_at: LocalTime,
}

row! {
    /// A piece of a lot that a reservation holds, or has held.
    #[derive(Debug, Clone)]
    pub struct HeldPiece {
        /// Id.
        pub id: Id,
        /// The lot.
        pub lot_id: Id,
        /// How much of it.
        pub quantity_reserved: Quantity,
        /// The movement by which it went out.
        pub movement_id: Option<Id>,
    }
}

row! {
    /// What a reservation must know of a warehouse.
    #[derive(Debug, Clone)]
    pub struct ReservedFrom {
        /// Id.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// Its centre.
        pub center_id: Id,
    }
}
