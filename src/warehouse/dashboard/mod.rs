//! The first page of the materials: what there is and what it is worth, what expires, what is low, what moved, what is under way.
//!
//! Each figure is read from an index or from a sum that the database keeps (V44): a look costs the same after a year of movements.

pub mod api;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;

entry! {
    api::Api;
}
