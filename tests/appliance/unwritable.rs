//! A disk that takes no writes, as a card that dies: said everywhere, read from as before. The system's limit of what a process may
//! write makes one of any disk, without root; a real one, whose file system falls back to reading, needs root and `DISK_MOUNTS=1`.

use crate::doctor::line;
use crate::support::{PASSWORD, Server, add_administrator};
use serde_json::{Value, json};
use std::io::Write;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long the manager waits for a word of the watchdog.
const PATIENCE: Duration = Duration::from_millis(600);
/// The most that it may take until a disk that has died is told of.
const TOLD: Duration = Duration::from_secs(30);

/// The binary in a shell that lets a write fail instead of the process, with what the shell does before.
fn limited(before: &str) -> Command {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; {before} exec \"$@\"");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_inventario")]).env_remove("SECRET_KEY");
    command
}

/// Lets a process write nothing more, or what it likes.
fn set_writable(server: &Server, is_writable: bool) {
    let limit = if is_writable { "--fsize=unlimited:unlimited" } else { "--fsize=0:unlimited" };
    let id = server.child.id().to_string();
    assert!(Command::new("prlimit").args([limit, "--pid", &id]).status().unwrap().success());
}

fn add(server: &Server, token: &str, code: &str) -> (u16, Value) {
    let item = json!({ "name": "Equipo", "internal_code": code, "category": "other" });
    server.ask("POST", "/api/inventory", token, Some(&item)).unwrap()
}

/// What is so on a server whose disk takes no writes; answers the renewal token of a session that could not be stored.
fn check_that_it_is_said(server: &Server, token: &str, refresh: &str) -> String {
    let (status, answer) = add(server, token, "NO");
    assert_eq!((status, answer["code"].as_str()), (503, Some("disco_sin_escritura")), "{answer}");
    assert!(answer["detail"].as_str().unwrap().contains("No se puede escribir en el disco"), "{answer}");
    let (_, health) = server.ask("GET", "/api/health", "", None).unwrap();
    assert_eq!((health["status"].as_str(), health["database"].as_str()), (Some("degraded"), Some("failing")));
    assert!(health["problem"].as_str().unwrap().contains("No se puede escribir en el disco"), "{health}");

    let (status, rows) = server.ask("GET", "/api/inventory", token, None).unwrap();
    assert_eq!((status, rows.as_array().map(Vec::len)), (200, Some(1)), "reads go on");
    let (_, details) = server.ask("GET", "/api/health/details", token, None).unwrap();
    assert!(details["warnings"].as_array().unwrap().contains(&json!("database_failing")), "{details}");

    let credentials = json!({ "email": "gloria@sena.edu.co", "password": PASSWORD });
    let (status, session) = server.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap();
    assert_eq!(status, 200, "{session}");
    let fresh = session["access_token"].as_str().unwrap();
    assert_eq!(server.ask("GET", "/api/auth/me", fresh, None).unwrap().0, 200);
    // Whoever is in stays in with what they have, whether it could be stored or not.
    let unwritten = session["refresh_token"].as_str().unwrap();
    for token in [refresh, refresh, unwritten, unwritten] {
        let (status, session) = renew(server, token);
        assert_eq!((status, session["refresh_token"].as_str()), (200, Some(token)), "{session}");
    }
    assert_eq!(renew(server, &"0".repeat(64)).0, 401);
    // Whoever leaves has left.
    let (_, other) = server.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap();
    let leaving = json!({ "refresh_token": other["refresh_token"] });
    assert_eq!(server.ask("POST", "/api/auth/logout", "", Some(&leaving)).unwrap().0, 200);
    assert_eq!(renew(server, other["refresh_token"].as_str().unwrap()).0, 401);
    unwritten.to_owned()
}

fn renew(server: &Server, token: &str) -> (u16, Value) {
    let renewal = json!({ "refresh_token": token });
    server.ask("POST", "/api/auth/refresh", "", Some(&renewal)).unwrap()
}

/// A server with an item on it, and its administrator's session.
fn prepared(data_dir: &Path, socket: &Path) -> (Server, String, String) {
    add_administrator(data_dir);
    let mut command = limited("");
    command
        .args(["serve", "--data-dir", data_dir.to_str().unwrap()])
        .env("NOTIFY_SOCKET", socket)
        .env("WATCHDOG_USEC", PATIENCE.as_micros().to_string());
    let server = Server::of(&mut command);
    let credentials = json!({ "email": "gloria@sena.edu.co", "password": PASSWORD });
    let (_, session) = server.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap();
    let word = |name: &str| session[name].as_str().unwrap().to_owned();
    let (token, refresh) = (word("access_token"), word("refresh_token"));
    assert_eq!(add(&server, &token, "ANTES").0, 201);
    (server, token, refresh)
}

/// Words of the server up to one that says this; it is fed as long as it is listened to.
fn hear_until(socket: &UnixDatagram, wanted: &str) {
    let begun = Instant::now();
    socket.set_read_timeout(Some(TOLD)).unwrap();
    let mut word = [0; 1_024];
    while begun.elapsed() < TOLD {
        let length = socket.recv(&mut word).expect("the watchdog is fed");
        if std::str::from_utf8(&word[..length]).unwrap().contains(wanted) {
            return;
        }
    }
    panic!("«{wanted}» was not said");
}

#[test]
fn a_disk_that_takes_no_writes_is_said_everywhere_read_from_and_forgotten_once_it_does() {
    let dir = tempfile::tempdir().unwrap();
    let (data, notify) = (dir.path().join("data"), dir.path().join("notify"));
    let socket = UnixDatagram::bind(&notify).unwrap();
    let (server, token, refresh) = prepared(&data, &notify);
    hear_until(&socket, "WATCHDOG=1");
    for time in 0..2 {
        set_writable(&server, false);
        // Nobody has written since: the watchdog finds out by itself, and goes on feeding.
        hear_until(&socket, "No se puede escribir en el disco");
        hear_until(&socket, "WATCHDOG=1");
        let unwritten = check_that_it_is_said(&server, &token, &refresh);
        let output =
            limited("ulimit -f 0;").args(["doctor", "--no-mdns", "--data-dir"]).arg(&data).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(line(&said, "Disco").starts_with("MAL"), "{said}");
        assert!(line(&said, "Disco").contains("no se puede escribir"), "{said}");

        set_writable(&server, true);
        hear_until(&socket, "Escucha en http");
        assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().1["status"], "ok");
        // What could not be stored is stored now, once.
        let (status, session) = renew(&server, &unwritten);
        assert_eq!(status, 200, "{session}");
        assert_ne!(session["refresh_token"].as_str(), Some(&*unwritten));
        assert_eq!(renew(&server, &unwritten).0, 401);
        assert_eq!(renew(&server, session["refresh_token"].as_str().unwrap()).0, 200);
        let code = format!("DESPUES-{time}");
        assert_eq!(add(&server, &token, &code).0, 201);
        let (_, found) = server.ask("GET", "/api/inventory", &token, None).unwrap();
        let id =
            found.as_array().unwrap().iter().find(|it| it["internal_code"] == code).unwrap()["id"].clone();
        let path = format!("/api/inventory/{}", id.as_str().unwrap());
        assert_eq!(server.ask("DELETE", &path, &token, None).unwrap().0, 200);
    }
    // The renewal token was not used up.
    let (status, session) = renew(&server, &refresh);
    assert_eq!(status, 200, "{session}");
    assert_ne!(session["refresh_token"].as_str(), Some(&*refresh));
    let (_, chain) = server.ask("GET", "/api/audit-logs/verify", &token, None).unwrap();
    assert_eq!(chain["whole"], true, "{chain}");
    assert!(server.stop());
}

/// A disk of its own, whose file system can be made to fall back to reading. Gone when it goes out of scope.
struct DyingDisk {
    dir: tempfile::TempDir,
}

impl DyingDisk {
    /// `None`, with a word on the standard error, unless somebody has switched it on.
    fn new() -> Option<Self> {
        if std::env::var_os("DISK_MOUNTS").is_none() {
            let _ =
                writeln!(std::io::stderr(), "SKIPPED: a file system that dies needs root and DISK_MOUNTS=1");
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        std::fs::File::create(dir.path().join("image")).unwrap().set_len(64 << 20).unwrap();
        std::fs::create_dir(dir.path().join("disk")).unwrap();
        let disk = Self { dir };
        let image = disk.dir.path().join("image");
        assert!(Command::new("mkfs.ext4").arg("-q").arg(&image).status().unwrap().success());
        let mount = ["-o", "loop,errors=remount-ro"];
        let status = Command::new("mount").args(mount).arg(&image).arg(disk.place()).status();
        assert!(status.unwrap().success(), "a mount needs root");
        Some(disk)
    }

    fn place(&self) -> std::path::PathBuf {
        self.dir.path().join("disk")
    }

    /// Does what the system does after an error of the medium.
    fn die(&self) {
        let _ = Command::new("mount").args(["-o", "remount,abort"]).arg(self.place()).status();
    }
}

impl Drop for DyingDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.place()).status();
    }
}

#[test]
fn a_file_system_that_falls_back_to_reading_is_said_and_read_from() {
    let Some(disk) = DyingDisk::new() else { return };
    let notify = disk.dir.path().join("notify");
    let socket = UnixDatagram::bind(&notify).unwrap();
    let data = disk.place().join("data");
    let (server, token, refresh) = prepared(&data, &notify);
    disk.die();
    hear_until(&socket, "No se puede escribir en el disco");
    check_that_it_is_said(&server, &token, &refresh);
    let (is_well, said) = crate::doctor::doctor(&data);
    assert!(!is_well && line(&said, "Disco").starts_with("MAL"), "{said}");
}
