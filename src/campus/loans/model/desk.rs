//! What goes over the desk.

use super::Wanted;
use crate::kit::{Blank, Id, LocalTime, Text, record, words};
use inventario_derive::Object;
use serde::Deserialize;

words! {
    /// Qué pasó con unas piezas en el mostrador.
    pub enum PieceAction {
        /// Se entregaron.
        HandedOver = "handed_over",
        /// Volvieron en buen estado.
        Returned = "returned",
        /// Se gastaron.
        Consumed = "consumed",
        /// Volvieron dañadas.
        Damaged = "damaged",
        /// No volvieron.
        Lost = "lost",
    }
}

words! {
    /// Cómo vuelven unas piezas.
    pub enum PieceOutcome {
        /// En buen estado.
        Returned = "returned",
        /// Gastadas.
        Consumed = "consumed",
        /// Dañadas: se pide su mantenimiento.
        Damaged = "damaged",
        /// No vuelven.
        Lost = "lost",
    }
}

impl From<PieceOutcome> for PieceAction {
    fn from(outcome: PieceOutcome) -> Self {
        match outcome {
            PieceOutcome::Returned => Self::Returned,
            PieceOutcome::Consumed => Self::Consumed,
            PieceOutcome::Damaged => Self::Damaged,
            PieceOutcome::Lost => Self::Lost,
        }
    }
}

/// Piezas que se entregan.
#[derive(Debug, Object, Deserialize)]
pub struct PieceHandedOver {
    /// El equipo escaneado.
    pub item_id: Id,
    /// Cuántas piezas; 1 si no se indica.
    pub quantity: Blank<Wanted>,
    /// Notas.
    pub notes: Blank<Text<1, 2000>>,
}

/// Lo que se entrega.
#[derive(Debug, Object, Deserialize)]
pub struct HandOver {
    /// Las piezas.
    pub pieces: Vec<PieceHandedOver>,
}

/// Piezas que vuelven.
#[derive(Debug, Object, Deserialize)]
pub struct PieceBack {
    /// El equipo escaneado; sin él, lo que se prestó en palabras.
    pub item_id: Blank<Id>,
    /// Cuántas piezas; 1 si no se indica.
    pub quantity: Blank<Wanted>,
    /// Cómo vuelven; en buen estado si no se indica.
    pub outcome: Blank<PieceOutcome>,
    /// Notas: qué se dañó, por ejemplo.
    pub notes: Blank<Text<1, 2000>>,
}

/// Lo que vuelve.
#[derive(Debug, Object, Deserialize)]
pub struct HandIn {
    /// Las piezas.
    pub pieces: Vec<PieceBack>,
}

record! {
    /// Unas piezas que pasaron por el mostrador.
    pub struct LoanPiece {
        /// Identificador.
        pub id: Id,
        /// El equipo, si es uno registrado y existe todavía.
        pub item_id: Option<Id>,
        /// Su nombre ese día.
        pub item_name: String,
        /// Su código interno (placa) ese día.
        pub internal_code: Option<String>,
        /// Qué pasó con ellas.
        pub action: PieceAction,
        /// Cuántas.
        pub quantity: i64,
        /// Notas.
        pub notes: Option<String>,
        /// Quién estaba en el mostrador.
        pub user_id: Id,
        /// Su nombre.
        pub user_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
    }
}
