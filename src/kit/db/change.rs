//! What a write answers: its value, and everything that must be stored with it.

use crate::kit::db::{Event, Letter, Notice};
use crate::kit::wire::Id;
use serde::Serialize;

/// The result of a write, together with the audit events that tell of it and the people who are told.
#[must_use]
pub struct Change<T> {
    pub(super) value: T,
    pub(super) events: Vec<Event>,
    pub(super) notices: Vec<Notice>,
    pub(super) letters: Vec<Letter>,
    pub(super) rings: Vec<Id>,
    /// Nothing was changed: it is the answer to what was asked before.
    pub(super) is_repetition: bool,
}

impl<T> Change<T> {
    /// A change and the event that tells of it.
    pub fn new(value: T, event: Event) -> Self {
        Self { events: vec![event], ..Self::unaudited(value) }
    }

    /// A write that leaves no trace in the audit. Rare: say why at each use.
    pub fn unaudited(value: T) -> Self {
        Self {
            value,
            events: Vec::new(),
            notices: Vec::new(),
            letters: Vec::new(),
            rings: Vec::new(),
            is_repetition: false,
        }
    }

    /// What was answered before, once more. Nothing is changed, so there is nothing to audit; and what the row was when it was first
    /// asked for is of no matter any more.
    pub fn repeated(value: T) -> Self {
        Self { is_repetition: true, ..Self::unaudited(value) }
    }

    /// One more event of the same change.
    pub fn and(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }

    /// The HTTP status that all of it is answered with: what a change does on behalf of another is answered as that one is.
    pub fn status(mut self, status: u16) -> Self {
        self.events = self.events.into_iter().map(|event| event.status(status)).collect();
        self
    }

    /// Tells people of the change: their notifications are stored with it.
    pub fn tell(mut self, notices: impl IntoIterator<Item = Notice>) -> Self {
        self.notices.extend(notices);
        self
    }

    /// Tells people of the change by mail, whatever they are told otherwise: their letters are stored with it, if mail is on.
    pub fn post(mut self, letters: impl IntoIterator<Item = Letter>) -> Self {
        self.letters.extend(letters);
        self
    }

    /// Two changes as one: both are told of, or neither.
    pub fn join<U>(self, other: Change<U>) -> Change<(T, U)> {
        let Self { value, mut events, mut notices, mut letters, mut rings, is_repetition } = self;
        events.extend(other.events);
        notices.extend(other.notices);
        letters.extend(other.letters);
        rings.extend(other.rings);
        let is_repetition = is_repetition && other.is_repetition;
        Change { value: (value, other.value), events, notices, letters, rings, is_repetition }
    }

    /// Says that a person's notifications changed otherwise: read, deleted.
    pub fn ring(mut self, person: Id) -> Self {
        self.rings.push(person);
        self
    }

    /// What the request is answered with.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The same change with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Change<U> {
        let Self { value, events, notices, letters, rings, is_repetition } = self;
        Change { value: f(value), events, notices, letters, rings, is_repetition }
    }
}

impl<T: Serialize> Change<T> {
    /// A row that was made; `says` tells of it in Spanish.
    pub fn created(entity: &'static str, id: Id, says: String, row: T) -> Self {
        let event = Event::create(entity, id).describe(says).after(&row);
        Self::new(row, event)
    }

    /// A row that was changed; `says` tells of it in Spanish.
    pub fn updated(entity: &'static str, id: Id, says: String, before: &T, row: T) -> Self {
        let event = Event::update(entity, id).describe(says).before(before).after(&row);
        Self::new(row, event)
    }
}
