//! A server over an empty database.

use crate::support::Reply;
use inventario::app::{App, Parts};
use poem::http::Method;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, RequestParts};
use serde_json::{Value, json};
use std::net::IpAddr;

/// A server that nobody has set up.
pub struct Fresh {
    server: App,
    /// What the server is made of.
    pub parts: Parts,
    /// The data directory.
    pub dir: tempfile::TempDir,
}

impl Fresh {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let parts = Parts::for_documents(dir.path()).unwrap();
        Self { server: App::new(&parts), parts, dir }
    }

    /// The code that the terminal shows.
    pub fn code(&self) -> String {
        self.parts.gate.code()
    }

    /// One request from an address of the network.
    pub async fn send(
        &self,
        peer: &str,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Reply {
        self.send_bytes(peer, method, uri, headers, body.as_bytes().to_vec()).await
    }

    /// The same with any bytes.
    pub async fn send_bytes(
        &self,
        peer: &str,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Reply {
        let mut request = poem::http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let peer = RemoteAddr(Addr::SocketAddr((peer.parse::<IpAddr>().unwrap(), 40_000).into()));
        let parts = RequestParts::from((parts, LocalAddr::default(), peer, Scheme::HTTP));
        let request = poem::Request::from_parts(parts, body.into());
        let mut response = self.server.call(request).await.expect("the server answers everything");
        let bytes = response.take_body().into_vec().await.unwrap();
        Reply { status: response.status(), headers: response.headers().clone(), bytes }
    }

    pub async fn get(&self, uri: &str) -> Reply {
        self.send("10.0.0.1", Method::GET, uri, &[], "").await
    }

    pub async fn post(&self, uri: &str, body: &Value) -> Reply {
        self.post_from("10.0.0.1", uri, body).await
    }

    pub async fn post_from(&self, peer: &str, uri: &str, body: &Value) -> Reply {
        self.send(peer, Method::POST, uri, &[("content-type", "application/json")], &body.to_string()).await
    }

    /// One figure out of the database.
    pub async fn count(&self, query: &'static str) -> i64 {
        self.parts.db.read(move |db| Ok(db.query_row(query, [], |row| row.get(0))?)).await.unwrap()
    }
}

/// What somebody sends who sets a server up.
pub fn setup(code: &str, start: &str) -> Value {
    json!({
        "code": code,
        "admin": {
            "first_name": "Gloria", "last_name": "Ríos", "email": "Gloria@SENA.edu.co",
            "password": "bodega del norte",
        },
        "center": {
            "code": "9208", "name": "Centro Agropecuario", "city": "Buga", "region": "Valle",
            "address": null, "phone": "",
        },
        "start": start,
    })
}
