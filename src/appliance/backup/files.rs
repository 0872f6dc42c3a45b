//! Where the files of backups lie, what they are called, which of them are the server's own, and how they are handled.

use super::Backups;
use super::model::Backup;
use crate::kit::{Code, Error, Result, clock, disk};
use rustix::fs::{Advice, fadvise};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Room that stays free on the disk, in bytes, whatever is taken or restored.
pub(super) const SPARE: u64 = 16 << 20;

/// Where a server keeps its backups.
pub fn dir(data_dir: &Path) -> PathBuf {
    data_dir.join("backups")
}

/// The file of a backup that is made now.
pub fn new_path(dir: &Path, is_encrypted: bool) -> PathBuf {
    let dir = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
    unused(&dir, "inventario", if is_encrypted { ".tar.age" } else { ".tar" })
}

/// A path that nothing has yet, with a name that says what it is and when it was made.
pub(super) fn unused(dir: &Path, what: &str, ending: &str) -> PathBuf {
    let stamp = clock::now().with_timezone(&clock::zone()).format("%Y%m%d-%H%M%S");
    let first = dir.join(format!("{what}-{stamp}{ending}"));
    let others = (2..100).map(|n| dir.join(format!("{what}-{stamp}-{n}{ending}")));
    std::iter::once(first.clone()).chain(others).find(|path| !path.exists()).unwrap_or(first)
}

/// Whether a file has a name that we give to backups.
pub fn is_own_name(name: &str) -> bool {
    name.starts_with("inventario-")
        && (name.ends_with(".tar") || name.ends_with(".tar.age"))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

/// Removes what a process that was killed in the middle of a backup left, a good while ago.
pub(super) fn remove_leftovers(dir: &Path) {
    const OLD: Duration = Duration::from_secs(6 * 60 * 60);
    for path in named(dir, ".copia-").into_iter().flatten() {
        let age = path.symlink_metadata().and_then(|it| it.modified()).ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > OLD) {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// What lies in a folder under a name that begins so.
pub(crate) fn named(dir: &Path, start: &str) -> io::Result<impl Iterator<Item = PathBuf>> {
    let found = fs::read_dir(dir)?.flatten();
    Ok(found.filter(move |it| it.file_name().to_string_lossy().starts_with(start)).map(|it| it.path()))
}

/// Opens a file to be read from the disk, not from what the system still remembers of it.
pub(super) fn open_on_disk(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    let _ = fadvise(&file, 0, None, Advice::DontNeed);
    Ok(file)
}

/// Removes a file that may be gone already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Refuses what needs more bytes than are free on the disk of a folder; `sentence` is told both in MB.
pub(super) fn judge_room(
    dir: &Path,
    needed: u64,
    code: Code,
    sentence: impl FnOnce(u64, u64) -> String,
) -> Result<()> {
    match disk::space(dir) {
        Some(room) if room.free < needed => Err(Error::With(code, sentence(needed >> 20, room.free >> 20))),
        _ => Ok(()),
    }
}

impl Backups {
    /// The file of a backup, when it is one of ours: what a database says that came from elsewhere is not believed.
    pub(super) fn own_file(&self, backup: &Backup) -> Result<PathBuf> {
        let path = Path::new(&backup.path);
        let is_ours = path.parent().is_some_and(|parent| parent == dir(&self.data_dir))
            && path.file_name().and_then(|name| name.to_str()).is_some_and(is_own_name);
        if is_ours { Ok(path.to_owned()) } else { Err(Error::from(Code::BackupElsewhere)) }
    }

    /// The backups of this server's own folder, and the failures, which have no file.
    pub(super) fn own(&self, mut backups: Vec<Backup>) -> Vec<Backup> {
        backups.retain(|it| it.size.is_none() || self.own_file(it).is_ok());
        backups
    }
}
