//! How far a backup is.

use crate::kit::{Error, Result};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

/// How far a backup is, and whether it is still wanted. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<(AtomicU8, AtomicBool)>);

impl Progress {
    /// How far, from 0 to 100.
    pub fn percent(&self) -> u8 {
        self.0.0.load(Ordering::Relaxed)
    }

    /// Gives it up: the server stops.
    pub fn give_up(&self) {
        self.0.1.store(true, Ordering::Relaxed);
    }

    /// Notes how far it is; fails when it was given up.
    pub(super) fn reach(&self, percent: u8) -> Result<()> {
        self.0.0.store(percent, Ordering::Relaxed);
        if self.0.1.load(Ordering::Relaxed) {
            return Err(Error::internal("la copia se interrumpió porque el servidor se detiene"));
        }
        Ok(())
    }
}

/// What passes through notes how far it is, and stops when it is not wanted any more.
pub(super) struct Watched<'a, T> {
    pub(super) inner: T,
    pub(super) progress: &'a Progress,
    /// How many bytes have passed.
    pub(super) done: u64,
    /// Of how many.
    pub(super) of: u64,
    /// From where to where they count, in percent of the whole backup.
    pub(super) span: (u8, u8),
}

impl<T: io::Read> io::Read for Watched<'_, T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.done += read as u64;
        let (from, to) = self.span;
        let share = self.done * u64::from(to - from) / self.of.max(1);
        let percent = from + u8::try_from(share).unwrap_or(0).min(to - from);
        self.progress.reach(percent).map_err(io::Error::other)?;
        Ok(read)
    }
}
