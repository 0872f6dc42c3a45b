//! Notifications: what the server tells a person, at once and until he has read it.
//!
//! A handler tells with [`crate::db::Change::tell`]: the row is stored in the savepoint of the change that it tells of, and
//! open streams hear the [`Bell`] after the commit.

pub mod api;
mod bell;
pub mod model;
mod notice;
pub mod store;

pub use bell::{Bell, Listener, Ring};
pub use model::{Kind, Priority};
pub use notice::{Notice, record};
