//! The server's secret: one key, from which the tokens' key is derived and with which QR codes are signed.

use crate::kit::error::{Error, Result};
use crate::kit::random::{hex, random_bytes};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sha2::{Digest, Sha256};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The keys of a running server.
pub struct Keys {
    secret: String,
    /// Signs access tokens.
    pub(super) encoding: EncodingKey,
    /// Checks access tokens.
    pub(super) decoding: DecodingKey,
    /// How long an access token lives, in seconds.
    pub access_seconds: i64,
}

impl Keys {
    /// The keys that follow from a secret.
    pub fn new(secret: String, access_minutes: u32) -> Self {
        // Tokens get a key of their own, so that what is learnt from many QR signatures says nothing about tokens.
        let tokens = Sha256::new()
            .chain_update(b"inventario access token 1\0")
            .chain_update(secret.as_bytes())
            .finalize();
        Self {
            secret,
            encoding: EncodingKey::from_secret(&tokens),
            decoding: DecodingKey::from_secret(&tokens),
            access_seconds: i64::from(access_minutes) * 60,
        }
    }

    /// The secret that QR signatures end with (contract b.13).
    pub fn qr_secret(&self) -> &str {
        &self.secret
    }
}

/// The file of a data directory that holds its secret.
pub fn secret_file(data_dir: &Path) -> PathBuf {
    data_dir.join("secret.key")
}

/// Reads the secret of a data directory, if it has one.
///
/// # Errors
/// When the file can't be read, or is too short to be a key.
pub fn load(data_dir: &Path) -> Result<Option<String>> {
    let path = secret_file(data_dir);
    match std::fs::read_to_string(&path) {
        Ok(text) if text.trim().len() >= 16 => Ok(Some(text.trim().to_owned())),
        Ok(_) => Err(Error::internal(format!("{} no contiene una clave", path.display()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::internal(format!("{}: {error}", path.display()))),
    }
}

/// Reads the secret of a data directory; makes it, readable by the owner only, when there is none.
///
/// # Errors
/// When the file can't be read or written, or is too short to be a key.
pub fn load_or_make(data_dir: &Path) -> Result<String> {
    if let Some(secret) = load(data_dir)? {
        return Ok(secret);
    }
    let path = secret_file(data_dir);
    let secret = hex(&random_bytes());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(Error::internal)?;
    file.write_all(secret.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::internal)?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = load_or_make(dir.path()).unwrap();
        assert_eq!(first.len(), 64);
        assert_eq!(load_or_make(dir.path()).unwrap(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(dir.path().join("secret.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(dir.path().join("secret.key"), "short").unwrap();
        assert!(load_or_make(dir.path()).is_err());
    }
}
