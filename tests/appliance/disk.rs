//! A full disk: what is asked is answered with a clear sentence, reads go on, nothing breaks, and all is well once there is room.

use crate::doctor::{doctor, line};
use crate::support::{PASSWORD, Server, add_administrator, inventario};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A disk of 24 MB that is all the server's. Gone when it goes out of scope.
struct SmallDisk {
    place: tempfile::TempDir,
}

impl SmallDisk {
    /// `None`, with the reason on the standard error, where nothing may be mounted.
    fn new() -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let mount = ["-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs"];
        let output = Command::new("mount").args(mount).arg(place.path()).output();
        let reason = match output {
            Ok(output) if output.status.success() => return Some(Self { place }),
            Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
            Err(error) => error.to_string(),
        };
        // Not by the macro, whose output a test that passes does not show.
        let _ = writeln!(std::io::stderr(), "SKIPPED: a full disk needs a mount of its own (root): {reason}");
        None
    }

    fn data_dir(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn filler(&self) -> PathBuf {
        self.place.path().join("filler")
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut filler = File::options().create(true).append(true).open(self.filler()).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while filler.write_all(&vec![b'x'; size]).is_ok() {}
        }
    }

    /// Makes room again.
    fn empty(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that a failed test leaves may still be dying.
        let _ = Command::new("umount").arg("-l").arg(self.place.path()).status();
    }
}

fn add(server: &Server, token: &str, code: &str) -> (u16, Value) {
    let item = json!({ "name": "Equipo", "internal_code": code, "category": "other" });
    server.ask("POST", "/api/inventory", token, Some(&item)).expect("a full disk ends no server")
}

fn codes(server: &Server, token: &str) -> HashSet<String> {
    let (status, rows) = server.ask("GET", "/api/inventory", token, None).unwrap();
    assert_eq!(status, 200, "reads go on");
    rows.as_array().unwrap().iter().map(|it| it["internal_code"].as_str().unwrap().to_owned()).collect()
}

/// The health of a server, once it is so: half a minute is the most that it may take.
fn health_that_is(server: &Server, status: &str) -> Value {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let (_, health) = server.ask("GET", "/api/health", "", None).unwrap();
        if health["status"] == status {
            return health;
        }
        assert!(Instant::now() < end, "{health}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn check_file(data_dir: &Path) {
    let db = Connection::open_with_flags(data_dir.join("inventario.db"), OpenFlags::default()).unwrap();
    let verdict: String = db.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

#[test]
fn a_full_disk_is_said_breaks_nothing_and_is_forgotten_once_there_is_room() {
    let Some(disk) = SmallDisk::new() else { return };
    let data_dir = disk.data_dir();
    add_administrator(&data_dir);
    let server = Server::serve(&data_dir);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(add(&server, &token, "ANTES").0, 201);
    let mut kept = HashSet::from(["ANTES".to_owned()]);

    for time in 0..2 {
        disk.fill();
        // The log of the database may have room for some more.
        let refused = (0..500).find_map(|n| {
            let code = format!("LLENO-{time}-{n}");
            let (status, answer) = add(&server, &token, &code);
            if status == 201 {
                kept.insert(code);
                disk.fill();
                return None;
            }
            Some((status, answer))
        });
        let (status, answer) = refused.expect("the disk is full");
        assert_eq!((status, answer["code"].as_str()), (503, Some("disco_lleno")), "{answer}");
        assert!(answer["detail"].as_str().unwrap().contains("No queda espacio"), "{answer}");
        for n in 0..5 {
            assert_eq!(add(&server, &token, &format!("NO-{time}-{n}")).0, 503);
        }

        // Whoever is inside goes on reading.
        assert_eq!(codes(&server, &token), kept);
        assert_eq!(server.ask("GET", "/api/auth/me", &token, None).unwrap().0, 200);
        assert_eq!(server.ask("GET", "/api/audit-logs?limit=5", &token, None).unwrap().0, 200);
        // Whoever comes in now reads too.
        let credentials = json!({ "email": "gloria@sena.edu.co", "password": PASSWORD });
        let (status, session) = server.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap();
        assert_eq!(status, 200, "{session}");
        assert_eq!(codes(&server, session["access_token"].as_str().unwrap()), kept);
        // A wrong password stays one.
        let wrong = json!({ "email": "gloria@sena.edu.co", "password": "contraseña-2" });
        assert_eq!(server.ask("POST", "/api/auth/login", "", Some(&wrong)).unwrap().0, 401);

        let health = health_that_is(&server, "degraded");
        assert_eq!(health["database"], "failing");
        assert!(health["problem"].as_str().unwrap().contains("lleno"), "{health}");
        let (is_well, said) = doctor(&data_dir);
        assert!(!is_well && line(&said, "Disco").starts_with("MAL"), "{said}");
        assert!(line(&said, "Disco").contains("está lleno"), "{said}");

        disk.empty();
        let code = format!("DESPUES-{time}");
        assert_eq!(add(&server, &token, &code).0, 201, "there is room again");
        kept.insert(code);
        assert_eq!(codes(&server, &token), kept);
        server.sign_in("gloria@sena.edu.co", PASSWORD);
        health_that_is(&server, "ok");
        assert!(!line(&doctor(&data_dir).1, "Disco").starts_with("MAL"));
    }
    let (_, chain) = server.ask("GET", "/api/audit-logs/verify", &token, None).unwrap();
    assert_eq!(chain["whole"], true, "{chain}");
    assert!(server.stop());
    check_file(&data_dir);
}

#[test]
fn a_server_that_stops_on_a_full_disk_starts_again_and_can_be_read() {
    let Some(disk) = SmallDisk::new() else { return };
    let data_dir = disk.data_dir();
    add_administrator(&data_dir);
    let server = Server::serve(&data_dir);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(add(&server, &token, "ANTES").0, 201);
    let kept = HashSet::from(["ANTES".to_owned()]);
    disk.fill();
    assert!(server.stop());
    // More than one start, so that none uses the reserve up.
    for _ in 0..4 {
        // What the log of the database gave back is gone too.
        disk.fill();
        let server = Server::serve(&data_dir);
        let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
        assert_eq!(codes(&server, &token), kept);
        assert_eq!(add(&server, &token, "NO").1["code"], "disco_lleno");
        health_that_is(&server, "degraded");
        assert!(server.stop());
    }
    disk.empty();
    let server = Server::serve(&data_dir);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(add(&server, &token, "DESPUES").0, 201);
    health_that_is(&server, "ok");
    assert!(server.stop());
    check_file(&data_dir);
}

#[test]
fn without_the_reserve_a_start_on_a_full_disk_says_what_to_do() {
    let Some(disk) = SmallDisk::new() else { return };
    let data_dir = disk.data_dir();
    add_administrator(&data_dir);
    assert!(Server::serve(&data_dir).stop());
    std::fs::remove_file(data_dir.join("reserve")).unwrap();
    disk.fill();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data-dir", data_dir.to_str().unwrap()];
    let mut starting = inventario().args(serve).stderr(Stdio::piped()).spawn().unwrap();
    let end = Instant::now() + Duration::from_secs(30);
    while starting.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            starting.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = starting.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("está lleno") && said.contains("libere"), "{said}");
    disk.empty();
    assert!(Server::serve(&data_dir).stop());
}

#[test]
fn a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing_behind() {
    let Some(disk) = SmallDisk::new() else { return };
    let data_dir = disk.data_dir();
    add_administrator(&data_dir);
    let server = Server::serve(&data_dir);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(add(&server, &token, "ANTES").0, 201);
    disk.fill();
    // Room for a note in the database, and for no second database.
    let filled = std::fs::metadata(disk.filler()).unwrap().len();
    File::options().write(true).open(disk.filler()).unwrap().set_len(filled - (256 << 10)).unwrap();

    let (status, answer) = server.ask("POST", "/api/backups", &token, None).unwrap();
    assert_eq!((status, answer["code"].as_str()), (503, Some("disco_lleno")), "{answer}");
    let why = answer["detail"].as_str().unwrap();
    assert!(why.contains("No hay espacio para la copia") && why.contains("se necesitan"), "{why}");
    let (_, status) = server.ask("GET", "/api/backups/status", &token, None).unwrap();
    let kinds: Vec<_> = status["warnings"].as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
    assert!(kinds.contains(&json!("disk_low")), "{status}");
    let left = std::fs::read_dir(data_dir.join("backups")).into_iter().flatten().count();
    assert_eq!(left, 0);

    disk.empty();
    assert_eq!(server.ask("POST", "/api/backups", &token, None).unwrap().0, 202);
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let (_, status) = server.ask("GET", "/api/backups/status", &token, None).unwrap();
        if !status["last_good_at"].is_null() {
            break;
        }
        assert!(Instant::now() < end, "{status}");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(server.stop());
    check_file(&data_dir);
}
