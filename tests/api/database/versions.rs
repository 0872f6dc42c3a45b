//! Files of other versions: a newer one is left alone, an older one is copied before it is migrated.

use super::Bare;
use inventario::db::Db;
use refinery::Target;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

mod embedded {
    refinery::embed_migrations!("migrations");
}

#[expect(
    clippy::disallowed_methods,
    reason = "these tests look at the file from outside, as another program would"
)]
fn open(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

fn latest() -> i32 {
    embedded::migrations::runner().get_migrations().iter().map(|it| it.version()).max().unwrap()
}

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

/// A database as the version of the program before the last migration left it, with one centre in it.
fn make_older(path: &Path) {
    let mut db = open(path);
    embedded::migrations::runner().set_target(Target::Version(latest() - 1)).run(&mut db).unwrap();
    let centre = "insert into centers (id, code, name, created_at, updated_at)
        values ('018f3b1c-0000-7000-8000-000000000001', '9301', 'De antes', '2025-01-01', '2025-01-01')";
    db.execute(centre, []).unwrap();
}

fn version(db: &Connection) -> i32 {
    db.query_row("select max(version) from refinery_schema_history", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_left_byte_for_byte() {
    let Bare { db, dir, .. } = Bare::new();
    db.close();
    let path = dir.path().join("inventario.db");
    mark_newer(&open(&path));

    let before = files(dir.path());
    let refusal = Db::open(&path).err().expect("a newer database is refused").to_string();
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

    assert!(Db::open(&cut.path().join("inventario.db")).is_err());
    assert_untouched(&before, cut.path());
}

#[test]
fn an_older_database_is_copied_before_it_is_migrated() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    make_older(&path);

    Db::open(&path).unwrap().close();
    let migrated = open(&path);
    assert_eq!(version(&migrated), latest());

    let mut copies: Vec<_> = files(dir.path()).into_keys().filter(|it| *it != path).collect();
    copies.retain(|it| it.extension().is_some_and(|extension| extension == "db"));
    assert_eq!(copies.len(), 1, "{copies:?}");
    let name = copies[0].file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with(&format!("inventario.before-v{}-", latest())), "{name}");
    let copy = open(&copies[0]);
    assert_eq!(version(&copy), latest() - 1);
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
    Db::open(&dir.path().join("inventario.db")).unwrap().close();
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
    assert!(Db::open(&path).is_err());
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
