//! Where a question goes, and whether it may go there.

use crate::kit::net::interfaces::Network;
use crate::kit::net::{is_near, is_public};
use hyper::Uri;
use std::net::{IpAddr, SocketAddr};

/// Where a question goes: what is said of it in `https://name:port/path`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    is_secure: bool,
    /// A name or an address, without brackets, in lower case.
    host: String,
    port: u16,
    path: String,
}

impl Destination {
    /// Reads an address of the web, without name and password, query and fragment. Nothing if it is none.
    pub fn of(url: &str) -> Option<Self> {
        if url.contains(['#', '?', '@', '\\']) {
            return None;
        }
        let uri: Uri = url.parse().ok()?;
        let is_secure = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        let (written, port) = match authority.as_str().strip_prefix(authority.host())? {
            "" => (authority.host(), if is_secure { 443 } else { 80 }),
            port => (authority.host(), port.strip_prefix(':')?.parse::<u16>().ok().filter(|it| *it > 0)?),
        };
        let host = written.trim_start_matches('[').trim_end_matches(']').to_lowercase();
        let is_name = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
            && host.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !is_name && host.parse::<IpAddr>().is_err() {
            return None;
        }
        Some(Self { is_secure, host, port, path: uri.path().to_owned() })
    }

    /// Whether it is spoken to by TLS.
    pub fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The name or the address of the machine.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same machine under another path.
    pub fn at(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// What its server is called in a request: the port only where it isn't the scheme's own.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        match (self.is_secure, self.port) {
            (true, 443) | (false, 80) => host,
            (_, port) => format!("{host}:{port}"),
        }
    }

    /// Whether its machine is one of those that are named, however it is written.
    pub fn is_among<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        let plain = |host: &str| host.trim_end_matches('.').to_lowercase();
        let as_address = |host: &str| host.parse::<IpAddr>().ok().map(|it| it.to_canonical());
        let (own, address) = (plain(&self.host), as_address(&self.host));
        names.into_iter().any(|name| plain(name) == own || (address.is_some() && as_address(name) == address))
    }

    /// Whether its name is one that machines of the local network give themselves (RFC 6762).
    pub fn is_of_the_cable(&self) -> bool {
        self.host.trim_end_matches('.').ends_with(".local")
    }

    /// Refuses, before anything is looked up, what is plainly refused later.
    ///
    /// # Errors
    /// A sentence that says why.
    pub fn judge(&self, is_named: bool) -> Result<(), String> {
        if !is_named && !self.is_secure {
            return Err(format!(
                "La conexión con {} no va cifrada: use https, o escriba ese nombre entre los permitidos de la red local",
                self.host
            ));
        }
        if !is_named && self.is_of_the_cable() {
            return Err(format!(
                "{} es un nombre de la red local: escríbalo entre los permitidos de la red local",
                self.host
            ));
        }
        match self.host.parse::<IpAddr>() {
            Ok(ip) => self.admit(is_named, &[SocketAddr::new(ip, self.port)], &[]),
            Err(_) => Ok(()),
        }
    }

    /// Refuses what a name stands for, if any of it may not be asked by a machine that is on these networks: what is on one of them is
    /// in the house, whatever its address looks like.
    ///
    /// # Errors
    /// A sentence that says why.
    pub fn admit(&self, is_named: bool, addresses: &[SocketAddr], own: &[Network]) -> Result<(), String> {
        let host = &self.host;
        let is_in_the_house = |it: &SocketAddr| is_near(it.ip()) || own.iter().any(|net| net.holds(it.ip()));
        let is_usable = |it: &SocketAddr| is_near(it.ip()) || is_public(it.ip());
        if is_named {
            if !addresses.iter().all(is_usable) {
                return Err(format!("{host} no es la dirección de un equipo"));
            }
            // What is written there, and the key, would cross the Internet for everybody to read.
            if !self.is_secure && !addresses.iter().all(is_in_the_house) {
                return Err(format!("{host} está fuera de la red del centro: use una dirección https"));
            }
            return Ok(());
        }
        if !self.is_secure {
            return self.judge(false);
        }
        if !addresses.iter().all(|it| is_public(it.ip()) && !is_in_the_house(it)) {
            return Err(format!(
                "{host} está en este equipo o en la red local: si es a propósito, escriba ese nombre entre los permitidos de la red \
                 local"
            ));
        }
        Ok(())
    }
}
