//! The technician's own certificate and key, read anew when the files change.

use super::rules::{CertifiedNames, Validity};
use super::server::certified;
use chrono::DateTime;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tokio_rustls::rustls::Error as TlsError;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::parse_x509_certificate;

/// Where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The certificate and those between it and its authority, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// By what it is seen that a file is another one: when it was changed, and its size.
pub(super) type FileStamps = [Option<(SystemTime, u64)>; 2];

/// What the files hold.
#[derive(Debug)]
pub struct LoadedCertificate {
    /// The certificate and its key.
    pub certified: CertifiedKey,
    /// From when until when it is good.
    pub validity: Validity,
    /// What it is made out to.
    pub names: CertifiedNames,
}

impl CertificateFiles {
    /// How the files look from outside.
    pub(super) fn stamp(&self) -> FileStamps {
        [&self.certificate, &self.key].map(|path| {
            let about = fs::metadata(path).ok()?;
            Some((about.modified().ok()?, about.len()))
        })
    }

    /// Reads both; the error is a Spanish sentence: which file, and what is wrong with it.
    pub fn load(&self) -> Result<LoadedCertificate, String> {
        let text = read(&self.certificate)?;
        let of_certificate = |why: &str| format!("el certificado {} {why}", self.certificate.display());
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&text)
            .collect::<Result<_, _>>()
            .map_err(|_| of_certificate("no es un archivo PEM legible"))?;
        let first = chain.first().ok_or_else(|| of_certificate("no contiene ningún certificado PEM"))?;
        let (_, parsed) = parse_x509_certificate(first).map_err(|_| of_certificate("está dañado"))?;
        let instant = |at: i64| DateTime::from_timestamp(at, 0).ok_or_else(|| of_certificate("está dañado"));
        let validity = Validity {
            from: instant(parsed.validity().not_before.timestamp())?,
            until: instant(parsed.validity().not_after.timestamp())?,
        };
        let names = names(&parsed).ok_or_else(|| of_certificate("está dañado"))?;
        let of_key = |why: &str| format!("la clave {} {why}", self.key.display());
        let key = PrivateKeyDer::from_pem_slice(&read(&self.key)?)
            .map_err(|_| of_key("no contiene una clave privada PEM sin contraseña"))?;
        let certified = certified(chain, key).map_err(|error| match error {
            TlsError::InconsistentKeys(_) => {
                of_key(&format!("no es la del certificado {}", self.certificate.display()))
            }
            error => of_key(&format!("no se puede usar: {error}")),
        })?;
        Ok(LoadedCertificate { certified, validity, names })
    }
}

/// What a certificate is made out to, in its own order; `None` when that can't be read. Browsers look at nothing else in it.
fn names(certificate: &X509Certificate<'_>) -> Option<CertifiedNames> {
    let mut names = CertifiedNames::default();
    let Some(extension) = certificate.subject_alternative_name().ok()? else { return Some(names) };
    for name in &extension.value.general_names {
        match name {
            GeneralName::DNSName(host) => names.hosts.push(host.to_ascii_lowercase()),
            GeneralName::IPAddress(bytes) => names.ips.push(ip(bytes)?),
            _ => {}
        }
    }
    Some(names)
}

fn ip(bytes: &[u8]) -> Option<IpAddr> {
    let v4 = || <[u8; 4]>::try_from(bytes).map(IpAddr::from).ok();
    let v6 = || <[u8; 16]>::try_from(bytes).map(|it| IpAddr::from(it).to_canonical()).ok();
    v4().or_else(v6)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("no se puede leer {}: {error}", path.display()))
}

#[cfg(test)]
mod tests;
