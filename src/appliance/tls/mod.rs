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

mod keeper;

pub use keeper::Keeper;

use crate::appliance::mdns;
use crate::kit::error::{Code, Error, Result, codes};
use crate::kit::net::Listening;
use crate::kit::resource::Resource;
use rules::{Names, Validity};
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, RwLock};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self, ServerConfig};

/// The only protocol spoken inside: what is tried by plain HTTP is what runs.
const PROTOCOL: &[u8] = b"http/1.1";

/// Every machine's name for itself, which leads nobody else anywhere.
const LOCALHOST: &str = "localhost";

static PROVIDER: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| Arc::new(aws_lc_rs::default_provider()));

/// A certificate with its key, if they belong together.
fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<CertifiedKey, rustls::Error> {
    CertifiedKey::from_der(chain, key, &PROVIDER)
}

/// The SHA-256 fingerprint of a certificate, as people compare it.
pub fn fingerprint(certificate: &[u8]) -> String {
    rules::fingerprint(&Sha256::digest(certificate))
}

/// Who vouches for the server.
#[derive(Debug, Clone)]
pub enum Voucher {
    /// The box's own authority.
    Authority {
        /// Its certificate, PEM: the one form that every system takes.
        certificate: String,
        /// The host that it was made for.
        host: String,
    },
    /// Whoever signed the technician's files.
    Files,
}

/// What is known of the server's certificates. Nothing in it is secret.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Who vouches for the server.
    pub voucher: Voucher,
    /// The fingerprint of the authority, or of the certificate in the technician's file.
    pub fingerprint: String,
    /// From when until when that one is good.
    pub validity: Validity,
    /// From when until when the server's certificate in force is good.
    pub in_force: Validity,
    /// What the server's certificate is made out to.
    pub names: Names,
    /// Why the technician's files, which have changed, are not in force.
    pub error: Option<String>,
}

impl Shown {
    /// The names to which people may be sent, the best first: of `in_force`, which are those on the network, what the certificate
    /// covers, and what else the technician had it made out to.
    pub fn hosts(&self, in_force: &[String]) -> Vec<String> {
        let mut hosts: Vec<String> =
            in_force.iter().filter(|name| self.names.covers_host(name)).cloned().collect();
        if matches!(self.voucher, Voucher::Files) {
            let own = self.names.hosts.iter().filter(|host| !host.starts_with("*.") && *host != LOCALHOST);
            for host in own {
                if !hosts.contains(host) {
                    hosts.push(host.clone());
                }
            }
        }
        hosts
    }
}

/// What is known of the server's certificates, if it has any. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct State(Arc<Mutex<Option<Shown>>>);

impl State {
    fn kept(&self) -> MutexGuard<'_, Option<Shown>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known now; `None` without TLS.
    pub fn shown(&self) -> Option<Shown> {
        self.kept().clone()
    }

    /// Says what is in force.
    pub fn show(&self, shown: Shown) {
        *self.kept() = Some(shown);
    }

    /// Says why what is in force could not be replaced.
    fn failed(&self, error: &str) {
        if let Some(shown) = self.kept().as_mut() {
            shown.error = Some(error.to_owned());
        }
    }
}

/// The certificate in force, which the next connection gets.
#[derive(Debug)]
struct InForce(RwLock<Arc<CertifiedKey>>);

impl InForce {
    fn put(&self, certified: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(certified);
    }
}

impl ResolvesServerCert for InForce {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// How the server speaks TLS.
fn server_config(in_force: Arc<InForce>) -> Result<Arc<ServerConfig>> {
    let mut config = ServerConfig::builder_with_provider(Arc::clone(&PROVIDER))
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_no_client_auth()
        .with_cert_resolver(in_force);
    config.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(Arc::new(config))
}

codes! {
    NoAuthority "sin_autoridad" NOT_FOUND "Este servidor no tiene un certificado propio que instalar";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (State, mdns::State, Listening);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;

    fn api((state, discovery, listening): Self::Parts) -> Self::Api {
        api::Api { state, discovery, listening }
    }
}
