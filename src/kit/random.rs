//! Random numbers and digests, as bytes and as hexadecimal digits.

use sha2::{Digest, Sha256};

/// 32 bytes that nobody can guess.
pub fn random_bytes() -> [u8; 32] {
    rand::random()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A SHA-256 as hexadecimal digits.
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}
