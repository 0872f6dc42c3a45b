//! The shapes of warehouses.

use crate::kit::page::paged;
use crate::kit::wire::{Column, Keep};
use crate::kit::{Blank, Field, Id, Line, LocalTime, Number, Text, record};
use inventario_derive::Object;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};

/// The name of a warehouse.
pub type Name = Line<2, 100>;
/// Where it is.
pub type Location = Line<1, 200>;

/// Una parte del código de una ubicación: pasillo, estante, nivel.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct BinField {
    /// Cómo se llama en el formato del código, entre llaves.
    pub name: String,
    /// Cómo la leen las personas.
    pub label: String,
    /// Si toda ubicación la tiene.
    pub required: bool,
    /// Su lugar entre las demás: la última es la que más cambia.
    pub order: i64,
}

/// Cómo se nombran las ubicaciones de una bodega.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct BinTemplate {
    /// Las partes del código, en su orden.
    pub fields: Vec<BinField>,
    /// El código, con cada parte entre llaves: «{estante}-{nivel}-{posicion}».
    pub code_format: String,
    /// Lo que se pone entre las partes al proponer un formato.
    pub separator: String,
    /// Si lo que son solo letras se escribe en mayúsculas.
    pub auto_uppercase: bool,
    /// Si lo que son solo cifras se escribe con dos, por lo menos.
    pub zero_padding: bool,
}

impl FromSql for BinTemplate {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl Column for BinTemplate {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The query has made it JSON.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

/// Una parte del código de una ubicación.
#[derive(Debug, Clone, Object, Deserialize)]
#[serde(expecting = "un objeto")]
pub struct NewBinField {
    /// Cómo se llama en el formato del código, entre llaves; sin llaves ella misma, única entre las demás.
    pub name: Line<1, 50>,
    /// Cómo la leen las personas.
    pub label: Line<1, 100>,
    /// Si toda ubicación la tiene; si no se indica, sí.
    pub required: Blank<bool>,
    /// Su lugar, único entre las demás.
    pub order: Number<1, 1000>,
}

/// Cómo se nombran las ubicaciones de una bodega.
#[derive(Debug, Clone, Object, Deserialize)]
#[serde(expecting = "un objeto")]
pub struct NewBinTemplate {
    /// Las partes del código, de una a diez.
    pub fields: Vec<NewBinField>,
    /// El código, con cada parte una vez y entre llaves.
    pub code_format: Line<3, 200>,
    /// Lo que se pone entre las partes al proponer un formato; un guion si no se indica.
    #[serde(default)]
    pub separator: Keep<Line<0, 5>>,
    /// Si lo que son solo letras se escribe en mayúsculas; si no se indica, sí.
    pub auto_uppercase: Blank<bool>,
    /// Si lo que son solo cifras se escribe con dos, por lo menos; si no se indica, sí.
    pub zero_padding: Blank<bool>,
}

record! {
    /// Una bodega de materiales.
    pub struct Warehouse {
        /// Identificador: el del ambiente.
        pub id: Id,
        /// Centro al que pertenece.
        pub center_id: Id,
        /// Nombre de ese centro.
        pub center_name: String,
        /// Nombre.
        pub name: String,
        /// Lugar: bloque, piso.
        pub location: String,
        /// Descripción.
        pub description: Option<String>,
        /// Código impreso bajo el QR de su puerta.
        pub qr_code: String,
        /// Cómo se nombran sus ubicaciones.
        pub bin_structure_template: BinTemplate,
        /// Si está en uso.
        pub is_active: bool,
        /// Cuántas ubicaciones tiene.
        pub bins: i64,
        /// En cuántas hay material.
        pub occupied_bins: i64,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de bodegas.
    pub struct WarehousePage of Warehouse;
}

/// Una bodega nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewWarehouse {
    /// Nombre, único en el centro.
    pub name: Name,
    /// Lugar; la dirección del centro si no se indica.
    pub location: Blank<Location>,
    /// Descripción.
    pub description: Blank<Text<1, 1000>>,
    /// Cómo se nombran sus ubicaciones.
    pub bin_structure_template: NewBinTemplate,
    /// Si está en uso; si no se indica, sí.
    pub is_active: Blank<bool>,
    /// Centro; el de quien la crea si no se indica. Solo un administrador general indica otro.
    pub center_id: Blank<Id>,
}

/// Cambios a una bodega. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct WarehousePatch {
    /// Nombre, único en el centro.
    pub name: Keep<Line<1, 120>>,
    /// Lugar; null es la dirección del centro, o su ciudad.
    pub location: Field<Location>,
    /// Descripción.
    pub description: Field<Text<1, 1000>>,
    /// Cómo se nombran sus ubicaciones. Las que ya existen conservan su código.
    pub bin_structure_template: Keep<NewBinTemplate>,
    /// Si está en uso.
    pub is_active: Keep<bool>,
}

/// Cuántas ubicaciones de una bodega hay en cada estado.
#[derive(Debug, Object, Serialize)]
pub struct WarehouseStats {
    /// Cuántas tiene.
    pub total_bins: i64,
    /// En cuántas hay material.
    pub occupied_bins: i64,
    /// Cuántas están vacías.
    pub empty_bins: i64,
    /// Cuántas están vacías y reservadas.
    pub reserved_bins: i64,
    /// Cuántas no se usan.
    pub inactive_bins: i64,
    /// Qué parte tiene material, en porcentaje con dos decimales; 0 sin ubicaciones.
    pub utilization_percent: f64,
}
