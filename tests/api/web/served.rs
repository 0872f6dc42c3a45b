//! How the files of the UI are served: types, caching, compression, security headers, and from a directory.

use super::files;
use crate::support::{App, Reply};
use flate2::read::GzDecoder;
use inventario::app::{App as Server, Parts};
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Request};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

async fn get(app: &App, uri: &str, headers: &[(&str, &str)]) -> Reply {
    app.send(Method::GET, uri, headers, "").await
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').unwrap().1 {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        other => panic!("say in tests/api/web/served.rs what .{other} is"),
    }
}

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    plain
}

fn policy(reply: &Reply) -> BTreeSet<&str> {
    reply.header("content-security-policy").expect("a policy").split(';').map(str::trim).collect()
}

#[tokio::test]
async fn every_file_is_embedded_and_served_as_what_it_is() {
    let app = App::new().await;
    for (name, text) in files() {
        let reply = get(&app, &format!("/{name}"), &[]).await.expect(200);
        assert_eq!(reply.bytes, text.as_bytes(), "{name}");
        assert_eq!(reply.header("content-type"), Some(content_type(&name)), "{name}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{name}");
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{name}");
        assert_eq!(reply.header("content-encoding"), None, "{name}");
    }
}

#[tokio::test]
async fn a_file_that_the_browser_has_is_not_sent_again() {
    let app = App::new().await;
    let mut seen = BTreeSet::new();
    for (name, text) in files() {
        let uri = format!("/{name}");
        let etag = get(&app, &uri, &[]).await.header("etag").expect("an ETag").to_owned();
        let word = etag.strip_prefix('"').and_then(|it| it.strip_suffix('"')).expect("quotes");
        assert!(word.len() >= 8 && !word.contains('"'), "{etag}");
        assert!(seen.insert((etag.clone(), text.clone())), "{name} has the content of another file");

        for known in [etag.clone(), format!("\"other\", {etag}"), format!("W/{etag}")] {
            let reply = get(&app, &uri, &[("if-none-match", &known)]).await.expect(304);
            assert!(reply.bytes.is_empty(), "{name}");
            assert_eq!(reply.header("etag"), Some(etag.as_str()), "{name}");
        }
        get(&app, &uri, &[("if-none-match", "\"0123456789abcdef\"")]).await.expect(200);
    }
    let etags: BTreeSet<_> = seen.iter().map(|(etag, _)| etag).collect();
    assert_eq!(etags.len(), seen.len(), "two files share an ETag");
}

#[tokio::test]
async fn a_file_travels_compressed_when_asked() {
    let app = App::new().await;
    for (name, text) in files() {
        let reply =
            get(&app, &format!("/{name}"), &[("accept-encoding", "deflate, gzip, br")]).await.expect(200);
        assert_eq!(reply.header("vary"), Some("accept-encoding"), "{name}");
        if reply.header("content-encoding") == Some("gzip") {
            assert!(reply.bytes.len() < text.len(), "{name}");
            assert_eq!(unzipped(&reply.bytes), text.as_bytes(), "{name}");
        } else {
            assert!(text.len() < 512, "{name} is worth compressing");
            assert_eq!(reply.bytes, text.as_bytes(), "{name}");
        }
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let app = App::new().await;
    for name in files().keys() {
        let uri = format!("/{name}");
        let whole = get(&app, &uri, &[]).await;
        let head = app.send(Method::HEAD, &uri, &[], "").await.expect(200);
        assert!(head.bytes.is_empty(), "{name}");
        for header in ["etag", "content-type", "cache-control", "content-security-policy"] {
            assert_eq!(head.header(header), whole.header(header), "{header} of {name}");
        }
    }
}

#[tokio::test]
async fn a_page_may_load_its_own_house_only() {
    let app = App::new().await;
    let wanted = BTreeSet::from([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]);
    for uri in ["/", "/index.html", "/js/main.js", "/img/icons.svg", "/ambientes", "/nada.js"] {
        let reply = get(&app, uri, &[BROWSER]).await;
        assert_eq!(policy(&reply), wanted, "{uri}");
        assert_eq!(reply.header("x-frame-options"), Some("DENY"), "{uri}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{uri}");
    }
    // The API browser is one page with its script in it: it may ask this server, and nobody else.
    let docs = get(&app, "/docs", &[BROWSER]).await.expect(200);
    let policy = policy(&docs);
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy:?}");
    assert!(policy.contains("script-src 'unsafe-inline'"), "{policy:?}");
    assert!(
        !policy.iter().any(|directive| directive.contains("http") || directive.contains('*')),
        "{policy:?}"
    );
}

#[tokio::test]
async fn an_address_without_a_file_is_a_page_for_browsers_and_unknown_for_programs() {
    let app = App::new().await;
    let index = &files()["index.html"];
    for uri in
        ["/", "/ingresar", "/ambientes", "/equipos/0b1c/editar", "/horarios/", "/usuarios?estado=espera"]
    {
        let page = get(&app, uri, &[BROWSER]).await.expect(200);
        assert_eq!(page.bytes, index.as_bytes(), "{uri}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{uri}");
    }
    let unknown = [
        ("/ambientes", vec![("accept", "application/json")]),
        ("/ambientes", vec![]),
        ("/js/none.js", vec![BROWSER]),
        ("/img/icons.png", vec![BROWSER]),
        ("/js", vec![("accept", "*/*")]),
        ("/api/none", vec![BROWSER]),
    ];
    for (uri, headers) in unknown {
        let reply = get(&app, uri, &headers).await.expect(404);
        assert!(reply.header("content-type").unwrap().starts_with("application/json"), "{uri}");
        assert!(!reply.detail().is_empty(), "{uri}");
    }
}

#[tokio::test]
async fn a_page_is_only_read() {
    let app = App::new().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for uri in ["/", "/ambientes", "/js/main.js", "/docs", "/openapi.json"] {
            let reply = app.send(method.clone(), uri, &[BROWSER], "").await.expect(405);
            assert!(!reply.detail().is_empty(), "{method} {uri}");
        }
    }
}

/// A server that serves the UI from a directory, as in development.
struct FromDisk {
    server: Server,
    _app: App,
}

impl FromDisk {
    async fn new(dir: &Path) -> Self {
        let app = App::new().await;
        let parts = Parts { web_dir: Some(dir.to_owned()), ..app.parts.clone() };
        Self { server: Server::new(&parts), _app: app }
    }

    async fn get(&self, uri: &str) -> (StatusCode, String) {
        let request = Request::builder().uri_str(uri).finish();
        let mut response = self.server.call(request).await.expect("the server answers everything");
        (response.status(), response.take_body().into_string().await.unwrap())
    }
}

#[tokio::test]
async fn a_directory_is_served_as_it_is_now() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("js")).unwrap();
    fs::write(dir.path().join("js/one.js"), "1").unwrap();
    let server = FromDisk::new(dir.path()).await;
    assert_eq!(server.get("/js/one.js").await, (StatusCode::OK, "1".to_owned()));
    fs::write(dir.path().join("js/one.js"), "2").unwrap();
    assert_eq!(server.get("/js/one.js").await, (StatusCode::OK, "2".to_owned()));
    assert_eq!(server.get("/js/main.js").await.0, StatusCode::NOT_FOUND, "what is embedded stays out of it");
    assert_eq!(server.get("/js").await.0, StatusCode::NOT_FOUND, "a directory is no file");
    assert_eq!(server.get("/openapi.json").await.0, StatusCode::OK, "documents are made, not read");
}

#[tokio::test]
async fn nobody_climbs_out_of_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    let web = dir.path().join("web");
    fs::create_dir_all(web.join("js/.git")).unwrap();
    for file in ["secret.txt", "web/.env", "web/js/.hidden", "web/js/.git/config"] {
        fs::write(dir.path().join(file), "a secret").unwrap();
    }
    fs::write(web.join("js/open.txt"), "open").unwrap();
    let server = FromDisk::new(&web).await;
    assert_eq!(server.get("/js/open.txt").await.1, "open");

    let whole = format!("/{}", dir.path().join("secret.txt").display());
    let ways = [
        "/../secret.txt",
        "/js/../../secret.txt",
        "/js/../open.txt",
        "/./secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/js/%2e%2e/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/..%5csecret.txt",
        "/.env",
        "/%2eenv",
        "/js/.hidden",
        "/js/.git/config",
        &whole,
    ];
    for way in ways {
        let (status, body) = server.get(way).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{way}");
        assert!(!body.contains("a secret"), "{way}");
    }
}
