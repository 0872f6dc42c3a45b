//! Warehouses: the rooms in which materials lie, each with the template that its bins are named by.
//!
//! A warehouse is an environment; what is said of it here lies beside that row, in `warehouse_profiles`. One that has no profile yet is
//! named by shelf, level and position.

pub mod api;
pub mod change;
pub mod exports;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::export::Exported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    WarehouseNotFound "bodega_no_encontrada" NOT_FOUND "Bodega no encontrada";
    WarehouseNameTaken "nombre_de_bodega_usado" CONFLICT "Ya existe un ambiente o una bodega con ese nombre en el centro";
    WarehouseInUse "bodega_en_uso" CONFLICT "La bodega todavía se usa: vacíela antes de quitarla, o déjela inactiva";
    WarehouseTemplateInvalid "estructura_de_ubicaciones_invalida" UNPROCESSABLE_ENTITY "La estructura de las ubicaciones no es válida";
    WarehouseCenterUnknown "centro_de_bodega_desconocido" BAD_REQUEST "El centro indicado no existe, está inactivo o no es el suyo";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("warehouses", "warehouse").versioned("environments")];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
}
