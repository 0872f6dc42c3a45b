//! What every resource stands on, and what knows none of them: the database, access, the wire, the network.

pub mod access;
pub mod clock;
pub mod db;
pub mod disk;
pub mod error;
pub mod idempotency;
pub mod jobs;
pub mod net;
pub mod page;
pub mod picture;
pub mod random;
pub mod resource;
pub mod settings;
pub mod sql;
pub mod wire;
