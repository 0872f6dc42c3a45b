//! Compression of answers: gzip, the only coding that the app asks for and that browsers offer on plain HTTP.

use crate::web;
use poem::http::{HeaderValue, Method, header};
use poem::{Request, Response};

/// Smaller answers fit into one packet anyway.
const WORTH_IT: usize = 1_024;
/// Larger answers are compressed off the runtime's threads.
const LONG: usize = 64 << 10;

/// Whether an answer is to be compressed.
pub(super) fn wanted(request: &Request) -> bool {
    request.method() != Method::HEAD && web::takes_gzip(request)
}

/// Compresses an answer of the API. What the web UI serves is compressed once and kept, see [`web`].
pub(super) async fn gzip(mut response: Response, wanted: bool) -> Response {
    let is_json = response.content_type().is_some_and(|it| it.starts_with("application/json"));
    if !is_json || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return response;
    }
    let Ok(bytes) = response.take_body().into_bytes().await else { return response };
    if bytes.len() < WORTH_IT {
        response.set_body(bytes);
        return response;
    }
    let compressed = if bytes.len() < LONG {
        web::gzip(&bytes, flate2::Compression::fast())
    } else {
        let long = bytes.clone();
        tokio::task::spawn_blocking(move || web::gzip(&long, flate2::Compression::fast()))
            .await
            .ok()
            .flatten()
    };
    match compressed {
        Some(compressed) => {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response.set_body(compressed);
        }
        None => response.set_body(bytes),
    }
    response
}
