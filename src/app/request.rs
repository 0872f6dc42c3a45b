//! What is done to a request before it finds who answers it, and the line that is left of it in the log.

use crate::campus::inventory::rules::PICTURES;
use crate::kit::net::SELF_CHECK;
use crate::kit::{Code, Origin, Result};
use poem::Request;
use poem::http::{StatusCode, Uri, Version, header};

/// Whether an address belongs to the API: everything under `/api`, and the one list that the app reads beside it.
pub(super) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/") || path == "/audit-logs" || path.starts_with(CALENDARS)
}

/// `//api///users/` is `/api/users`: the app sends such addresses, and is never answered with a redirect.
pub(super) fn collapse_slashes(request: &mut Request) {
    let uri = request.uri();
    let path = uri.path();
    if !path.contains("//") && (path.len() == 1 || !path.ends_with('/')) {
        return;
    }
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let mut collapsed: String = segments.flat_map(|segment| ["/", segment]).collect();
    if collapsed.is_empty() {
        collapsed.push('/');
    }
    if let Some(query) = uri.query() {
        collapsed.push('?');
        collapsed.push_str(query);
    }
    if let Ok(uri) = collapsed.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
}

/// Whether a request that came by a connection says once for whom it is, as RFC 9112 (3.2) wants of HTTP/1.1: what stands between
/// may read another name than we do. HTTP/2 has the name in the address, and an older HTTP may have none.
pub(super) fn has_one_host(request: &Request) -> bool {
    let names = request.headers().get_all(header::HOST).iter().count();
    let is_by_connection = request.local_addr().as_socket_addr().is_some();
    match request.version() {
        Version::HTTP_11 if is_by_connection => names == 1,
        _ => names <= 1,
    }
}

/// Lets a request pass, or refuses it. Before the server is set up it answers for its health, its certificate, the set-up, and pages,
/// each of which shows the assistant. Afterwards the set-up is an address like any other that doesn't exist.
pub(super) fn admit(request: &mut Request, is_open: bool) -> Result<()> {
    let path = request.uri().path();
    let is_set_up = path == "/api/setup" || path.starts_with("/api/setup/");
    match (is_open, path) {
        (true, _) if is_set_up => Err(Code::RouteNotFound.into()),
        // Who sets the server up may want to do so by HTTPS, and needs the certificate before.
        (true, _) | (false, "/api/health" | "/api/tls" | "/api/tls/authority") => Ok(()),
        (false, _) if is_set_up => Ok(()),
        (false, "/docs") => {
            *request.uri_mut() = Uri::from_static("/");
            Ok(())
        }
        (false, path) if is_api(path) || matches!(path, "/openapi.json" | "/metrics") => {
            Err(Code::NotSetUp.into())
        }
        (false, _) => Ok(()),
    }
}

/// Where calendars are read: what follows is a secret.
const CALENDARS: &str = "/calendar/";

/// What of an address is for nobody but whoever was given it: what follows opens without a session what it names.
const SECRETS: [&str; 2] = [CALENDARS, PICTURES];

/// A path as the log may have it.
pub(super) fn without_secret(path: &str) -> &str {
    // A path in capitals is answered 404, and the secret in it is one all the same.
    let is_before =
        |secret: &&str| path.get(..secret.len()).is_some_and(|it| it.eq_ignore_ascii_case(secret));
    SECRETS.into_iter().find(is_before).unwrap_or(path)
}

/// Whether the server asks itself, which it does every few seconds (see serve/service_manager.rs).
fn is_self_check(origin: &Origin) -> bool {
    origin.path == SELF_CHECK && origin.user_agent.is_none() && origin.ip.is_some_and(|ip| ip.is_loopback())
}

/// One line a request. Addresses only: what people typed is not for the log.
pub(super) fn log(origin: &Origin, status: StatusCode) {
    if is_self_check(origin) && status.is_success() {
        return;
    }
    let person = origin.identity().map(|person| tracing::field::display(person.id));
    let milliseconds = origin.elapsed().as_secs_f64() * 1e3;
    tracing::info!(
        request_id = %origin.request_id,
        method = origin.method,
        path = without_secret(&origin.path),
        status = status.as_u16(),
        milliseconds = (milliseconds * 100.0).round() / 100.0,
        person,
        "request"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_something_without_a_session_is_not_for_the_log() {
        let hash = "0123456789abcdef0123456789abcdef";
        for (path, logged) in [
            (format!("/api/item-pictures/files/{hash}"), "/api/item-pictures/files/"),
            (format!("/API/Item-Pictures/FILES/{hash}"), "/api/item-pictures/files/"),
            (format!("/calendar/{hash}.ics"), "/calendar/"),
            ("/api/item-pictures/order".into(), "/api/item-pictures/order"),
            ("/api/inventory".into(), "/api/inventory"),
            ("/ñ".into(), "/ñ"),
        ] {
            assert_eq!(without_secret(&path), logged);
        }
    }
}
