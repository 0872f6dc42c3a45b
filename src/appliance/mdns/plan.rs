//! What is announced of a server.

use super::names::OWN_TYPE;
use crate::kit::net::{Ports, Scheme};
use std::net::SocketAddr;

/// What is to be announced.
#[derive(Debug, Clone)]
pub struct AnnouncementPlan {
    pub(super) host: String,
    scheme: Scheme,
    pub(super) listen: SocketAddr,
    /// The port of TLS, if there is one.
    pub(super) https: Option<u16>,
}

impl AnnouncementPlan {
    /// What is to be announced of a server that is to have this name; `None` when it is nobody's business.
    pub fn of(host: Option<&str>, ports: Ports) -> Option<Self> {
        let host = host?.to_owned();
        let (scheme, listen) = ports.public()?;
        Some(Self { host, scheme, listen, https: ports.open().https.map(|address| address.port()) })
    }

    /// What kinds of service it is: one that browsers' lists know, and our own.
    pub(super) fn types(&self) -> [&'static str; 2] {
        match self.scheme {
            Scheme::Http => ["_http._tcp.local.", OWN_TYPE],
            Scheme::Https => ["_https._tcp.local.", OWN_TYPE],
        }
    }

    /// The name that is asked for, `inventario.local`.
    pub(super) fn full_host(&self) -> String {
        format!("{}.local", self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_secure_port_on_the_machine_itself_is_not_announced() {
        let [everywhere, here, both] =
            ["[::]:80", "127.0.0.1:8443", "[::]:8443"].map(|it| it.parse::<SocketAddr>().unwrap());
        let https = |address| {
            AnnouncementPlan::of(Some("caja"), Ports { http: Some(everywhere), https: Some(address) })
                .unwrap()
                .https
        };
        assert_eq!((https(here), https(both)), (None, Some(8443)));
    }
}
