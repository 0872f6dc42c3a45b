//! The first start with a backup, on the real binary: received, checked, restored while the process goes on, and killed in the
//! middle of it.

use crate::support::{PASSWORD, Server, add_administrator, answer, inventario};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Longer than any restore of these tests takes, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(30);

/// A backup of a server with an administrator, and a token that its key has signed.
pub struct Backup {
    _dir: tempfile::TempDir,
    /// The file.
    pub file: PathBuf,
    token: String,
}

fn take(data: &Path, file: &Path) {
    let output = inventario().arg("backup").arg(file).arg("--data-dir").arg(data).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

impl Backup {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (data, file) = (dir.path().join("data"), dir.path().join("copia.tar"));
        add_administrator(&data);
        let server = Server::serve(&data);
        let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
        let center = json!({ "code": "9208", "name": "Centro Agropecuario" });
        assert_eq!(server.ask("POST", "/api/centers", &token, Some(&center)).unwrap().0, 201);
        let zone = json!({ "time_zone": "America/Caracas" });
        assert_eq!(server.ask("PUT", "/api/settings/time-zone", &token, Some(&zone)).unwrap().0, 200);
        take(&data, &file);
        assert!(server.stop());
        Self { _dir: dir, file, token }
    }
}

/// Sends a file as it is.
fn send(server: &Server, file: &Path) -> (u16, Value) {
    let bytes = std::fs::read(file).unwrap();
    let mut stream = server.connect().unwrap();
    let head = format!(
        "POST /api/setup/backup HTTP/1.1\r\nhost: box\r\nconnection: close\r\nx-setup-code: {}\r\n\
         content-type: application/octet-stream\r\ncontent-length: {}\r\n\r\n",
        server.code(),
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes).unwrap();
    answer(&mut stream).unwrap()
}

/// Sends and checks a backup; answers what orders its restore.
pub fn prepare(server: &Server, file: &Path) -> Value {
    let (status, sent) = send(server, file);
    assert_eq!(status, 201, "{sent}");
    let order = json!({ "code": server.code(), "upload": sent["upload"] });
    let (status, found) = server.ask("POST", "/api/setup/backup/check", "", Some(&order)).unwrap();
    assert_eq!(status, 200, "{found}");
    order
}

/// The status of an answer, once the server answers again and is no longer about to restore.
fn later(server: &Server, path: &str, body: Option<&Value>) -> (u16, Value) {
    let end = Instant::now() + PATIENCE;
    loop {
        let method = if body.is_some() { "POST" } else { "GET" };
        match server.ask(method, path, "", body) {
            Some((status, answer)) if answer["code"] != "restaurando" => return (status, answer),
            _ => assert!(Instant::now() < end, "the server does not come back"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Files that only a restore leaves.
fn left(data: &Path) -> Vec<String> {
    let names = std::fs::read_dir(data).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.') || name.starts_with("previous-")).collect()
}

#[test]
fn the_process_goes_on_with_the_backup_its_key_and_its_zone() {
    let backup = Backup::new();
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    let order = prepare(&server, &backup.file);
    // A connection that somebody keeps open does not hold it up.
    let _idle = server.connect().unwrap();
    let (status, said) = server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap();
    assert_eq!(status, 202, "{said}");
    let (status, _) = later(&server, "/api/setup/check", Some(&json!({ "code": server.code() })));
    assert_eq!(status, 404, "it is set up");

    server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (status, centers) = server.ask("GET", "/api/centers", &backup.token, None).unwrap();
    assert_eq!(
        (status, &centers[0]["name"]),
        (200, &json!("Centro Agropecuario")),
        "the key is the backup's"
    );
    assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().1["time_zone"], "America/Caracas");
    let (_, chain) = server.ask("GET", "/api/audit-logs/verify", &backup.token, None).unwrap();
    assert_eq!(chain["whole"], true, "{chain}");
    // Who restored it is on record: somebody at a browser, not a command.
    let (_, log) = server.ask("GET", "/api/audit-logs", &backup.token, None).unwrap();
    let entries = log.as_array().or_else(|| log["logs"].as_array()).unwrap();
    let entry = entries.iter().find(|entry| entry["action"] == "RESTORE").unwrap();
    let request = &entry["new_values"]["request"];
    assert_eq!(
        (&request["method"], &request["path"], &request["client_ip"]),
        (&json!("POST"), &json!("/api/setup/restore"), &json!("127.0.0.1")),
        "{entry}"
    );
    // It writes, too.
    let center = json!({ "code": "9301", "name": "Otro centro" });
    assert_eq!(server.ask("POST", "/api/centers", &backup.token, Some(&center)).unwrap().0, 201);
    let kept = left(dir.path());
    assert!(kept.len() == 1 && kept[0].starts_with("previous-"), "{kept:?}");
    assert!(server.stop());

    let server = Server::serve(dir.path());
    let (_, centers) = server.ask("GET", "/api/centers", &backup.token, None).unwrap();
    assert_eq!(centers.as_array().unwrap().len(), 2);
    assert!(server.stop());
}

#[test]
fn a_backup_without_an_administrator_leaves_the_set_up_with_a_new_code() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(Server::serve(&from.path().join("data")).stop());
    let file = from.path().join("copia.tar");
    take(&from.path().join("data"), &file);
    let server = Server::serve(to.path());
    let code = server.code();
    let order = prepare(&server, &file);
    assert_eq!(server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap().0, 202);
    let (status, refusal) = later(&server, "/api/setup/check", Some(&json!({ "code": code })));
    assert_eq!((status, refusal["code"].as_str()), (403, Some("codigo_incorrecto")));
    assert!(server.stop());
}

/// Begins to send a file, and does not end.
fn begin(server: &Server, data: &Path) -> std::net::TcpStream {
    let mut stream = server.connect().unwrap();
    let head = format!(
        "POST /api/setup/backup HTTP/1.1\r\nhost: box\r\nx-setup-code: {}\r\n\
         content-type: application/octet-stream\r\ncontent-length: 1000000\r\n\r\n",
        server.code()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&[7; 300_000]).unwrap();
    wait_for(data, |files| files.iter().any(|name| name.starts_with(".subida-")));
    stream
}

/// Waits until the data directory has the files that it should.
fn wait_for(data: &Path, so: impl Fn(&[String]) -> bool) {
    let end = Instant::now() + PATIENCE;
    while !so(&left(data)) {
        assert!(Instant::now() < end, "{:?}", left(data));
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_file_that_somebody_gave_up_or_that_a_kill_cut_off_leaves_nothing() {
    let backup = Backup::new();
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::serve(dir.path());
    let stream = begin(&server, dir.path());
    // Nobody else sends one meanwhile.
    let (status, refusal) = send(&server, &backup.file);
    assert_eq!((status, refusal["code"].as_str()), (400, Some("subida_en_curso")));
    drop(stream);
    wait_for(dir.path(), <[String]>::is_empty);
    prepare(&server, &backup.file);

    let _stream = begin(&server, dir.path());
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    assert_ne!(left(dir.path()), [""; 0]);
    let server = Server::serve(dir.path());
    assert_eq!(left(dir.path()), [""; 0]);
    assert!(server.stop());
}

#[test]
fn a_database_that_another_program_keeps_open_is_left_as_it_is() {
    let backup = Backup::new();
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    let order = prepare(&server, &backup.file);
    let other = rusqlite::Connection::open_with_flags(
        dir.path().join("inventario.db"),
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .unwrap();
    let _: i64 = other.query_row("select count(*) from users", [], |row| row.get(0)).unwrap();
    assert_eq!(server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap().0, 202);
    // The same code, and why it was not done.
    let (status, greeting) = later(&server, "/api/setup/check", Some(&json!({ "code": order["code"] })));
    assert_eq!(status, 200, "{greeting}");
    let fault = greeting["restore_fault"].as_str().unwrap();
    assert!(fault.contains("no se cambió nada") && fault.contains("otro programa"), "{fault}");
    assert_eq!(left(dir.path()), [""; 0]);
    drop(other);
    let order = prepare(&server, &backup.file);
    assert_eq!(server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap().0, 202);
    assert_eq!(later(&server, "/api/setup/check", Some(&json!({ "code": order["code"] }))).0, 404);
    assert!(server.stop());
}

#[test]
fn a_stop_during_a_restore_that_fails_is_not_lost() {
    let backup = Backup::new();
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::serve(dir.path());
    let order = prepare(&server, &backup.file);
    let other = rusqlite::Connection::open_with_flags(
        dir.path().join("inventario.db"),
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .unwrap();
    let _: i64 = other.query_row("select count(*) from users", [], |row| row.get(0)).unwrap();
    assert_eq!(server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap().0, 202);
    // The other program is waited for, ten seconds long: this is in the middle of it.
    std::thread::sleep(Duration::from_secs(2));
    server.signal("TERM");
    let end = Instant::now() + PATIENCE;
    let left_with = loop {
        match server.child.try_wait().unwrap() {
            Some(status) => break status,
            None => assert!(Instant::now() < end, "it serves on"),
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(left_with.success());
    assert_eq!(left(dir.path()), [""; 0], "and nothing was changed");
}

/// Has a backup restored and kills the server in the middle of it, as soon as `now` says so of its files and of the time since
/// its answer. Answers whether the next start has the new state, whole, or else the old one, whole.
fn killed(backup: &Backup, now: impl Fn(&[String], Duration) -> bool) -> bool {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::serve(dir.path());
    let order = prepare(&server, &backup.file);
    assert_eq!(server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap().0, 202);
    let begin = Instant::now();
    while !now(&left(dir.path()), begin.elapsed()) {
        assert!(begin.elapsed() < PATIENCE, "{:?}", left(dir.path()));
        std::thread::sleep(Duration::from_micros(200));
    }
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let when = begin.elapsed();

    let server = Server::serve(dir.path());
    let (status, answer) = later(&server, "/api/centers", None);
    let is_new = match (status, answer["code"].as_str()) {
        (503, Some("sin_configurar")) => false,
        (401, _) => true,
        other => panic!("neither: {other:?}"),
    };
    if is_new {
        let (status, centers) = server.ask("GET", "/api/centers", &backup.token, None).unwrap();
        assert_eq!((status, &centers[0]["code"]), (200, &json!("9208")), "{when:?}: {centers}");
    } else {
        let code = json!({ "code": server.code() });
        assert_eq!(server.ask("POST", "/api/setup/check", "", Some(&code)).unwrap().0, 200);
    }
    let work: Vec<String> = left(dir.path()).into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(work.is_empty(), "{when:?}: {work:?}");
    assert!(server.stop());
    let doctor = inventario().args(["doctor", "--no-mdns", "--data-dir"]).arg(dir.path()).output().unwrap();
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert!(doctor.status.success(), "{when:?}: {said}");
    is_new
}

fn is_kept(files: &[String]) -> bool {
    files.iter().any(|name| name.starts_with("previous-"))
}

#[test]
fn killed_in_the_middle_it_is_the_old_or_the_new_whole() {
    let backup = Backup::new();
    let mut seen = [0, 0];
    let mut note = |is_new: bool| {
        seen[usize::from(is_new)] += 1;
        is_new
    };
    // How long it takes on this machine, as busy as it is: until the data are swapped.
    let whole = std::cell::Cell::new(Duration::ZERO);
    let done = killed(&backup, |files, time| {
        whole.set(time);
        is_kept(files) && !files.iter().any(|name| name.starts_with('.'))
    });
    assert!(note(done), "what was finished stays");
    assert!(!note(killed(&backup, |_, _| true)), "what had not begun is forgotten");
    // Around the swap itself, and then nearer and nearer to the moment that divides the old from the new.
    for after in [0, 1, 3] {
        let kept = std::cell::Cell::new(None);
        note(killed(&backup, |files, time| {
            if kept.get().is_none() && is_kept(files) {
                kept.set(Some(time));
            }
            kept.get().is_some_and(|kept| time >= kept + Duration::from_millis(after))
        }));
    }
    let (mut old, mut new) = (Duration::ZERO, whole.get());
    for _ in 0..9 {
        let moment = (old + new) / 2;
        let is_new = note(killed(&backup, |_, time| time >= moment));
        *(if is_new { &mut new } else { &mut old }) = moment;
    }
    eprintln!(
        "{} times the old state, {} times the new one; a restore took {:?}",
        seen[0],
        seen[1],
        whole.get()
    );
    assert!(seen[0] > 0 && seen[1] > 0);
}
