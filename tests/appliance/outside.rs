//! What other programs do to the database under a running server: one that holds it, one that takes its file away.

use crate::doctor::doctor;
use crate::support::{PASSWORD, Server, add_administrator};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a thing may take that takes no time at all.
const SOON: Duration = Duration::from_secs(20);

fn add(server: &Server, token: &str, code: &str) -> (u16, Value) {
    let item = json!({ "name": "Equipo", "internal_code": code, "category": "other" });
    server.ask("POST", "/api/inventory", token, Some(&item)).unwrap()
}

fn count(server: &Server, token: &str) -> usize {
    let (status, rows) = server.ask("GET", "/api/inventory", token, None).unwrap();
    assert_eq!(status, 200, "reads go on");
    rows.as_array().unwrap().len()
}

#[test]
fn while_another_program_holds_the_database_writers_are_told_so_and_nobody_queues_up() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(add(&server, &token, "ANTES").0, 201);
    #[expect(clippy::disallowed_methods, reason = "another program takes the writer's place")]
    let other = rusqlite::Connection::open(dir.path().join("inventario.db")).unwrap();
    other.busy_timeout(SOON).unwrap();
    other.execute_batch("begin immediate").unwrap();

    let (status, answer) = add(&server, &token, "ESPERA");
    assert_eq!((status, answer["code"].as_str()), (503, Some("servidor_ocupado")), "{answer}");
    // Whoever comes now has nothing to wait for: a hundred waits would take minutes.
    let begun = Instant::now();
    for n in 0..100 {
        assert_eq!(add(&server, &token, &format!("NO-{n}")).0, 503);
    }
    assert!(begun.elapsed() < SOON, "they queue up");
    let credentials = json!({ "email": "gloria@sena.edu.co", "password": PASSWORD });
    assert_eq!(server.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap().0, 503);
    assert_eq!(count(&server, &token), 1);
    let (_, health) = server.ask("GET", "/api/health", "", None).unwrap();
    assert_eq!(health["status"], "degraded");
    assert!(health["problem"].as_str().unwrap().contains("Otro programa"), "{health}");

    other.execute_batch("rollback").unwrap();
    assert_eq!(add(&server, &token, "DESPUES").0, 201);
    assert_eq!(count(&server, &token), 2);
    assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().1["status"], "ok");
    assert!(server.stop());
}

#[test]
fn a_database_file_that_is_moved_away_stops_writes_and_nothing_is_lost_when_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(add(&server, &token, "ANTES").0, 201);
    let (file, away) = (dir.path().join("inventario.db"), dir.path().join("otra.db"));
    std::fs::rename(&file, &away).unwrap();

    let (status, answer) = add(&server, &token, "PERDIDO");
    assert_eq!((status, answer["code"].as_str()), (503, Some("base_de_datos_movida")), "{answer}");
    let (_, health) = server.ask("GET", "/api/health", "", None).unwrap();
    assert_eq!((health["status"].as_str(), health["database"].as_str()), (Some("degraded"), Some("failing")));
    assert!(health["problem"].as_str().unwrap().contains("movido"), "{health}");
    assert!(!doctor(dir.path()).0);
    assert_eq!(count(&server, &token), 1);
    // Another file in its place is no better.
    std::fs::copy(&away, &file).unwrap();
    assert_eq!(add(&server, &token, "PERDIDO").0, 503);

    std::fs::rename(&away, &file).unwrap();
    assert_eq!(add(&server, &token, "DESPUES").0, 201);
    assert!(server.stop());
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(count(&server, &token), 2);
    assert!(server.stop());
}
