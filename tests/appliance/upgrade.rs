//! Upgrades of the real binary: from every level of the migrations, by starting and by restoring; one that fails ends the process
//! with the code on which the service manager starts the version before.

use crate::levels;
use crate::support::{Server, inventario};
use inventario::kit::access::keys;
use serde_json::Value;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

fn serve(data_dir: &Path) -> Output {
    let mut command = inventario();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data_dir).output().unwrap()
}

fn open(data_dir: &Path) -> rusqlite::Connection {
    levels::open(&data_dir.join("inventario.db"))
}

#[test]
fn a_database_that_can_not_be_taken_over_ends_it_with_78_and_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let db = levels::make(&dir.path().join("inventario.db"), 5);
    db.execute_batch("create table notifications (id text) strict").unwrap();
    drop(db);
    let output = serve(dir.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(78), "{said}");
    let sentence = said.lines().last().unwrap();
    assert!(sentence.starts_with("inventario: no se pudo pasar la base de datos"), "{said}");
    assert!(sentence.contains(": table notifications already exists. Quedó la copia"), "{said}");

    let db = open(dir.path());
    db.execute_batch(
        "insert into refinery_schema_history values (9999, 'later', '2031-01-01T00:00:00Z', '1')",
    )
    .unwrap();
    drop(db);
    assert_eq!(serve(dir.path()).status.code(), Some(78), "a newer database is for the newer version");
}

#[test]
fn any_other_failure_ends_it_with_1() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("inventario.db"), "no es una base de datos. ".repeat(100)).unwrap();
    assert_eq!(serve(dir.path()).status.code(), Some(1));
}

/// What a database says of its rooms' and people's names, as far as its level has any.
fn names(db: &rusqlite::Connection) -> Vec<String> {
    let mut names = Vec::new();
    for (table, column) in [("centers", "name"), ("users", "email"), ("inventory_items", "internal_code")] {
        let known = "select exists (select 1 from sqlite_schema where name = ?1)";
        if db.query_row(known, [table], |row| row.get::<_, bool>(0)).unwrap() {
            let mut all = db.prepare(&format!("select {column} from {table} order by 1")).unwrap();
            let rows = all.query_map([], |row| row.get(0)).unwrap();
            names.extend(rows.collect::<rusqlite::Result<Vec<String>>>().unwrap());
        }
    }
    names
}

fn done(arguments: &[&str], data_dir: &Path) -> String {
    let output = inventario().args(arguments).arg("--data-dir").arg(data_dir).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Whatever is done on a schedule is done after a start, and none of it stumbles over old rows.
fn assert_all_jobs_go_well(server: &Server, token: &str, level: i32) {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let (status, jobs) = server.ask("GET", "/api/jobs", token, None).unwrap();
        assert_eq!(status, 200, "level {level}: {jobs}");
        let is_well = |job: &Value| job["last_run"].is_object() && job["last_run"]["error"].is_null();
        let ill: Vec<_> = jobs.as_array().unwrap().iter().filter(|job| !is_well(job)).collect();
        if ill.is_empty() {
            return;
        }
        assert!(Instant::now() < end, "level {level}: {ill:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The level at which a server seals the end of its audit: rows that are made without one miss it, and the chain says so.
const SEALED: i32 = 34;

#[test]
fn a_database_of_each_level_is_upgraded_by_a_start_and_by_a_restore() {
    for number in levels::all() {
        let dir = tempfile::tempdir().unwrap();
        let [old, restored] = ["old", "restored"].map(|name| dir.path().join(name));
        std::fs::create_dir(&old).unwrap();
        let db = levels::make(&old.join("inventario.db"), number);
        let before = names(&db);
        assert!(!before.is_empty());
        drop(db);
        // Every server that has run has one.
        keys::load_or_make(&old).unwrap();

        // Taken before the upgrade, as a careful technician does, and put in place on a new box.
        let file = dir.path().join("copia.tar");
        let said = done(&["backup", file.to_str().unwrap()], &old);
        assert!(said.contains(&format!("migración {number})")), "level {number}: {said}");
        let said = done(&["restore", "--yes", file.to_str().unwrap()], &restored);
        assert!(said.contains("Copia restaurada"), "level {number}: {said}");
        if number < levels::latest() {
            assert!(said.contains(&format!("de la migración {number} a la")), "level {number}: {said}");
        }

        for data_dir in [&old, &restored] {
            let server = Server::serve(data_dir);
            assert_eq!(server.ask("GET", "/api/health", "", None).unwrap().0, 200, "level {number}");
            // From level 2 on somebody may sign in; before, the server waits to be set up.
            if number >= 2 {
                let token = server.sign_in("admin@demo.sena.edu.co", "inventario-demo");
                let (status, chain) = server.ask("GET", "/api/audit-logs/verify", &token, None).unwrap();
                assert_eq!(
                    (status, chain["whole"].as_bool()),
                    (200, Some(number < SEALED)),
                    "level {number}: {chain}"
                );
                assert_all_jobs_go_well(&server, &token, number);
            }
            assert!(server.stop());
            assert_eq!(names(&open(data_dir)), before, "level {number}");
        }
        let verdict: String =
            open(&restored).query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(verdict, "ok");
    }
}
