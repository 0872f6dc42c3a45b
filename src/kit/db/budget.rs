//! Budgets: how much one person, and everybody at one address, may have written in an hour, and how many notifications one person may
//! give to another.
//!
//! Without them whoever has an account fills the disk of the box in an hour, and the audit of it stays for a month. A day's work is far
//! below: a check is some dozens of writes, and nobody holds six thousand labels before a scanner in an hour. What the house does by
//! itself, its jobs, its commands and the demo, has no budget.

use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long what was spent is remembered, from the first of it on.
const HOUR: Duration = Duration::from_secs(60 * 60);
/// How often what is past is forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// Whose budget a write is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spender {
    /// Nobody's: jobs, commands, and the notes of what was refused, which have bounds of their own.
    House,
    /// Somebody who isn't signed in, or is about to be.
    Address(Option<IpAddr>),
    /// Somebody who is signed in, from where they are.
    Person(Id, Option<IpAddr>),
}

/// How much an hour bears.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Writes of one person, those that were refused too.
    pub writes: u64,
    /// Bytes by which the database grew for one person. The write that goes beyond is still done: an import is one write, and the
    /// largest is some 50 MB.
    pub bytes: u64,
    /// Writes of everybody at one address: a whole building may share one.
    pub address_writes: u64,
    /// Bytes for everybody at one address.
    pub address_bytes: u64,
    /// Notifications that one person causes one other: a desk that hands out a class's things tells its teacher of each.
    pub told: u64,
    /// Notifications that one person gets from everybody.
    pub heard: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            writes: 6_000,
            bytes: 256 << 20,
            address_writes: 100_000,
            address_bytes: 1 << 30,
            told: 600,
            heard: 3_000,
        }
    }
}

impl Bounds {
    /// Those of a server whose people may write so often in an hour; 0 is as often as they like.
    pub fn of_writes(writes: u64) -> Self {
        let none = u64::MAX;
        match writes {
            0 => Self {
                writes: none,
                bytes: none,
                address_writes: none,
                address_bytes: none,
                told: none,
                heard: none,
            },
            writes => Self { writes, ..Self::default() },
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Person(Id),
    Address(IpAddr),
    Told(Id, Id),
    Heard(Id),
}

impl Key {
    /// An address as it is counted: of IPv6 the network, because a device has as many addresses in it as it likes. This machine isn't
    /// counted: a proxy before the server is everybody.
    fn address(ip: Option<IpAddr>) -> Option<Self> {
        match ip?.to_canonical() {
            ip if ip.is_loopback() => None,
            IpAddr::V6(ip) => Some(Self::Address(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64).into())),
            ip => Some(Self::Address(ip)),
        }
    }
}

impl Spender {
    /// What is counted of them; the person first.
    fn keys(self) -> impl Iterator<Item = Key> {
        let (person, ip) = match self {
            Self::House => (None, None),
            Self::Address(ip) => (None, ip),
            Self::Person(person, ip) => (Some(person), ip),
        };
        person.map(Key::Person).into_iter().chain(Key::address(ip))
    }
}

#[derive(Debug, Clone, Copy)]
struct Spent {
    times: u64,
    bytes: u64,
    until: Instant,
}

#[derive(Debug)]
struct Ledger {
    bounds: Bounds,
    spent: HashMap<Key, Spent>,
    tidied: Instant,
}

impl Ledger {
    fn of(&mut self, key: Key, now: Instant) -> &mut Spent {
        if now.saturating_duration_since(self.tidied) >= TIDY {
            self.spent.retain(|_, spent| spent.until > now);
            self.tidied = now;
        }
        let fresh = Spent { times: 0, bytes: 0, until: now + HOUR };
        match self.spent.entry(key) {
            Entry::Occupied(entry) => {
                let spent = entry.into_mut();
                if spent.until <= now {
                    *spent = fresh;
                }
                spent
            }
            Entry::Vacant(entry) => entry.insert(fresh),
        }
    }
}

/// What was spent of all budgets. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Budgets(Arc<Mutex<Ledger>>);

impl Default for Budgets {
    fn default() -> Self {
        Self::within(Bounds::default())
    }
}

/// What becomes of one more notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hearing {
    /// It is told.
    Told,
    /// The person has had enough: this is when they hear that there is more.
    Enough,
    /// And this is later.
    Lost,
}

fn wait(spent: &Spent, now: Instant, code: Code) -> Error {
    Error::RetryAfter(code, spent.until.saturating_duration_since(now).as_secs() + 1)
}

impl Budgets {
    /// Budgets of so much.
    pub fn within(bounds: Bounds) -> Self {
        let ledger = Ledger { bounds, spent: HashMap::new(), tidied: Instant::now() };
        Self(Arc::new(Mutex::new(ledger)))
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another hour than the default's.
    pub fn bound(&self, bounds: Bounds) {
        self.ledger().bounds = bounds;
    }

    /// Takes a write from the budgets of a person and of their address.
    ///
    /// # Errors
    /// [`Code::TooManyWrites`] and [`Code::AddressWrites`], with the seconds until the hour is over.
    pub(super) fn take(&self, spender: Spender, now: Instant) -> Result<()> {
        let mut ledger = self.ledger();
        let bounds = ledger.bounds;
        for key in spender.keys() {
            let (writes, bytes, code) = match key {
                Key::Address(_) => (bounds.address_writes, bounds.address_bytes, Code::AddressWrites),
                _ => (bounds.writes, bounds.bytes, Code::TooManyWrites),
            };
            let spent = ledger.of(key, now);
            if spent.times >= writes || spent.bytes >= bytes {
                return Err(wait(spent, now, code));
            }
            spent.times += 1;
        }
        Ok(())
    }

    /// Notes by how many bytes the database grew for a write.
    pub(super) fn grown(&self, spender: Spender, bytes: u64, now: Instant) {
        let mut ledger = self.ledger();
        for key in spender.keys() {
            let spent = ledger.of(key, now);
            spent.bytes = spent.bytes.saturating_add(bytes);
        }
    }

    /// Takes a notification to `to` from the budget of who causes it.
    ///
    /// # Errors
    /// [`Code::TooManyNotices`] when it is they who tell this person too much. What a person hears too much of everybody together is
    /// nobody's fault, and refuses nobody's work.
    fn tell(&self, spender: Spender, to: Id, now: Instant) -> Result<Hearing> {
        let from = match spender {
            Spender::House => return Ok(Hearing::Told),
            Spender::Address(_) => None,
            Spender::Person(from, _) => Some(from),
        };
        let mut ledger = self.ledger();
        let Bounds { told, heard, .. } = ledger.bounds;
        if let Some(from) = from {
            let spent = ledger.of(Key::Told(from, to), now);
            if spent.times >= told {
                return Err(wait(spent, now, Code::TooManyNotices));
            }
            spent.times += 1;
        }
        let spent = ledger.of(Key::Heard(to), now);
        spent.times = spent.times.saturating_add(1);
        Ok(match spent.times {
            times if times <= heard => Hearing::Told,
            times if times == heard.saturating_add(1) => Hearing::Enough,
            _ => Hearing::Lost,
        })
    }
}

/// The budget that a transaction is taken from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purse<'a> {
    pub(super) budgets: &'a Budgets,
    pub(super) spender: Spender,
}

impl Purse<'_> {
    /// See [`Budgets::tell`].
    pub(super) fn tell(&self, to: Id) -> Result<Hearing> {
        self.budgets.tell(self.spender, to, Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SMALL: Bounds =
        Bounds { writes: 5, bytes: 100, address_writes: 8, address_bytes: 150, told: 3, heard: 4 };

    fn at(person: u128, last: u8) -> Spender {
        Spender::Person(Id::from_bits(person), Some([192, 168, 1, last].into()))
    }

    fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> (&'static str, u64) {
        match outcome {
            Err(Error::RetryAfter(code, seconds)) => (code.slug(), seconds),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_person_writes_so_often_in_an_hour_and_then_again() {
        let (budgets, now) = (Budgets::within(SMALL), Instant::now());
        for _ in 0..5 {
            budgets.take(at(1, 7), now).unwrap();
        }
        let later = now + Duration::from_secs(600);
        assert_eq!(refusal(budgets.take(at(1, 7), later)), ("demasiados_cambios", 3_001));
        assert_eq!(refusal(budgets.take(at(1, 9), later)).0, "demasiados_cambios", "wherever they go");
        budgets.take(at(2, 9), later).unwrap();
        budgets.take(at(1, 7), now + HOUR).unwrap();
    }

    #[test]
    fn the_write_that_goes_beyond_the_bytes_is_the_last() {
        let (budgets, now) = (Budgets::within(SMALL), Instant::now());
        budgets.take(at(1, 7), now).unwrap();
        budgets.grown(at(1, 7), 99, now);
        budgets.take(at(1, 7), now).unwrap();
        budgets.grown(at(1, 7), 1_000, now);
        assert_eq!(refusal(budgets.take(at(1, 7), now)).0, "demasiados_cambios");
        assert_eq!(refusal(budgets.take(at(2, 7), now)).0, "demasiados_cambios_de_la_red");
        budgets.take(at(2, 8), now).unwrap();
    }

    #[test]
    fn many_accounts_at_one_address_come_to_an_end_and_this_machine_does_not() {
        let (budgets, now) = (Budgets::within(SMALL), Instant::now());
        let passed = |ip: IpAddr| {
            let of = |n| Spender::Person(Id::from_bits(n), Some(ip));
            (0..50).filter(|n| budgets.take(of(*n), now).is_ok()).count()
        };
        assert_eq!(passed([10, 0, 0, 1].into()), 8);
        assert_eq!(passed(Ipv6Addr::LOCALHOST.into()), 50);
        let network = |host: u16| Some(Ipv6Addr::new(0xfd00, 1, 2, 3, 0, 0, 0, host).into());
        let strangers = (0..50).filter(|n| budgets.take(Spender::Address(network(*n)), now).is_ok());
        assert_eq!(strangers.count(), 8, "a network counts as one");
        assert!((0..50).all(|_| budgets.take(Spender::Address(None), now).is_ok()));
    }

    #[test]
    fn who_tells_somebody_too_much_is_refused_and_who_hears_too_much_is_told_once() {
        let (budgets, now) = (Budgets::within(SMALL), Instant::now());
        let (ana, gloria) = (Id::from_bits(1), Id::from_bits(9));
        let tell = |from| budgets.tell(from, gloria, now);
        for _ in 0..3 {
            assert_eq!(tell(at(1, 7)).unwrap(), Hearing::Told);
        }
        assert_eq!(refusal(tell(at(1, 7))), ("demasiados_avisos", 3_601));
        assert_eq!(budgets.tell(at(1, 7), ana, now).unwrap(), Hearing::Told, "of others nothing was said");
        assert_eq!(tell(at(2, 7)).unwrap(), Hearing::Told);
        assert_eq!(tell(at(2, 7)).unwrap(), Hearing::Enough);
        assert_eq!(tell(at(3, 7)).unwrap(), Hearing::Lost, "and their work is done all the same");
        assert_eq!(tell(Spender::House).unwrap(), Hearing::Told);
    }

    #[test]
    fn the_house_has_no_budget_and_a_server_may_have_none() {
        let (budgets, now) = (Budgets::within(SMALL), Instant::now());
        assert!((0..1_000).all(|_| budgets.take(Spender::House, now).is_ok()));
        assert!(budgets.ledger().spent.is_empty());
        budgets.bound(Bounds::of_writes(0));
        assert!((0..10_000).all(|_| budgets.take(at(1, 7), now).is_ok()));
        assert_eq!(Bounds::of_writes(7).writes, 7);
    }

    proptest! {
        #[test]
        fn what_is_past_is_forgotten(people in prop::collection::vec((0_u128..40, any::<u8>()), 1..60)) {
            let (budgets, now) = (Budgets::default(), Instant::now());
            for (person, last) in &people {
                budgets.take(at(*person, *last), now).unwrap();
            }
            budgets.take(at(99, 0), now + HOUR + TIDY).unwrap();
            prop_assert_eq!(budgets.ledger().spent.len(), 2);
        }
    }
}
