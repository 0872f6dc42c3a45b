//! Encrypted backups: the same tar within the binary format of age, for whoever knows the passphrase.
//!
//! `age -d` opens them too. The passphrase is for the copies that leave the box: beside the database, where the server keeps it for
//! its daily backup, it protects nothing.

use super::archive::{self, Contents, Hashed, damaged, unreadable};
use crate::kit::{Code, Error, Result};
use age::secrecy::{ExposeSecret, SecretString};
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// scrypt's work to make a key: 2^16 rounds, 64 MiB, about a second on a Raspberry Pi 4.
pub const WORK_FACTOR: u8 = 16;
/// What others may ask for: `age -p` takes 2^18, 256 MiB. More would let a file take the box's memory.
const MOST_WORK: u8 = 18;
/// How every file in this format begins.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// No header for a passphrase is longer; without a bound a bad file would be read into memory whole.
const LONGEST_HEADER: u64 = 1 << 10;

/// The passphrase of a backup. It never shows itself, and its memory is wiped.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// The fewest characters of a new one.
    pub const MIN: usize = 8;
    /// The most characters of a new one.
    pub const MAX: usize = 128;

    /// What somebody typed to open a backup. The same letters count as the same, however a keyboard composes its accents.
    pub fn typed(text: &str) -> Self {
        Self(SecretString::from(text.nfc().collect::<String>()))
    }

    /// A new one, of [`Self::MIN`] to [`Self::MAX`] characters that can be typed again; the error is a Spanish predicate.
    pub fn chosen(text: &str) -> Result<Self, String> {
        let passphrase = Self::typed(text);
        let length = passphrase.reveal().chars().count();
        if text.chars().any(char::is_control) {
            Err("contiene caracteres de control, que no se pueden usar".into())
        } else if length < Self::MIN {
            Err(format!("debe tener al menos {} caracteres", Self::MIN))
        } else if length > Self::MAX {
            Err(format!("admite como máximo {} caracteres", Self::MAX))
        } else if text.trim().is_empty() {
            Err("no puede ser solo de espacios".into())
        } else {
            Ok(passphrase)
        }
    }

    /// In clear, for the settings.
    pub(super) fn reveal(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Whether a file is an encrypted backup, judged by its first bytes.
pub fn is_encrypted(file: &Path) -> Result<bool> {
    let open = File::open(file).map_err(|error| Error::internal(format!("{}: {error}", file.display())))?;
    Ok(start(&mut &open)? == MAGIC)
}

/// The first bytes, as far as there are so many.
fn start(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::with_capacity(MAGIC.len());
    input.take(MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(start)
}

/// Encrypts what is written to it; `work_factor` is the exponent of scrypt's rounds, 1 to 18. `finish` must be called at the end.
pub fn writer<W: Write>(out: W, passphrase: &Passphrase, work_factor: u8) -> Result<StreamWriter<W>> {
    let mut recipient = scrypt::Recipient::new(passphrase.0.clone());
    recipient.set_work_factor(work_factor.clamp(1, MOST_WORK));
    let only = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(only).map_err(Error::internal)?;
    Ok(encryptor.wrap_output(out)?)
}

/// A stream that ends after so many bytes; the bound can be moved while somebody else holds it.
struct Bounded<'a, T> {
    inner: T,
    left: &'a Cell<u64>,
}

impl<T: Read> Read for Bounded<'_, T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left.get()).map_or(bytes.len(), |left| left.min(bytes.len()));
        let read = self.inner.read(bytes.get_mut(..most).unwrap_or_default())?;
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}

/// Reads a backup, encrypted or not, from its first byte to its last, as [`archive::read`] does. Hash and size are the file's. What
/// the passphrase is tried on can't tell a wrong one from its own damage: that is [`Code::WrongPassphrase`] too.
pub fn read(mut input: impl Read, passphrase: Option<&Passphrase>, into: Option<&Path>) -> Result<Contents> {
    let start = start(&mut input)?;
    let whole = start.as_slice().chain(input);
    if start != MAGIC {
        return archive::read(whole, into);
    }
    let passphrase = passphrase.ok_or(Code::PassphraseNeeded)?;
    let mut input = Hashed::new(whole);
    let left = Cell::new(LONGEST_HEADER);
    let decryptor = Decryptor::new(Bounded { inner: &mut input, left: &left }).map_err(refusal)?;
    if !decryptor.is_scrypt() {
        return Err(damaged("no se cifró con una contraseña"));
    }
    left.set(u64::MAX);
    let mut identity = scrypt::Identity::new(passphrase.0.clone());
    identity.set_max_work_factor(MOST_WORK);
    let only = std::iter::once(&identity as &dyn age::Identity);
    let contents = archive::read(decryptor.decrypt(only).map_err(refusal)?, into)?;
    // The archive read on to the end, and the decryption minds what follows: every byte of the file has passed.
    let (sha256, size) = input.finish();
    Ok(Contents { sha256, size, is_encrypted: true, ..contents })
}

fn refusal(error: DecryptError) -> Error {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            Code::WrongPassphrase.into()
        }
        DecryptError::ExcessiveWork { .. } => damaged("pide más memoria de la razonable para abrirlo"),
        DecryptError::Io(error) => unreadable(error),
        _ => damaged("el encabezado de su cifrado no es el que debía ser"),
    }
}

#[cfg(test)]
mod tests;
