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

use crate::kit::resource::{Core, Entity, Resource};

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Machine);
    type Api = (api::Api, api::LogApi);

    const ENTITIES: &'static [Entity] = &[Entity::new("settings", "setting")];

    fn api((core, machine): Self::Parts) -> Self::Api {
        (api::Api { core: core.clone(), machine }, api::LogApi(core))
    }
}
