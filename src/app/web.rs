//! The web UI: files embedded in the binary, compressed once and kept; from disk in development.

use super::compress::{compressed, takes_gzip};
use super::{Parts, document, service};
use crate::kit::random::sha256_hex;
use crate::kit::wire::Conditions;
use crate::kit::{Code, Error, Result};
use bytes::Bytes;
use flate2::Compression;
use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Request, Response};
use rust_embed::Embed;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Embed)]
#[folder = "web-dist"]
struct Embedded;

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
        let gzip = is_text.then(|| compressed(&plain, Compression::best())).flatten();
        let gzip = gzip.filter(|gzip| gzip.len() < plain.len()).map(Bytes::from);
        let etag = format!("\"{}\"", sha256_hex(&plain).split_at(16).0);
        Self { content_type, etag, plain, gzip, policy: None }
    }
}

/// Serves the web UI, the OpenAPI document and its browser.
pub struct Web {
    parts: Parts,
    kept: Mutex<HashMap<String, Arc<Asset>>>,
}

/// The API browser's page is one large inline script and style, and asks this server only.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Web {
    /// Serves the parts' directory if they name one, else what is embedded.
    pub fn new(parts: Parts) -> Self {
        Self { parts, kept: Mutex::new(HashMap::new()) }
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
        if let Some(dir) = self.parts.web_dir.as_ref().filter(|_| !generated) {
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

    /// Makes and compresses a file, off the runtime's threads. The document and its page are made when somebody first asks
    /// for them: the page weighs 1.6 MB.
    async fn make(&self, name: &str) -> Result<Option<Arc<Asset>>> {
        let (name, parts) = (name.to_owned(), self.parts.clone());
        let asset = tokio::task::spawn_blocking(move || match name.as_str() {
            "docs" => {
                let page = document::page(&parts, &document::of(&service(&parts)));
                Some(Asset { policy: Some(DOCS_POLICY), ..Asset::new("docs.html", page) })
            }
            "openapi.json" => Some(Asset::new(&name, document::of(&service(&parts)))),
            _ => Embedded::get(&name).map(|file| Asset::new(&name, file.data.into_owned())),
        })
        .await?;
        Ok(asset.map(Arc::new))
    }
}

/// A browser that opens an address, rather than a program or a page that lacks a file.
fn wants_page(request: &Request) -> bool {
    let file = request.uri().path().rsplit('/').next().is_some_and(|last| last.contains('.'));
    !file && request.header(header::ACCEPT).is_some_and(|types| types.contains("text/html"))
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
    if Conditions::of(request).knows(&asset.etag) {
        return builder.status(StatusCode::NOT_MODIFIED).finish();
    }
    let gzip = asset.gzip.as_ref().filter(|_| takes_gzip(request));
    let bytes = match gzip {
        Some(gzip) => {
            builder = builder.header(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            gzip.clone()
        }
        None => asset.plain.clone(),
    };
    if *request.method() == Method::HEAD { builder.finish() } else { builder.body(bytes) }
}
