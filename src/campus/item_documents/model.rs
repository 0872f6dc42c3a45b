//! The shapes of the documents of equipment.

use crate::kit::{Id, LocalTime, record, words};

words! {
    /// Qué clase de documento es.
    pub enum DocumentKind {
        /// Factura: la ven quienes cuidan los equipos.
        Invoice = "invoice",
        /// Manual.
        Manual = "manual",
        /// Otro.
        Other = "other",
    }
}

record! {
    /// Un documento de un equipo, en PDF.
    pub struct ItemDocument {
        /// Identificador.
        pub id: Id,
        /// El equipo.
        pub item_id: Id,
        /// Qué clase de documento es.
        pub kind: DocumentKind,
        /// Cómo se llama el archivo.
        pub name: String,
        /// Tamaño en bytes.
        pub size: i64,
        /// SHA-256 del archivo.
        pub sha256: String,
        /// Quién lo agregó.
        pub created_by_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
    }
}

/// A document that somebody sends.
#[derive(Debug, Clone)]
pub struct NewItemDocument {
    /// The item.
    pub item_id: Id,
    /// What it is.
    pub kind: DocumentKind,
    /// What the file is called, as whoever sends it says.
    pub name: String,
}
