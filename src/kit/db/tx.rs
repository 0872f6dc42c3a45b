//! A transaction that writes: its connection, its one instant, where it comes from, and who acts.

use super::budget::{Purse, Spender};
use super::chain::ChainKey;
use super::repeats::Repeats;
use super::{Change, Precondition, event, letter, notice};
use crate::kit::access::Origin;
use crate::kit::clock;
use crate::kit::error::Result;
use crate::kit::wire::{Day, Id};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Instant;

/// Whoever may be behind a write: a request, signed in or not, or a command.
pub trait Actor {
    /// What is known of the person: `Caller` of somebody who is signed in, nothing of anybody else.
    type Who: Clone + Send + Sync + 'static;

    /// Where their writes come from.
    fn origin(&self) -> &Arc<Origin>;

    /// The person.
    fn who(&self) -> &Self::Who;

    /// Whose budget their writes are taken from.
    fn spender(&self) -> Spender;

    /// What they demand of the row that they change, if they demand something.
    fn precondition(&self) -> Option<Arc<Precondition>> {
        None
    }
}

/// A transaction that writes, whoever acts.
#[derive(Clone, Copy)]
pub struct Tx<'a> {
    pub(super) connection: &'a Connection,
    /// The key of the audit's chain.
    pub key: &'a ChainKey,
    /// The instant of this write; row and audit entry agree on it.
    pub now: DateTime<Utc>,
    /// The request or command that this write belongs to.
    pub origin: &'a Arc<Origin>,
    /// What its notifications are taken from.
    pub(super) purse: Purse<'a>,
    pub(super) repeats: &'a RefCell<Repeats>,
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl<'a> Tx<'a> {
    /// The building's day of this write.
    pub fn today(&self) -> Day {
        Day(clock::day_of(self.now))
    }

    /// The same transaction at another instant: what happened earlier is told as of then.
    pub fn at(self, now: DateTime<Utc>) -> Self {
        Self { now, ..self }
    }

    /// The same transaction, with somebody who acts.
    pub fn by<A: Actor>(self, actor: &'a A) -> By<'a, A::Who> {
        By { tx: Self { origin: actor.origin(), ..self }, who: actor.who() }
    }

    /// Stores the events and notices of a change that is part of this write; answers its value. What a job answers is kept by
    /// itself: this is for one who does the work of several people in one write, as the demo does.
    pub fn keep<T>(&self, change: Change<T>) -> Result<T> {
        Ok(self.store(change)?.0)
    }

    /// Stores the events, notices and letters of a change; answers its value, and whose streams hear of it.
    pub(super) fn store<T>(&self, change: Change<T>) -> Result<(T, Vec<Id>)> {
        let Change { value, events, notices, letters, mut rings, is_repetition: _ } = change;
        for event in events {
            if let Some((event, further)) = self.repeats.borrow_mut().take(self, event, Instant::now()) {
                event::record(self, &event, further)?;
            }
        }
        for notice in &notices {
            if notice::record(self, notice)?.is_some() {
                rings.push(notice.to());
            }
        }
        for letter in &letters {
            letter::record(self, letter)?;
        }
        Ok((value, rings))
    }
}

/// A transaction by somebody.
#[derive(Clone, Copy)]
pub struct By<'a, W> {
    pub(super) tx: Tx<'a>,
    /// Who acts.
    pub who: &'a W,
}

impl<'a, W> Deref for By<'a, W> {
    type Target = Tx<'a>;

    fn deref(&self) -> &Tx<'a> {
        &self.tx
    }
}
