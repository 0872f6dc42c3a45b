//! The audit: who did what, when, from where, with the row before and after.
//!
//! Events are written in the transaction of the change (`kit::db`). A write that was refused leaves an event too, after the
//! answer ([`refused`]). Nobody can post one.

pub mod api;
pub mod model;
pub mod rules;
pub mod store;

mod refused;

pub use refused::refused;
