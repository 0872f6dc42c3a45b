//! For whom a request is: said once.

use crate::support::{Server, answer};
use std::io::Write;

#[test]
fn a_request_that_names_no_server_or_two_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    let status = |head: &str| {
        let mut stream = server.connect().unwrap();
        stream.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).unwrap();
        answer(&mut stream).unwrap()
    };
    for unclear in ["GET /api/health HTTP/1.1", "GET /api/health HTTP/1.1\r\nhost: box\r\nhost: other"] {
        let (status, refusal) = status(unclear);
        assert_eq!((status, refusal["code"].as_str()), (400, Some("host_dudoso")), "{unclear}: {refusal}");
    }
    for clear in ["GET /api/health HTTP/1.1\r\nhost: box", "GET /api/health HTTP/1.0"] {
        assert_eq!(status(clear).0, 200, "{clear}");
    }
    assert!(server.stop());
}
