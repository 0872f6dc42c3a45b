//! A server in the process, and its answers.

use super::{Person, World};
use inventario::app::{App as Server, Parts};
use inventario::appliance::setup::Gate;
use inventario::kit::access::Keys;
use inventario::kit::db::Db;
use poem::http::uri::Scheme;
use poem::http::{HeaderMap, Method, StatusCode};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, RequestParts};
use serde_json::Value;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// What the test server signs with.
pub const SECRET: &str = "the secret of the tests";

/// A server over a fresh database, with the [`World`] in it.
pub struct App {
    server: Server,
    /// What the server is made of, for looking behind the HTTP.
    pub parts: Parts,
    /// The rooms, people and equipment.
    pub world: World,
    dir: tempfile::TempDir,
}

/// What the server answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {}", String::from_utf8_lossy(&self.bytes)))
    }

    /// The Spanish sentence of a refusal.
    pub fn detail(&self) -> String {
        self.json()["detail"].as_str().unwrap_or_else(|| panic!("no detail: {self:?}")).to_owned()
    }

    /// The reply, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }
}

/// The file of a database with nothing in it yet, made once: its migrations take as long as all else that a test begins with.
fn migrated() -> &'static [u8] {
    static MIGRATED: OnceLock<Vec<u8>> = OnceLock::new();
    MIGRATED.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("inventario.db");
        // Tests have a runtime of their own, on which closing must not wait.
        std::thread::scope(|scope| scope.spawn(|| Db::open(&path, SECRET).unwrap().close()).join().unwrap());
        std::fs::read(path).unwrap()
    })
}

fn parts_over(dir: &Path) -> Parts {
    let db = Db::open(&dir.join("inventario.db"), SECRET).unwrap();
    Parts::new(db, Arc::new(Keys::new(SECRET.to_owned(), 30)), dir, Gate::default())
}

impl App {
    /// A server with the world in it.
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("inventario.db"), migrated()).unwrap();
        Self::over(dir).await
    }

    /// A server over the database in a directory, with the world added to what is there.
    pub async fn over(dir: tempfile::TempDir) -> Self {
        let parts = parts_over(dir.path());
        let world = World::create(&parts).await;
        Self { server: Server::new(&parts), parts, world, dir }
    }

    /// A server over a copy of another's database, with the world that is in it.
    pub fn again(database: &[u8], world: World) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("inventario.db"), database).unwrap();
        let parts = parts_over(dir.path());
        Self { server: Server::new(&parts), parts, world, dir }
    }

    /// Its database as one file, and the world in it. It answers nothing more.
    pub async fn into_file(self) -> (Vec<u8>, World) {
        let db = self.parts.db.clone();
        tokio::task::spawn_blocking(move || db.close()).await.unwrap();
        (std::fs::read(self.dir().join("inventario.db")).unwrap(), self.world)
    }

    /// Its data directory.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Sends a request with everything given by hand.
    pub async fn send(
        &self,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: impl Into<poem::Body>,
    ) -> Reply {
        let mut request = poem::Request::builder().method(method).uri_str(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.call(request.body(body)).await
    }

    /// Sends a request from an address of the network.
    pub async fn send_from(
        &self,
        peer: &str,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: impl Into<poem::Body>,
    ) -> Reply {
        let mut request = poem::http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let peer = RemoteAddr(Addr::SocketAddr((peer.parse::<IpAddr>().unwrap(), 40_000).into()));
        let parts = RequestParts::from((parts, LocalAddr::default(), peer, Scheme::HTTP));
        self.call(poem::Request::from_parts(parts, body.into())).await
    }

    /// The answer to a request, its body not read yet.
    pub(super) async fn answer(&self, request: poem::Request) -> poem::Response {
        let (asks, uri) = (request.method() != Method::OPTIONS, request.uri().clone());
        let answer = self.server.call(request).await.expect("the server answers everything");
        // The web UI believes nothing that comes without it.
        assert!(!asks || answer.headers().contains_key("x-inventario"), "who answered {uri}?");
        answer
    }

    async fn call(&self, request: poem::Request) -> Reply {
        let mut response = self.answer(request).await;
        // A stream of events has no end to wait for: see `listen`.
        let is_stream = response.content_type() == Some("text/event-stream");
        let bytes = if is_stream { Vec::new() } else { response.take_body().into_vec().await.unwrap() };
        Reply { status: response.status(), headers: response.headers().clone(), bytes }
    }

    /// Sends what the app sends: a JSON content type always, a token unless nobody is signed in.
    pub async fn ask(&self, who: Option<&Person>, method: Method, uri: &str, body: Option<Value>) -> Reply {
        let authorization = who.map(|person| format!("Bearer {}", person.token)).unwrap_or_default();
        let content_type =
            if body.is_some() { "application/json; charset=utf-8" } else { "application/json" };
        let mut headers = vec![("content-type", content_type)];
        if who.is_some() {
            headers.push(("authorization", authorization.as_str()));
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.send(method, uri, &headers, body).await
    }

    /// `GET` as somebody.
    pub async fn get(&self, who: &Person, uri: &str) -> Reply {
        self.ask(Some(who), Method::GET, uri, None).await
    }

    /// The answer to a `GET` whose body nobody has read yet.
    pub async fn unread(&self, who: &Person, uri: &str) -> poem::Response {
        let authorization = format!("Bearer {}", who.token);
        let request = poem::Request::builder().uri_str(uri).header("authorization", authorization).finish();
        self.answer(request).await
    }

    /// `POST` as somebody.
    pub async fn post(&self, who: &Person, uri: &str, body: Value) -> Reply {
        self.ask(Some(who), Method::POST, uri, Some(body)).await
    }

    /// `PUT` as somebody.
    pub async fn put(&self, who: &Person, uri: &str, body: Value) -> Reply {
        self.ask(Some(who), Method::PUT, uri, Some(body)).await
    }

    /// `DELETE` as somebody.
    pub async fn delete(&self, who: &Person, uri: &str) -> Reply {
        self.ask(Some(who), Method::DELETE, uri, None).await
    }
}
