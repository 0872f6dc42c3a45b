//! The headers of every answer: security, cross-origin access, the request's id, and by which the web UI knows that it was this server.

use crate::kit::Origin;
use poem::Response;
use poem::http::header::{self, HeaderName};
use poem::http::{HeaderValue, StatusCode};

/// What the web UI may load: itself and nothing else. Its pictures may also come from memory (QR codes, photos).
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/// An answer of the API loads nothing, even when somebody opens it in a tab.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// By which an answer is known to be this server's. A portal or a filter of the network may answer anything with any status in its place;
/// without this header the web UI believes nothing of it, and keeps what it wanted to send (web-dist/js/kit/api.js).
const OURS: HeaderName = HeaderName::from_static("x-inventario");

const ALWAYS: [(HeaderName, &str); 6] = [
    (OURS, "1"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    // Any origin may ask, none with a cookie: the app's web build signs its requests itself.
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "etag, x-total-count, retry-after, x-request-id, idempotent-replayed",
    ),
];

/// Adds what every answer carries.
pub(super) fn add(response: &mut Response, origin: &Origin, is_page: bool) {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(self), geolocation=(), microphone=()"),
    );
    let policy = if is_page { PAGE_POLICY } else { DATA_POLICY };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    if !is_page {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(&origin.request_id.to_string()) {
        headers.insert("x-request-id", id);
    }
}

/// Says which methods an address knows, with a 405.
pub(super) fn allow(response: &mut Response, methods: String) {
    if let Ok(methods) = HeaderValue::try_from(methods) {
        response.headers_mut().insert(header::ALLOW, methods);
    }
}

/// The answer to any `OPTIONS`, of a browser that asks whether it may ask.
pub(super) fn preflight() -> Response {
    Response::builder()
        .status(StatusCode::NO_CONTENT)
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS")
        // A bare * does not cover Authorization.
        .header(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, idempotency-key, if-match, last-event-id, x-request-id",
        )
        .header(header::ACCESS_CONTROL_MAX_AGE, "600")
        .header(header::ALLOW, "GET, POST, PUT, DELETE, HEAD, OPTIONS")
        .finish()
}
