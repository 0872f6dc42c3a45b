//! The lock of a data directory: two servers never open the same database.

use crate::kit::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// A data directory that is ours until this is dropped.
#[derive(Debug)]
pub struct DataDir {
    /// The lock belongs to the open file; the system gives it back when the process ends, however it ends.
    _file: File,
}

impl DataDir {
    /// Takes a data directory, unless another process has it.
    pub fn acquire(path: &Path) -> Result<Self> {
        let lock = path.join("lock");
        let named = |error| Error::internal(format!("{}: {error}", lock.display()));
        let opened = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&lock);
        let file = opened.map_err(named)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::internal(format!(
                "otro servidor usa la carpeta {}: deténgalo antes de abrirla de nuevo",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => Err(named(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_taken_once_and_given_back() {
        let dir = tempfile::tempdir().unwrap();
        let first = DataDir::acquire(dir.path()).unwrap();
        let refused = DataDir::acquire(dir.path()).unwrap_err();
        assert!(refused.to_string().contains("otro servidor usa la carpeta"));
        drop(first);
        DataDir::acquire(dir.path()).unwrap();
    }
}
