//! Health: whether the server is up and its database answers, for monitors; how the machine is, for the administrator and the
//! technician.

pub mod api;
pub mod checkup;
pub mod machine;
pub mod metrics;
pub mod model;
pub mod rules;
pub mod store;

mod look;

pub use look::look;
pub use machine::Machine;
