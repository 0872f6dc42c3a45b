//! What is answered before the server is set up: its health, its certificate, the set-up, and pages, each of which shows the assistant.
//! Afterwards the set-up is an address like any other that doesn't exist.

use super::request::is_api;
use crate::kit::{Code, Result};
use poem::Request;
use poem::http::Uri;

/// Lets a request pass, or refuses it.
pub(super) fn judge(request: &mut Request, is_open: bool) -> Result<()> {
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
