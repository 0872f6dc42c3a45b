//! The service manager: told when the port is open, fed while both lanes of the database answer, told of the stop.

use crate::restored::{Backup, prepare};
use crate::support::{Server, inventario};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long the manager waits for a word of the watchdog.
const PATIENCE: Duration = Duration::from_millis(600);
/// How long a thing may take that takes no time at all.
const SOON: Duration = Duration::from_secs(20);

/// A server under a manager that listens.
fn managed(dir: &Path) -> (UnixDatagram, Server) {
    let path = dir.join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    let mut command = inventario();
    command
        .args(["serve", "--data-dir", dir.join("data").to_str().unwrap()])
        .env("NOTIFY_SOCKET", &path)
        .env("WATCHDOG_USEC", PATIENCE.as_micros().to_string());
    (socket, Server::of(&mut command))
}

/// The next word, if one comes in time.
fn hear(socket: &UnixDatagram, within: Duration) -> Option<String> {
    socket.set_read_timeout(Some(within)).unwrap();
    let mut word = [0; 1_024];
    let length = socket.recv(&mut word).ok()?;
    Some(std::str::from_utf8(&word[..length]).unwrap().to_owned())
}

/// Words up to one that begins so.
#[track_caller]
fn hear_until(socket: &UnixDatagram, start: &str) -> String {
    let begun = Instant::now();
    while begun.elapsed() < SOON {
        match hear(socket, SOON) {
            Some(word) if word.starts_with(start) => return word,
            _ => {}
        }
    }
    panic!("{start} was not said");
}

#[test]
fn the_manager_hears_of_start_life_and_stop() {
    let dir = tempfile::tempdir().unwrap();
    let (socket, mut server) = managed(dir.path());
    let ready = hear_until(&socket, "READY=1");
    assert!(ready.contains("STATUS=Escucha en http://127.0.0.1:"), "{ready}");
    assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().0, 200);
    let mut last = Instant::now();
    for _ in 0..4 {
        hear_until(&socket, "WATCHDOG=1");
        assert!(last.elapsed() < SOON);
        last = Instant::now();
    }
    server.signal("TERM");
    assert!(hear_until(&socket, "STOPPING=1").contains("STATUS="));
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn a_writer_that_hangs_is_not_called_alive() {
    let dir = tempfile::tempdir().unwrap();
    let (socket, server) = managed(dir.path());
    hear_until(&socket, "WATCHDOG=1");
    #[expect(clippy::disallowed_methods, reason = "another program takes the writer's place")]
    let other = rusqlite::Connection::open(dir.path().join("data/inventario.db")).unwrap();
    other.busy_timeout(SOON).unwrap();
    other.execute_batch("begin immediate").unwrap();
    // What was on its way may still come; then there is silence, for longer than the manager would bear.
    while hear(&socket, PATIENCE / 2).is_some() {}
    assert_eq!(hear(&socket, PATIENCE * 3), None);
    assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().0, 200, "readers don't wait for it");
    other.execute_batch("rollback").unwrap();
    hear_until(&socket, "WATCHDOG=1");
    assert!(server.stop());
}

#[test]
fn a_restore_is_no_stop() {
    let backup = Backup::new();
    let dir = tempfile::tempdir().unwrap();
    let (socket, mut server) = managed(dir.path());
    hear_until(&socket, "READY=1");
    let order = prepare(&server, &backup.file);
    assert_eq!(server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap().0, 202);
    let (mut said, begun) = (Vec::new(), Instant::now());
    while !said.iter().any(|word: &String| word.starts_with("READY=1")) {
        assert!(begun.elapsed() < SOON, "{said:?}");
        said.extend(hear(&socket, SOON));
    }
    assert!(!said.iter().any(|word| word.starts_with("STOPPING")), "{said:?}");
    assert!(said.iter().any(|word| word.contains("STATUS=Restaura")), "{said:?}");
    hear_until(&socket, "WATCHDOG=1");
    server.signal("TERM");
    hear_until(&socket, "STOPPING=1");
    assert!(server.child.wait().unwrap().success());
}
