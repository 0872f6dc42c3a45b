//! Health: whether the server is up and its database answers, for monitors; how the machine is, for the administrator and the
//! technician.

pub mod api;
pub mod checkup;
pub mod machine;
pub mod model;
pub mod prometheus;
pub mod rules;
pub mod store;

mod details;
mod network;

pub use details::details;
pub use machine::Machine;

use crate::kit::{Core, Resource};

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Machine);
    type Api = api::Api;

    fn api((core, machine): Self::Parts) -> Self::Api {
        api::Api { core, machine }
    }
}
