//! Access tokens: HS256 with `sub`, `role`, `exp` (whole seconds, as the app stores it) and the version of the account.

use super::{Account, Keys, Role};
use crate::kit::clock;
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

/// How far ahead of the clock something may be that was given out before: so far a clock that is kept by a network goes back. What
/// was given out later than that is of a clock that was wrong, and would be good for as long as the clock was ahead.
pub const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// Whether something was given out while the clock was ahead of where it is.
pub fn is_from_future(given: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    given > now + AHEAD
}

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: Id,
    /// The role when the token was given. For clients; the server asks the database.
    pub role: Role,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
    /// When it was given, in seconds since 1970.
    pub iat: i64,
    /// The account's token version.
    #[serde(rename = "ver")]
    pub version: i64,
}

/// A token for an account, given at `now`.
pub fn issue(keys: &Keys, account: &Account, now: DateTime<Utc>) -> Result<String> {
    let iat = now.timestamp();
    let claims = Claims {
        sub: account.id,
        role: account.role,
        exp: iat + keys.access_seconds,
        iat,
        version: account.token_version,
    };
    encode(&Header::new(Algorithm::HS256), &claims, &keys.encoding).map_err(Error::internal)
}

/// What a token says, if we gave it and it has not ended.
///
/// # Errors
/// [`Code::TokenInvalid`], [`Code::TokenFromFuture`].
pub fn verify(keys: &Keys, token: &str) -> Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = 0;
    validation.set_required_spec_claims(&["exp", "sub"]);
    let token = decode::<Claims>(token, &keys.decoding, &validation).map_err(|_| Code::TokenInvalid)?;
    let given = DateTime::from_timestamp(token.claims.iat, 0).ok_or(Code::TokenInvalid)?;
    if is_from_future(given, clock::now()) { Err(Code::TokenFromFuture.into()) } else { Ok(token.claims) }
}
