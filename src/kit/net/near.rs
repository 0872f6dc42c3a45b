//! Which addresses are near: of this machine, this cable, this building; and which are surely somebody else's.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address can't be one of the Internet's: this machine, the cable, a private network (RFC 1918, RFC 4193), or what a
/// provider hands out behind its own gateway (RFC 6598), as some networks between buildings use it too.
pub fn is_near(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || is_shared(ip),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// Whether an address is one of the Internet's, at which one machine answers: not near, and none that stands for this network, for many
/// machines or for nobody. An IPv4 address within an IPv6 one (RFC 6052, RFC 3056) is judged by itself: it is where a packet ends up.
pub fn is_public(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    if is_near(ip) {
        return false;
    }
    match ip {
        IpAddr::V4(ip) => {
            let [first, second, third, _] = ip.octets();
            let is_reserved = matches!(
                (first, second, third),
                (0 | 240..=255, ..)
                    | (192, 0, 0 | 2)
                    | (192, 88, 99)
                    | (198, 18 | 19, _)
                    | (198, 51, 100)
                    | (203, 0, 113)
            );
            !is_reserved && !ip.is_multicast()
        }
        IpAddr::V6(ip) => match ip.segments() {
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => is_public(embedded(high, low)),
            // What protocols have for themselves, and what stands in books (RFC 2928, RFC 3849, RFC 9637).
            [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
            [first, ..] => first & 0xe000 == 0x2000,
        },
    }
}

/// The IPv4 address of two segments of an IPv6 one.
fn embedded(high: u16, low: u16) -> IpAddr {
    Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, high, low).to_canonical()
}

/// 100.64.0.0/10.
fn is_shared(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    first == 100 && second & 0xc0 == 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_are_near_and_the_internet_is_not() {
        let near = |text: &str| is_near(text.parse().unwrap());
        for yes in [
            "127.0.0.1",
            "::1",
            "192.168.1.7",
            "10.0.0.1",
            "172.31.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "fd00::1",
        ] {
            assert!(near(yes), "{yes}");
        }
        assert!(near("fe80::1") && near("::ffff:10.0.0.9"));
        for no in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2800:e2::1", "0.0.0.0", "::ffff:8.8.8.8"] {
            assert!(!near(no), "{no}");
        }
    }

    #[test]
    fn what_is_nobodys_or_leads_back_into_the_house_is_not_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for yes in
            ["8.8.8.8", "172.32.0.1", "2800:e2::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
        {
            assert!(public(yes), "{yes}");
        }
        for no in [
            "127.0.0.1",
            "::1",
            "10.0.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "fd00::1",
            "fe80::1",
            "0.0.0.0",
            "0.1.2.3",
            "::",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.9",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2001:1ff::1",
            "3fff:123::1",
            "fec0::1",
            "192.88.99.1",
            "192.0.0.8",
            "::ffff:10.0.0.9",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "2002:a00:1::1",
        ] {
            assert!(!public(no), "{no}");
        }
    }
}
