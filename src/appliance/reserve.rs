//! The reserve: a file that does nothing but take room, so that there is some to give back when the disk is full.
//!
//! A start needs room, for the database's log and its index, which a clean stop has taken away. On a full disk the server would not
//! come back, and with it would go what people can still read. So it gives the reserve back before it opens the database, and takes
//! what is left of it again once it runs: what people send then is refused in a clear sentence and does not use it up.

use crate::kit::{Result, disk};
use rustix::fs::{FallocateFlags, fallocate};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How large it is at most, in bytes. A start takes some tens of kilobytes, so that it lasts for many.
const SIZE: u64 = 8 << 20;
/// It takes no more than one part in so many of its disk.
const PART: u64 = 16;

/// How many times its size must be free beside it when it is taken in peace.
const BESIDE: u64 = 3;
/// The length of a reserve that was given back: taken again from whatever is left of the room that it gave.
const GIVEN: u64 = 1;

/// The file.
fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("reserve")
}

/// Gives it back when the disk has no room for a start; answers whether it did.
pub fn give_back(data_dir: &Path) -> bool {
    let path = file(data_dir);
    if disk::check_room(data_dir, disk::LEAST).is_ok() || disk::size(&path) <= GIVEN {
        return false;
    }
    let given = OpenOptions::new().write(true).open(&path).and_then(|file| {
        file.set_len(0)?;
        file.set_len(GIVEN)?;
        file.sync_all()
    });
    match &given {
        Ok(()) => tracing::warn!("the disk is full: the reserve was given back"),
        Err(error) => tracing::warn!(%error, "the reserve could not be given back"),
    }
    given.is_ok()
}

/// Takes what is missing of it: in peace when there is plenty of room, and after it was given back whatever is left. Nothing fails
/// without it but a start on a full disk.
pub fn take(data_dir: &Path) {
    if let Err(error) = try_take(data_dir) {
        tracing::warn!(%error, "the room for a start on a full disk could not be taken");
    }
}

fn try_take(data_dir: &Path) -> Result<()> {
    let Some(room) = disk::space(data_dir) else { return Ok(()) };
    let path = file(data_dir);
    let has = disk::size(&path);
    let wanted = SIZE.min(room.total / PART);
    let length = if has == GIVEN {
        wanted.min(room.free)
    } else if room.free >= wanted.saturating_sub(has) + BESIDE * wanted {
        wanted
    } else {
        has
    };
    if length <= has {
        return Ok(());
    }
    let mut file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path)?;
    let taken = fallocate(&file, FallocateFlags::empty(), has, length - has)
        // A disk that can't set room aside takes zeros.
        .or_else(|_| write_zeros(&mut file, has, length - has));
    if let Err(error) = taken {
        // Not even that: what it has taken must not stay half taken and look whole.
        let _ = file.set_len(has);
        return Err(error.into());
    }
    Ok(file.sync_all()?)
}

fn write_zeros(file: &mut File, from: u64, length: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(from))?;
    io::copy(&mut io::Read::take(io::repeat(0), length), file)?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_taken_once_kept_while_there_is_room_and_taken_again_when_it_was_given_back() {
        let dir = tempfile::tempdir().unwrap();
        let whole = SIZE.min(disk::space(dir.path()).unwrap().total / PART);
        let has = || disk::size(&file(dir.path()));
        take(dir.path());
        assert_eq!(has(), whole);
        take(dir.path());
        assert_eq!(has(), whole);
        assert!(!give_back(dir.path()), "there is room");
        assert_eq!(has(), whole);
        File::options().write(true).open(file(dir.path())).unwrap().set_len(GIVEN).unwrap();
        take(dir.path());
        assert_eq!(has(), whole);
    }

    #[test]
    fn zeros_take_room_where_none_can_be_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("reserve");
        let mut file = File::create(&path).unwrap();
        write_zeros(&mut file, 0, 100_000).unwrap();
        write_zeros(&mut file, 100_000, 20).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), vec![0; 100_020]);
    }
}
