//! Assets: the equipment of `inventory`, in the names of the asset API that some clients were written for.
//!
//! They are the same rows and the same changes; nothing is kept of an asset but its kind, beside the category that follows from it: its
//! photo is the first of the item's, and whom it is assigned to is who has the item in charge. What an item needs and an asset lacks is
//! given: a plate number, one piece, pesos.

pub mod api;
pub mod change;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    AssetSerialTaken "serie_de_activo_usada" CONFLICT "El número de serie ya está en uso";
    AssetCodeTaken "codigo_de_activo_usado" CONFLICT "El código interno ya está en uso";
    AssetInCharge "activo_a_cargo" CONFLICT "El equipo está a cargo de alguien: se elimina cuando se reciba";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] =
        &[Entity::also("assets", "inventory_item").versioned("inventory_items").acts(&["photo"])];
}
