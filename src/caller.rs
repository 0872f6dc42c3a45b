//! Who is asking: the request's origin, the caller with his role, and the proof in a handler's signature that the
//! role may do this.
//!
//! `who: Allow<{ role::STAFF }>` is the first argument of a handler, so 401 and 403 are answered before the body is
//! read. The role and the active flag are the database's at each request, never the token's.

use crate::auth::{Keys, tokens};
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::users::Role;
use crate::wire::Id;
use poem::http::uri::Scheme;
use poem::{FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::{Duration, Instant};

mod scope;

pub use scope::{RoomColumns, Scope};

/// Sets of roles, for [`Allow`]. A handler names a set; sets are named here and nowhere else.
pub mod role {
    /// Apprentices.
    pub const STUDENT: u8 = 1;
    /// Instructors.
    pub const INSTRUCTOR: u8 = 2;
    /// Supervisors.
    pub const SUPERVISOR: u8 = 4;
    /// Warehouse administrators.
    pub const WAREHOUSE: u8 = 8;
    /// General administrators.
    pub const GENERAL: u8 = 16;

    /// Everybody with an account.
    pub const ANYONE: u8 = STUDENT | INSTRUCTOR | SUPERVISOR | WAREHOUSE | GENERAL;
    /// Those who look after equipment: supervisors and administrators.
    pub const KEEPERS: u8 = SUPERVISOR | WAREHOUSE | GENERAL;
    /// Those who plan classes.
    pub const PLANNERS: u8 = INSTRUCTOR | SUPERVISOR | WAREHOUSE | GENERAL;
    /// Both kinds of administrator.
    pub const ADMINISTRATORS: u8 = WAREHOUSE | GENERAL;
}

/// A person as the audit remembers him.
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
    started: Instant,
    identity: OnceLock<Identity>,
}

impl Origin {
    /// The origin of a request.
    pub fn of_request(request: &Request, trust_proxy: bool) -> Self {
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        // A listener for both kinds of address shows an IPv4 peer as ::ffff:a.b.c.d.
        let peer = request.remote_addr().as_socket_addr().map(|address| address.ip().to_canonical());
        // Only a proxy on this machine is believed, and only the hop that it added itself.
        let is_proxied = trust_proxy && peer.is_some_and(|peer| peer.is_loopback());
        let by_tls =
            || header("x-forwarded-proto").is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
        let forwarded = peer
            .filter(|_| is_proxied)
            .and_then(|_| header("x-forwarded-for")?.rsplit(',').next()?.trim().parse().ok())
            .map(|ip: IpAddr| ip.to_canonical());
        Self {
            method: request.method().to_string(),
            path: cut(request.uri().path()),
            ip: forwarded.or(peer),
            is_secure: *request.scheme() == Scheme::HTTPS || (is_proxied && by_tls()),
            user_agent: header("user-agent").map(cut),
            request_id: Id::new(),
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
            started: Instant::now(),
            identity: OnceLock::new(),
        })
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

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// Whoever may be behind a write: a request, signed in or not, or a command.
pub trait Actor {
    /// Where his writes come from.
    fn origin(&self) -> &Arc<Origin>;
}

impl Actor for Arc<Origin> {
    fn origin(&self) -> &Arc<Origin> {
        self
    }
}

/// A request by somebody who needs no account.
pub struct Anyone(pub Arc<Origin>);

impl Actor for Anyone {
    fn origin(&self) -> &Arc<Origin> {
        &self.0
    }
}

impl<'a> FromRequest<'a> for Anyone {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let origin = request.extensions().get::<Arc<Origin>>();
        Ok(Self(origin.cloned().ok_or_else(|| Error::internal("a request without origin"))?))
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account.
    pub id: Id,
    /// The role that the database has now.
    pub role: Role,
    /// The room that the person is linked to.
    pub environment_id: Option<Id>,
    /// The centre of that room.
    pub center_id: Option<Id>,
    /// Counts up when the person's tokens are ended.
    pub token_version: i64,
    origin: Arc<Origin>,
}

impl Actor for Caller {
    fn origin(&self) -> &Arc<Origin> {
        &self.origin
    }
}

impl Caller {
    async fn of_request(request: &Request) -> Result<Self> {
        let (Some(db), Some(keys), Some(origin)) =
            (request.data::<Db>(), request.data::<Arc<Keys>>(), request.extensions().get::<Arc<Origin>>())
        else {
            return Err(Error::internal("the request misses the server's parts"));
        };
        let token = bearer(request)?;
        let claims = tokens::verify(keys, token)?;
        let account = db
            .read(move |db| crate::users::store::account(db, claims.sub))
            .await?
            .ok_or(Code::UserNotFound)?;
        if !account.is_active || account.token_version != claims.version {
            return Err(Code::TokenInvalid.into());
        }
        origin.identify(Identity { id: account.id, name: account.name, email: account.email });
        Ok(Self {
            id: account.id,
            role: account.role,
            environment_id: account.environment_id,
            center_id: account.center_id,
            token_version: account.token_version,
            origin: Arc::clone(origin),
        })
    }

    /// Whether the caller has one of a set of roles.
    pub fn is(&self, roles: u8) -> bool {
        self.role.bit() & roles != 0
    }
}

/// The token of the request.
fn bearer(request: &Request) -> Result<&str> {
    let header = request
        .headers()
        .get("authorization")
        .and_then(|value| value.to_str().ok())
        .ok_or(Code::NotAuthenticated)?;
    let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Code::NotAuthenticated.into()) }
}

/// A caller who has one of `ROLES`: everybody else is refused before the body is read.
pub struct Allow<const ROLES: u8>(Caller);

impl<const ROLES: u8> Deref for Allow<ROLES> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<const ROLES: u8> Actor for Allow<ROLES> {
    fn origin(&self) -> &Arc<Origin> {
        &self.0.origin
    }
}

/// One name for each set of roles. poem-openapi knows no roles, so they travel through its document as names of security
/// schemes, from where [`crate::document`] takes them.
static SCHEMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0..=role::ANYONE)
        .map(|set| {
            let roles: Vec<_> =
                Role::ALL.iter().filter(|role| role.bit() & set != 0).map(|role| role.as_str()).collect();
            roles.join("+")
        })
        .collect()
});

impl<'a, const ROLES: u8> ApiExtractor<'a> for Allow<ROLES> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        for name in Self::security_schemes() {
            registry.create_security_scheme(
                name,
                MetaSecurityScheme {
                    ty: "http",
                    description: None,
                    name: None,
                    key_in: None,
                    scheme: Some("bearer"),
                    bearer_format: Some("JWT"),
                    flows: None,
                    openid_connect_url: None,
                },
            );
        }
    }

    fn security_schemes() -> Vec<&'static str> {
        SCHEMES.get(usize::from(ROLES)).map(String::as_str).into_iter().collect()
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let caller = Caller::of_request(request).await?;
        if caller.is(ROLES) { Ok(Self(caller)) } else { Err(Error::from(Code::RoleForbidden).into()) }
    }
}
