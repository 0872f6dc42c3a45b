//! The end of a restore: what is there gets a second name, what was unpacked takes its place; and the way back when that fails.

use super::{READY, Unpacked};
use crate::appliance::backup::archive::{self, DATABASE, KEY};
use crate::appliance::backup::files::{remove, unused};
use crate::kit::{Error, Result};
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The log of a database and its index.
const LOG: [&str; 2] = ["inventario.db-wal", "inventario.db-shm"];
/// What is swapped.
const ALL: [&str; 4] = [DATABASE, LOG[0], LOG[1], KEY];

/// Why a restore was not done.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong.
    pub error: Error,
    /// Where the data are that could not be given their place again; none when the data are as they were.
    pub stranded: Option<PathBuf>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, stranded: None }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        if failure.stranded.is_none() { failure.error } else { Self::internal(failure.to_string()) }
    }
}

/// For people: what happened, and what they have now.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = &self.error;
        match &self.stranded {
            None => write!(f, "No se restauró la copia y no se cambió nada: {error}"),
            Some(place) => write!(
                f,
                "No se restauró la copia y no se pudo volver a dejar todo como estaba; lo que había está en {}: {error}",
                place.display()
            ),
        }
    }
}

/// The renames, or those of them that are still to be done: the database comes last.
pub(super) fn finish(work: &Path, data: &Path) -> io::Result<()> {
    if !work.join(DATABASE).exists() {
        return Ok(());
    }
    // The log of the old database must not be taken for the new one's. It is kept, see below.
    for name in LOG {
        remove(&data.join(name))?;
    }
    if work.join(KEY).exists() {
        fs::rename(work.join(KEY), data.join(KEY))?;
    }
    fs::rename(work.join(DATABASE), data.join(DATABASE))?;
    File::open(data)?.sync_all()
}

/// A second name for a file; on a disk that knows no such thing (vfat, exfat) its bytes again.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to)?;
        File::open(to)?.sync_all()?;
    }
    Ok(())
}

impl Unpacked {
    /// Keeps what is there under another name and puts the copy in its place.
    pub(super) fn swap(&self) -> Result<Option<PathBuf>, Failure> {
        let there: Vec<&str> = ALL.into_iter().filter(|name| self.data_dir.join(name).exists()).collect();
        let previous = if there.is_empty() { None } else { Some(self.keep(&there)?) };
        let Err(error) = self.put(&there) else { return Ok(previous) };
        if let Err(second) = self.take_back(previous.as_deref(), &there) {
            tracing::error!(error = %second, "what was there could not be put back");
            return Err(Failure { error, stranded: previous.or_else(|| Some(self.data_dir.clone())) });
        }
        if let Some(previous) = previous
            && let Err(error) = fs::remove_dir_all(&previous)
        {
            tracing::warn!(%error, left = %previous.display(), "second names of the data were left");
        }
        Err(Failure::from(error))
    }

    /// Puts the copy in the place of what is there. Once this has begun, the next start finishes it.
    pub(super) fn put(&self, there: &[&str]) -> Result<()> {
        let work = self.work.path();
        archive::new_file(&work.join(READY))?.sync_all()?;
        File::open(work)?.sync_all()?;
        // A slow disk takes its time for all this. Who opened the database meanwhile has made a log, and may write.
        if LOG.iter().any(|name| !there.contains(name) && self.data_dir.join(name).exists()) {
            return Err(Error::internal("otro programa abrió la base de datos"));
        }
        Ok(finish(work, &self.data_dir)?)
    }

    /// A second name for each file that is there. The first name stays, so that there is a database at every moment.
    fn keep(&self, there: &[&str]) -> Result<PathBuf> {
        let previous = unused(&self.data_dir, "previous", "");
        fs::DirBuilder::new().mode(0o700).create(&previous)?;
        let filled = there
            .iter()
            .try_for_each(|name| link_or_copy(&self.data_dir.join(name), &previous.join(name)))
            .and_then(|()| File::open(&previous)?.sync_all())
            .and_then(|()| File::open(&self.data_dir)?.sync_all());
        if let Err(error) = filled {
            // Half of it would be no help to anybody, and a disk that is full needs the room.
            let _ = fs::remove_dir_all(&previous);
            return Err(error.into());
        }
        Ok(previous)
    }

    /// After a swap that failed halfway: everything is as it was. Each file is tried; the first error counts.
    pub(super) fn take_back(&self, previous: Option<&Path>, there: &[&str]) -> io::Result<()> {
        // First of all: the next start must not finish what is taken back.
        let mut outcome = remove(&self.work.path().join(READY));
        for name in ALL {
            let kept = previous.filter(|_| there.contains(&name)).map(|previous| previous.join(name));
            outcome = outcome.and(self.take_back_one(name, kept.as_deref()));
        }
        outcome.and(File::open(&self.data_dir)?.sync_all())
    }

    /// Nothing is removed before what replaces it is whole.
    fn take_back_one(&self, name: &str, kept: Option<&Path>) -> io::Result<()> {
        let (target, unused) = (self.data_dir.join(name), self.work.path().join(name));
        let is_untouched = if LOG.contains(&name) { target.exists() } else { unused.exists() };
        match kept {
            _ if is_untouched => Ok(()),
            None => remove(&target),
            Some(kept) => {
                let beside = self.work.path().join(format!("{name}.previous"));
                link_or_copy(kept, &beside)?;
                fs::rename(&beside, &target)
            }
        }
    }
}
