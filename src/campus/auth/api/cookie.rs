//! The refresh token on its way: out in the answer and a cookie, back in the cookie or the body.

use crate::campus::auth::model::{RefreshRequest, Session};
use crate::campus::auth::store::REFRESH_DAYS;
use crate::kit::{Body, Origin};
use poem::http::{HeaderValue, header};
use poem::{IntoResponse, Request, RequestBody, Response};
use poem_openapi::registry::{MetaRequest, MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions};
use std::sync::Arc;

/// The cookie in which a browser keeps the refresh token, out of the page's reach.
const COOKIE: &str = "inventario_refresh";
/// The same by TLS. A browser neither shows a `Secure` cookie to plain HTTP nor lets plain HTTP replace one of the same name, so
/// that with one name a session by plain HTTP could not be renewed once there was one by TLS. With two, they are two sessions.
const SECURE_COOKIE: &str = "__Secure-inventario_refresh";

/// An answer that also sets (or clears) the cookie.
pub(crate) struct WithCookie<A> {
    pub(super) answer: A,
    /// The refresh token; empty to clear the cookie.
    pub(super) token: String,
    /// Whether the request came by TLS.
    pub(super) is_secure: bool,
}

impl<A> WithCookie<A> {
    /// A session as an answer; the first start answers with one too.
    pub(crate) fn session(session: Session, answer: fn(Session) -> A, origin: &Origin) -> Self {
        let token = session.refresh_token.clone();
        Self { answer: answer(session), token, is_secure: origin.is_secure }
    }
}

impl<A: IntoResponse> IntoResponse for WithCookie<A> {
    fn into_response(self) -> Response {
        let mut response = self.answer.into_response();
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

impl<A: ApiResponse> ApiResponse for WithCookie<A> {
    fn meta() -> MetaResponses {
        A::meta()
    }

    fn register(registry: &mut Registry) {
        A::register(registry);
    }
}

/// The refresh token of a request: in the body, or else in the cookie. A body is not needed.
pub(super) struct MaybeRefresh(pub(super) Option<String>);

/// The value of our cookie, if the browser sent one.
fn cookie(request: &Request) -> Option<String> {
    let is_secure = request.extensions().get::<Arc<Origin>>().is_some_and(|origin| origin.is_secure);
    let wanted = if is_secure { SECURE_COOKIE } else { COOKIE };
    let header = request.headers().get(header::COOKIE)?.to_str().ok()?;
    let values = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut ours = values.filter(|(name, value)| *name == wanted && !value.is_empty());
    ours.next().map(|(_, value)| value.to_owned())
}

impl<'a> ApiExtractor<'a> for MaybeRefresh {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        RefreshRequest::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let meta = Body::<RefreshRequest>::request_meta()?;
        Some(MetaRequest { required: false, ..meta })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let empty = request.headers().get("content-length").is_none_or(|length| length == "0");
        let chunked = request.headers().contains_key("transfer-encoding");
        let body = if empty && !chunked {
            RefreshRequest::default()
        } else {
            <Body<RefreshRequest> as ApiExtractor>::from_request(request, body, options).await?.0
        };
        Ok(Self(body.refresh_token.0.map(String::from).or_else(|| cookie(request))))
    }
}
