//! An upgrade that fails ends the process with the code on which the service manager starts the version before.

use crate::support::inventario;
use std::path::Path;
use std::process::Output;

/// What the last released version left.
const RELEASED: &str = include_str!("../api/fixtures/released/v5.sql");

fn serve(data_dir: &Path) -> Output {
    let mut command = inventario();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data_dir).output().unwrap()
}

fn open(data_dir: &Path) -> rusqlite::Connection {
    let path = data_dir.join("inventario.db");
    rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::default()).unwrap()
}

#[test]
fn a_database_that_can_not_be_taken_over_ends_it_with_78_and_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    db.execute_batch(RELEASED).unwrap();
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
