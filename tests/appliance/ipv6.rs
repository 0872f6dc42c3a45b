//! One port for IPv6 and IPv4: both reach the server, and it knows each of them by its own address.

use crate::support::{PASSWORD, Server, add_administrator, answer};
use serde_json::json;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream};

/// A wrong password from an address of this machine.
fn knock(port: u16, from: IpAddr) -> Option<u16> {
    let mut stream = TcpStream::connect((from, port)).ok()?;
    let body = json!({ "email": "gloria@sena.edu.co", "password": "equivocada-1" }).to_string();
    let head = format!(
        "POST /api/auth/login HTTP/1.1\r\nhost: box\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    answer(&mut stream).map(|(status, _)| status)
}

#[test]
fn by_default_both_kinds_of_address_are_listened_on_and_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = Server::start(&[
        "serve",
        "--listen",
        "[::]:0",
        "--no-mdns",
        "--data-dir",
        dir.path().to_str().unwrap(),
    ]);
    let port = server.address().port();
    assert_eq!(knock(port, Ipv4Addr::LOCALHOST.into()), Some(401));
    let has_ipv6 = TcpStream::connect((Ipv6Addr::LOCALHOST, port)).is_ok();
    let mut expected = vec!["127.0.0.1"];
    if has_ipv6 {
        assert_eq!(knock(port, Ipv6Addr::LOCALHOST.into()), Some(401));
        expected.push("::1");
    }
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let mut seen: Vec<String> = Vec::new();
    // What was refused is noted after the answer.
    for _ in 0..100 {
        let (_, page) = server.ask("GET", "/api/audit-logs/?limit=100", &token, None).unwrap();
        let refused = |it: &&serde_json::Value| it["new_values"]["response"]["status_code"] == 401;
        seen = page["logs"]
            .as_array()
            .unwrap()
            .iter()
            .filter(refused)
            .map(|it| it["ip_address"].as_str().unwrap().to_owned())
            .collect();
        if seen.len() >= expected.len() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    seen.sort();
    assert_eq!(seen, expected, "never ::ffff:127.0.0.1");
    assert!(server.stop());
}
