//! What each person wants to hear of alerts: of which kinds, below how many pieces, by which ways.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    AlertSettingNotFound "ajuste_de_alerta_no_encontrado" NOT_FOUND "Configuración no encontrada";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("alert-settings", "alert_setting").versioned("alert_settings")];
}
