//! The network around the server: where it listens, and the interfaces of this machine.

pub mod interfaces;

mod near;
mod ports;

pub use near::is_near;
pub use ports::{Listening, Ports, Scheme, reachable};
