//! Who tries too often: to sign in, to register, with codes, for letters, for calendars; and what refused requests may write into the
//! audit. There is one for the whole server. Of sign-ins only failures count, so forty apprentices who sign in within a minute from one
//! address never meet it. What one address is says [`place`].

use crate::kit::{Code, Error, Result};
use moka::Expiry;
use moka::sync::Cache;
use place::{CountedAddress, Links};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

mod place;

/// How many failures of one key are let pass, and for how long they are remembered after the first.
struct Limit {
    failures: u32,
    window: Duration,
}

const fn limit(failures: u32, minutes: u64) -> Limit {
    Limit { failures, window: Duration::from_secs(minutes * 60) }
}

/// One person's fingers, or one guesser: an account from one address.
const PAIR: Limit = limit(8, 5);
/// A guesser with many addresses.
const ACCOUNT: Limit = limit(40, 15);

/// Letters to one account, or to an address without one: nobody's mailbox is filled by somebody else.
const LETTERS: Limit = limit(3, 15);

/// Reads of one calendar, from wherever: a family of devices that all ask at once, several times over.
const CALENDAR: Limit = limit(60, 10);

/// What is counted by address.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Attempt {
    /// Failed sign-ins: a guesser with many accounts. A whole building may share one address.
    SignIns,
    /// Registrations, the good ones too: several classes on their first morning, but no flood of accounts.
    Registrations,
    /// Audit entries of refused writes: enough to see what somebody tries, too few to fill the disk.
    Refusals,
    /// Wrong codes of the set-up or for a new password: enough for a hand that slips, too few to guess one of a billion.
    Codes,
    /// Letters to people who forgot their password: a class that comes back from its holidays, but no flood of mail.
    Recoveries,
    /// Addresses of calendars that open nothing: a program that was forgotten somewhere, or somebody who guesses.
    Calendars,
}

impl Attempt {
    /// For one address.
    fn own(self) -> Limit {
        match self {
            Self::SignIns => limit(120, 5),
            Self::Registrations => limit(300, 15),
            Self::Refusals => limit(200, 1),
            Self::Codes => limit(5, 1),
            Self::Recoveries => limit(60, 15),
            Self::Calendars => limit(60, 10),
        }
    }

    /// For all addresses of one of the box's own networks: far more than a building needs, and an end to what somebody does who
    /// changes their address. A hundred codes a minute still take thousands of years.
    fn network(self) -> Limit {
        match self {
            Self::SignIns => limit(2_400, 5),
            Self::Registrations => limit(1_500, 15),
            Self::Refusals => limit(1_000, 1),
            Self::Codes => limit(100, 1),
            Self::Recoveries => limit(300, 15),
            Self::Calendars => limit(600, 10),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Pair(String, Option<IpAddr>),
    Account(String),
    Letters(String),
    Calendar(String),
    Own(Attempt, Option<IpAddr>),
    Network(Attempt, Ipv6Addr),
}

impl Key {
    fn limit(&self) -> Limit {
        match self {
            Self::Pair(..) => PAIR,
            Self::Account(_) => ACCOUNT,
            Self::Letters(_) => LETTERS,
            Self::Calendar(_) => CALENDAR,
            Self::Own(kind, _) => kind.own(),
            Self::Network(kind, _) => kind.network(),
        }
    }

    /// What counts something of a place.
    fn of(kind: Attempt, place: CountedAddress) -> Vec<Self> {
        let network = place.network.map(|network| Self::Network(kind, network));
        std::iter::once(Self::Own(kind, place.own)).chain(network).collect()
    }
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    until: Instant,
}

/// As much of an address as an account may have.
fn cut(email: &str) -> String {
    email.chars().take(254).collect()
}

struct AtWindowsEnd;

impl Expiry<Key, Failures> for AtWindowsEnd {
    fn expire_after_create(&self, _: &Key, value: &Failures, now: Instant) -> Option<Duration> {
        Some(value.until.saturating_duration_since(now))
    }
}

/// Remembers what was tried, at most 20,000 keys at a time. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    failures: Cache<Key, Failures>,
    links: Arc<Links>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self::at(Links::new(place::of_this_machine))
    }
}

impl Throttle {
    fn at(links: Links) -> Self {
        let failures = Cache::builder().max_capacity(20_000).expire_after(AtWindowsEnd).build();
        Self { failures, links: Arc::new(links) }
    }

    fn place(&self, ip: Option<IpAddr>) -> CountedAddress {
        CountedAddress::of(ip, || self.links.get())
    }

    /// What an address is remembered by with the accounts that signed in from it.
    pub fn address(&self, ip: Option<IpAddr>) -> Option<String> {
        self.place(ip).own.map(|own| own.to_string())
    }

    fn keys(&self, email: &str, ip: Option<IpAddr>) -> Vec<Key> {
        let place = self.place(ip);
        let email = cut(email);
        let mut keys = Key::of(Attempt::SignIns, place);
        keys.extend([Key::Pair(email.clone(), place.own), Key::Account(email)]);
        keys
    }

    /// Lets an attempt pass, or says how long to wait. Where somebody has signed in to this account before (`is_known`), only what
    /// failed there counts: nobody locks them out from elsewhere.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the oldest failure is forgotten; [`Code::AccountGuessed`] when it is only the
    /// failures of others that are in the way.
    pub fn check(&self, email: &str, ip: Option<IpAddr>, is_known: bool) -> Result<()> {
        let (of_others, own): (Vec<_>, Vec<_>) = self
            .keys(email, ip)
            .into_iter()
            .partition(|key| matches!(key, Key::Account(_) | Key::Network(..)));
        self.check_keys(&own)?;
        if is_known {
            return Ok(());
        }
        self.check_keys(&of_others).map_err(|refused| match refused {
            Error::RetryAfter(_, seconds) => Error::RetryAfter(Code::AccountGuessed, seconds),
            other => other,
        })
    }

    fn check_keys(&self, keys: &[Key]) -> Result<()> {
        let now = Instant::now();
        let waits = keys.iter().filter_map(|key| {
            let failures = self.failures.get(key)?;
            (failures.count >= key.limit().failures).then(|| failures.until.saturating_duration_since(now))
        });
        match waits.max() {
            Some(wait) if !wait.is_zero() => {
                Err(Error::RetryAfter(Code::TooManyAttempts, wait.as_secs() + 1))
            }
            _ => Ok(()),
        }
    }

    /// Counts a failure.
    pub fn failed(&self, email: &str, ip: Option<IpAddr>) {
        self.count(self.keys(email, ip));
    }

    /// Lets a registration pass and counts it, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first of them is forgotten.
    pub fn register(&self, ip: Option<IpAddr>) -> Result<()> {
        self.take(Attempt::Registrations, ip)
    }

    /// Lets somebody who forgot their password ask for a letter and counts it, or says how long to wait: the same, whether there
    /// is such an account or not.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first of them is forgotten.
    pub fn recover(&self, email: &str, ip: Option<IpAddr>) -> Result<()> {
        let mut keys = Key::of(Attempt::Recoveries, self.place(ip));
        keys.push(Key::Letters(cut(email)));
        self.check_keys(&keys)?;
        self.count(keys);
        Ok(())
    }

    /// Lets a calendar be read, named by the hash of its address, and counts it; or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first of them is forgotten.
    pub fn read_calendar(&self, hash: String) -> Result<()> {
        let keys = vec![Key::Calendar(hash)];
        self.check_keys(&keys)?;
        self.count(keys);
        Ok(())
    }

    /// Counts an address of a calendar that opens nothing, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first of them is forgotten.
    pub fn guess_calendar(&self, ip: Option<IpAddr>) -> Result<()> {
        self.take(Attempt::Calendars, ip)
    }

    /// Whether somebody asks from the building, or from where the Internet can't be.
    pub fn is_in_building(&self, ip: Option<IpAddr>) -> bool {
        ip.is_some_and(|ip| place::is_in_building(ip, || self.links.get()))
    }

    /// Counts a refused write; answers whether the audit takes one more of this address.
    pub fn note_refusal(&self, ip: Option<IpAddr>) -> bool {
        self.take(Attempt::Refusals, ip).is_ok()
    }

    /// Lets a try with a one-time code pass, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first wrong one is forgotten.
    pub fn check_code(&self, ip: Option<IpAddr>) -> Result<()> {
        self.check_keys(&Key::of(Attempt::Codes, self.place(ip)))
    }

    /// Counts a wrong one-time code.
    pub fn wrong_code(&self, ip: Option<IpAddr>) {
        self.count(Key::of(Attempt::Codes, self.place(ip)));
    }

    fn take(&self, kind: Attempt, ip: Option<IpAddr>) -> Result<()> {
        let keys = Key::of(kind, self.place(ip));
        self.check_keys(&keys)?;
        self.count(keys);
        Ok(())
    }

    fn count(&self, keys: Vec<Key>) {
        let now = Instant::now();
        for key in keys {
            let until = now + key.limit().window;
            self.failures.entry(key).and_upsert_with(|old| match old {
                Some(old) => {
                    let old = old.into_value();
                    Failures { count: old.count.saturating_add(1), ..old }
                }
                None => Failures { count: 1, until },
            });
        }
    }

    /// Forgets the failures of an account from an address, after a success. What the address has tried of other accounts stays.
    pub fn succeeded(&self, email: &str, ip: Option<IpAddr>) {
        for key in self.keys(email, ip) {
            if matches!(key, Key::Pair(..) | Key::Account(_)) {
                self.failures.invalidate(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests;
