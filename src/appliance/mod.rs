//! The box itself: its settings, set-up, backups, certificates, name on the network, health, scheduled work and time zone.

pub mod backup;
pub mod config;
pub mod health;
pub mod jobs;
pub mod lock;
pub mod log;
pub mod mail;
pub mod mdns;
pub mod reserve;
pub mod settings;
pub mod setup;
pub mod time_zone;
pub mod tls;

/// The first migration with settings, the chain of the audit and the list of backups: an older database isn't asked for them.
pub const FIRST_MIGRATION: i64 = 9;

crate::kit::tag! {
    /// El servidor mismo.
    Server
}
