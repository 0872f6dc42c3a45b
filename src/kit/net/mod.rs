//! The network around the server: where it listens, the interfaces of this machine, and what is asked of others.

pub mod interfaces;
pub mod remote;

mod connections;
mod host;
mod near;
mod ports;

pub use connections::{Answering, Connection, Connections};
pub use host::is_host;
pub use near::{is_near, is_public};
pub use ports::{Listening, Ports, SELF_CHECK, Scheme, reachable};
