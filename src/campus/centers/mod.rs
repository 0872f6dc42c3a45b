//! Centres: the training centre (seldom two) whose building the box stands in.

pub mod api;
pub mod change;
pub mod logo;
pub mod model;
pub mod store;
