//! The shapes of centres.

use crate::kit::wire::{Blank, Field, Id, Keep, Line, LocalTime, record};
use poem_openapi::Object;
use serde::Deserialize;

record! {
    /// Un centro de formación.
    pub struct Center {
        /// Identificador.
        pub id: Id,
        /// Código del centro en el SENA.
        pub code: String,
        /// Nombre.
        pub name: String,
        /// Dirección.
        pub address: Option<String>,
        /// Municipio.
        pub city: Option<String>,
        /// Regional.
        pub region: Option<String>,
        /// Teléfono.
        pub phone: Option<String>,
        /// Si está en uso.
        pub is_active: bool,
        /// Cuántos ambientes activos tiene.
        pub environments: i64,
        /// Versión del logo, que cambia con él; nulo si no tiene.
        pub logo: Option<String>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

record! {
    /// Lo que la página de ingreso muestra del único centro activo. Todo es nulo si hay varios o ninguno.
    pub struct OnlyCenter {
        /// Identificador.
        pub id: Option<Id>,
        /// Nombre.
        pub name: Option<String>,
        /// Versión del logo, que cambia con él; nulo si no tiene.
        pub logo: Option<String>,
    }
}

/// Un centro nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct NewCenter {
    /// Código del centro en el SENA.
    pub code: Line<1, 20>,
    /// Nombre.
    pub name: Line<1, 200>,
    /// Dirección.
    pub address: Blank<Line<1, 200>>,
    /// Municipio.
    pub city: Blank<Line<1, 100>>,
    /// Regional.
    pub region: Blank<Line<1, 100>>,
    /// Teléfono.
    pub phone: Blank<Line<1, 30>>,
}

/// Cambios a un centro. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct CenterPatch {
    /// Código del centro en el SENA.
    pub code: Keep<Line<1, 20>>,
    /// Nombre.
    pub name: Keep<Line<1, 200>>,
    /// Dirección.
    pub address: Field<Line<1, 200>>,
    /// Municipio.
    pub city: Field<Line<1, 100>>,
    /// Regional.
    pub region: Field<Line<1, 100>>,
    /// Teléfono.
    pub phone: Field<Line<1, 30>>,
    /// Si está en uso.
    pub is_active: Keep<bool>,
}
