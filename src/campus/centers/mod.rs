//! Centres: the training centre (seldom two) whose building the box stands in.

pub mod api;
pub mod change;
pub mod logo;
pub mod model;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    CenterNotFound "centro_no_encontrado" NOT_FOUND "Centro no encontrado";
    CenterCodeTaken "codigo_de_centro_usado" BAD_REQUEST "Ya existe un centro con ese código";
    CenterUnknown "centro_desconocido" BAD_REQUEST "El centro indicado no existe o está inactivo";
    LogoNotFound "logo_no_encontrado" NOT_FOUND "El centro no tiene logo";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("centers", "center").versioned("centers")];
}
