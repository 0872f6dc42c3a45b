//! The bell: says to open streams, after a commit, whose notifications changed. It knows who listens, so that nobody keeps
//! more streams than they can use.
//!
//! A client that hangs up is noticed only when something is written to it, after half a minute. Who opens one stream too many
//! is therefore not refused: their oldest one ends, which is the one that nobody reads.

use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// How many rings a slow stream may miss before it is told to look for itself.
const KEPT: usize = 256;
/// How many streams a person may have open: a phone, a few tabs, and some that nobody has noticed are dead.
const PER_PERSON: usize = 8;
/// How many streams may be open. Each keeps a connection, of which there are 1,024.
const IN_ALL: usize = 600;
/// After how many seconds a refused stream may be asked for again.
const LATER: u64 = 30;

/// What is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ring {
    /// Something of this person's notifications changed, or their account did.
    For(Id),
    /// This stream ends, because its person has opened newer ones.
    Enough(u64),
    /// The server stops: streams end.
    Closing,
}

/// Who rings and who listens. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bell {
    sender: broadcast::Sender<Ring>,
    seats: Arc<Mutex<Seats>>,
}

/// Who listens.
#[derive(Debug, Default)]
struct Seats {
    closed: bool,
    taken: usize,
    /// How many streams were ever opened.
    opened: u64,
    /// Each person's streams, the oldest first.
    of: HashMap<Id, VecDeque<u64>>,
}

impl Default for Bell {
    fn default() -> Self {
        Self { sender: broadcast::Sender::new(KEPT), seats: Arc::default() }
    }
}

impl Bell {
    /// Rings; when nobody listens, nothing happens.
    pub fn ring(&self, ring: Ring) {
        if ring == Ring::Closing {
            // A stream that is opened from now on would never hear of it.
            self.seats().closed = true;
        }
        let _ = self.sender.send(ring);
    }

    /// Listens for a person from now on. Their oldest stream ends when they have too many.
    ///
    /// # Errors
    /// [`Code::TooManyStreams`] when everybody together listens too often already; [`Code::Busy`] when the server stops.
    pub fn listen(&self, person: Id) -> Result<Listener> {
        let mut seats = self.seats();
        if seats.closed {
            return Err(Code::Busy.into());
        }
        if seats.taken >= IN_ALL {
            return Err(Error::RetryAfter(Code::TooManyStreams, LATER));
        }
        seats.taken += 1;
        seats.opened += 1;
        let stream = seats.opened;
        let own = seats.of.entry(person).or_default();
        own.push_back(stream);
        let oldest = if own.len() > PER_PERSON { own.pop_front() } else { None };
        drop(seats);
        let listener = Listener { person, stream, rings: self.sender.subscribe(), bell: self.clone() };
        if let Some(oldest) = oldest {
            self.ring(Ring::Enough(oldest));
        }
        Ok(listener)
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        // Two counters can't be left half changed.
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who listens for one person, and keeps a seat until it is dropped.
#[derive(Debug)]
pub struct Listener {
    person: Id,
    stream: u64,
    rings: broadcast::Receiver<Ring>,
    bell: Bell,
}

impl Listener {
    /// Whether a ring says that this stream has to end.
    fn is_end(&self, ring: Ring) -> bool {
        ring == Ring::Closing || ring == Ring::Enough(self.stream)
    }

    /// Whether the person has opened too many newer streams. Told by the seats, because a ring may be lost.
    fn is_replaced(&self) -> bool {
        !self.bell.seats().of.get(&self.person).is_some_and(|own| own.contains(&self.stream))
    }

    /// Until the bell rings for this person; `false` when the stream has to end. Rings that follow at once are taken together.
    pub async fn heard(&mut self) -> bool {
        loop {
            match self.rings.recv().await {
                Ok(ring) if self.is_end(ring) => return false,
                Ok(ring) if ring == Ring::For(self.person) => break,
                Ok(_) => {}
                // Some rings were lost, perhaps one of ours.
                Err(RecvError::Lagged(_)) if self.is_replaced() => return false,
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return false,
            }
        }
        loop {
            match self.rings.try_recv() {
                Ok(ring) if self.is_end(ring) => return false,
                Ok(_) | Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => return !self.is_replaced(),
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut seats = self.bell.seats();
        seats.taken = seats.taken.saturating_sub(1);
        if let Some(own) = seats.of.get_mut(&self.person) {
            own.retain(|stream| *stream != self.stream);
            if own.is_empty() {
                seats.of.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn a_person_hears_their_own_rings_together_and_the_end() {
        let (bell, ana, bruno) = (Bell::default(), Id::from_bits(1), Id::from_bits(2));
        let mut listener = bell.listen(ana).unwrap();
        bell.ring(Ring::For(bruno));
        assert_eq!(listener.heard().now_or_never(), None);
        bell.ring(Ring::For(ana));
        bell.ring(Ring::For(bruno));
        bell.ring(Ring::For(ana));
        assert_eq!(listener.heard().now_or_never(), Some(true));
        assert_eq!(listener.heard().now_or_never(), None);
        for _ in 0..KEPT * 2 {
            bell.ring(Ring::For(bruno));
        }
        assert_eq!(listener.heard().now_or_never(), Some(true), "it missed some and looks for itself");
        bell.ring(Ring::For(ana));
        bell.ring(Ring::Closing);
        assert_eq!(listener.heard().now_or_never(), Some(false));
        assert_eq!(bell.listen(bruno).unwrap_err().code(), Code::Busy);
    }

    #[test]
    fn who_opens_too_many_streams_loses_their_oldest() {
        let (bell, ana) = (Bell::default(), Id::from_bits(1));
        let mut own: Vec<_> = (0..PER_PERSON).map(|_| bell.listen(ana).unwrap()).collect();
        assert!(own.iter_mut().all(|listener| listener.heard().now_or_never().is_none()));
        let mut newest = bell.listen(ana).unwrap();
        assert_eq!(own[0].heard().now_or_never(), Some(false), "the oldest ends");
        assert_eq!(own[1].heard().now_or_never(), None, "the others go on");
        for _ in 0..KEPT * 2 {
            bell.ring(Ring::For(Id::from_bits(2)));
        }
        let mut another = bell.listen(ana).unwrap();
        assert_eq!(own[1].heard().now_or_never(), Some(false), "also when the ring was lost among others");
        bell.ring(Ring::For(ana));
        assert_eq!(newest.heard().now_or_never(), Some(true));
        assert_eq!(another.heard().now_or_never(), Some(true));
    }

    #[test]
    fn seats_are_counted_in_all_and_given_back() {
        let bell = Bell::default();
        let of = |person: usize| bell.listen(Id::from_bits(person as u128));
        let all: Vec<_> = (0..IN_ALL).map(|n| of(n).unwrap()).collect();
        assert!(matches!(of(IN_ALL), Err(Error::RetryAfter(Code::TooManyStreams, LATER))));
        drop(all);
        let seats = bell.seats();
        assert_eq!((seats.taken, seats.of.len()), (0, 0));
    }
}
