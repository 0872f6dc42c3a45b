//! The small answers of operations that have no row to show.

use inventario_derive::Object;
use serde::Serialize;

/// Una frase sobre lo que se hizo.
#[derive(Debug, Object, Serialize)]
pub struct Message {
    /// La frase.
    pub message: String,
}

impl Message {
    /// A message with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { message: sentence.into() }
    }
}

/// Qué pasó con un dato que se pidió eliminar.
#[derive(Debug, Object, Serialize)]
pub struct Removal {
    /// `deleted` si ya no existe; `deactivated` si otros datos lo mencionan y por eso solo quedó inactivo.
    pub status: String,
    /// Lo mismo, en una frase.
    pub detail: String,
}

impl Removal {
    /// The row is gone.
    pub fn deleted(detail: impl Into<String>) -> Self {
        Self { status: "deleted".into(), detail: detail.into() }
    }

    /// The row stays, inactive.
    pub fn deactivated(detail: impl Into<String>) -> Self {
        Self { status: "deactivated".into(), detail: detail.into() }
    }
}
