//! A clean stop: what is in flight finishes, and the database is one file afterwards.

use crate::support::{PASSWORD, Server, add_administrator, answer};
use serde_json::json;
use std::io::Write;

#[test]
fn a_request_in_flight_finishes_and_the_log_is_folded_in() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let mut server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);

    let body = json!({ "name": "Equipo", "internal_code": "EN-CAMINO", "category": "other" }).to_string();
    let (first, second) = body.split_at(10);
    let mut stream = server.connect().unwrap();
    let head = format!(
        "POST /api/inventory HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{first}",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.flush().unwrap();
    // The request must have arrived before the signal does: another one on a later connection has been answered.
    assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().0, 200);
    server.signal("TERM");
    stream.write_all(second.as_bytes()).unwrap();
    let (status, item) = answer(&mut stream).expect("a whole answer");
    assert_eq!((status, item["internal_code"].as_str()), (201, Some("EN-CAMINO")));
    assert!(server.child.wait().unwrap().success());

    for left in ["inventario.db-wal", "inventario.db-shm"] {
        assert!(!dir.path().join(left).exists(), "{left} is still there");
    }
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (_, items) = server.ask("GET", "/api/inventory?search=en-camino", &token, None).unwrap();
    assert_eq!(items.as_array().unwrap().len(), 1);
    assert!(server.stop());
}

#[test]
fn an_interrupt_stops_it_too() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::serve(dir.path());
    server.signal("INT");
    assert!(server.child.wait().unwrap().success());
}
