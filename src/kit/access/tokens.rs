//! Access tokens: HS256 with `sub`, `role`, `exp` (whole seconds, as the app stores it) and the version of the account.

use super::{Account, Keys, Role};
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

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
/// [`Code::TokenInvalid`].
pub fn verify(keys: &Keys, token: &str) -> Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = 0;
    validation.set_required_spec_claims(&["exp", "sub"]);
    let token = decode::<Claims>(token, &keys.decoding, &validation).map_err(|_| Code::TokenInvalid)?;
    Ok(token.claims)
}
