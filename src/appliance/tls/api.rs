//! HTTP of HTTPS: what anybody may know of it, and the authority to install.

use super::model::TlsDetails;
use super::{TlsState, Voucher};
use crate::appliance::Tag;
use crate::appliance::mdns::DiscoveryState;
use crate::kit::net::Listening;
use crate::kit::wire::{File, file_kind};
use crate::kit::{Answer, Code, Result};
use poem_openapi::OpenApi;

// What every system takes for a certificate to install.
file_kind!(Certificate, "application/x-x509-ca-cert", "El certificado, en PEM");

/// The secure connection, under `/api/tls`. It answers before the server is set up too: nothing in it is secret, and who sets
/// the server up may want to do so by HTTPS.
#[derive(Clone)]
pub struct Api {
    /// What is known of its certificates.
    pub state: TlsState,
    /// How the announcement on the network stands.
    pub discovery: DiscoveryState,
    /// Where the server listens.
    pub listening: Listening,
}

#[OpenApi(prefix_path = "/api/tls", tag = "Tag::Server")]
impl Api {
    /// Dice si el servidor responde por HTTPS, en qué direcciones y con qué certificado. No pide sesión.
    #[oai(path = "/", method = "get", operation_id = "get_tls")]
    async fn get(&self) -> Result<Answer<TlsDetails>> {
        let api = self.clone();
        // Asks the system for its addresses.
        let secure = tokio::task::spawn_blocking(move || {
            TlsDetails::of(&api.state, api.listening.ports(), &api.discovery.hosts())
        });
        Ok(Answer(secure.await?))
    }

    /// La autoridad propia de la caja, para instalarla en teléfonos y computadores. No pide sesión.
    #[oai(path = "/authority", method = "get", operation_id = "download_tls_authority")]
    async fn authority(&self) -> Result<File<Certificate>> {
        match self.state.facts().map(|facts| facts.voucher) {
            Some(Voucher::Authority { certificate, host }) => {
                Ok(File::new(certificate).named(&format!("inventario-{host}.crt")))
            }
            Some(Voucher::Files) | None => Err(Code::NoAuthority.into()),
        }
    }
}
