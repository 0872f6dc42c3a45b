//! The shapes of environments.

use crate::kit::wire::{Blank, Field, Id, Keep, Line, LocalTime, Number, Text, record};
use poem_openapi::Object;
use serde::Deserialize;

record! {
    /// Un ambiente de formación o una bodega.
    pub struct Environment {
        /// Identificador.
        pub id: Id,
        /// Centro al que pertenece.
        pub center_id: Id,
        /// Nombre de ese centro.
        pub center_name: String,
        /// Nombre.
        pub name: String,
        /// Lugar: bloque, piso.
        pub location: String,
        /// Cuántas personas caben.
        pub capacity: i64,
        /// Código impreso bajo el QR.
        pub qr_code: String,
        /// Descripción.
        pub description: Option<String>,
        /// Si es una bodega.
        pub is_warehouse: bool,
        /// Si sus grupos se cuentan a ciegas: sin ver cuántas piezas se esperan.
        pub blind_checks: bool,
        /// Si está en uso.
        pub is_active: bool,
        /// Cuántos equipos tiene registrados, sin los perdidos.
        pub items: i64,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// How many people fit into a room.
pub type Capacity = Number<0, 10_000>;

/// Un ambiente o una bodega nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewEnvironment {
    /// Centro al que pertenece.
    pub center_id: Id,
    /// Nombre.
    pub name: Line<1, 120>,
    /// Lugar: bloque, piso.
    pub location: Line<1, 200>,
    /// Cuántas personas caben; 30 si no se indica.
    pub capacity: Blank<Capacity>,
    /// Descripción.
    pub description: Blank<Text<1, 1000>>,
    /// Si es una bodega; si no se indica, no.
    pub is_warehouse: Blank<bool>,
    /// Si sus grupos se cuentan a ciegas; si no se indica, no.
    pub blind_checks: Blank<bool>,
}

/// Cambios a un ambiente. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct EnvironmentPatch {
    /// Centro al que pertenece.
    pub center_id: Keep<Id>,
    /// Nombre.
    pub name: Keep<Line<1, 120>>,
    /// Lugar: bloque, piso.
    pub location: Keep<Line<1, 200>>,
    /// Cuántas personas caben.
    pub capacity: Keep<Capacity>,
    /// Descripción.
    pub description: Field<Text<1, 1000>>,
    /// Si es una bodega.
    pub is_warehouse: Keep<bool>,
    /// Si sus grupos se cuentan a ciegas.
    pub blind_checks: Keep<bool>,
    /// Si está en uso.
    pub is_active: Keep<bool>,
}

/// What a list of environments is cut to.
#[derive(Debug, Default)]
pub struct EnvironmentQuery {
    /// One centre's.
    pub center_id: Option<Id>,
    /// Warehouses or rooms.
    pub is_warehouse: Option<bool>,
    /// Active or inactive ones.
    pub is_active: Option<bool>,
    /// Words in name, place, code or description.
    pub search: Option<String>,
}
