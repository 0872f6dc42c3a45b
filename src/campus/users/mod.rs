//! Users: the people of the centre, their role and the room they are linked to.
//!
//! An account is never deleted, only deactivated: checks, loans and the audit go on naming it.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

pub use model::User;
