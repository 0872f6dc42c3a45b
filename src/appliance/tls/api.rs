//! HTTP of HTTPS: what anybody may know of it, and the authority to install.

use super::model::TlsDetails;
use super::{TlsState, Voucher};
use crate::appliance::Tag;
use crate::appliance::mdns::DiscoveryState;
use crate::kit::error::{Code, Result};
use crate::kit::net::Listening;
use crate::kit::wire::Answer;
use poem::http::header;
use poem::{IntoResponse, Response};
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{ApiResponse, OpenApi};

/// What every system takes for a certificate to install.
const CERTIFICATE: &str = "application/x-x509-ca-cert";

/// The secure connection, under `/api/tls`. It answers before the server is set up too: nothing in it is secret, and who sets
/// the server up may want to do so by HTTPS.
pub struct Api {
    /// What is known of its certificates.
    pub state: TlsState,
    /// How the announcement on the network stands.
    pub discovery: DiscoveryState,
    /// Where the server listens.
    pub listening: Listening,
}

/// 200 with a certificate.
struct Certificate {
    pem: String,
    name: String,
}

impl IntoResponse for Certificate {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type(CERTIFICATE)
            .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name))
            .body(self.pem)
    }
}

impl ApiResponse for Certificate {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "El certificado, en PEM",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: CERTIFICATE,
                    schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary"))),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

#[OpenApi(prefix_path = "/api/tls", tag = "Tag::Server")]
impl Api {
    /// Dice si el servidor responde por HTTPS, en qué direcciones y con qué certificado. No pide sesión.
    #[oai(path = "/", method = "get", operation_id = "get_tls")]
    async fn get(&self) -> Result<Answer<TlsDetails>> {
        let (state, discovery, listening) =
            (self.state.clone(), self.discovery.clone(), self.listening.clone());
        // Asks the system for its addresses.
        let secure = tokio::task::spawn_blocking(move || {
            let names = discovery.snapshot().names.into_values().map(|names| names.host);
            TlsDetails::of(&state, listening.ports(), &names.collect::<Vec<_>>())
        });
        Ok(Answer(secure.await?))
    }

    /// La autoridad propia de la caja, para instalarla en teléfonos y computadores. No pide sesión.
    #[oai(path = "/authority", method = "get", operation_id = "download_tls_authority")]
    async fn authority(&self) -> Result<Certificate> {
        match self.state.facts().map(|facts| facts.voucher) {
            Some(Voucher::Authority { certificate, host }) => {
                Ok(Certificate { pem: certificate, name: format!("inventario-{host}.crt") })
            }
            Some(Voucher::Files) | None => Err(Code::NoAuthority.into()),
        }
    }
}
