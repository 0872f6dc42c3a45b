//! What is known of the server's certificates while it runs.

use super::LOCALHOST;
use super::rules::{self, CertifiedNames, Validity};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
pub struct CertificateFacts {
    /// Who vouches for the server.
    pub voucher: Voucher,
    /// The fingerprint of the authority, or of the certificate in the technician's file.
    pub fingerprint: String,
    /// From when until when that one is good.
    pub validity: Validity,
    /// From when until when the server's certificate in force is good.
    pub in_force: Validity,
    /// What the server's certificate is made out to.
    pub names: CertifiedNames,
    /// Why the technician's files, which have changed, are not in force.
    pub error: Option<String>,
}

impl CertificateFacts {
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
pub struct TlsState(Arc<Mutex<Option<CertificateFacts>>>);

impl TlsState {
    fn kept(&self) -> MutexGuard<'_, Option<CertificateFacts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known now; `None` without TLS.
    pub fn facts(&self) -> Option<CertificateFacts> {
        self.kept().clone()
    }

    /// Says what is in force.
    pub fn put(&self, facts: CertificateFacts) {
        *self.kept() = Some(facts);
    }

    /// Says why what is in force could not be replaced.
    pub(super) fn failed(&self, error: &str) {
        if let Some(facts) = self.kept().as_mut() {
            facts.error = Some(error.to_owned());
        }
    }
}
