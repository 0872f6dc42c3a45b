//! Sessions that were opened while nothing could be written: in memory, until they can be stored or the server ends.

use super::store;
use crate::kit::access::{Account, account};
use crate::kit::random::sha256_hex;
use crate::kit::{Id, Result};
use rusqlite::Connection;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many there are at most; the oldest ends with one more.
const MOST: usize = 500;
/// How long each holds: a working day.
const HELD: Duration = Duration::from_secs(12 * 60 * 60);

/// The sessions. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Unwritten(Arc<Mutex<VecDeque<Held>>>);

#[derive(Debug)]
struct Held {
    token_hash: String,
    owner: Owner,
    opened: Instant,
}

/// Whose session it is, and by which version of their tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The person.
    pub id: Id,
    /// The version that their account had then.
    pub token_version: i64,
}

impl Owner {
    /// Their account, while it is in use and their tokens were not ended since.
    pub fn account(self, db: &Connection) -> Result<Option<Account>> {
        let account = account::account(db, self.id)?;
        Ok(account.filter(|it| it.is_active && it.token_version == self.token_version))
    }
}

impl Unwritten {
    fn held(&self) -> MutexGuard<'_, VecDeque<Held>> {
        // Each change is one call.
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|it| it.opened.elapsed() < HELD);
        held
    }

    /// Opens one; answers its renewal token.
    pub fn open(&self, owner: Owner) -> String {
        let token = store::new_token();
        let mut held = self.held();
        while held.len() >= MOST {
            held.pop_front();
        }
        held.push_back(Held { token_hash: sha256_hex(&token), owner, opened: Instant::now() });
        token
    }

    /// Whose session a renewal token belongs to, if it is one of these.
    pub fn owner(&self, token: &str) -> Option<Owner> {
        let hash = sha256_hex(token);
        self.held().iter().find(|it| it.token_hash == hash).map(|it| it.owner)
    }

    /// Ends one, because it was stored or signed out of.
    pub fn end(&self, token: &str) {
        let hash = sha256_hex(token);
        self.held().retain(|it| it.token_hash != hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(n: u128) -> Owner {
        Owner { id: Id::from_bits(n), token_version: 3 }
    }

    #[test]
    fn each_belongs_to_its_person_until_it_ends_and_the_oldest_makes_room() {
        let sessions = Unwritten::default();
        let first = sessions.open(owner(1));
        assert_eq!(sessions.owner(&first), Some(owner(1)));
        assert_eq!(sessions.owner("another"), None);
        let second = sessions.open(owner(2));
        sessions.end(&second);
        assert_eq!(sessions.owner(&second), None);
        for _ in 0..MOST {
            sessions.open(owner(3));
        }
        assert_eq!((sessions.owner(&first), sessions.held().len()), (None, MOST));
    }
}
