//! The world that the tests live in: a centre with named people, rooms and equipment.

mod app;
mod behind;
mod certificate;
mod operations;
mod people;
mod ready;
mod resource;
mod session;
mod stream;

pub use app::{App, Reply, SECRET};
pub use certificate::show_certificate;
pub use operations::{DOCUMENT, Member, Operation, every_operation, members, operations};
pub use people::{PASSWORD, Person, Room, World};
pub use ready::{Content, Ready, with};
pub use resource::{Resource, Roles, Rows, resource_of};
pub use session::Session;
pub use stream::Listening;
