//! Photos that go with a check or a finding: shrunk, without place and camera, and kept in the database.

pub mod api;
pub mod model;
pub mod store;
