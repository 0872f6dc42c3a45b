//! Settings: what the general administrator decides for the whole house, in sections that the resources declare, see
//! [`sections`].
//!
//! What is more than a row has an address of its own beside: the time zone, the log, the certificate, the plan of the backups.

pub mod api;
pub mod change;
pub mod sections;

use crate::appliance::mail::Postman;
use crate::campus::descriptions::Describer;
use crate::kit::{Core, Entity, Resource};

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Postman, Describer);
    type Api = api::Api;

    const ENTITIES: &'static [Entity] = &[Entity::new("settings", "setting")];

    fn api((core, postman, describer): Self::Parts) -> Self::Api {
        api::Api { core, postman, describer }
    }
}
