//! Files of other versions: a newer one is left alone, an older one is copied before it is migrated, and nothing of what a
//! released version kept is lost.

use super::Bare;
use crate::levels::{self, latest, open};
use crate::support::SECRET;
use inventario::kit::db::Db;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every file of a directory with the hash of its bytes.
fn files(dir: &Path) -> BTreeMap<PathBuf, String> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let hash = |path: &Path| format!("{:x}", Sha256::digest(std::fs::read(path).unwrap()));
    entries.map(|path| (path.clone(), hash(&path))).collect()
}

/// Every file that was there is there as it was. (SQLite may leave its index of an empty log beside them.)
#[track_caller]
fn assert_untouched(before: &BTreeMap<PathBuf, String>, dir: &Path) {
    let after = files(dir);
    for (path, hash) in before {
        assert_eq!(after.get(path), Some(hash), "{} was changed", path.display());
    }
}

/// Pretends that a later version of the program was here.
fn mark_newer(db: &Connection) {
    let row = "insert into refinery_schema_history (version, name, applied_on, checksum)
        values (9999, 'from_the_future', '2031-01-01T00:00:00Z', '1')";
    db.execute(row, []).unwrap();
}

/// The migration before the last.
fn before_latest() -> i32 {
    levels::all().into_iter().rev().nth(1).unwrap()
}

/// A database as the version of the program before the last migration left it.
fn make_older(path: &Path) {
    let db = levels::make(path, before_latest());
    db.execute("update centers set name = 'De antes'", []).unwrap();
}

pub(super) fn version(db: &Connection) -> i32 {
    db.query_row("select max(version) from refinery_schema_history", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_left_byte_for_byte() {
    let Bare { db, dir, .. } = Bare::new();
    db.close();
    let path = dir.path().join("inventario.db");
    mark_newer(&open(&path));

    let before = files(dir.path());
    let refusal = Db::open(&path, SECRET).err().expect("a newer database is refused").to_string();
    assert!(refusal.contains("versión más nueva") && refusal.contains("9999"), "{refusal}");
    assert!(refusal.contains(path.to_str().unwrap()), "{refusal}");
    assert_untouched(&before, dir.path());
}

#[test]
fn a_newer_database_after_a_power_cut_is_left_byte_for_byte_too() {
    let Bare { db, dir, .. } = Bare::new();
    db.close();
    let path = dir.path().join("inventario.db");
    let running = open(&path);
    mark_newer(&running);
    // What a power cut leaves: the file and the write-ahead log beside it, not folded in.
    let cut = tempfile::tempdir().unwrap();
    for name in ["inventario.db", "inventario.db-wal"] {
        std::fs::copy(dir.path().join(name), cut.path().join(name)).unwrap();
    }
    let before = files(cut.path());
    assert!(std::fs::metadata(cut.path().join("inventario.db-wal")).unwrap().len() > 0);

    assert!(Db::open(&cut.path().join("inventario.db"), SECRET).is_err());
    assert_untouched(&before, cut.path());
}

#[test]
fn an_older_database_is_copied_before_it_is_migrated() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    make_older(&path);

    Db::open(&path, SECRET).unwrap().close();
    let migrated = open(&path);
    assert_eq!(version(&migrated), latest());

    let mut copies: Vec<_> = files(dir.path()).into_keys().filter(|it| *it != path).collect();
    copies.retain(|it| it.extension().is_some_and(|extension| extension == "db"));
    assert_eq!(copies.len(), 1, "{copies:?}");
    let name = copies[0].file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with(&format!("inventario.before-v{}-", latest())), "{name}");
    let copy = open(&copies[0]);
    assert_eq!(version(&copy), before_latest());
    for db in [&copy, &migrated] {
        let name: String = db.query_row("select name from centers", [], |row| row.get(0)).unwrap();
        assert_eq!(name, "De antes");
        let sound: String = db.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
}

#[test]
fn a_database_of_this_version_and_a_new_one_are_not_copied() {
    let Bare { db, dir, .. } = Bare::new();
    db.close();
    Db::open(&dir.path().join("inventario.db"), SECRET).unwrap().close();
    // The log and its index may stay a moment longer, until the pool has let go of its last reader.
    let copies = files(dir.path()).into_keys().filter(|name| name.to_string_lossy().contains(".before-"));
    assert_eq!(copies.count(), 0);
}

#[test]
fn what_is_no_database_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    std::fs::write(&path, "una carta, no una base de datos. ".repeat(100)).unwrap();
    let before = files(dir.path());
    assert!(Db::open(&path, SECRET).is_err());
    assert_eq!(files(dir.path()), before);
}

#[test]
fn closing_finishes_what_is_queued() {
    let bare = Bare::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let guard = runtime.enter();
    let mut writes: Vec<_> = (0..100).map(|n| Box::pin(bare.add(format!("{n:03}")))).collect();
    for write in &mut writes {
        // Sent, and given up by whoever asked.
        let _ = futures_util::FutureExt::now_or_never(write);
    }
    drop(writes);
    drop(guard);
    let Bare { db, dir, .. } = bare;
    db.close();
    let count = "select (select count(*) from centers) || ' ' || (select count(*) from audit_logs)";
    let counted: String =
        open(&dir.path().join("inventario.db")).query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(counted, "100 100");
}

/// What a database is made of: every table, index and trigger as it was written.
pub(super) fn schema(db: &Connection) -> Vec<(String, String)> {
    let query = "select name, sql from sqlite_schema
        where sql is not null and name not like 'refinery%' order by name";
    let mut statement = db.prepare(query).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Every row of a table, each column that `columns` names as SQL writes it.
pub(super) fn rows(db: &Connection, table: &str, columns: &[String]) -> Vec<String> {
    let values = columns.iter().map(|name| format!("quote({name})")).collect::<Vec<_>>().join(" || ',' || ");
    let mut statement = db.prepare(&format!("select {values} from {table} order by 1")).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

pub(super) fn columns(db: &Connection, table: &str) -> Vec<String> {
    let mut statement = db.prepare("select name from pragma_table_info(?1)").unwrap();
    let names = statement.query_map([table], |row| row.get(0)).unwrap();
    names.collect::<rusqlite::Result<_>>().unwrap()
}

/// Tables without a row in what was kept. Those of a level that isn't released yet may have none either.
const BARE: [&str; 6] = [
    "audit_anchors",
    "center_logos",
    "check_reminders",
    "maintenance_requests",
    "refresh_tokens",
    "supervisor_reviews",
];

/// Tables whose rows are in another by now: see `carried`.
const JOINED: [&str; 1] = ["asset_photos"];

#[test]
fn what_a_version_of_each_level_left_is_migrated_row_for_row() {
    let Bare { db, dir: fresh, .. } = Bare::new();
    db.close();
    let fresh = open(&fresh.path().join("inventario.db"));
    let mut released = Vec::new();
    for level in levels::all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("inventario.db");
        let old = levels::make(&path, level);
        assert_eq!(version(&old), level);
        let tables: Vec<String> = schema(&old)
            .into_iter()
            .filter(|(_, sql)| sql.to_lowercase().starts_with("create table"))
            .map(|(name, _)| name)
            .collect();
        let kept: Vec<_> = tables
            .iter()
            .map(|table| {
                let columns = columns(&old, table);
                (table, rows(&old, table, &columns), columns)
            })
            .collect();
        if level <= levels::FILLED {
            released.clone_from(&tables);
        }
        let bare: Vec<_> = kept
            .iter()
            .filter(|(table, rows, _)| rows.is_empty() && released.contains(table))
            .map(|(table, ..)| table.as_str())
            .filter(|table| !BARE.contains(table))
            .collect();
        assert_eq!(bare, Vec::<&str>::new(), "of level {level}");
        drop(old);

        Db::open(&path, SECRET).unwrap().close();
        let migrated = open(&path);
        assert_eq!(version(&migrated), latest());
        for (table, before, columns) in kept.iter().filter(|(table, ..)| !JOINED.contains(&table.as_str())) {
            assert_eq!(rows(&migrated, table, columns), *before, "{table} of version {level}");
        }
        assert_eq!(schema(&migrated), schema(&fresh), "as if it had begun today");
        let wrong: i64 = migrated
            .query_row("select count(*) from pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(wrong, 0);
        let sound: String = migrated.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
}
