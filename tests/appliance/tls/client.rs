//! Just enough HTTPS to ask the binary, and the same without the S.

use crate::support::Server;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// A client that trusts one certificate, or asks for none.
pub struct Client(Option<Arc<ClientConfig>>);

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    head: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// The box's authority, as anybody downloads it by plain HTTP.
pub fn authority(server: &Server) -> Vec<u8> {
    let mut stream = server.connect().unwrap();
    stream.write_all(b"GET /api/tls/authority HTTP/1.1\r\nhost: box\r\nconnection: close\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    assert!(
        head.starts_with("http/1.1 200") && head.contains("content-type: application/x-x509-ca-cert"),
        "{head}"
    );
    assert!(head.contains("filename=\"inventario-inventario.crt\""), "{head}");
    CertificateDer::from_pem_slice(&bytes[end + 4..]).unwrap().to_vec()
}

impl Client {
    /// A client by plain HTTP.
    pub fn plain() -> Self {
        Self(None)
    }

    /// A client that trusts one certificate.
    pub fn trusting(der: &[u8]) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(der.to_vec())).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self(Some(Arc::new(config)))
    }

    /// A connection to a server that should be of this name.
    pub fn open(&self, to: SocketAddr, name: &str) -> Result<Box<dyn ReadWrite>, String> {
        let stream = TcpStream::connect(to).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let Some(config) = &self.0 else { return Ok(Box::new(stream)) };
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let connection = ClientConnection::new(Arc::clone(config), name).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).map_err(|error| error.to_string())?;
        }
        Ok(Box::new(stream))
    }

    /// One request on a connection of its own.
    pub fn ask(
        &self,
        to: SocketAddr,
        name: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, String> {
        let mut stream = self.open(to, name)?;
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: box\r\nconnection: close\r\ncontent-type: application/json\r\n\
             {headers}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        let mut text = String::new();
        // An end without a goodbye would be an error here.
        stream.read_to_string(&mut text).map_err(|error| error.to_string())?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or("half an answer")?;
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).ok_or("no status")?;
        Ok(Answer { status, body: body.to_owned(), head: head.to_owned() })
    }
}

/// A connection of either kind.
pub trait ReadWrite: Read + Write {}

impl<T: Read + Write> ReadWrite for T {}
