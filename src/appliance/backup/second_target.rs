//! The second target: a copy of each backup on another disk, when it is there.

use super::archive::Hashed;
use super::files;
use super::model::TargetState;
use crate::kit::{Error, Result};
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// How a second target is, given the file that should be in it.
pub fn state(target: Option<&str>, data_dir: &Path, last: Option<&Path>) -> TargetState {
    let Some(target) = target.map(Path::new) else { return TargetState::None };
    let (Ok(there), Ok(here)) = (fs::metadata(target), fs::metadata(data_dir)) else {
        return TargetState::Missing;
    };
    if !there.is_dir() {
        return TargetState::Missing;
    }
    // The empty folder under which a stick would be mounted is on the disk of the data.
    if there.dev() == here.dev() {
        return TargetState::SameDisk;
    }
    match last.and_then(Path::file_name) {
        Some(name) if !target.join(name).exists() => TargetState::Behind,
        _ => TargetState::Ready,
    }
}

/// Copies a backup to another disk and reads it back there; then removes the oldest copies beyond `keep`. What it must be is known
/// by its hash: the backup itself was checked whole, and decrypted if it had to be, when it was taken.
pub fn copy(file: &Path, sha256: &str, target: &str, data_dir: &Path, keep: usize) -> Result<()> {
    match state(Some(target), data_dir, None) {
        TargetState::Ready => {}
        TargetState::SameDisk => return Err(Error::internal(format!("{target} no está en otro disco"))),
        _ => return Err(Error::internal(format!("{target} no está conectado"))),
    }
    let dir = Path::new(target);
    let name = file.file_name().ok_or_else(|| Error::internal("a backup without a name"))?;
    let mut out = tempfile::Builder::new().prefix(".copia-").tempfile_in(dir)?;
    io::copy(&mut File::open(file)?, out.as_file_mut())?;
    out.as_file().sync_all()?;
    if Hashed::of(BufReader::new(files::open_on_disk(out.path())?))?.0 != sha256 {
        return Err(Error::internal(format!("lo que quedó en {target} no es la copia")));
    }
    out.persist(dir.join(name)).map_err(|error| error.error)?;
    File::open(dir)?.sync_all()?;
    let mut names: Vec<_> = fs::read_dir(dir)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| files::is_own_name(name))
        .collect();
    names.sort_unstable();
    for old in names.iter().rev().skip(keep) {
        fs::remove_file(dir.join(old))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appliance::backup::encryption::Passphrase;
    use crate::appliance::backup::take::BackupSource;

    #[test]
    fn a_folder_of_the_same_disk_is_no_second_target() {
        let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let other = other.path().to_str().unwrap();
        assert_eq!(state(None, data.path(), None), TargetState::None);
        assert_eq!(state(Some(other), data.path(), None), TargetState::SameDisk);
        assert_eq!(state(Some("/no/such/folder"), data.path(), None), TargetState::Missing);
        assert!(copy(Path::new("/x"), "", other, data.path(), 1).is_err());
    }

    #[test]
    fn another_disk_gets_a_copy_and_keeps_as_many_as_it_should() {
        let data = tempfile::tempdir().unwrap();
        let Ok(disk) = tempfile::tempdir_in("/dev/shm") else { return };
        let target = disk.path().to_str().unwrap();
        if state(Some(target), data.path(), None) != TargetState::Ready {
            return;
        }
        let database = data.path().join("inventario.db");
        crate::kit::db::Db::open(&database, "0123456789abcdef").unwrap().close();
        let source = BackupSource {
            database,
            secret: "0123456789abcdef".into(),
            passphrase: Some(Passphrase::typed("la de la memoria")),
        };
        for n in 1..=3 {
            // The first is from before there was a passphrase.
            let source =
                if n == 1 { BackupSource { passphrase: None, ..source.clone() } } else { source.clone() };
            let ending = if n == 1 { "tar" } else { "tar.age" };
            let file = data.path().join(format!("inventario-2026030{n}-023000.{ending}"));
            let taken = crate::appliance::backup::take::take(&source, &file, &Default::default()).unwrap();
            assert_eq!(state(Some(target), data.path(), Some(&file)), TargetState::Behind);
            copy(&file, &taken.contents.sha256, target, data.path(), 2).unwrap();
            assert_eq!(state(Some(target), data.path(), Some(&file)), TargetState::Ready);
        }
        fs::write(disk.path().join("notas.txt"), "de otra persona").unwrap();
        let mut names: Vec<_> =
            fs::read_dir(target).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(
            names,
            ["inventario-20260302-023000.tar.age", "inventario-20260303-023000.tar.age", "notas.txt"]
        );
    }
}
