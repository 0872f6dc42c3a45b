//! The box itself: its settings, set-up, backups, certificates, name on the network, health and time zone.

pub mod backup;
pub mod config;
pub mod health;
pub mod lock;
pub mod log;
pub mod mdns;
pub mod setup;
pub mod time_zone;
pub mod tls;

crate::kit::tag! {
    /// El servidor mismo.
    Server
}
