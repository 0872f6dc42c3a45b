//! The box's own authority, and the certificates that it signs for the server.

use super::rules::{self, CertifiedNames, RANGES, Validity};
use crate::kit::{Error, Result};
use chrono::{DateTime, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::OffsetDateTime;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;

/// An authority as the database keeps it. It holds a key, so it has no `Debug` and goes nowhere else.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    /// Its name, by which certificates refer to it.
    name: String,
    /// The host that it was made for.
    host: String,
    /// From when until when it is good.
    #[serde(flatten)]
    validity: Validity,
    /// The certificate, PEM.
    certificate: String,
    /// The private key, PEM.
    key: String,
}

/// An authority that can sign.
pub struct Authority {
    stored: Stored,
    issuer: Issuer<'static, KeyPair>,
    der: CertificateDer<'static>,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").field("host", &self.stored.host).finish_non_exhaustive()
    }
}

impl Authority {
    /// Makes an authority for a host.
    pub fn make(host: &str, validity: Validity) -> Result<Self> {
        let key = KeyPair::generate().map_err(Error::internal)?;
        // Two boxes of one name must not have authorities of one name: browsers would take one for the other.
        let mark: String =
            key.public_key_raw().iter().rev().take(3).map(|byte| format!("{byte:02X}")).collect();
        let name = format!("Inventario {host} {mark}");
        let certificate = params_of(&name, host, validity).self_signed(&key).map_err(Error::internal)?;
        let (certificate, key) = (certificate.pem(), key.serialize_pem());
        Self::load(Stored { name, host: host.to_owned(), validity, certificate, key })
    }

    /// The authority that the database keeps.
    pub(super) fn load(stored: Stored) -> Result<Self> {
        let key = KeyPair::from_pem(&stored.key).map_err(Error::internal)?;
        let der = CertificateDer::from_pem_slice(stored.certificate.as_bytes()).map_err(Error::internal)?;
        let issuer = Issuer::new(params_of(&stored.name, &stored.host, stored.validity), key);
        Ok(Self { stored, issuer, der })
    }

    /// What the database is to keep.
    pub(super) fn stored(&self) -> &Stored {
        &self.stored
    }

    /// The host that it was made for.
    pub fn host(&self) -> &str {
        &self.stored.host
    }

    /// Its certificate, PEM: what phones are given.
    pub fn pem(&self) -> &str {
        &self.stored.certificate
    }

    /// Its certificate, DER.
    pub fn der(&self) -> &CertificateDer<'static> {
        &self.der
    }

    /// From when until when it is good.
    pub fn validity(&self) -> Validity {
        self.stored.validity
    }

    /// Signs a certificate for the server, with a key of its own that is never stored.
    pub fn sign(&self, names: &CertifiedNames, validity: Validity) -> Result<CertifiedKey> {
        let mut params = certificate_of("Inventario", validity);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        for host in &names.hosts {
            let host = host.as_str().try_into().map_err(Error::internal)?;
            params.subject_alt_names.push(SanType::DnsName(host));
        }
        params.subject_alt_names.extend(names.ips.iter().copied().map(SanType::IpAddress));
        let key = KeyPair::generate().map_err(Error::internal)?;
        let certificate = params.signed_by(&key, &self.issuer).map_err(Error::internal)?;
        let secret = PrivateKeyDer::try_from(key.serialize_der()).map_err(Error::internal)?;
        super::server::certified(vec![certificate.der().clone()], secret).map_err(Error::internal)
    }
}

/// What the certificate of an authority says. Who signs with it must say the same.
fn params_of(name: &str, host: &str, validity: Validity) -> CertificateParams {
    let mut params = certificate_of(name, validity);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let ranges = RANGES.iter().map(|(ip, length)| CidrSubnet::from_addr_prefix(*ip, *length));
    let permitted = rules::domains(host).into_iter().map(GeneralSubtree::DnsName);
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: permitted.chain(ranges.map(GeneralSubtree::IpAddress)).collect(),
        excluded_subtrees: Vec::new(),
    });
    params
}

/// What every certificate of ours says: its name, and from when until when it is good.
fn certificate_of(name: &str, validity: Validity) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, "Inventario");
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date(validity.from);
    params.not_after = date(validity.until);
    params
}

/// An instant as certificates want it. All of ours are between the years 2020 and 2137.
fn date(instant: DateTime<Utc>) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(instant.timestamp()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
