//! Notifications: what the server tells a person, at once and until they have read it.
//!
//! A change tells with [`crate::kit::db::Change::tell`]: the row is stored in the savepoint of the change that it tells of, and
//! open streams hear the [`crate::kit::db::Bell`] after the commit.

pub mod api;
pub mod model;
pub mod store;
