//! The network interfaces of this machine: those that lead to people, and the networks that any of them is on.

use crate::kit::net::Scheme;
use if_addrs::{IfAddr, Interface};
use std::io;
use std::net::{IpAddr, SocketAddr};

/// What container engines, virtual machines and Apple's direct links call their interfaces.
const VIRTUAL: [&str; 9] = ["docker", "veth", "virbr", "podman", "cni", "flannel", "lxcbr", "lxdbr", "vmnet"];

/// An address under which this machine is on a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The interface's name.
    pub interface: String,
    /// Its address.
    pub ip: IpAddr,
}

impl Address {
    /// The address of a page that a server at `port` shows under it.
    pub fn url(&self, scheme: Scheme, port: u16) -> String {
        scheme.url_of(SocketAddr::new(self.ip, port))
    }
}

/// Whether an interface may lead to people: no loopback, no tunnel, nothing between containers.
pub fn is_real(interface: &Interface) -> bool {
    !interface.is_loopback() && !interface.is_p2p() && !is_virtual(&interface.name)
}

fn is_virtual(name: &str) -> bool {
    // Docker's own networks; a `br-lan` is a real bridge.
    let is_docker_network = name
        .strip_prefix("br-")
        .is_some_and(|id| id.len() == 12 && id.chars().all(|c| c.is_ascii_hexdigit()));
    is_docker_network || VIRTUAL.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether a server that listens at `listen` is reached by an address.
pub fn is_reached(listen: IpAddr, ip: IpAddr) -> bool {
    match listen {
        IpAddr::V4(listen) if listen.is_unspecified() => ip.is_ipv4(),
        IpAddr::V6(listen) if listen.is_unspecified() => true,
        listen => listen == ip,
    }
}

/// The addresses at which people reach a server that listens at `listen`, the best first: IPv4, then what is valid beyond
/// the cable.
pub fn addresses(listen: IpAddr) -> Vec<Address> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "the network interfaces can't be listed");
        Vec::new()
    });
    let real = found.into_iter().filter(|it| it.is_oper_up() && is_real(it) && is_reached(listen, it.ip()));
    let mut addresses: Vec<Address> = real.map(|it| Address { ip: it.ip(), interface: it.name }).collect();
    addresses.sort_by_key(|it| (it.ip.is_ipv6(), is_link_local(it.ip), it.interface.clone(), it.ip));
    addresses
}

/// A network that this machine is on, by its address there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    own: IpAddr,
    /// How many bits all its addresses begin with.
    bits: u32,
}

impl Network {
    /// The network in which this machine has an address, and whose addresses begin with so many bits of it. What says that it is the whole
    /// world, as some tunnels do, is a network of one.
    pub fn new(own: IpAddr, bits: u8) -> Self {
        let all = if own.is_ipv4() { 32 } else { 128 };
        Self { own, bits: if bits == 0 { all } else { u32::from(bits).min(all) } }
    }

    /// Whether an address is on it.
    pub fn holds(&self, ip: IpAddr) -> bool {
        match (self.own, ip.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(ip)) => (own.to_bits() ^ ip.to_bits()).leading_zeros() >= self.bits,
            (IpAddr::V6(own), IpAddr::V6(ip)) => (own.to_bits() ^ ip.to_bits()).leading_zeros() >= self.bits,
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

/// The networks of all interfaces, also of those between containers and of tunnels. Asks the system.
pub fn networks() -> io::Result<Vec<Network>> {
    let of = |addr: IfAddr| match addr {
        IfAddr::V4(it) => Network::new(it.ip.into(), it.prefixlen),
        IfAddr::V6(it) => Network::new(it.ip.into(), it.prefixlen),
    };
    Ok(if_addrs::get_if_addrs()?.into_iter().map(|it| of(it.addr)).collect())
}

/// Whether an address is valid on its own cable only; in an IPv6 one, a browser would need the interface's name too.
pub fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn containers_are_left_out_and_real_bridges_are_not() {
        for name in ["docker0", "veth12ab", "virbr0", "br-0123456789ab"] {
            assert!(is_virtual(name), "{name}");
        }
        for name in ["eth0", "enp3s0", "wlan0", "br-lan", "br0", "end0", "wlx001122334455"] {
            assert!(!is_virtual(name), "{name}");
        }
    }

    #[test]
    fn a_network_holds_what_begins_as_its_own_address_does() {
        let network = |own: &str, bits| Network::new(own.parse().unwrap(), bits);
        let holds = |network: Network, ip: &str| network.holds(ip.parse().unwrap());
        for (own, bits, inside, outside) in [
            ("192.168.1.20", 24, "192.168.1.255", "192.168.2.1"),
            ("198.51.100.130", 25, "::ffff:198.51.100.254", "198.51.100.1"),
            ("198.51.100.1", 32, "198.51.100.1", "198.51.100.2"),
            ("2001:db8:0:7::20", 64, "2001:db8:0:7:1::1", "2001:db8:0:8::20"),
            ("2001:db8::1", 128, "2001:db8::1", "2001:db8::2"),
            // The whole world is nobody's network.
            ("203.0.113.9", 0, "203.0.113.9", "203.0.113.8"),
        ] {
            assert!(holds(network(own, bits), inside), "{own}/{bits}: {inside}");
            assert!(!holds(network(own, bits), outside), "{own}/{bits}: {outside}");
        }
        assert!(!holds(network("0.0.0.1", 1), "::1") && !holds(network("::1", 1), "0.0.0.1"));
    }

    #[test]
    fn this_machine_is_on_its_own_networks() {
        let networks = networks().unwrap();
        for address in addresses("::".parse().unwrap()) {
            assert!(networks.iter().any(|it| it.holds(address.ip)), "{address:?}");
        }
        assert!(networks.iter().any(|it| it.holds(Ipv4Addr::LOCALHOST.into())));
    }

    #[test]
    fn an_address_is_one_only_if_the_server_listens_there() {
        let [v4, v6]: [IpAddr; 2] = ["192.168.1.20".parse().unwrap(), "fd00::20".parse().unwrap()];
        let any = |text: &str| text.parse::<IpAddr>().unwrap();
        assert!(is_reached(any("0.0.0.0"), v4) && !is_reached(any("0.0.0.0"), v6));
        assert!(is_reached(any("::"), v4) && is_reached(any("::"), v6));
        assert!(is_reached(v4, v4) && !is_reached(v4, Ipv4Addr::LOCALHOST.into()));
    }
}
