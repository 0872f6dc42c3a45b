//! What counts as one address. Of IPv4 each one. Of IPv6, far away, the network: a guesser has 2^64 addresses in it to choose from.
//! But the building is one network too, with everybody in it: on the box's own links each address counts for itself, and all of them
//! together have a second, much higher limit, for the phone that takes another one whenever it is refused.

use crate::kit::net::{interfaces::is_real, is_near};
use if_addrs::IfAddr;
use moka::sync::Cache;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

/// How long an answer about the box's own links holds: a prefix changes with the router, not with each request.
const FRESH: Duration = Duration::from_secs(60);
/// How many leading bits name a network.
const NETWORK: u8 = 64;
/// No building has a larger one: a shorter prefix is a mistake and must not make half the world our neighbours.
const LARGEST: u8 = 48;

/// The leading bits of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Prefix(u128, u8);

impl Prefix {
    pub(super) fn new(ip: Ipv6Addr, length: u8) -> Self {
        Self(Self::cut(ip, length), length.min(128))
    }

    /// The network that an address of the box stands in. One that was handed out alone (`/128`) has neighbours all the same.
    fn link(ip: Ipv6Addr, length: u8) -> Self {
        Self::new(ip, length.clamp(LARGEST, NETWORK))
    }

    fn cut(ip: Ipv6Addr, length: u8) -> u128 {
        ip.to_bits() & u128::MAX.checked_shl(128_u32.saturating_sub(length.into())).unwrap_or(0)
    }

    fn contains(self, ip: Ipv6Addr) -> bool {
        Self::cut(ip, self.1) == self.0
    }
}

/// Where somebody is, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CountedAddress {
    /// What counts as their address; `None` is whoever has none, as on the command line.
    pub(super) own: Option<IpAddr>,
    /// The network that has a limit of its own, if their address is counted alone in it.
    pub(super) network: Option<Ipv6Addr>,
}

impl CountedAddress {
    /// The place of an address, for a box with these links. `links` is asked only when they matter.
    pub(super) fn of(ip: Option<IpAddr>, links: impl FnOnce() -> Arc<[Prefix]>) -> Self {
        match ip.map(|ip| ip.to_canonical()) {
            Some(IpAddr::V6(ip)) if !ip.is_loopback() => {
                let network = Ipv6Addr::from_bits(Prefix::cut(ip, NETWORK));
                let is_near = ip.is_unicast_link_local() || links().iter().any(|link| link.contains(ip));
                if is_near {
                    Self { own: Some(ip.into()), network: Some(network) }
                } else {
                    Self { own: Some(network.into()), network: None }
                }
            }
            own => Self { own, network: None },
        }
    }
}

/// The box's own links, asked for once a minute at most.
pub(super) struct Links {
    ask: fn() -> Vec<Prefix>,
    known: Cache<(), Arc<[Prefix]>>,
}

impl Links {
    pub(super) fn new(ask: fn() -> Vec<Prefix>) -> Self {
        Self { ask, known: Cache::builder().max_capacity(1).time_to_live(FRESH).build() }
    }

    pub(super) fn get(&self) -> Arc<[Prefix]> {
        // Of several who find it old one asks: it is the kernel that answers, not the disk.
        self.known.get_with((), || (self.ask)().into())
    }
}

/// Whether an address is in the building, or can't be one of the Internet's. A building whose provider hands out IPv6 has public
/// addresses, too.
pub(super) fn is_in_building(ip: IpAddr, links: impl FnOnce() -> Arc<[Prefix]>) -> bool {
    match ip.to_canonical() {
        ip if is_near(ip) => true,
        IpAddr::V6(ip) => links().iter().any(|link| link.contains(ip)),
        IpAddr::V4(_) => false,
    }
}

/// The links of this machine.
pub(super) fn of_this_machine() -> Vec<Prefix> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "the network interfaces can't be listed");
        Vec::new()
    });
    let mut links: Vec<Prefix> = found
        .into_iter()
        .filter(is_real)
        .filter_map(|it| match it.addr {
            IfAddr::V6(it) if !it.ip.is_unicast_link_local() => Some(Prefix::link(it.ip, it.prefixlen)),
            _ => None,
        })
        .collect();
    links.sort_unstable_by_key(|link| (link.0, link.1));
    links.dedup();
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn ip(network: u64, host: u64) -> Ipv6Addr {
        Ipv6Addr::from_bits(u128::from(network) << 64 | u128::from(host))
    }

    fn at(address: Ipv6Addr, links: &[Prefix]) -> CountedAddress {
        CountedAddress::of(Some(address.into()), || links.into())
    }

    proptest! {
        #[test]
        fn at_home_everybody_counts_alone_and_far_away_the_network_does(
            network in 0x2000_0000_0000_0000_u64..0x3fff_ffff_ffff_ffff,
            other in 0x2000_0000_0000_0000_u64..0x3fff_ffff_ffff_ffff,
            (one, two) in any::<(u64, u64)>(),
            length in any::<u8>(),
        ) {
            let home = [Prefix::link(ip(network, one), length)];
            let (first, second) = (at(ip(network, one), &home), at(ip(network, two), &home));
            prop_assert_eq!(first.own == second.own, one == two);
            prop_assert!(first.network.is_some() && first.network == second.network);
            // Nobody is near who shares fewer bits than a building has.
            if network >> 16 != other >> 16 {
                let (first, second) = (at(ip(other, one), &home), at(ip(other, two), &home));
                prop_assert_eq!(first, second);
                prop_assert_eq!(first.network, None);
            }
            let nowhere = at(ip(network, one), &[]);
            prop_assert_eq!(nowhere, at(ip(network, two), &[]));
            prop_assert_ne!(nowhere.own, at(ip(network ^ 1, one), &[]).own);
        }

        #[test]
        fn who_has_no_global_address_counts_alone_everywhere(one: u64, two: u64, v4: u32) {
            let cable = 0xfe80_u64 << 48;
            let (first, second) = (at(ip(cable, one), &[]), at(ip(cable, two), &[]));
            prop_assert_eq!(first.own == second.own, one == two);
            prop_assert!(first.network.is_some() && first.network == second.network);
            let v4 = std::net::Ipv4Addr::from_bits(v4);
            let place = CountedAddress::of(Some(v4.into()), || unreachable!("links are asked for in vain"));
            prop_assert_eq!(place, CountedAddress { own: Some(v4.into()), network: None });
            prop_assert_eq!(place, at(v4.to_ipv6_mapped(), &[]));
        }

        #[test]
        fn a_prefix_holds_the_addresses_with_its_bits_and_no_others(bits: u128, length in 0_u8..=128, flip in 0_u32..128) {
            let prefix = Prefix::new(Ipv6Addr::from_bits(bits), length);
            let other = Ipv6Addr::from_bits(bits ^ (1_u128 << (127 - flip)));
            prop_assert!(prefix.contains(Ipv6Addr::from_bits(bits)));
            prop_assert_eq!(prefix.contains(other), flip >= u32::from(length));
        }
    }

    #[test]
    fn the_system_is_asked_once_for_many_requests() {
        static ASKED: AtomicU32 = AtomicU32::new(0);
        let links = Links::new(|| {
            ASKED.fetch_add(1, Ordering::Relaxed);
            vec![Prefix::link("fd00:1:2:3::1".parse().unwrap(), 128)]
        });
        for _ in 0..1_000 {
            assert_eq!(links.get().len(), 1);
        }
        assert_eq!(ASKED.load(Ordering::Relaxed), 1);
        assert!(of_this_machine().iter().all(|link| (LARGEST..=NETWORK).contains(&link.1)));
    }

    #[test]
    fn an_own_name_for_the_loopback_and_for_nobody() {
        let loopback = at(Ipv6Addr::LOCALHOST, &[]);
        assert_eq!((loopback.own, loopback.network), (Some(Ipv6Addr::LOCALHOST.into()), None));
        assert_eq!(CountedAddress::of(None, || [].into()), CountedAddress { own: None, network: None });
    }
}
