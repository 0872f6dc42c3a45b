//! Answers on their way out: how many reads of one person are answered at a time, and how many bytes of answers the server holds that
//! their readers haven't taken.
//!
//! A reader of the database is never held while a client reads: a list is written whole first. So a client that asks and doesn't read
//! would fill the memory instead, and one that asks for a hundred long lists at once would make everybody else wait for them.

use super::Sender;
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use bytes::Bytes;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// After how many seconds another try makes sense.
const LATER: u64 = 5;

/// What the server bears.
#[derive(Debug, Clone, Copy)]
pub struct OutgoBounds {
    /// Answers of fewer bytes aren't counted: there are no more of them than connections.
    pub counted: usize,
    /// Bytes of all answers together.
    pub all: usize,
    /// Bytes of the answers to one person: the longest list several times.
    pub person: usize,
    /// Bytes of the answers to one address, to those who have not shown who they are.
    pub address: usize,
    /// How many reads of one person are answered at a time: as many as a browser asks at once.
    pub seats: usize,
    /// How many of one person may be there, those that wait for a seat included.
    pub asked: usize,
}

impl Default for OutgoBounds {
    fn default() -> Self {
        Self { counted: 32 << 10, all: 64 << 20, person: 24 << 20, address: 8 << 20, seats: 6, asked: 64 }
    }
}

/// The answers that a server holds. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outgo(Arc<OutgoState>);

#[derive(Debug)]
struct OutgoState {
    bounds: OutgoBounds,
    held: Mutex<HeldAnswers>,
}

#[derive(Debug, Default)]
struct HeldAnswers {
    all: usize,
    by: HashMap<Sender, usize>,
    asked: HashMap<Id, Asked>,
}

/// The reads of one person.
#[derive(Debug)]
struct Asked {
    count: usize,
    seats: Arc<Semaphore>,
}

/// Takes something from a count, which goes when nothing is left.
fn take_off<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K, less: usize) {
    if let Some(count) = counts.get_mut(key) {
        *count = count.saturating_sub(less);
        if *count == 0 {
            counts.remove(key);
        }
    }
}

impl Default for Outgo {
    fn default() -> Self {
        Self::within(OutgoBounds::default())
    }
}

impl Outgo {
    /// A server that bears so much.
    pub fn within(bounds: OutgoBounds) -> Self {
        Self(Arc::new(OutgoState { bounds, held: Mutex::default() }))
    }

    fn held(&self) -> MutexGuard<'_, HeldAnswers> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a seat of a read, among those of its person; it is free when what is answered is dropped.
    ///
    /// # Errors
    /// [`Code::TooMuchAsked`] when too many of them wait already.
    pub async fn seat(&self, person: Id) -> Result<ReadSeat> {
        let OutgoBounds { seats, asked: most, .. } = self.0.bounds;
        let seats = {
            let mut held = self.held();
            let fresh = || Asked { count: 0, seats: Arc::new(Semaphore::new(seats)) };
            let asked = held.asked.entry(person).or_insert_with(fresh);
            if asked.count >= most {
                return Err(Error::RetryAfter(Code::TooMuchAsked, LATER));
            }
            asked.count += 1;
            Arc::clone(&asked.seats)
        };
        // Counted off also when nobody waits any more.
        let asking = Asking { outgo: self.clone(), person };
        let seat = seats.acquire_owned().await.map_err(Error::internal)?;
        Ok(ReadSeat { _seat: seat, _asking: asking })
    }

    /// Whether an answer of so many bytes is counted.
    pub fn counts(&self, size: u64) -> bool {
        usize::try_from(size).is_ok_and(|size| size >= self.0.bounds.counted)
    }

    /// Counts an answer until its last byte is on its way. One to a write is never refused: what it tells of is done.
    ///
    /// # Errors
    /// [`Code::TooMuchAsked`] when its reader hasn't taken others, [`Code::Busy`] when all together have not.
    pub fn hold(&self, sender: Sender, answer: Bytes, is_read: bool) -> Result<Bytes> {
        let OutgoBounds { all, person, address, .. } = self.0.bounds;
        let size = answer.len();
        if size < self.0.bounds.counted {
            return Ok(answer);
        }
        let most = if matches!(sender, Sender::Person(_)) { person } else { address };
        let mut held = self.held();
        let own = held.by.get(&sender).copied().unwrap_or(0) + size;
        // The longest answer is let through when it is alone, however long it is.
        if is_read && own > most && own > size {
            return Err(Error::RetryAfter(Code::TooMuchAsked, LATER));
        }
        if is_read && held.all + size > all && held.all > 0 {
            return Err(Code::Busy.into());
        }
        held.all += size;
        held.by.insert(sender, own);
        drop(held);
        Ok(Bytes::from_owner(HeldAnswer { answer, sender, outgo: self.clone() }))
    }
}

/// A read that is there, with a seat or without.
#[derive(Debug)]
struct Asking {
    outgo: Outgo,
    person: Id,
}

impl Drop for Asking {
    fn drop(&mut self) {
        let mut held = self.outgo.held();
        if let Some(asked) = held.asked.get_mut(&self.person) {
            asked.count = asked.count.saturating_sub(1);
            if asked.count == 0 {
                held.asked.remove(&self.person);
            }
        }
    }
}

/// The seat of a read.
#[derive(Debug)]
pub struct ReadSeat {
    // The seat first: whoever waits for it is still counted.
    _seat: OwnedSemaphorePermit,
    _asking: Asking,
}

/// An answer that is counted as long as it is there.
struct HeldAnswer {
    answer: Bytes,
    sender: Sender,
    outgo: Outgo,
}

impl AsRef<[u8]> for HeldAnswer {
    fn as_ref(&self) -> &[u8] {
        &self.answer
    }
}

impl Drop for HeldAnswer {
    fn drop(&mut self) {
        let mut held = self.outgo.held();
        held.all = held.all.saturating_sub(self.answer.len());
        take_off(&mut held.by, &self.sender, self.answer.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    const SMALL: OutgoBounds =
        OutgoBounds { counted: 10, all: 100, person: 60, address: 20, seats: 2, asked: 4 };

    fn person(n: u128) -> Sender {
        Sender::Person(Id::from_bits(n))
    }

    fn bytes(length: usize) -> Bytes {
        Bytes::from(vec![b'x'; length])
    }

    fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
        outcome.unwrap_err().code().slug()
    }

    #[test]
    fn nobody_leaves_more_unread_than_their_share_and_what_was_taken_is_given_back() {
        let outgo = Outgo::within(SMALL);
        let hold = |sender, length| outgo.hold(sender, bytes(length), true);
        let own: Vec<_> = (0..2).map(|_| hold(person(1), 30).unwrap()).collect();
        assert_eq!(own[0].len(), 30);
        assert_eq!(code(hold(person(1), 10)), "demasiado_pedido");
        assert!(hold(person(1), 9).is_ok(), "what is short isn't counted");
        let other = hold(person(2), 40).unwrap();
        assert_eq!(code(hold(person(3), 10)), "servidor_ocupado", "all together");
        let done = outgo.hold(person(1), bytes(50), false).unwrap();
        assert_eq!(done.len(), 50, "what was written is told");
        drop((own, other, done));
        let held = outgo.held();
        assert_eq!((held.all, held.by.len()), (0, 0));
    }

    #[test]
    fn one_address_is_one_reader_and_a_long_answer_alone_is_let_through() {
        let outgo = Outgo::within(SMALL);
        let address = |last: u8| Sender::Address(Some([192, 168, 1, last].into()));
        let first = outgo.hold(address(7), bytes(20), true).unwrap();
        assert_eq!(code(outgo.hold(address(7), bytes(10), true)), "demasiado_pedido");
        assert!(outgo.hold(address(8), bytes(10), true).is_ok());
        drop(first);
        assert_eq!(outgo.hold(person(1), bytes(1_000), true).unwrap().len(), 1_000);
        // A part of it that is still to be written counts like all of it.
        let long = outgo.hold(person(1), bytes(60), true).unwrap();
        let rest = long.slice(59..);
        drop(long);
        assert_eq!(code(outgo.hold(person(1), bytes(10), true)), "demasiado_pedido");
        drop(rest);
        assert!(outgo.hold(person(1), bytes(10), true).is_ok());
    }

    #[test]
    fn reads_of_one_person_wait_for_their_seats_and_others_need_not() {
        let outgo = Outgo::within(SMALL);
        let (ana, luis) = (Id::from_bits(1), Id::from_bits(2));
        let seat = |person| outgo.seat(person).now_or_never();
        let first = seat(ana).unwrap().unwrap();
        let second = seat(ana).unwrap().unwrap();
        let mut third = Box::pin(outgo.seat(ana));
        assert!(third.as_mut().now_or_never().is_none());
        let mut fourth = Box::pin(outgo.seat(ana));
        assert!(fourth.as_mut().now_or_never().is_none());
        assert_eq!(code(seat(ana).unwrap()), "demasiado_pedido");
        assert!(seat(luis).unwrap().is_ok());
        drop(first);
        let third = third.now_or_never().unwrap().unwrap();
        // Somebody who doesn't wait any more isn't counted.
        drop(fourth);
        drop((second, third));
        assert!(outgo.held().asked.is_empty());
    }
}
