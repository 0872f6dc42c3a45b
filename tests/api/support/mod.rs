//! The world that the tests live in: a centre with named people, rooms and equipment.

mod app;
mod people;

pub use app::{App, Reply};
pub use people::{Person, World};
