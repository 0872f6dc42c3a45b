//! What people are told of the certificates.

use super::model::{CertificateSource, TlsDetails, TlsHealth};
use super::{CertificateFacts, LOCALHOST, TlsState, Voucher};
use crate::kit::LocalTime;
use crate::kit::net::interfaces::{addresses, is_reached};
use crate::kit::net::{Ports, Scheme};
use std::net::{IpAddr, SocketAddr};

impl CertificateFacts {
    fn source(&self) -> CertificateSource {
        match self.voucher {
            Voucher::Authority { .. } => CertificateSource::Authority,
            Voucher::Files => CertificateSource::Files,
        }
    }

    /// Where browsers would warn, nobody is sent, nor by a name to a port that only this machine reaches.
    fn urls(&self, address: SocketAddr, names: &[String]) -> Vec<String> {
        let hosts = if address.ip().is_loopback() { Vec::new() } else { self.hosts(names) };
        let own = addresses(address.ip()).into_iter().map(|it| it.ip);
        let not_covered: Vec<IpAddr> = own.filter(|ip| !self.names.covers_ip(*ip)).collect();
        Scheme::Https.urls(address, &hosts, &not_covered)
    }

    /// What the certificate says, as far as it leads to the port.
    fn covers(&self, address: SocketAddr) -> Vec<String> {
        let is_here = address.ip().is_loopback();
        let hosts = self.names.hosts.iter().filter(|host| !is_here || *host == LOCALHOST).cloned();
        let ips = self.names.ips.iter().filter(|ip| is_reached(address.ip(), **ip)).map(ToString::to_string);
        hosts.chain(ips).collect()
    }
}

impl TlsDetails {
    /// What anybody may know. Asks the system for its addresses. `names` are those in force on the network.
    pub fn of(state: &TlsState, ports: Ports, names: &[String]) -> Self {
        let Some(facts) = state.facts() else { return Self::default() };
        let address = ports.https;
        Self {
            enabled: address.is_some(),
            source: Some(facts.source()),
            port: address.map(|it| it.port()),
            urls: address.map(|it| facts.urls(it, names)).unwrap_or_default(),
            covers: address.map(|it| facts.covers(it)).unwrap_or_default(),
            fingerprint: Some(facts.fingerprint),
            valid_from: Some(LocalTime(facts.validity.from)),
            valid_until: Some(LocalTime(facts.validity.until)),
        }
    }
}

impl TlsHealth {
    /// What the administrator may want to know; `None` without TLS.
    pub fn of(state: &TlsState) -> Option<Self> {
        let facts = state.facts()?;
        Some(Self {
            source: facts.source(),
            fingerprint: facts.fingerprint,
            valid_until: LocalTime(facts.in_force.until),
            left_out: facts.names.left_out.iter().map(ToString::to_string).collect(),
            error: facts.error,
        })
    }
}
