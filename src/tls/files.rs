//! The technician's own certificate and key, read anew when the files change.

use super::certified;
use super::rules::Validity;
use chrono::DateTime;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tokio_rustls::rustls::Error as TlsError;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use x509_parser::parse_x509_certificate;

/// Where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The certificate and those between it and its authority, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// By what it is seen that a file is another one: when it was changed, and its size.
pub(super) type Stamp = [Option<(SystemTime, u64)>; 2];

/// A certificate and its key, and from when until when it is good.
pub type Loaded = (CertifiedKey, Validity);

impl Files {
    /// How the files look from outside.
    pub(super) fn stamp(&self) -> Stamp {
        [&self.certificate, &self.key].map(|path| {
            let about = fs::metadata(path).ok()?;
            Some((about.modified().ok()?, about.len()))
        })
    }

    /// Reads both.
    ///
    /// # Errors
    /// A Spanish sentence: which file, and what is wrong with it.
    pub fn load(&self) -> Result<Loaded, String> {
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
        let of_key = |why: &str| format!("la clave {} {why}", self.key.display());
        let key = PrivateKeyDer::from_pem_slice(&read(&self.key)?)
            .map_err(|_| of_key("no contiene una clave privada PEM sin contraseña"))?;
        let certified = certified(chain, key).map_err(|error| match error {
            TlsError::InconsistentKeys(_) => {
                of_key(&format!("no es la del certificado {}", self.certificate.display()))
            }
            error => of_key(&format!("no se puede usar: {error}")),
        })?;
        Ok((certified, validity))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("no se puede leer {}: {error}", path.display()))
}

#[cfg(test)]
mod tests;
