//! Which addresses are near: of this machine, this cable, this building.

use std::net::{IpAddr, Ipv4Addr};

/// Whether an address can't be one of the Internet's: this machine, the cable, a private network (RFC 1918, RFC 4193), or what a
/// provider hands out behind its own gateway (RFC 6598), as some networks between buildings use it too.
pub fn is_near(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || is_shared(ip),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
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
}
