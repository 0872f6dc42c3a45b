//! Open streams on real connections: they bring what happens, and end with the server.

use crate::support::{PASSWORD, Server, add_administrator};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How long a thing may take that takes no time at all.
const SOON: Duration = Duration::from_secs(8);

/// Opens a stream.
fn open(server: &Server, token: &str) -> TcpStream {
    let mut stream = server.connect().unwrap();
    let request = format!(
        "GET /api/notifications/stream HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {token}\r\n\
         accept-encoding: gzip\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// Reads a stream up to a text; answers what came.
fn hear(stream: &mut TcpStream, until: &str) -> String {
    let mut text = String::new();
    let mut piece = [0; 1_024];
    while !text.contains(until) {
        let length = stream.read(&mut piece).unwrap();
        assert!(length > 0, "the stream ended: {text}");
        text.push_str(std::str::from_utf8(&piece[..length]).unwrap());
    }
    text
}

#[test]
fn a_stream_brings_what_happens_and_ends_when_the_server_stops() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let mut server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let mut stream = open(&server, &token);
    let text = hear(&mut stream, "{\"unread\":0}");
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("content-type: text/event-stream"), "{text}");

    let (_, me) = server.ask("GET", "/api/auth/me", &token, None).unwrap();
    let new = json!({ "user_id": me["id"], "type": "system", "title": "Prueba", "message": "En vivo" });
    assert_eq!(server.ask("POST", "/api/notifications", &token, Some(&new)).unwrap().0, 201);
    hear(&mut stream, "En vivo");

    let asked_at = Instant::now();
    server.signal("TERM");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(server.child.wait().unwrap().success());
    assert!(asked_at.elapsed() < SOON, "the stop waited for the stream");
}
