//! HTTPS: the box's own authority with certificates that follow its names and addresses, or the technician's own files.
//!
//! A certificate is never stored: one is signed at each start, when the machine's addresses or its name change, and well
//! before the one in force ends. Phones trust the authority, which stays. It may speak for names and addresses inside of
//! buildings only ([`rules::RANGES`]), so that trusting it is no more than trusting this box.

pub mod api;
pub mod authority;
pub mod files;
pub mod model;
pub mod options;
pub mod rules;
pub mod store;

mod change;
mod details;
mod renewer;
mod server;
mod state;

pub use renewer::Renewer;
pub use state::{CertificateFacts, TlsState, Voucher, fingerprint};

use crate::appliance::mdns::DiscoveryState;
use crate::kit::net::Listening;
use crate::kit::{Code, Resource, codes};

/// Every machine's name for itself, which leads nobody else anywhere.
const LOCALHOST: &str = "localhost";

codes! {
    NoAuthority "sin_autoridad" NOT_FOUND "Este servidor no tiene un certificado propio que instalar";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (TlsState, DiscoveryState, Listening);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;

    fn api((state, discovery, listening): Self::Parts) -> Self::Api {
        api::Api { state, discovery, listening }
    }
}
