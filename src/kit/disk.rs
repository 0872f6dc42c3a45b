//! Disks and directories: how much room there is, how large a file is, and a directory for its owner only.

use crate::kit::error::{Code, Error, Result};
use std::path::Path;

/// How much room there is on a disk, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Space {
    /// The whole disk.
    pub total: u64,
    /// What is left for this process.
    pub free: u64,
}

/// With less room than this, in bytes, a disk is full: what people send has no place, even if a note of a few bytes finds some.
pub const LEAST: u64 = 1 << 20;

/// The room on the disk that holds a path.
pub fn space(path: &Path) -> Option<Space> {
    let disk = rustix::fs::statvfs(path).ok()?;
    Some(Space {
        total: disk.f_blocks.saturating_mul(disk.f_frsize),
        free: disk.f_bavail.saturating_mul(disk.f_frsize),
    })
}

/// Refuses to write where less than so many bytes would be left to the others.
///
/// # Errors
/// [`Code::DiskFull`].
pub fn check_room(path: &Path, reserve: u64) -> Result<()> {
    if space(path).is_some_and(|space| space.free < reserve) { Err(Code::DiskFull.into()) } else { Ok(()) }
}

/// The size of a file; 0 when it isn't there.
pub fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |it| it.len())
}

/// Makes a directory, readable by its owner only.
pub fn make_dir(path: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| Error::internal(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_is_known() {
        let space = space(Path::new("/")).unwrap();
        assert!(space.total >= space.free && space.total > 0);
    }
}
