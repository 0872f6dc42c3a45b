//! Where the machine is found on the network.

use super::machine::Machine;
use super::model::{HealthDiscovery, NetworkAddress, NetworkName};
use crate::appliance::mdns::names::AnnouncedNames;
use crate::kit::net::interfaces::{addresses, is_link_local, is_reached};
use crate::kit::net::{Scheme, reachable};
use crate::kit::{Code, Error, Result};

/// The addresses on the network of a server that listens.
pub(super) fn addresses_of(machine: &Machine) -> Vec<NetworkAddress> {
    let ports = machine.listening.ports();
    let Some((scheme, listen)) = ports.main() else { return Vec::new() };
    let covered = machine.tls.facts().map(|it| it.names).unwrap_or_default();
    // A link-local IPv6 address leads nowhere from a browser.
    let found = addresses(listen.ip()).into_iter().filter(|it| it.ip.is_ipv4() || !is_link_local(it.ip));
    found
        .map(|it| NetworkAddress {
            url: it.url(scheme, listen.port()),
            secure_url: ports
                .https
                .filter(|address| is_reached(address.ip(), it.ip) && covered.covers_ip(it.ip))
                .map(|address| it.url(Scheme::Https, address.port())),
            ip: it.ip.to_string(),
            interface: it.interface,
        })
        .collect()
}

/// The names on the network.
pub(super) fn discovery(machine: &Machine) -> HealthDiscovery {
    let snapshot = machine.discovery.snapshot();
    let ports = machine.listening.ports();
    let (scheme, port) =
        ports.public().map_or((Scheme::Http, 80), |(scheme, listen)| (scheme, listen.port()));
    let covered = machine.tls.facts().map(|it| it.names).unwrap_or_default();
    let name = |(interface, names): (String, AnnouncedNames)| NetworkName {
        interface,
        url: scheme.url(&names.host, port),
        secure_url: ports
            .open()
            .https
            .filter(|_| covered.covers_host(&names.host))
            .map(|address| Scheme::Https.url(&names.host, address.port())),
        host: names.host,
        instance: names.instance,
    };
    HealthDiscovery {
        state: snapshot.phase,
        wanted: snapshot.wanted,
        names: snapshot.names.into_iter().map(name).collect(),
        error: snapshot.error,
    }
}

/// The page of a server that listens, under that one of its own addresses; without one, under the best.
pub(super) fn url_at(machine: &Machine, ip: Option<&str>) -> Result<String> {
    let nowhere = || (Scheme::Http, ([0, 0, 0, 0], 80).into());
    let (scheme, listen) = machine.listening.ports().main().unwrap_or_else(nowhere);
    let mut found = addresses(listen.ip()).into_iter();
    let Some(ip) = ip else {
        let best = found.next().map(|best| best.url(scheme, listen.port()));
        return Ok(best.unwrap_or_else(|| scheme.url_of(reachable(listen))));
    };
    let unknown = || Error::With(Code::RouteNotFound, "El servidor no tiene esa dirección".into());
    let own = found.find(|it| it.ip.to_string() == ip).ok_or_else(unknown)?;
    Ok(own.url(scheme, listen.port()))
}
