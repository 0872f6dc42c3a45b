//! Compression of answers: gzip, the only coding that the app asks for and that browsers offer on plain HTTP.

use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::{HeaderValue, Method, header};
use poem::{Request, Response};
use std::io::Write;

/// Smaller answers fit into one packet anyway.
const WORTH_IT: usize = 1_024;
/// Larger answers are worked on off the runtime's threads.
pub(super) const LONG: usize = 64 << 10;

/// Whether an answer is to be compressed.
pub(super) fn wanted(request: &Request) -> bool {
    request.method() != Method::HEAD && takes_gzip(request)
}

/// Compresses an answer of the API. What the web UI serves is compressed once and kept, see [`super::web`].
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
    let compressed = match bytes.len() {
        ..WORTH_IT => None,
        WORTH_IT..LONG => compressed(&bytes, Compression::fast()),
        _ => {
            let long = bytes.clone();
            tokio::task::spawn_blocking(move || compressed(&long, Compression::fast())).await.ok().flatten()
        }
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

/// Bytes compressed with gzip; `None` if that fails, which in memory it doesn't.
pub fn compressed(bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// Whether the client takes gzip.
pub(super) fn takes_gzip(request: &Request) -> bool {
    request
        .header(header::ACCEPT_ENCODING)
        .is_some_and(|codings| codings.split(',').any(|coding| is_gzip(coding.trim())))
}

fn is_gzip(coding: &str) -> bool {
    let (name, rest) = coding.split_once(';').unwrap_or((coding, ""));
    let refused = rest.trim().strip_prefix("q=").is_some_and(|weight| weight.parse::<f32>() == Ok(0.0));
    name.trim().eq_ignore_ascii_case("gzip") && !refused
}
