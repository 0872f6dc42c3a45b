//! Preferences: how a person wants to use the program and what they want to hear of.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, codes};

codes! {
    KindAlwaysTold "aviso_obligatorio" BAD_REQUEST "Los avisos del sistema y los de ingresos desde un lugar nuevo llegan siempre: no se pueden apagar";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
}
