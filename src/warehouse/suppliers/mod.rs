//! Suppliers: whom a centre gets its materials from.

pub mod api;
pub mod change;
pub mod exports;
pub mod model;
pub mod store;

use crate::kit::export::Exported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    SupplierNotFound "proveedor_no_encontrado" NOT_FOUND "Proveedor no encontrado";
    SupplierInUse "proveedor_en_uso" CONFLICT "Hay lotes de este proveedor y no se elimina: déjelo inactivo";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("suppliers", "supplier").versioned("suppliers")];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
}
