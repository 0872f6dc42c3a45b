//! The network around the server: where it listens, and the interfaces of this machine.

pub mod interfaces;

mod ports;

pub use ports::{Listening, Ports, Scheme, reachable};
