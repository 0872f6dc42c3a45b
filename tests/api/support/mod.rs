//! The world that the tests live in: a centre with named people, rooms and equipment.

mod app;
mod behind;
mod bodies;
mod certificate;
mod days;
mod operations;
mod people;
mod ready;
mod resource;
mod session;
mod stream;

pub use app::{App, Reply, SECRET};
pub use bodies::{patched, sent, with};
pub use certificate::show_certificate;
pub use days::day;
pub use operations::{DOCUMENT, Member, Operation, every_operation, members, operations};
pub use people::{PASSWORD, Person, Room, World};
pub use ready::{Content, Ready};
pub use resource::{Resource, Roles, Rows, resource_of};
pub use session::Session;
pub use stream::Listening;
