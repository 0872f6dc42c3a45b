//! Putting a backup back, into a data directory that no server uses.
//!
//! Everything is read, checked and migrated beside the data first. The swap at the end is three renames; what was there stays
//! under `previous-…`. Until then nothing was changed, whatever fails.

use super::archive::{self, Contents, DATABASE, KEY};
use super::seal::{self, Passphrase};
use super::{store, take};
use crate::audit::Event;
use crate::caller::Origin;
use crate::clock;
use crate::db::{Change, Db, migrations};
use crate::error::{Code, Error, Result};
use crate::tls;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// How the folder begins in which a backup is unpacked.
const WORK: &str = ".restauracion-";
/// Its member once everything in it is whole and what was there is kept: from here on a restore is finished, not forgotten.
const READY: &str = "lista";

/// A backup that was read, checked and unpacked beside the data, and may be put in their place.
pub struct Unpacked {
    work: TempDir,
    data_dir: PathBuf,
    /// What the backup holds.
    pub contents: Contents,
    /// What is wrong with its audit, if something is.
    pub doubt: Option<String>,
}

/// Reads, checks and unpacks a backup beside the data, whose directory must be ours alone. A backup that is not encrypted needs no
/// passphrase and minds none.
///
/// # Errors
/// [`Code::PassphraseNeeded`] and
/// [`Code::WrongPassphrase`] when it is encrypted; when the file is damaged or of a newer
/// version of the program. The data are as they were.
pub fn unpack(file: &Path, data_dir: &Path, passphrase: Option<&Passphrase>) -> Result<Unpacked> {
    let input = File::open(file).map_err(|error| Error::internal(format!("{}: {error}", file.display())))?;
    resume(data_dir)?;
    let work = take::private_dir(WORK, data_dir)?;
    let contents = seal::read(BufReader::new(input), passphrase, Some(work.path()))?;
    let (needed, ours) = (contents.manifest.schema, migrations::ours());
    if needed > ours {
        return Err(Error::With(
            Code::BackupNewer,
            format!(
                "La copia es de la versión {} del programa (migración {needed}); esta es la {} y conoce hasta la {ours}. \
             Instale la {} o una posterior. No se cambió nada.",
                contents.manifest.program,
                env!("CARGO_PKG_VERSION"),
                contents.manifest.program,
            ),
        ));
    }
    let secret = fs::read_to_string(work.path().join(KEY))?;
    let db = take::open_plain(&work.path().join(DATABASE))?;
    let doubt = take::check(&db, Some(secret.trim()))?;
    db.close().map_err(|(_, error)| error)?;
    Ok(Unpacked { work, data_dir: data_dir.to_owned(), contents, doubt })
}

/// Finishes a restore that a power cut ended between its renames, and removes what is left of one that had not come so far. The
/// data directory must be ours alone.
///
/// # Errors
/// When a file can't be renamed or removed.
pub fn resume(data_dir: &Path) -> Result<()> {
    for entry in fs::read_dir(data_dir)?.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(WORK) {
            continue;
        }
        let work = entry.path();
        if work.join(READY).exists() {
            tracing::warn!("finishes a restore that was cut off");
            finish(&work, data_dir)?;
        }
        fs::remove_dir_all(&work)?;
    }
    Ok(())
}

/// Waits until nobody has a database open any more, and folds its log in: from then on it is one plain file.
///
/// # Errors
/// When somebody keeps it open for longer than ten seconds.
pub fn fold(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let plain = take::open_plain(path)?;
    plain.busy_timeout(Duration::ZERO)?;
    for _ in 0..500 {
        let mode: rusqlite::Result<String> =
            plain.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0));
        if mode.is_ok_and(|mode| mode == "delete") {
            return plain.close().map_err(|(_, error)| error.into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(Error::internal("otro programa tiene abierta la base de datos"))
}

/// The renames, or those of them that are still to be done: the database comes last.
fn finish(work: &Path, data: &Path) -> std::io::Result<()> {
    if !work.join(DATABASE).exists() {
        return Ok(());
    }
    // The log of the old database must not be taken for the new one's. It is kept, see above.
    for name in ["inventario.db-shm", "inventario.db-wal"] {
        match fs::remove_file(data.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    if work.join(KEY).exists() {
        fs::rename(work.join(KEY), data.join(KEY))?;
    }
    fs::rename(work.join(DATABASE), data.join(DATABASE))?;
    File::open(data)?.sync_all()
}

/// What a restore did.
#[derive(Debug, Clone)]
pub struct Restored {
    /// Where what was there before is kept, if something was there.
    pub previous: Option<PathBuf>,
    /// The migration that the backup came with, and the one that it has now.
    pub migrated: (i64, i64),
}

impl Unpacked {
    /// Brings what was unpacked to this version of the program and puts it in the place of the data.
    ///
    /// # Errors
    /// When it can't be migrated, or a rename fails. The data are as they were then.
    pub async fn put_in_place(self) -> Result<Restored> {
        let from = self.contents.manifest.schema;
        self.migrate().await?;
        let previous = self.swap()?;
        Ok(Restored { previous, migrated: (from, migrations::ours()) })
    }

    /// Migrates the copy, notes the restore in its audit, and leaves it as one plain file.
    async fn migrate(&self) -> Result<()> {
        let path = self.work.path().join(DATABASE);
        let db = Db::open(&path)?;
        let event = Event::named("RESTORE", "backup", None).describe(format!(
            "Copia de seguridad restaurada: la del {}",
            self.contents.manifest.created_at.with_timezone(&clock::zone()).format("%Y-%m-%d %H:%M")
        ));
        let origin = Origin::of_command("restore");
        let outcome = db.write(&origin, move |tx| {
            // The list of another machine, or of another time: what isn't here any more is no backup.
            for backup in store::all(tx)?.iter().filter(|it| !Path::new(&it.path).is_file()) {
                store::delete(tx, backup.id)?;
            }
            Ok(Change::new((), event))
        });
        let outcome = outcome.await;
        tokio::task::spawn_blocking(move || db.close()).await?;
        outcome?;
        let plain = take::open_plain(&path)?;
        // The pool lets go of its last reader a moment after it was told to.
        let mode = (0..100).find_map(|_| {
            let mode: rusqlite::Result<String> =
                plain.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0));
            match mode {
                Ok(mode) if mode == "delete" => Some(mode),
                _ => {
                    std::thread::sleep(Duration::from_millis(20));
                    None
                }
            }
        });
        if mode.is_none() {
            return Err(Error::internal("otro programa tiene abierta la copia"));
        }
        tls::store::carry(&self.data_dir.join(DATABASE), &plain)?;
        migrations::check(&plain)?;
        plain.close().map_err(|(_, error)| error)?;
        File::open(&path)?.sync_all()?;
        Ok(())
    }

    /// Keeps what is there under another name and puts the copy in its place.
    fn swap(&self) -> Result<Option<PathBuf>> {
        let data = &self.data_dir;
        let there: Vec<String> = [DATABASE, "inventario.db-wal", "inventario.db-shm", KEY]
            .into_iter()
            .filter(|name| data.join(name).exists())
            .map(str::to_owned)
            .collect();
        let previous = if there.is_empty() { None } else { Some(self.keep(&there)?) };
        let (work, ready) = (self.work.path(), self.work.path().join(READY));
        archive::new_file(&ready)?.sync_all()?;
        File::open(work)?.sync_all()?;
        let swapped = finish(work, data);
        if swapped.is_err() {
            fs::remove_file(&ready)?;
            if let Some(previous) = &previous {
                put_back(previous, data, &there);
            }
        }
        swapped?;
        Ok(previous)
    }

    /// A second name for each file that is there. The first name stays, so that there is a database at every moment.
    fn keep(&self, there: &[String]) -> Result<PathBuf> {
        let stamp = clock::now().with_timezone(&clock::zone()).format("%Y%m%d-%H%M%S");
        let mut previous = self.data_dir.join(format!("previous-{stamp}"));
        for n in 2.. {
            if !previous.exists() {
                break;
            }
            previous = self.data_dir.join(format!("previous-{stamp}-{n}"));
        }
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&previous)?;
        for name in there {
            let (from, to) = (self.data_dir.join(name), previous.join(name));
            // What is written anew in place needs a copy of its bytes, and so does a disk without links.
            if fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to)?;
                File::open(&to)?.sync_all()?;
            }
        }
        File::open(&previous)?.sync_all()?;
        File::open(&self.data_dir)?.sync_all()?;
        Ok(previous)
    }
}

/// After a swap that failed halfway: what was there gets its name again.
fn put_back(previous: &Path, data: &Path, there: &[String]) {
    for name in there {
        let target = data.join(name);
        let _ = fs::remove_file(&target);
        if let Err(error) = fs::hard_link(previous.join(name), &target) {
            tracing::error!(%error, file = %target.display(), kept = %previous.display(), "could not be put back");
        }
    }
}

#[cfg(test)]
mod tests;
