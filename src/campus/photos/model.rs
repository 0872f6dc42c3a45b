//! The shapes of photos.

use crate::kit::{Id, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// En qué tamaño se quiere una foto.
    pub enum PhotoSize {
        /// Hasta 1280 píxeles de lado.
        Full = "full",
        /// Hasta 320 píxeles de lado, para listas.
        Small = "small",
    }
}

/// Una foto guardada.
#[derive(Debug, Clone, Object, Serialize)]
pub struct StoredPhoto {
    /// Identificador.
    pub id: Id,
    /// Ancho en píxeles.
    pub width: u32,
    /// Alto en píxeles.
    pub height: u32,
    /// Tamaño en bytes.
    pub size: usize,
}
