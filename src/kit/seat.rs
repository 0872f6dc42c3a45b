//! Work that the machine does one piece at a time, off the runtime's threads, whoever asks for it.

use super::error::{Error, Result};
use super::wire::Id;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
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

/// The turns of people at a seat that all of them want: each person has one piece of work there, done or waiting, and what else they
/// asked for waits behind it. Nobody waits for more than one piece of everybody else's.
#[derive(Debug)]
pub struct Turns(Mutex<BTreeMap<Id, Arc<Semaphore>>>);

impl Turns {
    /// Nobody's turn.
    pub const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// Does a person's piece of work when it is their turn and the seat is free.
    ///
    /// # Errors
    /// Those of [`Seat::take`].
    pub async fn take<T: Send + 'static>(
        &self,
        who: Id,
        seat: &'static Seat,
        job: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = self.of(who).acquire_owned().await.map_err(Error::internal)?;
        seat.take(move || {
            let _turn = turn;
            job()
        })
        .await
    }

    /// A person's turn; those of whom nothing is done or waits are forgotten.
    fn of(&self, who: Id) -> Arc<Semaphore> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(turns.entry(who).or_insert_with(|| Arc::new(Semaphore::new(1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use tokio::task::yield_now;

    #[tokio::test]
    async fn whoever_sends_many_waits_behind_themselves() {
        static SEAT: Seat = Seat::new();
        static TURNS: Turns = Turns::new();
        let (many, other) = (Id::from_bits(1), Id::from_bits(2));
        let (done, order) = mpsc::channel();
        let (go, gate) = mpsc::channel::<()>();
        let asks = |who: Id, called: &'static str| {
            let done = done.clone();
            tokio::spawn(TURNS.take(who, &SEAT, move || done.send(called).map_err(Error::internal)))
        };
        let begun = done.clone();
        let first = tokio::spawn(TURNS.take(many, &SEAT, move || {
            begun.send("first").map_err(Error::internal)?;
            gate.recv().map_err(Error::internal)
        }));
        while SEAT.0.available_permits() > 0 {
            yield_now().await;
        }
        let more = [asks(many, "second"), asks(many, "third")];
        for _ in 0..20 {
            yield_now().await;
        }
        let honest = asks(other, "honest");
        for _ in 0..20 {
            yield_now().await;
        }
        go.send(()).unwrap();
        first.await.unwrap().unwrap();
        honest.await.unwrap().unwrap();
        for one in more {
            one.await.unwrap().unwrap();
        }
        drop(done);
        assert_eq!(order.iter().collect::<Vec<_>>(), ["first", "honest", "second", "third"]);
        // And nobody is remembered for ever.
        let _ = TURNS.of(other);
        assert_eq!(TURNS.0.lock().unwrap().len(), 1);
    }
}
