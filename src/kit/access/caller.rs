//! Who is asking: the request's origin, the caller with their role, and the proof in a handler's signature that the
//! role may do this.
//!
//! `who: Allow<{ role::STAFF }>` is the first argument of a handler, so 401 and 403 are answered before the body is
//! read. The role and the active flag are the database's at each request, never the token's.

use super::origin::Origin;
use super::{Account, Accounts, Keys, Role, role, tokens};
use crate::kit::db::{Actor, By, Db, Precondition, Spender};
use crate::kit::entity::Entity;
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::{FromText, Id, IfMatch, Outgo, ReadSeat};
use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account.
    pub id: Id,
    /// The role that the database has now.
    pub role: Role,
    /// The room that the person is linked to.
    pub environment_id: Option<Id>,
    /// That room, if it is a warehouse.
    pub warehouse_id: Option<Id>,
    /// The centre that the person is of: the account's, else that of the room.
    pub center_id: Option<Id>,
    /// Counts up when the person's tokens are ended.
    pub token_version: i64,
    origin: Arc<Origin>,
    /// What they demand of the row that the request is about.
    precondition: Option<Arc<Precondition>>,
}

impl Actor for Caller {
    type Who = Self;

    fn origin(&self) -> &Arc<Origin> {
        &self.origin
    }

    fn who(&self) -> &Self {
        self
    }

    fn spender(&self) -> Spender {
        Spender::Person(self.id, self.origin.ip)
    }

    fn precondition(&self) -> Option<Arc<Precondition>> {
        self.precondition.clone()
    }
}

/// A write by somebody who is signed in: `tx.who` is who acts.
pub type CallerTx<'a> = By<'a, Caller>;

impl Caller {
    /// Who asks, and their seat if they only read, and wait for one: a write waits for its place in the one queue.
    async fn of_request(request: &Request, waits: bool) -> Result<(Self, Option<ReadSeat>)> {
        let (Some(db), Some(accounts), Some(keys), Some(origin)) = (
            request.data::<Db>(),
            request.data::<Accounts>(),
            request.data::<Arc<Keys>>(),
            request.extensions().get::<Arc<Origin>>(),
        ) else {
            return Err(Error::internal("the request misses the server's parts"));
        };
        let token = bearer(request)?;
        let claims = tokens::verify(keys, token)?;
        // Before anything is read, so that the database's readers are there for others too. The token is one of ours.
        let seat = match request.extensions().get::<Outgo>().filter(|_| waits && is_read(request)) {
            Some(outgo) => Some(outgo.seat(claims.sub).await?),
            None => None,
        };
        let account = accounts.get(db, claims.sub).await?.ok_or(Code::UserNotFound)?;
        if !account.is_active || account.token_version != claims.version {
            return Err(Code::TokenInvalid.into());
        }
        Ok((Self::new(&account, Arc::clone(origin)), seat))
    }

    /// The person of an account, asking from this origin.
    pub fn new(account: &Account, origin: Arc<Origin>) -> Self {
        let &Account { id, role, environment_id, warehouse_id, center_id, token_version, .. } = account;
        origin.identify(account.identity());
        Self { id, role, environment_id, warehouse_id, center_id, token_version, origin, precondition: None }
    }

    /// The same person with what a write of theirs demands by `If-Match`.
    ///
    /// # Errors
    /// [`Code::NoVersion`] when what they address has no version: they would believe themselves safe.
    fn with_precondition(mut self, request: &Request) -> Result<Self> {
        let Some(wanted) = IfMatch::of(request) else { return Ok(self) };
        let entities = request.data::<Arc<[Entity]>>().ok_or_else(|| Error::internal("no entities"))?;
        let row = Entity::versioned_row(entities, &self.origin.path);
        let row = row.and_then(|row| match row.id {
            None => Some((row.table, self.id)),
            Some(id) => Some((row.table, Id::from_text(id).ok()?)),
        });
        match row {
            Some((table, id)) => self.precondition = Some(Arc::new(Precondition::new(table, id, wanted))),
            None if wanted == IfMatch::Any => {}
            None => return Err(Code::NoVersion.into()),
        }
        Ok(self)
    }

    /// Whether the caller has one of a set of roles.
    pub fn is(&self, roles: u8) -> bool {
        self.role.bit() & roles != 0
    }
}

/// Whether a request changes nothing.
fn is_read(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// The token of the request.
fn bearer(request: &Request) -> Result<&str> {
    let header = request.header("authorization").ok_or(Code::NotAuthenticated)?;
    let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Code::NotAuthenticated.into()) }
}

/// A caller who has one of `ROLES`: everybody else is refused before the body is read. Of a read that doesn't wait, see [`AtOnce`].
pub struct Allow<const ROLES: u8, const WAITS: bool = true> {
    caller: Caller,
    /// Of a read, as long as the handler works.
    _seat: Option<ReadSeat>,
}

/// [`Allow`] for a read that waits behind none of its person's others and is never refused for their number: it is one cheap look,
/// asked for by every page before anything else, and its answer is short. What bounds it are the connections of an address.
pub type AtOnce<const ROLES: u8> = Allow<ROLES, false>;

impl<const ROLES: u8, const WAITS: bool> Deref for Allow<ROLES, WAITS> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<const ROLES: u8, const WAITS: bool> Actor for Allow<ROLES, WAITS> {
    type Who = Caller;

    fn origin(&self) -> &Arc<Origin> {
        &self.caller.origin
    }

    fn who(&self) -> &Caller {
        &self.caller
    }

    fn spender(&self) -> Spender {
        self.caller.spender()
    }

    fn precondition(&self) -> Option<Arc<Precondition>> {
        self.caller.precondition()
    }
}

/// One name for each set of roles, and one for each of those that don't wait. poem-openapi knows neither, so they travel through its
/// document as names of security schemes, from where [`crate::app::document`] takes them.
static SCHEMES: LazyLock<Vec<[String; 2]>> = LazyLock::new(|| {
    (0..=role::ANYONE)
        .map(|set| {
            let roles: Vec<_> =
                Role::ALL.iter().filter(|role| role.bit() & set != 0).map(|role| role.as_str()).collect();
            let roles = roles.join("+");
            [format!("{roles}{AT_ONCE}"), roles]
        })
        .collect()
});

/// The end of a scheme's name whose operations don't wait.
pub const AT_ONCE: &str = "+at_once";

impl<'a, const ROLES: u8, const WAITS: bool> ApiExtractor<'a> for Allow<ROLES, WAITS> {
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
        let names =
            SCHEMES.get(usize::from(ROLES)).map(|[at_once, waits]| if WAITS { waits } else { at_once });
        names.map(String::as_str).into_iter().collect()
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let (caller, _seat) = Caller::of_request(request, WAITS).await?;
        if !caller.is(ROLES) {
            return Err(Error::from(Code::RoleForbidden).into());
        }
        let caller = if is_read(request) { caller } else { caller.with_precondition(request)? };
        Ok(Self { caller, _seat })
    }
}
