//! Environments: the rooms and warehouses in which equipment stands.
//!
//! A room that anything refers to is deactivated instead of deleted. Its `qr_code` is made here and never changes: it is
//! printed on the door.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    EnvironmentNotFound "ambiente_no_encontrado" NOT_FOUND "Ambiente no encontrado";
    EnvironmentUnknown "ambiente_desconocido" BAD_REQUEST "El ambiente indicado no existe o está inactivo";
    EnvironmentHasBins "bodega_con_ubicaciones" BAD_REQUEST "La bodega tiene ubicaciones de materiales: no puede dejar de ser bodega ni pasar a otro centro";
    EnvironmentNameTaken "nombre_de_ambiente_usado" BAD_REQUEST "Ya existe un ambiente activo con ese nombre en el centro";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("environments", "environment").asked_as("ENVIRONMENT").versioned("environments")];
}
