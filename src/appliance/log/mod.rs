//! The log: text for people, JSON for machines, and a level that can be changed while the server runs.

pub mod api;
pub mod change;
pub mod model;

mod filter;

pub use filter::start;

use crate::kit::resource::{Core, Entity, Resource};

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Core;
    type Api = api::Api;

    /// Whoever's settings they are.
    const ENTITIES: &'static [Entity] = &[Entity::new("settings", "setting")];

    fn api(core: Core) -> Self::Api {
        api::Api(core)
    }
}
