//! A clock that was ahead, seen from outside: what it dated stays below what is new.

use crate::support::{PASSWORD, Server, add_administrator};
use rusqlite::{Connection, OpenFlags, named_params};
use serde_json::{Value, json};
use std::io::{Read, Write};

#[test]
fn what_is_told_after_a_clock_was_put_right_stands_above_and_is_delivered() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (_, me) = server.ask("GET", "/api/auth/me", &token, None).unwrap();
    let tell = |server: &Server, title: &str| {
        let new = json!({ "user_id": me["id"], "type": "system", "title": title, "message": "Prueba" });
        let (status, told) = server.ask("POST", "/api/notifications", &token, Some(&new)).unwrap();
        assert_eq!(status, 201, "{told}");
        told["id"].as_str().unwrap().to_owned()
    };
    let id = tell(&server, "Adelantado");
    assert!(server.stop());

    // The id that a clock would have given that was a hundred days ahead.
    let now = u64::from_str_radix(&id.replace('-', "")[..12], 16).unwrap();
    let ahead = format!("{:012x}", now + 100 * 24 * 60 * 60 * 1_000);
    let future = format!("{}-{}{}", &ahead[..8], &ahead[8..], &id[13..]);
    let path = dir.path().join("inventario.db");
    let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let text = "update notifications set id = :future where id = :id";
    assert_eq!(db.execute(text, named_params! { ":future": future, ":id": id }).unwrap(), 1);
    drop(db);

    let server = Server::serve(dir.path());
    // A stream that knows what was last told.
    let mut stream = server.connect().unwrap();
    let request = format!(
        "GET /api/notifications/stream HTTP/1.1\r\nhost: box\r\nauthorization: Bearer {token}\r\n\
         last-event-id: {future}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    tell(&server, "Nuevo");
    let (mut heard, mut piece) = (String::new(), [0; 1_024]);
    while !heard.contains("Nuevo") {
        let length = stream.read(&mut piece).unwrap();
        assert!(length > 0, "the stream ended: {heard}");
        heard += &String::from_utf8_lossy(&piece[..length]);
    }
    assert!(!heard.contains("Adelantado"), "{heard}");
    let (_, list) = server.ask("GET", "/api/notifications", &token, None).unwrap();
    let titles: Vec<&Value> = list.as_array().unwrap().iter().map(|it| &it["title"]).collect();
    assert_eq!(titles, ["Nuevo", "Adelantado"], "{list}");
    // What is told without the stream reading along, too.
    drop(stream);
    let (_, audit) = server.ask("GET", "/api/audit-logs?limit=1", &token, None).unwrap();
    assert!(audit.to_string().contains("Nuevo") || audit.to_string().contains("notification"), "{audit}");
    assert!(server.stop());
}
