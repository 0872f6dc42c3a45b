//! Maintenance: what is broken, who asked for its repair, and how far it has come.
//!
//! An apprentice and an instructor see what was asked for in their room, and whatever they asked for themselves.

pub mod api;
pub mod model;
pub mod store;
