//! The first start of the real binary: it says where it is and with which code, and is set up once.

use crate::support::{PASSWORD, Server, add_administrator};
use serde_json::json;
use std::time::{Duration, Instant};

#[test]
fn a_new_server_shows_a_code_that_sets_it_up_once() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(&dir.path().join("data"));
    let code = server.code();
    let (status, refusal) = server.ask("GET", "/api/users", "", None).unwrap();
    assert_eq!((status, refusal["code"].as_str()), (503, Some("sin_configurar")));
    let setup = json!({
        "code": code,
        "admin": { "first_name": "Gloria", "last_name": "Prueba", "email": "gloria@sena.edu.co", "password": "contraseña1" },
        "center": { "code": "9208", "name": "Centro Agropecuario" },
        "start": "empty",
    });
    // What everybody tries first is too weak for the keys of the house.
    assert_eq!(server.ask("POST", "/api/setup", "", Some(&setup)).unwrap().0, 400);
    let mut better = setup;
    better["admin"]["password"] = json!("bodega del norte");
    let (status, session) = server.ask("POST", "/api/setup", "", Some(&better)).unwrap();
    assert_eq!(status, 201, "{session}");
    let token = session["access_token"].as_str().unwrap().to_owned();
    assert_eq!(server.ask("GET", "/api/users", &token, None).unwrap().0, 200);
    assert_eq!(server.ask("POST", "/api/setup", "", Some(&better)).unwrap().0, 404);
    assert!(server.stop());

    let server = Server::serve(&dir.path().join("data"));
    assert_eq!(
        server.ask("POST", "/api/setup", "", Some(&better)).unwrap().0,
        404,
        "a new start is no first one"
    );
    server.sign_in("gloria@sena.edu.co", "bodega del norte");
    assert!(server.stop());
}

#[test]
fn an_administrator_of_another_process_opens_it_within_seconds() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    assert_eq!(server.ask("GET", "/api/users", "", None).unwrap().0, 503);
    add_administrator(dir.path());
    let made = Instant::now();
    while server.ask("GET", "/api/users", "", None).unwrap().0 == 503 {
        assert!(made.elapsed() < Duration::from_secs(10), "the gate stays closed");
        std::thread::sleep(Duration::from_millis(50));
    }
    server.sign_in("gloria@sena.edu.co", PASSWORD);
    let code = json!({ "code": server.code() });
    assert_eq!(server.ask("POST", "/api/setup/check", "", Some(&code)).unwrap().0, 404);
    assert!(server.stop());
}
