//! The network around the server: where it listens, and the interfaces of this machine.

pub mod interfaces;

mod doors;

pub use doors::{Doors, Listening, Scheme, reachable};
