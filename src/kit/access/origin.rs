//! Where a change comes from: a request or a command, and the person behind it.

use crate::kit::db::{Actor, Spender};
use crate::kit::error::Error;
use crate::kit::wire::{Id, Sender, Sent};
use poem::http::uri::Scheme;
use poem::{FromRequest, Request, RequestBody};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// A person as the audit remembers them.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The account.
    pub id: Id,
    /// First and last name.
    pub name: String,
    /// The address at that time.
    pub email: String,
}

/// Where a change comes from: one request, or the command line.
#[derive(Debug)]
pub struct Origin {
    /// `GET`, `POST`…; `CLI` for the command line.
    pub method: String,
    /// The path without its query, cut to 300 characters.
    pub path: String,
    /// The peer's address, if there is one.
    pub ip: Option<IpAddr>,
    /// Whether it came by TLS: to this server, or to a trusted proxy in front of it.
    pub is_secure: bool,
    /// What the client says it is, cut to 300 characters.
    pub user_agent: Option<String>,
    /// The id that the answer and the log carry.
    pub request_id: Id,
    is_command: bool,
    started: Instant,
    identity: OnceLock<Identity>,
}

impl Origin {
    /// The origin of a request.
    pub fn of_request(request: &Request, trust_proxy: bool) -> Self {
        // A listener for both kinds of address shows an IPv4 peer as ::ffff:a.b.c.d.
        let peer = request.remote_addr().as_socket_addr().map(|address| address.ip().to_canonical());
        // Only a proxy on this machine is believed, and only the hop that it added itself.
        let is_proxied = trust_proxy && peer.is_some_and(|peer| peer.is_loopback());
        let by_tls = || {
            request
                .header("x-forwarded-proto")
                .is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"))
        };
        let forwarded = peer
            .filter(|_| is_proxied)
            .and_then(|_| request.header("x-forwarded-for")?.rsplit(',').next()?.trim().parse().ok())
            .map(|ip: IpAddr| ip.to_canonical());
        Self {
            method: request.method().to_string(),
            path: cut(request.uri().path()),
            ip: forwarded.or(peer),
            is_secure: *request.scheme() == Scheme::HTTPS || (is_proxied && by_tls()),
            user_agent: request.header("user-agent").map(cut),
            request_id: Id::new(),
            is_command: false,
            started: Instant::now(),
            identity: OnceLock::new(),
        }
    }

    /// The origin of a command of the command line, named for the audit.
    pub fn of_command(command: &str) -> Arc<Self> {
        Arc::new(Self {
            method: "CLI".into(),
            path: cut(command),
            ip: None,
            is_secure: false,
            user_agent: None,
            request_id: Id::new(),
            is_command: true,
            started: Instant::now(),
            identity: OnceLock::new(),
        })
    }

    /// Whether it is a command or a job, and no request.
    pub fn is_command(&self) -> bool {
        self.is_command
    }

    /// Says who is behind the request; the first word counts.
    pub fn identify(&self, identity: Identity) {
        let _ = self.identity.set(identity);
    }

    /// Who is behind the request, if known.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.get()
    }

    /// How long the request has been in the house.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

impl Sent for Origin {
    fn sender(&self) -> Sender {
        self.identity().map_or(Sender::Address(self.ip), |person| Sender::Person(person.id))
    }
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// The house itself: its commands, its jobs, and what it notes of a request by itself.
impl Actor for Arc<Origin> {
    type Who = ();

    fn origin(&self) -> &Arc<Origin> {
        self
    }

    fn who(&self) -> &() {
        &()
    }

    fn spender(&self) -> Spender {
        Spender::House
    }
}

/// A request by somebody who needs no account.
pub struct Anyone(pub Arc<Origin>);

impl Actor for Anyone {
    type Who = ();

    fn origin(&self) -> &Arc<Origin> {
        &self.0
    }

    fn who(&self) -> &() {
        &()
    }

    fn spender(&self) -> Spender {
        Spender::Address(self.0.ip)
    }
}

impl<'a> FromRequest<'a> for Anyone {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let origin = request.extensions().get::<Arc<Origin>>();
        Ok(Self(origin.cloned().ok_or_else(|| Error::internal("a request without origin"))?))
    }
}
