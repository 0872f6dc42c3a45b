//! Taking a backup: while the server runs and people write, without stopping them.
//!
//! The database is copied from one snapshot, some pages at a time, by SQLite's online backup on a connection of its own: writers
//! go on, and what they write meanwhile is not in it. The copy is checked, packed into a file beside its final name, and the file
//! is read back from the disk to its last byte. Only then it gets its name.

use super::archive::{self, Contents, DATABASE, FORMAT, Hashed, KEY};
use super::model::{Manifest, Member};
use super::rules;
use super::seal::{self, Passphrase};
use crate::kit::db::chain::{self, AnchorKey, Verdict};
use crate::kit::db::migrations;
use crate::kit::error::{Code, Error, Result};
use crate::kit::{clock, disk};
use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use rustix::fs::{Advice, fadvise};
use std::collections::BTreeMap;
use std::fs::{File, Permissions};
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// How many pages are copied at a time, and how long the disk is left to the others in between.
const PAGES: i32 = 512;
const PAUSE: Duration = Duration::from_millis(2);
/// Room that is left on the disk for everything else.
const SPARE: u64 = 16 << 20;
/// The first migration that chains the audit.
const CHAINED: i64 = 9;

/// How far a backup is, and whether it is still wanted. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<(AtomicU8, AtomicBool)>);

impl Progress {
    /// How far, from 0 to 100.
    pub fn percent(&self) -> u8 {
        self.0.0.load(Ordering::Relaxed)
    }

    /// Gives it up: the server stops.
    pub fn give_up(&self) {
        self.0.1.store(true, Ordering::Relaxed);
    }

    fn reach(&self, percent: u8) -> Result<()> {
        self.0.0.store(percent, Ordering::Relaxed);
        if self.0.1.load(Ordering::Relaxed) {
            return Err(Error::internal("la copia se interrumpió porque el servidor se detiene"));
        }
        Ok(())
    }
}

/// What passes through notes how far it is, and stops when it is not wanted any more.
struct Watched<'a, T> {
    inner: T,
    progress: &'a Progress,
    done: u64,
    of: u64,
    span: (u8, u8),
}

impl<T: io::Read> io::Read for Watched<'_, T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.done += read as u64;
        let (from, to) = self.span;
        let share = self.done * u64::from(to - from) / self.of.max(1);
        let percent = from + u8::try_from(share).unwrap_or(0).min(to - from);
        self.progress.reach(percent).map_err(io::Error::other)?;
        Ok(read)
    }
}

/// What is backed up.
#[derive(Debug, Clone)]
pub struct Source {
    /// The database file.
    pub database: PathBuf,
    /// The server's secret.
    pub secret: String,
    /// What the file is encrypted with, if it is.
    pub passphrase: Option<Passphrase>,
}

/// A backup that was taken and read back.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub contents: Contents,
    /// What is wrong with the audit's chain, if something is: the file is whole, but what it holds was tampered with.
    pub doubt: Option<String>,
}

/// Opens a database that is there, as it is: nothing is migrated, nothing is made.
pub(crate) fn open_plain(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    db.busy_timeout(Duration::from_secs(10))?;
    Ok(db)
}

/// Takes a backup of `source` to the file `target`, which must not be there yet and whose name ends in `.age` when it is encrypted.
///
/// # Errors
/// When there is no room, the database is damaged, or what was written can't be read back. Nothing is left then.
pub fn take(source: &Source, target: &Path, progress: &Progress) -> Result<Taken> {
    let dir = target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if target.exists() {
        return Err(Error::internal(format!("{} ya existe", target.display())));
    }
    let passphrase = source.passphrase.as_ref();
    if rules::is_encrypted_name(target) != passphrase.is_some() {
        return Err(Error::With(
            Code::Invalid,
            "El nombre de una copia termina en .age cuando está cifrada, y solo entonces".into(),
        ));
    }
    leave_room(source, dir)?;
    let work = private_dir(".copia-", dir)?;
    let plain = if passphrase.is_some() { Some(plain_dir(source)?) } else { None };
    let copy = plain.as_ref().unwrap_or(&work).path().join(DATABASE);
    let created_at = clock::now();
    snapshot(&source.database, &copy, progress)?;
    let (manifest, doubt) = describe(&copy, &source.secret, created_at)?;
    progress.reach(60)?;

    let packed = work.path().join("copia.tar");
    let out = archive::new_file(&packed)?;
    let size = manifest.member(DATABASE).map_or(0, |it| it.size);
    let file = BufReader::new(File::open(&copy)?);
    let mut database = Watched { inner: file, progress, done: 0, of: size, span: (60, 80) };
    let mut out = BufWriter::new(out);
    let secret = source.secret.as_bytes();
    if let Some(passphrase) = passphrase {
        let mut sealed = seal::writer(&mut out, passphrase, seal::WORK_FACTOR)?;
        archive::write(&mut sealed, &manifest, &mut database, secret)?;
        sealed.finish()?;
    } else {
        archive::write(&mut out, &manifest, &mut database, secret)?;
    }
    out.flush()?;
    out.get_ref().sync_all()?;
    drop(out);
    std::fs::remove_file(&copy)?;

    let contents = read_back(&packed, passphrase, progress)?;
    if contents.manifest != manifest {
        return Err(Error::from(Code::BackupDamaged));
    }
    // A link is never put in the place of another file.
    std::fs::hard_link(&packed, target).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Err(error),
        // A memory stick knows no links.
        _ => std::fs::rename(&packed, target),
    })?;
    File::open(dir)?.sync_all()?;
    progress.reach(100)?;
    Ok(Taken { path: target.to_owned(), contents, doubt })
}

/// A directory for the time being, which only its owner enters.
pub(crate) fn private_dir(prefix: &str, dir: &Path) -> Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    Ok(builder.prefix(prefix).permissions(Permissions::from_mode(0o700)).tempdir_in(dir)?)
}

/// Where the copy lies that is not encrypted yet: beside the database, never on the stick that somebody may lose, from which even
/// deleted bytes can be read.
fn plain_dir(source: &Source) -> Result<TempDir> {
    let dir = super::dir(source.database.parent().unwrap_or(Path::new(".")));
    disk::make_dir(&dir)?;
    leave_room(source, &dir)?;
    private_dir(".copia-", &dir)
}

/// Makes sure that copy and file fit beside each other.
fn leave_room(source: &Source, dir: &Path) -> Result<()> {
    let log = source.database.with_extension("db-wal");
    let needed = 2 * (disk::size(&source.database) + disk::size(&log)) + SPARE;
    match disk::space(dir) {
        Some(room) if room.free < needed => Err(Error::With(
            Code::DiskFull,
            format!(
                "No hay espacio para la copia en {}: se necesitan {} MB y hay {} MB",
                dir.display(),
                needed >> 20,
                room.free >> 20
            ),
        )),
        _ => Ok(()),
    }
}

/// Copies the state of one moment to a plain file.
fn snapshot(database: &Path, copy: &Path, progress: &Progress) -> Result<()> {
    let from = open_plain(database)?;
    // The read transaction holds the moment: without it the copy would begin anew with each commit of somebody else.
    from.execute_batch("begin; select count(*) from sqlite_schema")?;
    archive::new_file(copy)?;
    let mut to = open_plain(copy)?;
    let backup = Backup::new(&from, &mut to)?;
    loop {
        let step = backup.step(PAGES)?;
        let state = backup.progress();
        let (all, left) = (i64::from(state.pagecount).max(1), i64::from(state.remaining));
        progress.reach(u8::try_from((all - left) * 40 / all).unwrap_or(0))?;
        match step {
            StepResult::Done => break,
            _ => std::thread::sleep(PAUSE),
        }
    }
    drop(backup);
    from.execute_batch("rollback")?;
    // One file, without a log beside it.
    let mode: String = to.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0))?;
    if mode != "delete" {
        return Err(Error::internal("the copy keeps a log"));
    }
    to.close().map_err(|(_, error)| error)?;
    File::open(copy)?.sync_all()?;
    Ok(())
}

/// Checks a database file and says what is in it; and what is wrong with its audit, if something is.
fn describe(copy: &Path, secret: &str, created_at: DateTime<Utc>) -> Result<(Manifest, Option<String>)> {
    let db = open_plain(copy)?;
    let doubt = check(&db, Some(secret))?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: migrations::version(&db)?,
        created_at,
        centers: texts(&db, "select name from centers order by name")?,
        counts: counts(&db)?,
        members: vec![hash_of(DATABASE, File::open(copy)?)?, hash_of(KEY, secret.as_bytes())?],
    };
    db.close().map_err(|(_, error)| error)?;
    Ok((manifest, doubt))
}

/// Whether a database is sound and of a version that this program knows. Answers what is wrong with the audit's chain.
///
/// # Errors
/// When it is damaged, empty or newer.
pub(super) fn check(db: &Connection, secret: Option<&str>) -> Result<Option<String>> {
    let (found, ours) = (migrations::version(db)?, migrations::ours());
    if found == 0 {
        return Err(Error::internal("no hay ninguna base de datos de Inventario"));
    }
    if found > ours {
        return Err(Error::internal(format!(
            "la base de datos es de una versión más nueva del programa (migración {found}; esta versión conoce hasta \
             la {ours}): instale esa versión o una posterior"
        )));
    }
    migrations::check(db)?;
    if found < CHAINED {
        return Ok(None);
    }
    let key = secret.map(AnchorKey::new).transpose()?;
    Ok(match chain::verify(db, key.as_ref())? {
        Verdict::Whole { .. } => None,
        Verdict::Broken { seq, why } => Some(format!("La auditoría fue alterada (registro {seq}): {why}")),
    })
}

fn texts(db: &Connection, query: &str) -> Result<Vec<String>> {
    let mut statement = db.prepare(query)?;
    let texts = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(texts)
}

/// How many rows each table has.
fn counts(db: &Connection) -> Result<BTreeMap<String, i64>> {
    let tables = texts(
        db,
        "select name
         from sqlite_schema
         where type = 'table'
         and name not like 'sqlite%'
         and name not like 'refinery%'",
    )?;
    let count = |table: String| {
        let count = db.query_row(&format!("select count(*) from \"{table}\""), [], |row| row.get(0))?;
        Ok((table, count))
    };
    tables.into_iter().map(count).collect()
}

fn hash_of(name: &str, mut content: impl io::Read) -> Result<Member> {
    let mut out = Hashed::new(io::sink());
    io::copy(&mut content, &mut out)?;
    let (sha256, size) = out.finish();
    Ok(Member { name: name.to_owned(), size, sha256 })
}

/// Reads a file from the disk, not from what the system still remembers of it.
fn read_back(path: &Path, passphrase: Option<&Passphrase>, progress: &Progress) -> Result<Contents> {
    let file = File::open(path)?;
    let _ = fadvise(&file, 0, None, Advice::DontNeed);
    let of = file.metadata()?.len();
    let watched = Watched { inner: BufReader::new(file), progress, done: 0, of, span: (80, 100) };
    seal::read(watched, passphrase, None)
}

#[cfg(test)]
mod tests;
