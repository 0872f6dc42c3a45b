//! Where the files of backups lie, what they are called, and which of them are the server's own.

use super::Backups;
use super::model::Backup;
use crate::kit::{Code, Error, Result, clock};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where a server keeps its backups.
pub fn dir(data_dir: &Path) -> PathBuf {
    data_dir.join("backups")
}

/// The file of a backup that is made now.
pub fn new_path(dir: &Path, is_encrypted: bool) -> PathBuf {
    let dir = std::fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
    let stamp = clock::now().with_timezone(&clock::zone()).format("%Y%m%d-%H%M%S");
    let ending = if is_encrypted { "tar.age" } else { "tar" };
    let first = dir.join(format!("inventario-{stamp}.{ending}"));
    let others = (2..100).map(|n| dir.join(format!("inventario-{stamp}-{n}.{ending}")));
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
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let is_leftover = entry.file_name().to_string_lossy().starts_with(".copia-");
        let age = entry.metadata().and_then(|it| it.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_leftover && age.is_some_and(|age| age > OLD) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Removes a file that may be gone already.
pub(super) async fn remove(path: &Path) -> Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

impl Backups {
    /// The file of a backup, when it is one of ours: what a database says that came from elsewhere is not believed.
    pub(super) fn own_file(&self, backup: &Backup) -> Result<PathBuf> {
        let path = Path::new(&backup.path);
        let is_ours = path.parent().is_some_and(|parent| parent == dir(self.data_dir()))
            && path.file_name().and_then(|name| name.to_str()).is_some_and(is_own_name);
        if is_ours { Ok(path.to_owned()) } else { Err(Error::from(Code::BackupElsewhere)) }
    }

    /// The backups of this server's own folder, and the failures, which have no file.
    pub(super) fn own(&self, mut backups: Vec<Backup>) -> Vec<Backup> {
        backups.retain(|it| it.size.is_none() || self.own_file(it).is_ok());
        backups
    }
}
