//! The web UI: files embedded in the binary, compressed once and kept; from disk in development.

use crate::auth::sha256_hex;
use crate::error::{Code, Error, Result};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Request, Response};
use rust_embed::Embed;
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Embed)]
#[folder = "web-dist"]
struct Embedded;

/// The largest sizes in the words of people: "10 MB".
pub fn megabytes(bytes: usize) -> String {
    format!("{} MB", bytes >> 20)
}

/// Bytes compressed with gzip; `None` if that fails, which in memory it doesn't.
pub fn gzip(bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// A file as it is sent.
struct Asset {
    content_type: String,
    etag: String,
    plain: Bytes,
    /// Only where it is worth it: texts.
    gzip: Option<Bytes>,
    policy: Option<&'static str>,
}

impl Asset {
    fn new(path: &str, plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let mime = mime_guess::from_path(path).first_or_octet_stream();
        let is_text = mime.type_() == mime_guess::mime::TEXT
            || ["javascript", "json", "svg", "manifest"].iter().any(|word| mime.essence_str().contains(word));
        let content_type = if is_text { format!("{mime}; charset=utf-8") } else { mime.to_string() };
        let gzip = is_text.then(|| gzip(&plain, Compression::best())).flatten();
        let gzip = gzip.filter(|gzip| gzip.len() < plain.len()).map(Bytes::from);
        let etag = format!("\"{}\"", sha256_hex(&String::from_utf8_lossy(&plain)).split_at(16).0);
        Self { content_type, etag, plain, gzip, policy: None }
    }
}

type MakePage = Box<dyn Fn() -> String + Send + Sync>;

/// Serves the web UI, the OpenAPI document and its browser.
pub struct Web {
    dir: Option<PathBuf>,
    document: String,
    docs: MakePage,
    kept: Mutex<HashMap<String, Arc<Asset>>>,
}

/// The API browser's page is one large inline script and style, and asks this server only.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Web {
    /// Serves `dir` if given, else what is embedded; `docs` makes the page of the API browser.
    pub fn new(dir: Option<PathBuf>, document: String, docs: MakePage) -> Self {
        Self { dir, document, docs, kept: Mutex::new(HashMap::new()) }
    }

    /// Answers `GET` and `HEAD`. An address without a file is a page of the UI when a browser asks for a page.
    pub async fn serve(&self, request: &Request) -> Result<Response> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Code::MethodNotAllowed.into());
        }
        let path = request.uri().path().trim_start_matches('/');
        let name = if path.is_empty() { "index.html" } else { path };
        let asset = match self.find(name).await? {
            Some(asset) => asset,
            None if wants_page(request) => {
                self.find("index.html").await?.ok_or(Error::from(Code::RouteNotFound))?
            }
            None => return Err(Code::RouteNotFound.into()),
        };
        Ok(answer(request, &asset))
    }

    async fn find(&self, name: &str) -> Result<Option<Arc<Asset>>> {
        let generated = matches!(name, "docs" | "openapi.json");
        if let Some(dir) = self.dir.as_ref().filter(|_| !generated) {
            // No way up and no hidden files: every part is a plain name.
            if name
                .split('/')
                .any(|part| part.is_empty() || part.starts_with('.') || part.contains(['\\', ':']))
            {
                return Ok(None);
            }
            return Ok(tokio::fs::read(dir.join(name))
                .await
                .ok()
                .map(|bytes| Arc::new(Asset::new(name, bytes))));
        }
        if let Some(asset) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(Some(Arc::clone(asset)));
        }
        let Some(asset) = self.make(name).await? else { return Ok(None) };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(name.to_owned(), Arc::clone(&asset));
        Ok(Some(asset))
    }

    /// Compresses a file, off the runtime's threads.
    async fn make(&self, name: &str) -> Result<Option<Arc<Asset>>> {
        let (name, plain, policy) = match name {
            "docs" => ("docs.html".to_owned(), (self.docs)().into_bytes().into(), Some(DOCS_POLICY)),
            "openapi.json" => (name.to_owned(), Bytes::from(self.document.clone()), None),
            _ => match Embedded::get(name) {
                Some(file) => (name.to_owned(), Bytes::from(file.data.into_owned()), None),
                None => return Ok(None),
            },
        };
        let asset = tokio::task::spawn_blocking(move || Asset { policy, ..Asset::new(&name, plain) }).await?;
        Ok(Some(Arc::new(asset)))
    }
}

fn accepts(request: &Request, name: header::HeaderName, word: &str) -> bool {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains(word))
}

/// A browser that opens an address, rather than a program or a page that lacks a file.
fn wants_page(request: &Request) -> bool {
    let file = request.uri().path().rsplit('/').next().is_some_and(|last| last.contains('.'));
    !file && accepts(request, header::ACCEPT, "text/html")
}

fn answer(request: &Request, asset: &Asset) -> Response {
    let mut builder = Response::builder()
        .header(header::ETAG, &asset.etag)
        // Kept by the browser, asked for anew each time: an upgrade shows at once.
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::VARY, "accept-encoding")
        .content_type(&asset.content_type);
    if let Some(policy) = asset.policy {
        builder = builder.header(header::CONTENT_SECURITY_POLICY, policy);
    }
    if accepts(request, header::IF_NONE_MATCH, &asset.etag) {
        return builder.status(StatusCode::NOT_MODIFIED).finish();
    }
    let gzip = asset.gzip.as_ref().filter(|_| accepts(request, header::ACCEPT_ENCODING, "gzip"));
    let bytes = match gzip {
        Some(gzip) => {
            builder = builder.header(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            gzip.clone()
        }
        None => asset.plain.clone(),
    };
    if *request.method() == Method::HEAD { builder.finish() } else { builder.body(bytes) }
}
