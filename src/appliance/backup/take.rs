//! Taking a backup: while the server runs and people write, without stopping them.
//!
//! The database is copied from one snapshot, some pages at a time, by SQLite's online backup on a connection of its own: writers
//! go on, and what they write meanwhile is not in it. The copy is checked, packed into a file beside its final name, and the file
//! is read back from the disk to its last byte. Only then it gets its name.

use super::archive::{self, Contents, DATABASE};
use super::encryption::{self, Passphrase};
use super::progress::{Progress, Watched};
use super::{files, inspect, rules};
use crate::kit::{Code, Error, Result, clock, disk};
use rusqlite::backup::{Backup, StepResult};
use std::fs::{File, Permissions};
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// How many pages are copied at a time, and how long the disk is left to the others in between.
const PAGES: i32 = 512;
const PAUSE: Duration = Duration::from_millis(2);

/// What is backed up.
#[derive(Debug, Clone)]
pub struct BackupSource {
    /// The database file.
    pub database: PathBuf,
    /// The server's secret.
    pub secret: String,
    /// What the file is encrypted with, if it is.
    pub passphrase: Option<Passphrase>,
}

/// A backup that was taken and read back.
#[derive(Debug, Clone)]
pub struct TakenBackup {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub contents: Contents,
    /// What is wrong with the audit's chain, if something is: the file is whole, but what it holds was tampered with.
    pub doubt: Option<String>,
}

/// Takes a backup of `source` to the file `target`, which must not be there yet and whose name ends in `.age` when it is encrypted.
/// Nothing is left of one that fails.
pub fn take(source: &BackupSource, target: &Path, progress: &Progress) -> Result<TakenBackup> {
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
    let (manifest, doubt) = inspect::describe(&copy, &source.secret, created_at)?;
    progress.reach(60)?;

    let packed = work.path().join("copia.tar");
    let size = manifest.member(DATABASE).map_or(0, |it| it.size);
    let file = BufReader::new(File::open(&copy)?);
    let mut database = Watched { inner: file, progress, done: 0, of: size, span: (60, 80) };
    let mut out = BufWriter::new(archive::new_file(&packed)?);
    let secret = source.secret.as_bytes();
    if let Some(passphrase) = passphrase {
        let mut encrypted = encryption::writer(&mut out, passphrase, encryption::WORK_FACTOR)?;
        archive::write(&mut encrypted, &manifest, &mut database, secret)?;
        encrypted.finish()?;
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
    Ok(TakenBackup { path: target.to_owned(), contents, doubt })
}

/// A directory for the time being, which only its owner enters.
pub(crate) fn private_dir(prefix: &str, dir: &Path) -> Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    Ok(builder.prefix(prefix).permissions(Permissions::from_mode(0o700)).tempdir_in(dir)?)
}

/// Where the copy lies that is not encrypted yet: beside the database, never on the stick that somebody may lose, from which even
/// deleted bytes can be read.
fn plain_dir(source: &BackupSource) -> Result<TempDir> {
    let dir = files::dir(source.database.parent().unwrap_or(Path::new(".")));
    disk::make_dir(&dir)?;
    leave_room(source, &dir)?;
    private_dir(".copia-", &dir)
}

/// Makes sure that copy and file fit beside each other.
fn leave_room(source: &BackupSource, dir: &Path) -> Result<()> {
    let log = source.database.with_extension("db-wal");
    let needed = 2 * (disk::size(&source.database) + disk::size(&log)) + files::SPARE;
    files::judge_room(dir, needed, Code::DiskFull, |needed, free| {
        let place = dir.display();
        format!("No hay espacio para la copia en {place}: se necesitan {needed} MB y hay {free} MB")
    })
}

/// Copies the state of one moment to a plain file.
fn snapshot(database: &Path, copy: &Path, progress: &Progress) -> Result<()> {
    let from = inspect::open_plain(database)?;
    // The read transaction holds the moment: without it the copy would begin anew with each commit of somebody else.
    from.execute_batch("begin; select count(*) from sqlite_schema")?;
    archive::new_file(copy)?;
    let mut to = inspect::open_plain(copy)?;
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

/// Reads a backup from its first byte to its last, as it lies on the disk.
fn read_back(path: &Path, passphrase: Option<&Passphrase>, progress: &Progress) -> Result<Contents> {
    let file = files::open_on_disk(path)?;
    let of = file.metadata()?.len();
    let watched = Watched { inner: BufReader::new(file), progress, done: 0, of, span: (80, 100) };
    encryption::read(watched, passphrase, None)
}

#[cfg(test)]
mod tests;
