//! Throttling of failed sign-ins, of registrations, and of what refused requests may write into the audit. Of sign-ins only
//! failures count, so forty apprentices who sign in within a minute from one address never meet it.

use crate::error::{Code, Error, Result};
use moka::Expiry;
use moka::sync::Cache;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

/// How many failures of one key are let pass, and for how long they are remembered after the first.
struct Limit {
    failures: u32,
    window: Duration,
}

/// One person's fingers, or one guesser: an account from one address.
const PAIR: Limit = Limit { failures: 8, window: Duration::from_secs(5 * 60) };
/// A guesser with many addresses.
const ACCOUNT: Limit = Limit { failures: 40, window: Duration::from_secs(15 * 60) };
/// A guesser with many accounts. A whole building may share one address.
const ADDRESS: Limit = Limit { failures: 120, window: Duration::from_secs(5 * 60) };
/// Registrations from one address, the good ones too: several classes on their first morning, but no flood of accounts.
const REGISTRATIONS: Limit = Limit { failures: 300, window: Duration::from_secs(15 * 60) };

/// Wrong set-up codes from one address: enough for a hand that slips, too few to guess one of a billion.
const CODES: Limit = Limit { failures: 5, window: Duration::from_secs(60) };
/// Audit entries of refused writes from one address: enough to see what somebody tries, too few to fill the disk.
const REFUSALS: Limit = Limit { failures: 200, window: Duration::from_secs(60) };

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Pair(String, Option<IpAddr>),
    Account(String),
    Address(Option<IpAddr>),
    Registrations(Option<IpAddr>),
    Refusals(Option<IpAddr>),
    Codes(Option<IpAddr>),
}

impl Key {
    fn limit(&self) -> &'static Limit {
        match self {
            Self::Pair(..) => &PAIR,
            Self::Account(_) => &ACCOUNT,
            Self::Address(_) => &ADDRESS,
            Self::Registrations(_) => &REGISTRATIONS,
            Self::Refusals(_) => &REFUSALS,
            Self::Codes(_) => &CODES,
        }
    }
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    until: Instant,
}

struct AtWindowsEnd;

impl Expiry<Key, Failures> for AtWindowsEnd {
    fn expire_after_create(&self, _: &Key, value: &Failures, now: Instant) -> Option<Duration> {
        Some(value.until.saturating_duration_since(now))
    }
}

/// Remembers failed sign-ins, at most 20,000 keys at a time. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    failures: Cache<Key, Failures>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { failures: Cache::builder().max_capacity(20_000).expire_after(AtWindowsEnd).build() }
    }
}

/// What counts as one address: of IPv6 the network, because every phone has 2^64 addresses in it to choose from.
fn place(ip: Option<IpAddr>) -> Option<IpAddr> {
    ip.map(|ip| match ip.to_canonical() {
        IpAddr::V6(ip) if !ip.is_loopback() => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64)).into(),
        ip => ip,
    })
}

fn keys(email: &str, ip: Option<IpAddr>) -> [Key; 3] {
    let ip = place(ip);
    let email: String = email.chars().take(254).collect();
    [Key::Pair(email.clone(), ip), Key::Account(email), Key::Address(ip)]
}

impl Throttle {
    /// Lets an attempt pass, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the oldest failure is forgotten.
    pub fn check(&self, email: &str, ip: Option<IpAddr>) -> Result<()> {
        self.check_keys(&keys(email, ip))
    }

    fn check_keys(&self, keys: &[Key]) -> Result<()> {
        let now = Instant::now();
        let wait = keys
            .iter()
            .filter_map(|key| {
                let failures = self.failures.get(key)?;
                (failures.count >= key.limit().failures)
                    .then(|| failures.until.saturating_duration_since(now))
            })
            .max();
        match wait {
            Some(wait) if !wait.is_zero() => {
                Err(Error::RetryAfter(Code::TooManyAttempts, wait.as_secs() + 1))
            }
            _ => Ok(()),
        }
    }

    /// Counts a failure.
    pub fn failed(&self, email: &str, ip: Option<IpAddr>) {
        keys(email, ip).into_iter().for_each(|key| self.count(key));
    }

    /// Lets a registration pass and counts it, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first of them is forgotten.
    pub fn register(&self, ip: Option<IpAddr>) -> Result<()> {
        self.take(Key::Registrations(place(ip)))
    }

    /// Counts a refused write; answers whether the audit takes one more of this address.
    pub fn note_refusal(&self, ip: Option<IpAddr>) -> bool {
        self.take(Key::Refusals(place(ip))).is_ok()
    }

    /// Lets a try with a set-up code pass, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::TooManyAttempts`] with the seconds until the first wrong one is forgotten.
    pub fn check_code(&self, ip: Option<IpAddr>) -> Result<()> {
        self.check_keys(&[Key::Codes(place(ip))])
    }

    /// Counts a wrong set-up code.
    pub fn wrong_code(&self, ip: Option<IpAddr>) {
        self.count(Key::Codes(place(ip)));
    }

    fn take(&self, key: Key) -> Result<()> {
        self.check_keys(std::slice::from_ref(&key))?;
        self.count(key);
        Ok(())
    }

    fn count(&self, key: Key) {
        let until = Instant::now() + key.limit().window;
        self.failures.entry(key).and_upsert_with(|old| match old {
            Some(old) => {
                let old = old.into_value();
                Failures { count: old.count.saturating_add(1), ..old }
            }
            None => Failures { count: 1, until },
        });
    }

    /// Forgets the failures of an account from an address, after a success.
    pub fn succeeded(&self, email: &str, ip: Option<IpAddr>) {
        let [pair, account, _] = keys(email, ip);
        self.failures.invalidate(&pair);
        self.failures.invalidate(&account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([10, 0, 0, last]))
    }

    #[test]
    fn failures_close_one_account_from_one_address_and_success_opens_it() {
        let throttle = Throttle::default();
        for _ in 0..PAIR.failures {
            throttle.check("ana", ip(1)).unwrap();
            throttle.failed("ana", ip(1));
        }
        assert!(matches!(
            throttle.check("ana", ip(1)),
            Err(Error::RetryAfter(Code::TooManyAttempts, 1..=301))
        ));
        throttle.check("ana", ip(2)).unwrap();
        throttle.check("bruno", ip(1)).unwrap();
        throttle.succeeded("ana", ip(1));
        throttle.check("ana", ip(1)).unwrap();
    }

    #[test]
    fn an_ipv6_network_is_one_address_and_a_mapped_one_is_its_ipv4() {
        let address = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        let throttle = Throttle::default();
        for n in 0..PAIR.failures {
            throttle.failed("ana", address(&format!("fd00:1:2:3::{n:x}")));
        }
        assert!(throttle.check("ana", address("fd00:1:2:3:ffff:ffff:ffff:ffff")).is_err());
        throttle.check("ana", address("fd00:1:2:4::1")).unwrap();
        throttle.check("ana", address("::1")).unwrap();
        for _ in 0..CODES.failures {
            throttle.wrong_code(address("::ffff:10.0.0.9"));
        }
        assert!(throttle.check_code(address("10.0.0.9")).is_err());
        throttle.check_code(address("::ffff:10.0.0.8")).unwrap();
        throttle.check_code(address("::1")).unwrap();
    }

    #[test]
    fn registrations_and_refusals_of_one_address_come_to_an_end() {
        let throttle = Throttle::default();
        for _ in 0..REGISTRATIONS.failures {
            throttle.register(ip(1)).unwrap();
        }
        assert!(throttle.register(ip(1)).is_err());
        throttle.register(ip(2)).unwrap();
        throttle.check("ana", ip(1)).unwrap();
        assert_eq!((0..1_000).filter(|_| throttle.note_refusal(ip(1))).count(), 200);
        assert!(throttle.note_refusal(ip(2)));
    }

    #[test]
    fn many_addresses_close_the_account_and_many_accounts_the_address() {
        let throttle = Throttle::default();
        for n in 0..ACCOUNT.failures {
            throttle.failed("ana", ip(u8::try_from(n).unwrap()));
        }
        assert!(throttle.check("ana", ip(200)).is_err());
        for n in 0..ADDRESS.failures {
            throttle.failed(&format!("person{n}"), ip(250));
        }
        assert!(throttle.check("somebody", ip(250)).is_err());
    }
}
