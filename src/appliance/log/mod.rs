//! The log: text for people, JSON for machines, and a level that can be changed while the server runs.

pub mod api;
pub mod change;
pub mod model;

mod filter;

pub use filter::start;

use crate::kit::resource::entry;

entry! {
    api::Api;
}
