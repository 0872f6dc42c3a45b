//! The shapes of QR codes.

use crate::kit::{Id, Text, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué señala un código.
    pub enum QrKind {
        /// Un ambiente.
        Environment = "environment",
        /// Un equipo.
        Item = "item",
    }
}

words! {
    /// En qué forma se quiere el código.
    pub enum QrFormat {
        /// El texto, en JSON.
        Json = "json",
        /// Dibujo SVG, para imprimir en cualquier tamaño.
        Svg = "svg",
        /// Imagen PNG.
        Png = "png",
    }
}

/// What a code names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrSubject {
    /// Room or item.
    pub kind: QrKind,
    /// Its id.
    pub id: Id,
    /// The room's `qr_code` or the item's internal code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The room's place or the item's category.
    pub place: String,
}

/// El texto que se dibuja como código.
#[derive(Debug, Object, Serialize)]
pub struct QrText {
    /// Texto JSON firmado; se dibuja sin cambiarlo.
    pub qr_data: String,
}

/// Un código escaneado.
#[derive(Debug, Object, Deserialize)]
pub struct QrScan {
    /// El texto tal como se leyó del código.
    pub qr_data: Text<1, 4000>,
}

/// Un código que se ve en una foto.
#[derive(Debug, Object, Serialize)]
pub struct SeenQr {
    /// El texto del código.
    pub qr_data: String,
    /// Qué señala, si es un código de este servidor.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: Option<QrKind>,
    /// A cuál señala, si es un código de este servidor.
    pub id: Option<Id>,
}

/// Lo que dice el código de una foto; si hay varios, primero los de este servidor.
#[derive(Debug, Object, Serialize)]
pub struct DecodedQr {
    /// El texto del código: un QR, un DataMatrix, o barras (Code 128, Code 39, EAN). Vacío si no se ve ninguno en un cuadro de video.
    pub qr_data: String,
    /// Qué señala, si es un código de este servidor.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub kind: Option<QrKind>,
    /// A cuál señala, si es un código de este servidor.
    pub id: Option<Id>,
    /// Los demás códigos que se ven.
    pub others: Vec<SeenQr>,
}
