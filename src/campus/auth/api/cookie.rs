//! The refresh token on its way: out in the answer and a cookie, back in the cookie or the body.

use crate::campus::auth::model::RefreshRequest;
use crate::campus::auth::store::REFRESH_DAYS;
use crate::kit::{Answer, Body, Created, Origin};
use poem::http::{HeaderValue, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::types::Type;
use serde::Serialize;
use std::sync::Arc;

/// The cookie in which a browser keeps the refresh token, out of the page's reach.
const COOKIE: &str = "inventario_refresh";
/// The same by TLS. A browser neither shows a `Secure` cookie to plain HTTP nor lets plain HTTP replace one of the same name, so
/// that with one name a session by plain HTTP could not be renewed once there was one by TLS. With two, they are two sessions.
const SECURE_COOKIE: &str = "__Secure-inventario_refresh";

/// An answer that also sets (or clears) the cookie.
pub(crate) struct WithCookie<T, const STATUS: u16 = 200> {
    pub(super) value: T,
    /// The refresh token; empty to clear the cookie.
    pub(super) token: String,
    /// Whether the request came by TLS.
    pub(super) is_secure: bool,
}

impl<T: Serialize + Send, const STATUS: u16> IntoResponse for WithCookie<T, STATUS> {
    fn into_response(self) -> Response {
        let mut response = match STATUS {
            201 => Created(self.value).into_response(),
            _ => Answer(self.value).into_response(),
        };
        let age = if self.token.is_empty() { 0 } else { REFRESH_DAYS * 24 * 60 * 60 };
        // By plain HTTP, as most centres reach the box, no `Secure`. `Strict` and the path keep it to our own page.
        let (name, secure) = if self.is_secure { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
        let token = self.token;
        let cookie =
            format!("{name}={token}; Path=/api/auth; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl<T: Type + Serialize, const STATUS: u16> ApiResponse for WithCookie<T, STATUS> {
    fn meta() -> MetaResponses {
        match STATUS {
            201 => Created::<T>::meta(),
            _ => Answer::<T>::meta(),
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// The refresh token of a request: in the body, or else in the cookie. A body is not needed.
pub(super) struct MaybeRefresh {
    body: RefreshRequest,
    cookie: Option<String>,
}

impl MaybeRefresh {
    /// The token, wherever it was.
    pub(super) fn token(self) -> Option<String> {
        self.body.refresh_token.0.map(String::from).or(self.cookie)
    }
}

/// The value of our cookie, if the browser sent one.
fn cookie(request: &poem::Request) -> Option<String> {
    let is_secure = request.extensions().get::<Arc<Origin>>().is_some_and(|origin| origin.is_secure);
    let wanted = if is_secure { SECURE_COOKIE } else { COOKIE };
    let header = request.headers().get(header::COOKIE)?.to_str().ok()?;
    let values = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut ours = values.filter(|(name, value)| *name == wanted && !value.is_empty());
    ours.next().map(|(_, value)| value.to_owned())
}

impl<'a> poem_openapi::ApiExtractor<'a> for MaybeRefresh {
    const TYPES: &'static [poem_openapi::ApiExtractorType] = &[poem_openapi::ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        RefreshRequest::register(registry);
    }

    fn request_meta() -> Option<poem_openapi::registry::MetaRequest> {
        let meta = Body::<RefreshRequest>::request_meta()?;
        Some(poem_openapi::registry::MetaRequest { required: false, ..meta })
    }

    async fn from_request(
        request: &'a poem::Request,
        body: &mut poem::RequestBody,
        options: poem_openapi::ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let empty = request.headers().get("content-length").is_none_or(|length| length == "0");
        let chunked = request.headers().contains_key("transfer-encoding");
        if empty && !chunked {
            return Ok(Self { body: RefreshRequest::default(), cookie: cookie(request) });
        }
        <Body<RefreshRequest> as poem_openapi::ApiExtractor>::from_request(request, body, options)
            .await
            .map(|body| Self { body: body.0, cookie: cookie(request) })
    }
}
