//! Putting a backup back.
//!
//! Everything is read and checked beside the data first, also while a server uses them. When none does any more it is migrated,
//! still beside them, and swapped with what is there, which stays under `previous-…`. Until then nothing was changed, whatever
//! fails.

use super::archive::{Contents, DATABASE, KEY};
use super::encryption::{self, Passphrase};
use super::{files, inspect, store, take};
use crate::appliance::tls;
use crate::kit::db::migrations;
use crate::kit::{Change, Code, Db, Error, Event, Origin, Result, clock, disk};
use rusqlite::ErrorCode;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

mod swap;

pub use swap::Failure;
use swap::finish;

/// How the folder begins in which a backup is unpacked.
const WORK: &str = ".restauracion-";
/// Its member once everything in it is whole and what was there is kept: from here on a restore is finished, not forgotten.
const READY: &str = "lista";
/// How often, and how long between, somebody who has the database open is waited for: ten seconds.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);
/// What the migration of an older backup takes at most beside it, in times its size: the copy that is migrated, what that copy
/// grows by, and its log, into which a migration writes whatever it touches.
const MIGRATION: u64 = 4;

/// A backup that was read, checked and unpacked beside the data, and may be put in their place.
pub struct Unpacked {
    work: TempDir,
    data_dir: PathBuf,
    /// What the backup holds.
    pub contents: Contents,
    /// What is wrong with its audit, if something is.
    pub doubt: Option<String>,
    /// Who restores it, for the audit: the command, unless somebody says another.
    pub origin: Arc<Origin>,
}

/// Reads, checks and unpacks a backup beside the data, also while a server of this process uses them. A backup that is not
/// encrypted needs no passphrase and minds none. What [`encryption::read`] refuses, and what is of a newer version of the program,
/// leaves the data as they were.
pub fn unpack(file: &Path, data_dir: &Path, passphrase: Option<&Passphrase>) -> Result<Unpacked> {
    let input = File::open(file).map_err(|error| Error::internal(format!("{}: {error}", file.display())))?;
    let work = take::private_dir(WORK, data_dir)?;
    let contents = encryption::read(BufReader::new(input), passphrase, Some(work.path()))?;
    let (needed, ours) = (contents.manifest.schema, migrations::ours());
    if needed > ours {
        let (program, own) = (&contents.manifest.program, env!("CARGO_PKG_VERSION"));
        let sentence = format!(
            "La copia es de la versión {program} del programa (migración {needed}); esta es la {own} y conoce hasta la {ours}. \
             Instale la {program} o una posterior. No se cambió nada."
        );
        return Err(Error::With(Code::BackupNewer, sentence));
    }
    let secret = fs::read_to_string(work.path().join(KEY))?;
    let db = inspect::open_plain(&work.path().join(DATABASE))?;
    let doubt = inspect::check(&db, Some(secret.trim()))?;
    db.close().map_err(|(_, error)| error)?;
    let origin = Origin::of_command("restore");
    Ok(Unpacked { work, data_dir: data_dir.to_owned(), contents, doubt, origin })
}

/// Finishes a restore that a power cut ended between its renames, and removes what is left of one that had not come so far. The
/// data directory must be ours alone, and nothing may be unpacked in it yet.
pub fn resume(data_dir: &Path) -> Result<()> {
    for work in files::named(data_dir, WORK)? {
        if work.join(READY).exists() {
            tracing::warn!("finishes a restore that was cut off");
            finish(&work, data_dir)?;
        }
        fs::remove_dir_all(&work)?;
    }
    Ok(())
}

/// Waits until nobody has a database open any more, and folds its log in: from then on it is one plain file. One that is too
/// damaged for anybody to write into it is left as it is.
fn fold(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let plain = inspect::open_plain(path)?;
    plain.busy_timeout(Duration::ZERO)?;
    for _ in 0..TRIES {
        let mode =
            plain.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0));
        match mode {
            Ok(mode) if mode == "delete" => return plain.close().map_err(|(_, error)| error.into()),
            Ok(_) => {}
            Err(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {}
                Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => return Ok(()),
                _ => return Err(error.into()),
            },
        }
        std::thread::sleep(PAUSE);
    }
    Err(Error::internal("otro programa tiene abierta la base de datos"))
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
    /// Makes sure that what is still to be done has room on the disk.
    pub fn judge_room(&self) -> Result<()> {
        let is_older = self.contents.manifest.schema < migrations::ours();
        let copies = if is_older { MIGRATION } else { 0 };
        let needed = copies * disk::size(&self.work.path().join(DATABASE)) + files::SPARE;
        files::judge_room(&self.data_dir, needed, Code::BackupTooLarge, |needed, free| {
            format!(
                "No hay espacio en el disco del servidor para restaurar esta copia: se necesitan {needed} MB libres y hay \
                 {free} MB. Libere espacio e inténtelo de nuevo"
            )
        })
    }

    /// Brings what was unpacked to this version of the program and puts it in the place of the data, which no server uses any
    /// more. Other programs may until the last moment: they are waited for then, ten seconds at most, because a connection that
    /// closes later would take the new database's log for its own.
    pub async fn put_in_place(self) -> Result<Restored, Failure> {
        let from = self.contents.manifest.schema;
        self.judge_room()?;
        self.migrate().await?;
        let swapping = tokio::task::spawn_blocking(move || {
            fold(&self.data_dir.join(DATABASE))?;
            self.swap()
        });
        let previous = swapping.await.map_err(Error::from)??;
        Ok(Restored { previous, migrated: (from, migrations::ours()) })
    }

    /// Migrates the copy, notes the restore in its audit, and leaves it as one plain file.
    async fn migrate(&self) -> Result<()> {
        let path = self.work.path().join(DATABASE);
        let current = self.data_dir.join(DATABASE);
        let (opened, key) = (path.clone(), self.work.path().join(KEY));
        let opening = move || Db::open(&opened, fs::read_to_string(key)?.trim());
        let db = tokio::task::spawn_blocking(opening).await??;
        let event = Event::named("RESTORE", "backup", None).describe(format!(
            "Copia de seguridad restaurada: la del {}",
            self.contents.manifest.created_at.with_timezone(&clock::zone()).format("%Y-%m-%d %H:%M")
        ));
        let outcome = db.write(&self.origin, move |tx| {
            // The list of another machine, or of another time: what isn't here any more is no backup.
            for backup in store::all(tx)?.iter().filter(|it| !Path::new(&it.path).is_file()) {
                store::delete(tx, backup.id)?;
            }
            Ok(Change::new((), event))
        });
        let outcome = outcome.await;
        tokio::task::spawn_blocking(move || {
            db.close();
            outcome?;
            // The pool lets go of its last reader a moment after it was told to.
            fold(&path)?;
            let plain = inspect::open_plain(&path)?;
            tls::store::carry(&current, &plain)?;
            migrations::check(&plain)?;
            plain.close().map_err(|(_, error)| error)?;
            Ok(File::open(&path)?.sync_all()?)
        })
        .await?
    }
}

#[cfg(test)]
mod tests;
