//! Repeats: what one person does to one thing over and over leaves an entry each for a while, and then one a minute that says how many
//! it stands for.
//!
//! The audit is kept for months and lies in every backup: whoever saves their profile ten times a second must not fill it. Who did
//! what how often is told; of the rows in between, only the last of each minute is kept. What is kept back is written at
//! the latest when the server stops; a process that is killed loses that count of at most a minute.

use super::Tx;
use super::event::Event;
use crate::kit::access::Origin;
use crate::kit::wire::{Id, LocalTime};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many of the same have an entry each within an hour: more than a hand that corrects itself.
const EACH: u32 = 30;
/// How long the first of them is remembered.
const HOUR: Duration = Duration::from_secs(60 * 60);
/// How long an entry is kept back at most while somebody writes.
pub(super) const KEPT_BACK: Duration = Duration::from_secs(60);
/// How many kinds of the same are remembered; beyond it those that keep nothing back are forgotten.
const REMEMBERED: usize = 10_000;

/// Who does what to which thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Sameness {
    person: Option<Id>,
    ip: Option<IpAddr>,
    action: String,
    entity_type: &'static str,
    entity_id: Option<Id>,
    description: String,
    code: Option<&'static str>,
}

impl Sameness {
    fn of(origin: &Origin, event: &Event) -> Self {
        let (action, entity_type, entity_id, description, code) = event.sameness();
        Self {
            person: origin.identity().map(|person| person.id),
            ip: origin.ip,
            action: action.to_owned(),
            entity_type,
            entity_id,
            description: description.to_owned(),
            code,
        }
    }
}

#[derive(Debug, Clone)]
struct Seen {
    /// The beginning of its hour.
    since: Instant,
    /// How many had an entry in it.
    written: u32,
    /// The last of them.
    last: Instant,
    kept_back: Option<KeptBack>,
}

/// The last event of some that have no entry yet.
#[derive(Debug, Clone)]
pub(super) struct KeptBack {
    pub(super) event: Event,
    pub(super) origin: Arc<Origin>,
    pub(super) at: LocalTime,
    /// How many came before it.
    pub(super) further: u32,
}

/// What was done lately. The writer has it.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    seen: HashMap<Sameness, Seen>,
    /// What was remembered before the transaction that is open changed it, the oldest first: what is rolled back never happened.
    before: Vec<(Sameness, Option<Seen>)>,
    /// Whether something began to be kept back since somebody asked.
    pub(super) has_begun: bool,
    /// Nothing is due before: thousands are remembered, and each commit asks. It may be too early and is never too late.
    next: Option<Instant>,
}

/// When what is kept back of it is due.
fn due_at(seen: &Seen) -> Instant {
    seen.last + KEPT_BACK
}

/// Brings the next that is due forward to an instant.
fn forward(next: &mut Option<Instant>, to: Instant) {
    *next = Some(next.map_or(to, |next| next.min(to)));
}

impl Repeats {
    /// Hands an event back that is to be written, with how many further ones it stands for; or keeps it back.
    pub(super) fn take(&mut self, tx: &Tx<'_>, event: Event, now: Instant) -> Option<(Event, u32)> {
        // The house doesn't flood itself, and the demo is weeks in one write.
        if tx.origin.is_command() {
            Some((event, 0))
        } else {
            self.judge(tx.origin, LocalTime(tx.now), event, now)
        }
    }

    fn judge(
        &mut self,
        origin: &Arc<Origin>,
        at: LocalTime,
        event: Event,
        now: Instant,
    ) -> Option<(Event, u32)> {
        if self.seen.len() >= REMEMBERED {
            self.seen.retain(|_, seen| seen.kept_back.is_some());
        }
        let sameness = Sameness::of(origin, &event);
        self.before.push((sameness.clone(), self.seen.get(&sameness).cloned()));
        let seen =
            self.seen.entry(sameness).or_insert(Seen { since: now, written: 0, last: now, kept_back: None });
        if now.saturating_duration_since(seen.since) >= HOUR {
            (seen.since, seen.written) = (now, 0);
        }
        let is_written = seen.written < EACH || now.saturating_duration_since(seen.last) >= KEPT_BACK;
        let further = seen.kept_back.take().map_or(0, |before| before.further.saturating_add(1));
        if is_written {
            seen.written = seen.written.saturating_add(1);
            seen.last = now;
            return Some((event, further));
        }
        self.has_begun |= further == 0;
        forward(&mut self.next, due_at(seen));
        seen.kept_back = Some(KeptBack { event, origin: Arc::clone(origin), at, further });
        None
    }

    /// Where the transaction stands, for [`Self::roll_back`].
    pub(super) fn savepoint(&self) -> usize {
        self.before.len()
    }

    /// Forgets what was done since a savepoint: the database has, too.
    pub(super) fn roll_back(&mut self, savepoint: usize) {
        for (sameness, before) in self.before.drain(savepoint.min(self.before.len())..).rev() {
            match before {
                Some(seen) => {
                    if seen.kept_back.is_some() {
                        forward(&mut self.next, due_at(&seen));
                    }
                    self.seen.insert(sameness, seen)
                }
                None => self.seen.remove(&sameness),
            };
        }
    }

    /// What was done is on disk.
    pub(super) fn commit(&mut self) {
        self.before.clear();
    }

    /// What was kept back long enough; everything, if the server stops.
    pub(super) fn due(&mut self, now: Instant, stops: bool) -> Vec<KeptBack> {
        let mut due = Vec::new();
        if !stops && self.next.is_none_or(|next| now < next) {
            return due;
        }
        self.next = None;
        for (sameness, seen) in &mut self.seen {
            if seen.kept_back.is_none() {
                continue;
            }
            if stops || now >= due_at(seen) {
                self.before.push((sameness.clone(), Some(seen.clone())));
                due.extend(seen.kept_back.take());
                seen.last = now;
            } else {
                forward(&mut self.next, due_at(seen));
            }
        }
        // In the order in which it happened.
        due.sort_by_key(|kept| kept.at.0);
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::access::Identity;
    use crate::kit::clock;
    use proptest::prelude::*;

    fn origin(person: u128) -> Arc<Origin> {
        let origin = Origin::of_command("test");
        origin.identify(Identity {
            id: Id::from_bits(person),
            name: "Ana".into(),
            email: "ana@sena.edu.co".into(),
        });
        origin
    }

    fn event(thing: u128) -> Event {
        Event::update("user", Id::from_bits(thing)).describe("Perfil propio modificado")
    }

    /// Does the same so often in one instant; answers how many were written and how many those stand for beside themselves.
    fn flood(repeats: &mut Repeats, person: u128, times: u32, now: Instant) -> (u32, u32) {
        let at = LocalTime(clock::now());
        let written = (0..times).filter_map(|_| repeats.judge(&origin(person), at, event(7), now));
        written.fold((0, 0), |(entries, further), (_, more)| (entries + 1, further + more))
    }

    #[test]
    fn the_same_has_an_entry_each_for_a_while_and_then_one_a_minute_with_its_count() {
        let (mut repeats, now) = (Repeats::default(), Instant::now());
        assert_eq!(flood(&mut repeats, 1, 100, now), (30, 0));
        assert!(repeats.has_begun);
        assert!(repeats.due(now, false).is_empty());
        assert_eq!(flood(&mut repeats, 1, 10, now + KEPT_BACK), (1, 70));
        let due = repeats.due(now + KEPT_BACK * 2, false);
        assert_eq!(
            due.iter().map(|kept| kept.further).collect::<Vec<_>>(),
            [8],
            "nine: the last, and eight before it"
        );
        assert_eq!(flood(&mut repeats, 1, 40, now + HOUR), (30, 0), "a new hour");
    }

    #[test]
    fn another_person_another_thing_and_another_word_are_not_the_same() {
        let (mut repeats, now, at) = (Repeats::default(), Instant::now(), LocalTime(clock::now()));
        flood(&mut repeats, 1, 100, now);
        assert_eq!(flood(&mut repeats, 2, 3, now), (3, 0));
        for thing in 100..1_100 {
            assert!(
                repeats.judge(&origin(1), at, event(thing), now).is_some(),
                "a scanner goes from thing to thing"
            );
        }
        assert!(repeats.judge(&origin(1), at, event(7).describe("Otra cosa"), now).is_some());
        assert!(repeats.judge(&origin(1), at, event(7), now).is_none());
    }

    #[test]
    fn what_is_rolled_back_was_never_done() {
        let (mut repeats, now, at) = (Repeats::default(), Instant::now(), LocalTime(clock::now()));
        flood(&mut repeats, 1, 32, now);
        repeats.commit();
        // Two are kept back. A job that fails takes a third with it, and a commit that fails what was due.
        let savepoint = repeats.savepoint();
        assert!(repeats.judge(&origin(1), at, event(7), now).is_none());
        assert!(repeats.judge(&origin(1), at, event(8), now).is_some());
        repeats.roll_back(savepoint);
        let further = |due: Vec<KeptBack>| due.iter().map(|kept| kept.further).collect::<Vec<_>>();
        assert_eq!(further(repeats.due(now + KEPT_BACK, false)), [1]);
        repeats.roll_back(0);
        assert_eq!(further(repeats.due(now + KEPT_BACK, false)), [1]);
        repeats.commit();
        assert!(repeats.due(now + KEPT_BACK * 2, true).is_empty());
        assert_eq!(flood(&mut repeats, 1, 1, now + HOUR), (1, 0));
    }

    proptest! {
        #[test]
        fn every_event_is_written_or_counted(bursts in prop::collection::vec((0_u32..60, 0_u64..4_000), 1..20)) {
            let (mut repeats, mut now) = (Repeats::default(), Instant::now());
            let (mut done, mut told) = (0, 0);
            for (times, pause) in bursts {
                let (entries, further) = flood(&mut repeats, 1, times, now);
                done += times;
                told += entries + further;
                now += Duration::from_secs(pause);
                told += repeats.due(now, false).iter().map(|kept| kept.further + 1).sum::<u32>();
            }
            told += repeats.due(now, true).iter().map(|kept| kept.further + 1).sum::<u32>();
            prop_assert_eq!(told, done);
        }
    }
}
