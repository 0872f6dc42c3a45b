//! The shapes of bins.

use crate::kit::page::paged;
use crate::kit::wire::Keep;
use crate::kit::{Amount, Blank, Field, Id, Line, LocalTime, Quantity, Text, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod parts;

pub use parts::{BinParts, BinRange, BinRanges};

/// The code of a bin.
pub type BinCode = Line<1, 100>;

words! {
    /// En qué estado está una ubicación.
    pub enum BinStatus {
        /// Sin material.
        Empty = "empty",
        /// Con material: lo dicen sus lotes.
        Occupied = "occupied",
        /// Sin material y guardada para algo.
        Reserved = "reserved",
        /// No se usa por ahora.
        Inactive = "inactive",
    }
}

record! {
    /// Una ubicación de una bodega.
    pub struct Bin {
        /// Identificador.
        pub id: Id,
        /// Bodega.
        pub warehouse_id: Id,
        /// Nombre de esa bodega.
        pub warehouse_name: String,
        /// Código, único en su bodega.
        pub code: String,
        /// De qué partes está hecho el código.
        pub structure_data: BinParts,
        /// Estado; ocupada es lo que dicen sus lotes.
        pub status: BinStatus,
        /// Cuántos lotes hay en ella.
        pub lots: i64,
        /// De qué material.
        pub product_name: Option<String>,
        /// Cuánto peso resiste, en kilogramos.
        pub max_weight: Option<Quantity>,
        /// Qué altura cabe, en centímetros.
        pub max_height: Option<Quantity>,
        /// Cómo se llega a ella: a mano, con escalera, con montacargas.
        pub accessibility: Option<String>,
        /// Notas.
        pub notes: Option<String>,
        /// Si está en uso.
        pub is_active: bool,
        /// Cuándo se contó entera por última vez.
        pub counted_at: Option<LocalTime>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de ubicaciones.
    pub struct BinPage of Bin;
}

/// Una ubicación nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewBin {
    /// Bodega.
    pub warehouse_id: Id,
    /// Código, único en su bodega; el que dan sus partes si no se indica.
    pub code: Blank<BinCode>,
    /// De qué partes está hecho el código, con los nombres de la estructura de la bodega.
    pub structure_data: BinParts,
    /// Si se guarda para algo o no se usa; vacía si no se indica.
    pub status: Blank<BinStatus>,
    /// Cuánto peso resiste, en kilogramos.
    pub max_weight: Blank<Amount<1>>,
    /// Qué altura cabe, en centímetros.
    pub max_height: Blank<Amount<1>>,
    /// Cómo se llega a ella.
    pub accessibility: Blank<Line<1, 50>>,
    /// Notas.
    pub notes: Blank<Text<1, 1000>>,
    /// Si está en uso; si no se indica, sí.
    pub is_active: Blank<bool>,
}

/// Cambios a una ubicación. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct BinPatch {
    /// Código, único en su bodega.
    pub code: Keep<BinCode>,
    /// De qué partes está hecho el código.
    pub structure_data: Keep<BinParts>,
    /// Si se guarda para algo, no se usa, o ninguna de las dos.
    pub status: Keep<BinStatus>,
    /// Cuánto peso resiste, en kilogramos.
    pub max_weight: Field<Amount<1>>,
    /// Qué altura cabe, en centímetros.
    pub max_height: Field<Amount<1>>,
    /// Cómo se llega a ella.
    pub accessibility: Field<Line<1, 50>>,
    /// Notas.
    pub notes: Field<Text<1, 1000>>,
    /// Si está en uso.
    pub is_active: Keep<bool>,
}

/// What a list of bins is cut to.
#[derive(Debug, Default)]
pub struct BinQuery {
    /// Of this warehouse.
    pub warehouse_id: Option<Id>,
    /// In this state.
    pub status: Option<BinStatus>,
    /// With this in their code.
    pub search: Option<String>,
    /// In use, or not.
    pub is_active: Option<bool>,
}

/// Muchas ubicaciones de una vez.
#[derive(Debug, Object, Deserialize)]
pub struct BulkBins {
    /// Bodega.
    pub warehouse_id: Id,
    /// De cada parte del código sus valores: una lista, o `{start, end}` con números, ambos incluidos. Se combinan todos con todos, y la
    /// última parte es la que más cambia. Las partes que no son obligatorias pueden faltar.
    pub ranges: BinRanges,
    /// Lo que tienen todas en común.
    pub defaults: Option<BulkBinDefaults>,
}

/// Lo que tienen en común muchas ubicaciones que se crean de una vez.
#[derive(Debug, Clone, Default, Object, Deserialize)]
#[serde(expecting = "un objeto")]
pub struct BulkBinDefaults {
    /// Cuánto peso resiste, en kilogramos.
    pub max_weight: Blank<Amount<1>>,
    /// Qué altura cabe, en centímetros.
    pub max_height: Blank<Amount<1>>,
    /// Cómo se llega a ella.
    pub accessibility: Blank<Line<1, 50>>,
}

/// Lo que se crearía.
#[derive(Debug, Object, Serialize)]
pub struct BulkBinPreview {
    /// Cuántas ubicaciones.
    pub count: i64,
    /// Los códigos de las primeras 20.
    pub sample_codes: Vec<String>,
    /// Los códigos que la bodega ya tiene.
    pub conflicts: Vec<String>,
    /// Si se pueden crear: ninguna existe ya.
    pub valid: bool,
}

/// Lo que se creó.
#[derive(Debug, Object, Serialize)]
pub struct CreatedBins {
    /// Cuántas ubicaciones.
    pub created: i64,
    /// Lo mismo, en una frase.
    pub message: String,
}

/// A bin as its table keeps it.
#[derive(Debug, Clone)]
pub struct BinRow {
    /// Identifier.
    pub id: Id,
    /// Warehouse.
    pub environment_id: Id,
    /// Code.
    pub code: String,
    /// What the code was made of.
    pub structure_data: BinParts,
    /// What a person set it aside for.
    pub set_aside: Option<BinStatus>,
    /// Kilograms.
    pub max_weight: Option<Quantity>,
    /// Centimetres.
    pub max_height: Option<Quantity>,
    /// How it is reached.
    pub accessibility: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// Whether it is in use.
    pub is_active: bool,
}

/// The values of the fields of a code.
pub type Parts = BTreeMap<String, String>;
