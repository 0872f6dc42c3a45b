//! The file of a backup: a plain tar that any `tar` unpacks, of which every single byte is accounted for.
//!
//! Its members are, in this order, the manifest, the database, the key, and a seal: the SHA-256 of everything before it. The
//! manifest holds size and SHA-256 of the other two. A reader writes each header anew and compares it with the one in the file,
//! wants every filling byte to be zero and the file to end where the writer ends it. So no flipped bit, missing end, exchanged,
//! added or repeated member goes by unnoticed.

use super::model::{Manifest, Member};
use crate::kit::random::hex;
use crate::kit::{Code, Error, Result};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// What the backup is of.
pub const MANIFEST: &str = "manifest.json";
/// The database.
pub const DATABASE: &str = "inventario.db";
/// What tokens, codes and anchors are signed with.
pub const KEY: &str = "secret.key";
/// The hash of all that stands before it.
pub const SEAL: &str = "SHA256";

/// The form that this program writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

const BLOCK: usize = 512;
/// Two empty blocks end a tar.
const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];
/// No manifest is longer.
const LONGEST_MANIFEST: u64 = 1 << 20;
/// Hexadecimal digits and the end of the line.
const SEAL_SIZE: u64 = 65;

/// What reading a whole backup found out.
#[derive(Debug, Clone)]
pub struct Contents {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether a passphrase was needed to read it.
    pub is_encrypted: bool,
}

/// A stream that is hashed and counted as it passes.
pub struct Hashed<T> {
    inner: T,
    hash: Sha256,
    count: u64,
}

impl<T> Hashed<T> {
    /// The stream, of which nothing has passed yet.
    pub fn new(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), count: 0 }
    }

    fn so_far(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// The SHA-256 of what passed, and how many bytes it was.
    pub fn finish(self) -> (String, u64) {
        (self.so_far(), self.count)
    }

    fn note(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.count += bytes.len() as u64;
    }
}

impl Hashed<io::Sink> {
    /// The SHA-256 of a whole content, and how many bytes it is.
    pub fn of(mut content: impl Read) -> io::Result<(String, u64)> {
        let mut out = Self::new(io::sink());
        io::copy(&mut content, &mut out)?;
        Ok(out.finish())
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.note(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.note(bytes.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// The header of a member; it follows from these three alone.
fn header(name: &str, size: u64, mtime: u64) -> Result<[u8; BLOCK]> {
    let mut header = tar::Header::new_ustar();
    header.set_path(name).map_err(Error::internal)?;
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(mtime);
    header.set_uid(0);
    header.set_gid(0);
    header.set_cksum();
    Ok(*header.as_bytes())
}

/// How many bytes fill the last block of a member.
fn filling(size: u64) -> usize {
    let rest = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    (BLOCK - rest) % BLOCK
}

fn member(out: &mut impl Write, name: &str, size: u64, mtime: u64, content: &mut impl Read) -> Result<()> {
    out.write_all(&header(name, size, mtime)?)?;
    if io::copy(&mut content.take(size), out)? != size {
        return Err(Error::internal(format!("{name} became shorter while it was copied")));
    }
    out.write_all(END.get(..filling(size)).unwrap_or_default())?;
    Ok(())
}

/// Writes a backup; fails when the database is shorter than the manifest says.
pub fn write(out: impl Write, manifest: &Manifest, database: &mut impl Read, key: &[u8]) -> Result<()> {
    let mut out = Hashed::new(out);
    let mtime = u64::try_from(manifest.created_at.timestamp()).unwrap_or(0);
    let text = serde_json::to_vec_pretty(manifest).map_err(Error::internal)?;
    member(&mut out, MANIFEST, text.len() as u64, mtime, &mut text.as_slice())?;
    let size = manifest.member(DATABASE).map_or(0, |it| it.size);
    member(&mut out, DATABASE, size, mtime, database)?;
    member(&mut out, KEY, key.len() as u64, mtime, &mut &*key)?;
    let seal = format!("{}\n", out.so_far());
    member(&mut out, SEAL, SEAL_SIZE, mtime, &mut seal.as_bytes())?;
    out.write_all(&END)?;
    out.flush()?;
    Ok(())
}

/// The refusal of a file that is not what was written.
pub(crate) fn damaged(what: &str) -> Error {
    Error::With(Code::BackupDamaged, format!("{}: {what}", Code::BackupDamaged.text()))
}

/// A file that ends too early, or whose decryption finds a changed byte, is damaged; a disk that can't be read is not the file's
/// fault.
pub(super) fn unreadable(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("está incompleto"),
        // A file that is cut within a piece of its encryption looks like one that was changed there.
        io::ErrorKind::InvalidData => damaged("está incompleto o cambió"),
        _ => error.into(),
    }
}

/// Fills a buffer, or says that the file ends too early.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> Result<()> {
    input.read_exact(buffer).map_err(unreadable)
}

fn expect(input: &mut impl Read, wanted: &[u8], what: &str) -> Result<()> {
    let mut found = vec![0; wanted.len()];
    fill(input, &mut found)?;
    if found == wanted { Ok(()) } else { Err(damaged(what)) }
}

/// Passes a member's content on; answers its hash.
fn pass_on(input: &mut impl Read, size: u64, out: &mut impl Write) -> Result<String> {
    let mut out = Hashed::new(out);
    if io::copy(&mut input.take(size), &mut out).map_err(unreadable)? != size {
        return Err(unreadable(io::ErrorKind::UnexpectedEof.into()));
    }
    out.flush()?;
    let hash = out.so_far();
    expect(input, END.get(..filling(size)).unwrap_or_default(), "hay bytes de más entre sus partes")?;
    Ok(hash)
}

/// The manifest, and the time that every header bears.
fn read_manifest(input: &mut impl Read) -> Result<(Manifest, u64)> {
    let mut head = [0; BLOCK];
    fill(input, &mut head)?;
    let strange = || damaged("no es una copia de seguridad de Inventario");
    let given = tar::Header::from_byte_slice(&head);
    let (size, mtime) = given.size().and_then(|size| Ok((size, given.mtime()?))).map_err(|_| strange())?;
    if size == 0 || size > LONGEST_MANIFEST || header(MANIFEST, size, mtime)? != head {
        return Err(strange());
    }
    let mut text = Vec::new();
    pass_on(input, size, &mut text)?;
    let format = serde_json::from_slice::<serde_json::Value>(&text).ok();
    let format = format.and_then(|it| it.get("format")?.as_u64());
    if format.is_some_and(|format| format > u64::from(FORMAT)) {
        return Err(damaged("la hizo una versión más nueva del programa, que esta no sabe leer"));
    }
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| damaged("su índice no se entiende"))?;
    let names: Vec<&str> = manifest.members.iter().map(|it| it.name.as_str()).collect();
    if manifest.format != FORMAT || names != [DATABASE, KEY] {
        return Err(damaged("su índice no se entiende"));
    }
    Ok((manifest, mtime))
}

/// Reads a backup from its first byte to its last. With a directory, leaves database and key in it; they are to be used only
/// when this succeeds: with a byte that is not as it was written it is [`Code::BackupDamaged`].
pub fn read(input: impl Read, into: Option<&Path>) -> Result<Contents> {
    let mut input = Hashed::new(input);
    let (manifest, mtime) = read_manifest(&mut input)?;
    for Member { name, size, sha256 } in &manifest.members {
        expect(&mut input, &header(name, *size, mtime)?, "una de sus partes no es la que debía ser")?;
        let hash = match into {
            Some(dir) => {
                let mut file = new_file(&dir.join(name))?;
                let hash = pass_on(&mut input, *size, &mut file)?;
                file.sync_all()?;
                hash
            }
            None => pass_on(&mut input, *size, &mut io::sink())?,
        };
        if hash != *sha256 {
            return Err(damaged("el contenido cambió"));
        }
    }
    let seal = format!("{}\n", input.so_far());
    expect(&mut input, &header(SEAL, SEAL_SIZE, mtime)?, "le falta el sello")?;
    expect(&mut input, seal.as_bytes(), "el contenido cambió")?;
    expect(&mut input, END.get(..filling(SEAL_SIZE)).unwrap_or_default(), "el contenido cambió")?;
    expect(&mut input, &END, "el final no es el que debía ser")?;
    if input.read(&mut [0]).map_err(unreadable)? > 0 {
        return Err(damaged("tiene bytes de más al final"));
    }
    let (sha256, size) = input.finish();
    Ok(Contents { manifest, sha256, size, is_encrypted: false })
}

/// A file that wasn't there, for its owner only.
pub fn new_file(path: &Path) -> Result<File> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())).into())
}

#[cfg(test)]
pub(super) mod tests;
