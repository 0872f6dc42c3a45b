//! Sign-in: passwords, sessions, throttling and the caller's own account.

pub mod api;
pub mod model;
pub mod store;

mod throttle;

pub use throttle::Throttle;
