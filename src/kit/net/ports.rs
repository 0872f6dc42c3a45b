//! Where the server listens, and the addresses that people type to get there.

use super::interfaces::{self, is_link_local};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};

/// Where the server asks itself whether it answers: its health, which is open before it is set up too. Not worth a line in the log.
pub const SELF_CHECK: &str = "/api/health";

/// How a browser speaks to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// In the clear.
    Http,
    /// By TLS.
    Https,
}

impl Scheme {
    /// What stands before `://`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The address of the first page of a host, which may be a name.
    pub fn url(self, host: &str, port: u16) -> String {
        match (self, port) {
            (Self::Http, 80) | (Self::Https, 443) => format!("{}://{host}", self.as_str()),
            _ => format!("{}://{host}:{port}", self.as_str()),
        }
    }

    /// The address of the first page of a machine.
    pub fn url_of(self, address: SocketAddr) -> String {
        match address.ip() {
            IpAddr::V4(ip) => self.url(&ip.to_string(), address.port()),
            IpAddr::V6(ip) => self.url(&format!("[{ip}]"), address.port()),
        }
    }

    /// The addresses of a server that listens there: those of names, then those of this machine on its networks but for some,
    /// the best first. Asks the system for its addresses.
    pub fn urls(self, listen: SocketAddr, names: &[String], but: &[IpAddr]) -> Vec<String> {
        let named = names.iter().map(|name| self.url(name, listen.port()));
        // A link-local IPv6 address leads nowhere from a browser.
        let own = interfaces::addresses(listen.ip());
        let own = own.iter().map(|it| it.ip).filter(|ip| ip.is_ipv4() || !is_link_local(*ip));
        let own = own.filter(|ip| !but.contains(ip));
        let mut urls: Vec<String> =
            named.chain(own.map(|ip| self.url_of(SocketAddr::new(ip, listen.port())))).collect();
        urls.dedup();
        urls
    }
}

/// Where the server listens. At least one is open once it does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ports {
    /// By plain HTTP.
    pub http: Option<SocketAddr>,
    /// By TLS.
    pub https: Option<SocketAddr>,
}

/// Where a server listens, once it does. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Listening(Arc<OnceLock<Ports>>);

impl Listening {
    /// Says where; the first word counts.
    pub fn begin(&self, ports: Ports) {
        let _ = self.0.set(ports);
    }

    /// Where the server listens; nowhere before it does.
    pub fn ports(&self) -> Ports {
        self.0.get().copied().unwrap_or_default()
    }
}

impl Ports {
    /// Each of them.
    pub fn all(self) -> impl Iterator<Item = (Scheme, SocketAddr)> {
        let http = self.http.map(|address| (Scheme::Http, address));
        http.into_iter().chain(self.https.map(|address| (Scheme::Https, address)))
    }

    /// The one that people are told of first: plain HTTP works on every phone.
    pub fn main(self) -> Option<(Scheme, SocketAddr)> {
        self.all().next()
    }

    /// Those that others than this machine reach.
    pub fn open(self) -> Self {
        let open = |address: Option<SocketAddr>| address.filter(|it| !it.ip().is_loopback());
        Self { http: open(self.http), https: open(self.https) }
    }

    /// The one that others than this machine reach, if one is.
    pub fn public(self) -> Option<(Scheme, SocketAddr)> {
        self.open().main()
    }
}

/// The address by which others reach a listener: for one that listens everywhere, this machine's own on the LAN.
pub fn reachable(address: SocketAddr) -> SocketAddr {
    if !address.ip().is_unspecified() {
        return address;
    }
    // "Connecting" a datagram socket sends nothing; it only asks the system which way it would go.
    let own = std::net::UdpSocket::bind((std::net::Ipv4Addr::UNSPECIFIED, 0))
        .and_then(|socket| {
            socket.connect((std::net::Ipv4Addr::new(192, 0, 2, 1), 9)).and(socket.local_addr())
        })
        .map(|own| own.ip());
    // A network without a way out has no such way: any address of ours does.
    let own = own.ok().or_else(|| interfaces::addresses(address.ip()).first().map(|own| own.ip));
    SocketAddr::new(own.unwrap_or(std::net::Ipv4Addr::LOCALHOST.into()), address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_the_port_unless_it_is_the_usual_one() {
        let of = |scheme: Scheme, address: &str| scheme.url_of(address.parse().unwrap());
        assert_eq!(of(Scheme::Http, "10.0.0.7:8001"), "http://10.0.0.7:8001");
        assert_eq!(of(Scheme::Http, "10.0.0.7:80"), "http://10.0.0.7");
        assert_eq!(of(Scheme::Https, "[fd00::7]:443"), "https://[fd00::7]");
        assert_eq!(of(Scheme::Https, "[fd00::7]:80"), "https://[fd00::7]:80");
        assert_eq!(Scheme::Https.url("caja.local", 8443), "https://caja.local:8443");
    }

    #[test]
    fn plain_http_is_told_of_first_and_this_machines_own_port_to_nobody() {
        let [here, everywhere] = ["127.0.0.1:80", "[::]:443"].map(|it| it.parse().unwrap());
        let ports = Ports { http: Some(here), https: Some(everywhere) };
        assert_eq!(ports.main(), Some((Scheme::Http, here)));
        assert_eq!(ports.public(), Some((Scheme::Https, everywhere)));
        assert_eq!(ports.open(), Ports { http: None, https: Some(everywhere) });
        assert_eq!(Ports { http: Some(here), https: None }.public(), None);
    }
}
