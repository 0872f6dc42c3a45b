//! What is done to a request before it finds who answers it, and the line that is left of it in the log.

use crate::kit::Origin;
use poem::Request;
use poem::http::{StatusCode, Uri};

/// Whether an address belongs to the API: everything under `/api`, and the one list that the app reads beside it.
pub(super) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/") || path == "/audit-logs"
}

/// `//api///users/` is `/api/users`: the app sends such addresses, and is never answered with a redirect.
pub(super) fn collapse_slashes(request: &mut Request) {
    let uri = request.uri();
    let path = uri.path();
    if !path.contains("//") && (path.len() == 1 || !path.ends_with('/')) {
        return;
    }
    let mut collapsed = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        collapsed.push('/');
        collapsed.push_str(segment);
    }
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

/// One line a request. Addresses only: what people typed is not for the log.
pub(super) fn log(origin: &Origin, status: StatusCode) {
    let person = origin.identity().map(|person| tracing::field::display(person.id));
    let milliseconds = origin.elapsed().as_secs_f64() * 1e3;
    tracing::info!(
        request_id = %origin.request_id,
        method = origin.method,
        path = origin.path,
        status = status.as_u16(),
        milliseconds = (milliseconds * 100.0).round() / 100.0,
        person,
        "request"
    );
}
