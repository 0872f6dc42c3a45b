//! Upgrades that fail: the database is as it was, and the version before can go on with it.

use super::versions::{columns, rows, schema, version};
use crate::levels::{self, latest, open};
use crate::support::SECRET;
use inventario::kit::db::Db;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// The level of the database that is upgraded here.
const OLD: i32 = 5;

/// What a version of that level left, with something in it that isn't of that version.
fn old_with(odd: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let db = levels::make(&path, OLD);
    db.pragma_update(None, "journal_mode", "wal").unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    db.execute_batch(odd).unwrap();
    (dir, path)
}

/// Everything that a database holds, and its shape.
fn content(db: &Connection) -> Vec<(String, Vec<String>)> {
    schema(db)
        .into_iter()
        .map(|(name, sql)| {
            let is_table = sql.to_lowercase().starts_with("create table");
            let rows = if is_table { rows(db, &name, &columns(db, &name)) } else { Vec::new() };
            (sql, rows)
        })
        .collect()
}

/// The names of the databases in a directory.
fn databases(dir: &Path) -> Vec<String> {
    let names = std::fs::read_dir(dir).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect();
    names.sort();
    names
}

/// Opening fails with a sentence that says why and with the code for the version before, and has changed nothing.
#[track_caller]
fn assert_refused(path: &Path, reason: &str) {
    let before = content(&open(path));
    let error = Db::open(path, SECRET).err().expect("the upgrade fails");
    assert_eq!(error.exit_code(), 78, "{error}");
    let text = error.to_string();
    assert!(text.contains(reason) && text.contains("como estaba"), "{text}");
    assert_eq!(databases(path.parent().unwrap()), ["inventario.db"], "nothing is left over");
    let db = open(path);
    assert_eq!(version(&db), OLD);
    assert_eq!(content(&db), before);
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    // The eighth of the migrations makes this table; those before it succeed.
    let (_dir, path) = old_with("create table notifications (id text) strict");
    assert_refused(&path, "notifications already exists");
    // Again: the attempt before left nothing in the way.
    assert_refused(&path, "notifications already exists");

    open(&path).execute_batch("drop table notifications").unwrap();
    Db::open(&path, SECRET).unwrap().close();
    assert_eq!(version(&open(&path)), latest());
}

#[test]
fn a_self_check_that_fails_after_the_migration_changes_nothing() {
    let (_dir, path) = old_with("update inventory_items set environment_id = 'nowhere'");
    assert_refused(&path, "que no existen");
}

#[test]
fn what_a_power_cut_left_of_an_upgrade_is_cleared_away() {
    let (dir, path) = old_with("");
    for name in ["inventario.migrating.db", "inventario.migrating.db-wal", "inventario.migrating.db-shm"] {
        std::fs::write(dir.path().join(name), "half of something".repeat(500)).unwrap();
    }
    Db::open(&path, SECRET).unwrap().close();
    let db = open(&path);
    assert_eq!(version(&db), latest());
    let left = databases(dir.path());
    assert!(left.len() == 2 && left[0].starts_with("inventario.before-v"), "{left:?}");
}

#[test]
fn an_upgrade_waits_for_nobody_who_has_the_database_open() {
    let (_dir, path) = old_with("");
    let running = open(&path);
    assert_eq!(version(&running), OLD);
    let error = Db::open(&path, SECRET).err().expect("the file would be taken away from under it");
    assert!(error.to_string().contains("otro programa"), "{error}");
    assert_eq!(error.exit_code(), 1, "another start may succeed");
    running.execute("update centers set name = 'Sigue'", []).unwrap();
    drop(running);
    Db::open(&path, SECRET).unwrap().close();
    let name: String = open(&path).query_row("select name from centers", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "Sigue");
}

#[test]
fn a_database_behind_a_link_is_upgraded_where_it_lies() {
    let (dir, path) = old_with("");
    let link = tempfile::tempdir().unwrap();
    let linked = link.path().join("inventario.db");
    std::os::unix::fs::symlink(&path, &linked).unwrap();
    Db::open(&linked, SECRET).unwrap().close();
    assert!(linked.symlink_metadata().unwrap().is_symlink());
    assert_eq!(version(&open(&path)), latest());
    assert_eq!(databases(dir.path()).len(), 2, "the copy lies beside it");
}
