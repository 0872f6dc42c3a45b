//! First start: until there is a general administrator nothing else answers. Who has the one-time code that the server
//! printed makes one, with the centre, and the set-up is gone.

pub mod api;
pub mod model;
pub mod rules;
pub mod store;
pub mod uploads;

mod aside;
mod gate;

pub use gate::Gate;
pub use uploads::Uploads;
