//! The server's name on the local network, by multicast DNS: `http://inventario.local` and an entry in lists of services.
//!
//! Two boxes may want one name: the later one gets a number (`inventario-2.local`), on each interface for itself, and what is
//! in force is kept in [`DiscoveryState`], for the people who look for the server. Nothing that goes wrong here stops the server:
//! it is logged and tried again.

pub mod discover;
pub mod names;

mod announce;
mod state;

pub use announce::{goodbye, run};
pub use state::{AnnouncementPlan, DiscoveryPhase, DiscoveryState};
