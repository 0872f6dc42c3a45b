//! The network around the server: where it listens, and the interfaces of this machine.

pub mod interfaces;

mod connections;
mod near;
mod ports;

pub use connections::{Answering, Connection, Connections};
pub use near::is_near;
pub use ports::{Listening, Ports, SELF_CHECK, Scheme, reachable};
