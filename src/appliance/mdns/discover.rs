//! Looking for servers on the local network.

use super::names::{OWN_TYPE, center_name, label, shown};
use crate::kit::net::Scheme;
use crate::kit::net::interfaces::{is_link_local, is_real};
use crate::kit::{Error, Result};
use mdns_sd::{IfKind, IfPredicate, ResolvedService, ServiceDaemon, ServiceEvent};
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// A server that answered.
#[derive(Debug, Clone, Serialize)]
pub struct FoundServer {
    /// What it calls itself.
    pub name: String,
    /// Its name on the network.
    pub host: String,
    /// The centre's name.
    pub center: String,
    /// Its version.
    pub version: String,
    /// Where it listens.
    pub port: u16,
    /// Its addresses, the best first.
    pub addresses: Vec<IpAddr>,
    /// The port of TLS, if it speaks it.
    pub https: Option<u16>,
    /// The addresses of its page, the plain ones first.
    pub urls: Vec<String>,
}

/// Asks the network and collects answers for a while. Blocks.
pub fn discover(wait: Duration) -> Result<Vec<FoundServer>> {
    let until = Instant::now() + wait;
    let daemon = ServiceDaemon::new().map_err(Error::internal)?;
    daemon
        .disable_interface(IfKind::Predicate(IfPredicate::new(|it| !is_real(it))))
        .map_err(Error::internal)?;
    let events = daemon.browse(OWN_TYPE).map_err(Error::internal)?;
    let mut found = BTreeMap::new();
    while let Ok(event) = events.recv_deadline(until) {
        match event {
            ServiceEvent::ServiceResolved(service) => {
                found.insert(service.get_fullname().to_owned(), describe(&service));
            }
            ServiceEvent::ServiceRemoved(_, name) => {
                found.remove(&name);
            }
            _ => {}
        }
    }
    if let Ok(end) = daemon.shutdown() {
        let _ = end.recv_timeout(Duration::from_secs(1));
    }
    Ok(found.into_values().collect())
}

fn describe(service: &ResolvedService) -> FoundServer {
    let text = |key| shown(service.get_property_val_str(key).unwrap_or_default());
    let mut addresses: Vec<IpAddr> =
        service.get_addresses().iter().map(mdns_sd::ScopedIp::to_ip_addr).collect();
    addresses.sort_by_key(|ip| (ip.is_ipv6(), is_link_local(*ip), *ip));
    addresses.dedup();
    let port = service.get_port();
    let pages = addresses.iter().filter(|ip| ip.is_ipv4() || !is_link_local(**ip));
    let pages: Vec<IpAddr> = pages.copied().collect();
    // A server that speaks TLS says at which port; when it is the announced one, it speaks nothing else.
    let https = text("https").parse().ok();
    let http = Some(port).filter(|port| https != Some(*port));
    let ports =
        http.map(|port| (Scheme::Http, port)).into_iter().chain(https.map(|port| (Scheme::Https, port)));
    let urls = ports
        .flat_map(|(scheme, port)| pages.iter().map(move |ip| scheme.url_of(SocketAddr::new(*ip, port))))
        .collect();
    let center = text("center");
    FoundServer {
        name: center_name(&shown(label(service.get_fullname(), OWN_TYPE)), &center),
        host: shown(service.get_hostname().trim_end_matches('.')),
        center,
        version: text("version"),
        port,
        addresses,
        https,
        urls,
    }
}
