//! What the Flutter app needs of its server: every call that it makes is replayed as it makes it, and every point in
//! which it disagreed with its original server (table d of the contract) is a test of its own.

mod accounts;
mod audit;
mod calls;
mod checks;
mod codes;
mod counting;
mod equipment;
mod fields;
mod follow_up;
mod notices;
mod replay;
mod rooms;
mod transport;
mod writes;

pub use replay::{Moment, begun, confirm, replay, trouble};
