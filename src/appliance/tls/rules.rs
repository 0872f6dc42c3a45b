//! What the certificates say: which names and addresses, and from when until when. Nothing here asks the clock or the network.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The address ranges for which the authority may speak, with the length of their prefix: those of networks inside of
/// buildings, and the machine itself. Who steals a box can't pass for a place on the Internet with it.
pub const RANGES: [(IpAddr, u8); 8] = [
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0)), 7),
    (IpAddr::V6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0)), 10),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
];

/// The domains for which every authority may speak, besides the host that it was made for.
const DOMAINS: [&str; 2] = ["local", "localhost"];

/// The domains for which the authority of a host may speak.
pub fn domains(host: &str) -> Vec<String> {
    let mut domains = DOMAINS.map(str::to_owned).to_vec();
    if !DOMAINS.contains(&host) {
        domains.push(host.to_owned());
    }
    domains
}

/// Whether the authority may speak for an address.
pub fn is_permitted(ip: IpAddr) -> bool {
    RANGES.iter().any(|(range, length)| {
        let same_bits = match (range, ip) {
            (IpAddr::V4(range), IpAddr::V4(ip)) => (range.to_bits() ^ ip.to_bits()).leading_zeros(),
            (IpAddr::V6(range), IpAddr::V6(ip)) => (range.to_bits() ^ ip.to_bits()).leading_zeros(),
            _ => return false,
        };
        same_bits >= u32::from(*length)
    })
}

/// Whether the authority of a host may speak for a name.
fn is_permitted_name(host: &str, name: &str) -> bool {
    domains(host).iter().any(|domain| {
        name == domain || name.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
    })
}

/// What a certificate is made out to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertifiedNames {
    /// The names, in small letters. A technician's certificate may have `*.` in the place of a first label.
    pub hosts: Vec<String>,
    /// The addresses.
    pub ips: Vec<IpAddr>,
    /// The addresses of this machine for which the authority may not speak, in order; empty for a technician's certificate.
    pub left_out: Vec<IpAddr>,
}

impl CertifiedNames {
    /// Whether browsers take the certificate for an address.
    pub fn covers_ip(&self, ip: IpAddr) -> bool {
        self.ips.contains(&ip.to_canonical())
    }

    /// Whether browsers take the certificate for a name, whatever its case. A `*` stands for one whole label.
    pub fn covers_host(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let rest = name.split_once('.').map(|(_, rest)| rest);
        self.hosts
            .iter()
            .any(|host| *host == name || rest.is_some_and(|rest| host.strip_prefix("*.") == Some(rest)))
    }
}

/// What the certificate of a machine is made out to.
///
/// `authority_host` is the host for which the authority was made, once and for all; `host` what the machine is called now;
/// `in_force` are names that the network gave it instead; `ips` all its addresses.
pub fn names(authority_host: &str, host: &str, in_force: &[String], ips: &[IpAddr]) -> CertifiedNames {
    let mut hosts = vec!["localhost".to_owned(), host.to_owned(), format!("{host}.local")];
    hosts.extend(in_force.iter().map(|name| name.to_ascii_lowercase()));
    hosts.retain(|name| is_permitted_name(authority_host, name));
    hosts.sort();
    hosts.dedup();
    let mut all: Vec<IpAddr> = ips.iter().map(IpAddr::to_canonical).collect();
    all.extend([IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)]);
    all.sort();
    all.dedup();
    let (ips, left_out) = all.into_iter().partition(|ip| is_permitted(*ip));
    CertifiedNames { hosts, ips, left_out }
}

/// From when until when a certificate is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first instant.
    pub from: DateTime<Utc>,
    /// The last one.
    pub until: DateTime<Utc>,
}

/// When this was written, and so before any run of it: 2026-11-01. A clock that shows less is wrong.
pub const WRITTEN: DateTime<Utc> = at(1_793_491_200);
/// 2100-01-01: a clock that shows more is wrong too, and there are dates that a certificate can't hold.
const LATEST: DateTime<Utc> = at(4_102_444_800);
/// 2020-01-01: before any clock that somebody may have set, so that no phone finds the authority to be of the future.
const EARLY: DateTime<Utc> = at(1_577_836_800);

/// How long the authority is good: longer than the box.
const AUTHORITY: TimeDelta = TimeDelta::days(20 * 365 + 5);
/// How far back a server's certificate begins, for phones whose clock, or a box whose clock was, wrong.
const BEFORE: TimeDelta = TimeDelta::days(60);
/// How far ahead it ends. With what lies before, 397 days: what every browser takes. A box without a clock of its own stands
/// still while it is off, so most of it lies ahead.
const AHEAD: TimeDelta = TimeDelta::days(337);
/// How near to either end a certificate is made anew.
const MARGIN: TimeDelta = TimeDelta::days(30);

const fn at(seconds: i64) -> DateTime<Utc> {
    match DateTime::from_timestamp(seconds, 0) {
        Some(instant) => instant,
        None => DateTime::UNIX_EPOCH,
    }
}

/// What time it is, as far as one can tell.
///
/// A box without a clock may believe that it is 1970, or the day its system was made. Then the last entry of the audit is the
/// latest instant that it has known. A clock that could be right is believed, even behind the last entry: that one may have
/// been written while the clock was ahead, and a certificate that begins in the future is as bad as one that has ended.
pub fn believed(now: DateTime<Utc>, last_entry: Option<DateTime<Utc>>) -> DateTime<Utc> {
    if now >= WRITTEN { now.min(LATEST) } else { last_entry.unwrap_or(WRITTEN).clamp(WRITTEN, LATEST) }
}

/// How long an authority is good that is made at a believed instant.
pub fn of_authority(believed: DateTime<Utc>) -> Validity {
    Validity { from: EARLY, until: believed + AUTHORITY }
}

/// How long a server's certificate is good that is made at a believed instant.
pub fn of_server(believed: DateTime<Utc>) -> Validity {
    Validity { from: believed - BEFORE, until: believed + AHEAD }
}

/// Whether a server's certificate must be made anew: it ends soon, or the clock was set back to where it has hardly begun.
pub fn is_due(validity: Validity, believed: DateTime<Utc>) -> bool {
    believed < validity.from + MARGIN || believed > validity.until - MARGIN
}

/// A fingerprint for people: `AB:CD:…`.
pub fn fingerprint(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests;
