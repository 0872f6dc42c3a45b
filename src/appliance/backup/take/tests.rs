//! A backup of a database that is being written.

use super::*;
use crate::appliance::backup::inspect::open_plain;
use crate::kit::db::migrations;
use crate::kit::{Change, Db, Origin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const SECRET: &str = "the secret of the tests";

/// A database with as many settings as asked for, whose values are their number.
fn database(dir: &Path, rows: i64) -> (Db, BackupSource) {
    let database = dir.join(DATABASE);
    let db = Db::open(&database, SECRET).unwrap();
    let source = BackupSource { database, secret: SECRET.to_owned(), passphrase: None };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(add(&db, 0, rows));
    (db, source)
}

async fn add(db: &Db, from: i64, until: i64) {
    let origin = Origin::of_command("test");
    let write = db.write(&origin, move |tx| {
        for n in from..until {
            crate::kit::sql::changed(
                tx,
                "insert into settings (key, value, updated_at) values (:key, :value, '2026-01-01T00:00:00.000000Z')",
                rusqlite::named_params! { ":key": format!("k{n:06}"), ":value": format!("\"{}\"", "x".repeat(900)) },
            )?;
        }
        Ok(Change::unaudited(()))
    });
    write.await.unwrap();
}

#[test]
fn a_backup_is_whole_and_says_what_is_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 40);
    let target = dir.path().join("copia.tar");
    let progress = Progress::default();
    let taken = take(&source, &target, &progress).unwrap();
    assert_eq!((progress.percent(), taken.doubt), (100, None));
    assert_eq!(taken.contents.manifest.count("settings"), 40);
    assert_eq!(taken.contents.manifest.schema, migrations::ours());
    let read = archive::read(File::open(&target).unwrap(), None).unwrap();
    assert_eq!(read.sha256, taken.contents.sha256);
    // Nothing else is left, and nobody else may read it.
    let left = std::fs::read_dir(dir.path()).unwrap().map(|it| it.unwrap().file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().starts_with('.')));
    let mode = std::os::unix::fs::PermissionsExt::mode(&target.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert!(take(&source, &target, &progress).unwrap_err().to_string().contains("ya existe"));
    db.close();
}

#[test]
fn an_encrypted_backup_is_checked_whole_and_leaves_nothing_open() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 40);
    let passphrase = Passphrase::chosen("la de la memoria").unwrap();
    let source = BackupSource { passphrase: Some(passphrase.clone()), ..source };
    let stick = tempfile::tempdir().unwrap();
    let target = stick.path().join("copia.tar.age");
    let taken = take(&source, &target, &Progress::default()).unwrap();
    assert!(taken.contents.is_encrypted && taken.doubt.is_none());
    assert_eq!(taken.contents.manifest.count("settings"), 40);
    let bytes = std::fs::read(&target).unwrap();
    assert_eq!(taken.contents.sha256, crate::kit::random::sha256_hex(&bytes));
    assert!(!bytes.windows(6).any(|it| it == b"SQLite" || it == b"xxxxxx"));
    let header = String::from_utf8_lossy(&bytes[..200]).into_owned();
    assert!(header.contains(&format!(" {}\n", encryption::WORK_FACTOR)), "{header}");
    let read = encryption::read(&*bytes, Some(&passphrase), None).unwrap();
    assert_eq!(read.manifest, taken.contents.manifest);
    for place in [stick.path(), &files::dir(dir.path())] {
        let left = std::fs::read_dir(place).unwrap().map(|it| it.unwrap().file_name());
        assert!(!left.into_iter().any(|name| name.to_string_lossy().starts_with('.')));
    }

    // Its name tells what it is.
    let wrong = stick.path().join("copia.tar");
    assert_eq!(take(&source, &wrong, &Progress::default()).unwrap_err().code(), Code::Invalid);
    let (source, wrong) = (BackupSource { passphrase: None, ..source }, stick.path().join("otra.age"));
    assert_eq!(take(&source, &wrong, &Progress::default()).unwrap_err().code(), Code::Invalid);
    db.close();
}

#[test]
fn what_is_not_encrypted_yet_never_lies_on_the_stick() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 6_000);
    let source = BackupSource { passphrase: Some(Passphrase::typed("la de la memoria")), ..source };
    let stick = tempfile::tempdir().unwrap();
    let (target, progress) = (stick.path().join("copia.age"), Progress::default());
    let open = std::thread::scope(|scope| {
        let taking = scope.spawn(|| take(&source, &target, &progress).unwrap());
        let (mut seen, mut open) = (0, 0);
        while !taking.is_finished() {
            for file in everything(stick.path()) {
                seen += 1;
                open += usize::from(file.extension().is_some_and(|it| it == "db"));
            }
            std::thread::yield_now();
        }
        assert!(seen > 0, "nobody looked while it was written");
        open
    });
    assert_eq!(open, 0);
    db.close();
}

/// The files of a directory and of its directories.
fn everything(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|it| it.path());
    entries.flat_map(|path| if path.is_dir() { everything(&path) } else { vec![path] }).collect()
}

#[test]
fn writers_go_on_and_the_backup_is_of_one_moment() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 6_000);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writer = {
        let (db, stop) = (db.clone(), Arc::clone(&stop));
        runtime.spawn(async move {
            let mut n = 6_000;
            while !stop.load(Ordering::Relaxed) {
                // Ten at a time or none.
                add(&db, n, n + 10).await;
                n += 10;
            }
            n
        })
    };
    let target = dir.path().join("copia.tar");
    let taken = take(&source, &target, &Progress::default()).unwrap();
    stop.store(true, Ordering::Relaxed);
    let written = runtime.block_on(writer).unwrap();
    let kept = taken.contents.manifest.count("settings");
    assert!(kept % 10 == 0 && (6_000..=written).contains(&kept), "{kept} of {written}");
    assert!(written > 6_050, "the writer was kept waiting: {written}");
    db.close();
}

#[test]
fn a_damaged_database_is_no_backup() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 2_000);
    db.close();
    let mut wrong = std::fs::read(&source.database).unwrap();
    // A page of the table's: the cells point nowhere.
    let at = wrong.len() - 4_096;
    wrong[at..].fill(0xAA);
    std::fs::write(&source.database, wrong).unwrap();
    let target = dir.path().join("copia.tar");
    assert!(take(&source, &target, &Progress::default()).is_err());
    assert!(!target.exists());
}

#[test]
fn a_changed_audit_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 1);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let event = || crate::kit::db::Event::named("TEST", "setting", None);
        for _ in 0..3 {
            let origin = Origin::of_command("test");
            let write = db.write(&origin, move |_| Ok(Change::new((), event())));
            write.await.unwrap();
        }
    });
    db.close();
    let plain = open_plain(&source.database).unwrap();
    plain.execute("update audit_logs set action = 'OTHER' where seq = 2", []).unwrap();
    drop(plain);
    let taken = take(&source, &dir.path().join("copia.tar"), &Progress::default()).unwrap();
    assert!(taken.doubt.unwrap().contains("registro 2"));
}

#[test]
fn a_backup_that_is_given_up_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (db, source) = database(dir.path(), 1);
    let progress = Progress::default();
    progress.give_up();
    let target = dir.path().join("copia.tar");
    assert!(take(&source, &target, &progress).unwrap_err().to_string().contains("se detiene"));
    assert!(!target.exists());
    db.close();
}
