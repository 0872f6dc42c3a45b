//! From where somebody signs in, as far as it tells them from a stranger: the network, and the kind of browser.
//!
//! An address alone would cry wolf. In the building addresses are lent out by the day, so all of them are one network here, as are
//! those behind a VPN; what a stranger who sits in the building can't bring along is the person's kind of browser, and that is told.
//! From outside it is the network: of IPv4 the 256 neighbours, among which providers move their customers; of IPv6 the /64, as in
//! [`throttle`](super::Throttle), since phones change the rest every day. A browser is its family and its system without versions, so
//! that no update looks like a stranger.

use crate::kit::{Origin, wire::row};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How many days a source is remembered that isn't used: longer than a term and its holidays. The last one of an account is kept for
/// ever, so that whoever comes back after a year isn't taken for somebody new.
pub const KEPT_DAYS: i64 = 180;

row! {
    /// A network and a kind of browser.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Source {
        /// `local`, `190.24.11.0/24`, `2800:e2:1:2::/64`; `none` of a sign-in without an address.
        pub network: String,
        /// `Firefox en Windows`.
        pub client: String,
    }
}

impl Source {
    /// Where a request comes from; whether that is in the building, knows [`Throttle`](super::Throttle).
    pub fn of(origin: &Origin, is_in_building: bool) -> Self {
        let network = if is_in_building { "local".into() } else { network(origin.ip) };
        Self { network, client: client(origin.user_agent.as_deref().unwrap_or_default()) }
    }

    /// Where it is, for people: «la red del centro», «la dirección 190.24.11.7».
    pub fn place(&self, ip: Option<IpAddr>) -> String {
        match (self.network.as_str(), ip) {
            ("local", Some(ip)) => format!("la red del centro (dirección {ip})"),
            (_, Some(ip)) => format!("la dirección {ip}, fuera de la red del centro"),
            (_, None) => "una dirección desconocida".into(),
        }
    }
}

/// Where somebody is who isn't in the building.
fn network(ip: Option<IpAddr>) -> String {
    match ip.map(|ip| ip.to_canonical()) {
        None => "none".into(),
        Some(IpAddr::V4(ip)) => format!("{}/24", Ipv4Addr::from_bits(ip.to_bits() & 0xffff_ff00)),
        Some(IpAddr::V6(ip)) => format!("{}/64", Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
    }
}

/// Whose words contain those of others comes first: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const BROWSERS: [(&str, &str); 10] = [
    ("Dart/", "Aplicación móvil"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

fn client(user_agent: &str) -> String {
    let named = |known: &[(&str, &'static str)]| {
        known.iter().find(|(word, _)| user_agent.contains(word)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} en {system}"),
        (Some(browser), None) => browser.into(),
        (None, Some(system)) => format!("Un programa en {system}"),
        (None, None) => "Un programa desconocido".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    #[test]
    fn browsers_are_told_apart_by_family_and_system_and_not_by_version() {
        assert_eq!(client(FIREFOX), "Firefox en Windows");
        assert_eq!(client(&FIREFOX.replace("140", "141")), "Firefox en Windows");
        for (agent, known) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36",
                "Chrome en Linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
                "Chrome en Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
                "Edge en Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari en iPhone",
            ),
            ("Dart/3.5 (dart:io)", "Aplicación móvil"),
            ("", "Un programa desconocido"),
        ] {
            assert_eq!(client(agent), known, "{agent}");
        }
    }

    proptest! {
        #[test]
        fn the_world_is_many_networks(one: u32, other: u32, hosts: (u64, u64)) {
            let far = |bits: u32| network(Some(Ipv4Addr::from_bits(0xbe00_0000 | bits >> 8).into()));
            prop_assert_eq!(far(one) == far(other), one >> 16 == other >> 16);
            let v6 = |net: u32, host: u64| {
                let bits = 0x2800_u128 << 112 | u128::from(net) << 64 | u128::from(host);
                network(Some(Ipv6Addr::from_bits(bits).into()))
            };
            prop_assert_eq!(v6(one, hosts.0), v6(one, hosts.1));
            prop_assert_eq!(v6(one, hosts.0) == v6(other, hosts.1), one == other);
        }

        #[test]
        fn whatever_a_client_says_it_is_fits_into_its_column(agent in "\\PC{0,300}", ip: u128) {
            let source = Source { network: network(Some(Ipv6Addr::from_bits(ip).into())), client: client(&agent) };
            prop_assert!((1..=60).contains(&source.client.chars().count()));
            prop_assert!((1..=50).contains(&source.network.chars().count()));
        }
    }
}
