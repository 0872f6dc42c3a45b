//! The shapes of assets.

use crate::campus::inventory::model::{Currency, ItemCategory, ItemStatus};
use crate::kit::wire::{Money, record};
use crate::kit::{Blank, Day, Field, Id, Keep, Line, LocalTime, Text};
use inventario_derive::Object;
use serde::Deserialize;

record! {
    /// Un activo: un equipo del inventario, con los nombres de la API de activos.
    pub struct Asset {
        /// Identificador; el mismo del equipo.
        pub id: Id,
        /// Nombre.
        pub name: String,
        /// Tipo, como lo llamó quien lo registró; si fue en el inventario, su clase.
        pub asset_type: String,
        /// Número de serie.
        pub serial_number: Option<String>,
        /// Estado.
        pub status: ItemStatus,
        /// Quién lo tiene a cargo. Lo ven supervisores y administradores, de los equipos de su centro y de los que no están en ningún ambiente, y cada quien lo suyo;
        /// los demás, null.
        pub assigned_to: Option<String>,
        /// Fecha de compra.
        pub purchase_date: Option<Day>,
        /// Precio de compra de una pieza, con dos decimales. Lo ven supervisores y administradores, de los equipos de su centro; los demás, null.
        pub purchase_price: Option<Money>,
        /// Moneda del precio.
        pub currency: Currency,
        /// Descripción.
        pub description: Option<String>,
        /// Dirección de su foto: la primera del equipo.
        pub photo_url: Option<String>,
        /// Código interno (placa).
        pub internal_code: String,
        /// Clase de equipo, la que resulta del tipo.
        pub category: ItemCategory,
        /// Ambiente donde está.
        pub environment_id: Option<Id>,
        /// Nombre de ese ambiente.
        pub environment_name: Option<String>,
        /// Cuándo se registró.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Un activo nuevo. Es una pieza; la clase de equipo resulta del tipo.
#[derive(Debug, Object, Deserialize)]
pub struct NewAsset {
    /// Nombre.
    pub name: Line<1, 200>,
    /// Tipo: computador, laptop, proyector, cámara… Uno que no se conoce queda en la clase «otro».
    pub asset_type: Line<1, 100>,
    /// Número de serie, único.
    pub serial_number: Blank<Line<1, 100>>,
    /// Estado; disponible si no se indica.
    pub status: Blank<ItemStatus>,
    /// A cargo de quién queda: el correo o el nombre de una cuenta, o el nombre de alguien sin cuenta. Solo lo entregan administradores.
    pub assigned_to: Blank<Line<1, 201>>,
    /// Fecha de compra.
    pub purchase_date: Blank<Day>,
    /// Precio de compra, con dos decimales.
    pub purchase_price: Blank<Money>,
    /// Moneda del precio; COP si no se indica.
    pub currency: Blank<Currency>,
    /// Descripción.
    pub description: Blank<Text<1, 2000>>,
    /// Código interno (placa), único; uno nuevo si no se indica.
    pub internal_code: Blank<Line<1, 100>>,
    /// Ambiente donde está; sin ambiente si no se indica.
    pub environment_id: Blank<Id>,
}

/// Cambios a un activo. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct AssetPatch {
    /// Nombre.
    pub name: Keep<Line<1, 200>>,
    /// Tipo; si cambia, también la clase de equipo.
    pub asset_type: Keep<Line<1, 100>>,
    /// Número de serie, único.
    pub serial_number: Field<Line<1, 100>>,
    /// Estado.
    pub status: Keep<ItemStatus>,
    /// A cargo de quién queda: el correo o el nombre de una cuenta, o el nombre de alguien sin cuenta; null o vacío, de nadie. El nombre de quien
    /// ya lo tiene no cambia nada. Solo entregan y reciben administradores.
    pub assigned_to: Field<Line<1, 201>>,
    /// Fecha de compra.
    pub purchase_date: Field<Day>,
    /// Precio de compra, con dos decimales.
    pub purchase_price: Field<Money>,
    /// Moneda del precio.
    pub currency: Keep<Currency>,
    /// Descripción.
    pub description: Field<Text<1, 2000>>,
    /// Código interno (placa), único.
    pub internal_code: Keep<Line<1, 100>>,
    /// Ambiente donde está.
    pub environment_id: Field<Id>,
}
