//! The shapes of photos.

use crate::kit::settings::section;
use crate::kit::{Id, Number, words};
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

section! {
    /// Cuánto se guardan las fotos que nadie usa. Las de verificaciones, hallazgos y solicitudes se guardan siempre.
    pub struct PhotoSettings = "photos", "Fotos sin usar";
    /// Cambios a lo que se guardan las fotos.
    patch PhotoSettingsPatch;

    /// Cuántos días espera una foto a que se envíe la verificación o el reporte para el que se tomó.
    // A phone without a network sends it the next day.
    default unused_days: i64 as Number<1, 30> = 2,
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
