//! Random numbers and digests, as bytes, as hexadecimal digits and as codes for people.

use sha2::{Digest, Sha256};

/// 32 bytes that nobody can guess.
pub fn random_bytes() -> [u8; 32] {
    rand::random()
}

/// Letters and figures that can't be mistaken for one another.
pub const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// So many letters out of random bytes, 32 at most. There are 32 different ones, so each is as likely as the other.
pub fn letters(random: &[u8; 32], count: usize) -> String {
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
    random.iter().take(count).filter_map(letter).collect()
}

/// What counts of a code that somebody types: letters and figures, in capitals.
pub fn typed(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
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
