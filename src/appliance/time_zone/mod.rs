//! The building's time zone: chosen in the set-up or by the general administrator, kept with the settings, in force at once.
//!
//! What was named on the command line wins, then what is kept, then Bogotá.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

mod in_force;

pub use in_force::{begin, begin_command, put_kept_in_force};

use crate::kit::resource::entry;
use crate::kit::{Code, codes};

codes! {
    TimeZoneFixed "zona_horaria_fijada" BAD_REQUEST "La zona horaria está fijada en el equipo, con --time-zone o INVENTARIO_TIME_ZONE: cámbiela allí";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
}
