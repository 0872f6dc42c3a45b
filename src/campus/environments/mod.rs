//! Environments: the rooms and warehouses in which equipment stands.
//!
//! A room that anything refers to is deactivated instead of deleted. Its `qr_code` is made here and never changes: it is
//! printed on the door.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;
