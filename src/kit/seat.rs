//! Work that the machine does one piece at a time, off the runtime's threads, whoever asks for it.

use super::error::{Error, Result};
use tokio::sync::{Semaphore, SemaphorePermit};

/// A seat that one piece of work takes at a time. What it saves is the machine's, not a resource's or a server's: it is kept in a static.
#[derive(Debug)]
pub struct Seat(Semaphore);

impl Seat {
    /// A free seat.
    pub const fn new() -> Self {
        Self(Semaphore::const_new(1))
    }

    /// Does a piece of work when the seat is free. It goes on to its end when nobody waits any more.
    ///
    /// # Errors
    /// Whatever `job` answers; `Internal` when it panics.
    pub async fn take<T: Send + 'static>(
        &'static self,
        job: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let taken = self.sit().await?;
        tokio::task::spawn_blocking(move || {
            // Freed when the job ends, even if the request is gone by then.
            let _taken = taken;
            job()
        })
        .await?
    }

    /// Takes the seat when it is free, for work that goes on elsewhere: a read of the database. It is free again when what is
    /// answered is dropped, so the work takes that along.
    ///
    /// # Errors
    /// None that can happen: a seat is never closed.
    pub async fn sit(&'static self) -> Result<SemaphorePermit<'static>> {
        self.0.acquire().await.map_err(Error::internal)
    }
}
