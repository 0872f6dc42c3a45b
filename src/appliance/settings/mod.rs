//! Settings: what the general administrator decides for the whole house, in sections that the resources declare, see
//! [`sections`].
//!
//! What is more than a row has an address of its own beside: the time zone, the log, the certificate, the plan of the backups.

pub mod api;
pub mod change;
pub mod sections;

use crate::kit::Entity;
use crate::kit::resource::entry;

entry! {
    api::Api;

    const ENTITIES: &'static [Entity] = &[Entity::new("settings", "setting")];
}
