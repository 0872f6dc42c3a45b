//! System alerts: trouble in a room that stays on the list of those who look after it until somebody has dealt with it.

pub mod api;
pub mod change;
pub mod model;
pub mod store;
