//! Backups put back: over what was there, into nothing, from an older level; and those that are refused.

use super::swap::link_or_copy;
use super::*;
use crate::appliance::backup::take::{BackupSource, take};
use crate::appliance::backup::{Progress, archive};
use crate::kit::{Code, disk};
use std::collections::BTreeMap;

const V5: &str = include_str!("../../../../tests/api/fixtures/released/v5.sql");
const SECRET: &str = "the secret of the tests";

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

#[expect(clippy::disallowed_methods, reason = "makes a file as an older version left it")]
fn released(path: &Path) {
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch(V5).unwrap();
}

/// A backup of a database in a directory.
fn backup_of(dir: &Path) -> PathBuf {
    let source = BackupSource { database: dir.join(DATABASE), secret: SECRET.to_owned(), passphrase: None };
    let target = dir.join("copia.tar");
    take(&source, &target, &Progress::default()).unwrap();
    target
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|it| it.unwrap());
    let files = entries.filter(|it| it.path().is_file());
    files.map(|it| (it.file_name().into_string().unwrap(), fs::read(it.path()).unwrap())).collect()
}

#[test]
fn an_older_level_is_migrated_into_an_empty_directory() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    released(&from.path().join(DATABASE));
    let file = backup_of(from.path());
    let unpacked = unpack(&file, to.path(), None).unwrap();
    assert_eq!(unpacked.contents.manifest.schema, 5);
    let items = unpacked.contents.manifest.count("inventory_items");
    let restored = runtime().block_on(unpacked.put_in_place()).unwrap();
    assert_eq!(restored.migrated, (5, migrations::ours()));
    assert_eq!(restored.previous, None);
    let names: Vec<String> = files(to.path()).into_keys().collect();
    assert_eq!(names, [DATABASE, KEY]);
    let db = inspect::open_plain(&to.path().join(DATABASE)).unwrap();
    let now: i64 = db.query_row("select count(*) from inventory_items", [], |row| row.get(0)).unwrap();
    assert!(items > 0 && now == items);
    assert_eq!(inspect::check(&db, Some(SECRET)).unwrap(), None);
    assert_eq!(fs::read_to_string(to.path().join(KEY)).unwrap(), SECRET);
}

#[test]
fn what_was_there_is_kept() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    released(&from.path().join(DATABASE));
    let file = backup_of(from.path());
    for (name, bytes) in [(DATABASE, "old"), ("inventario.db-wal", "log"), (KEY, "key")] {
        fs::write(to.path().join(name), bytes).unwrap();
    }
    let before = files(to.path());
    for _ in 0..2 {
        let restored = runtime().block_on(unpack(&file, to.path(), None).unwrap().put_in_place()).unwrap();
        let previous = restored.previous.unwrap();
        if previous.join("inventario.db-wal").exists() {
            assert_eq!(files(&previous), before);
        }
    }
    let kept = fs::read_dir(to.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    assert_eq!(kept.filter(|name| name.starts_with("previous-")).count(), 2);
    assert!(!to.path().join("inventario.db-wal").exists());
}

#[test]
fn an_encrypted_one_is_put_back_with_its_passphrase_only() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    released(&from.path().join(DATABASE));
    let passphrase = Passphrase::chosen("la de la memoria").unwrap();
    let source = BackupSource {
        database: from.path().join(DATABASE),
        secret: SECRET.to_owned(),
        passphrase: Some(passphrase.clone()),
    };
    let file = from.path().join("copia.tar.age");
    take(&source, &file, &Progress::default()).unwrap();
    fs::write(to.path().join(DATABASE), "what is there").unwrap();
    let before = files(to.path());
    let wrong = Passphrase::typed("la de la memori");
    for (passphrase, code) in [(None, Code::PassphraseNeeded), (Some(&wrong), Code::WrongPassphrase)] {
        assert_eq!(unpack(&file, to.path(), passphrase).err().unwrap().code(), code);
        assert_eq!(files(to.path()), before);
    }
    let whole = fs::read(&file).unwrap();
    for cut in [whole.len() / 2, whole.len() - 1] {
        let bad = from.path().join("mal.age");
        fs::write(&bad, &whole[..cut]).unwrap();
        let refused = unpack(&bad, to.path(), Some(&passphrase)).err().unwrap();
        assert_eq!(refused.code(), Code::BackupDamaged);
        assert_eq!(fs::read_dir(to.path()).unwrap().count(), 1, "nothing is left beside it");
    }
    let unpacked = unpack(&file, to.path(), Some(&passphrase)).unwrap();
    assert!(unpacked.contents.is_encrypted);
    runtime().block_on(unpacked.put_in_place()).unwrap();
    assert_eq!(fs::read_to_string(to.path().join(KEY)).unwrap(), SECRET);
}

#[test]
fn a_damaged_or_newer_file_changes_nothing() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    released(&from.path().join(DATABASE));
    let file = backup_of(from.path());
    fs::write(to.path().join(DATABASE), "what is there").unwrap();
    let before = files(to.path());
    let whole = fs::read(&file).unwrap();
    let wrong = from.path().join("mal.tar");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    for bytes in [&whole[..whole.len() / 2], &flipped, b"", b"una carta"] {
        fs::write(&wrong, bytes).unwrap();
        assert!(unpack(&wrong, to.path(), None).is_err());
        assert_eq!(files(to.path()), before);
    }

    // A newer program: the backup itself is whole.
    let contents = archive::read(&*whole, Some(from.path().join("x").as_path())).err();
    assert!(contents.is_some(), "there is no such directory");
    let out = tempfile::tempdir().unwrap();
    let mut manifest = archive::read(&*whole, Some(out.path())).unwrap().manifest;
    (manifest.schema, manifest.program) = (9_999, "9.9.9".to_owned());
    let mut database = File::open(out.path().join(DATABASE)).unwrap();
    let mut newer = Vec::new();
    archive::write(&mut newer, &manifest, &mut database, SECRET.as_bytes()).unwrap();
    fs::write(&wrong, newer).unwrap();
    let refusal = unpack(&wrong, to.path(), None).err().unwrap().to_string();
    assert!(refusal.contains("9.9.9") && refusal.contains("9999"), "{refusal}");
    assert_eq!(files(to.path()), before);
    let left = fs::read_dir(to.path()).unwrap().count();
    assert_eq!(left, 1, "nothing is left beside it");
}

/// A restore that has come as far as the renames, given up by a power cut.
async fn cut_off_before_the_renames(from: &Path, to: &Path) -> PathBuf {
    let unpacked = unpack(&backup_of(from), to, None).unwrap();
    unpacked.migrate().await.unwrap();
    unpacked.work.keep()
}

#[tokio::test]
async fn what_was_cut_off_between_the_renames_is_finished_and_before_them_forgotten() {
    for renamed in [None, Some(0), Some(1), Some(2)] {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        released(&from.path().join(DATABASE));
        fs::write(to.path().join(DATABASE), "what is there").unwrap();
        fs::write(to.path().join(KEY), "its key").unwrap();
        let work = cut_off_before_the_renames(from.path(), to.path()).await;
        fs::write(to.path().join("inventario.db-wal"), "its log").unwrap();
        if let Some(renamed) = renamed {
            fs::write(work.join(READY), "").unwrap();
            for name in [KEY, DATABASE].into_iter().take(renamed) {
                fs::rename(work.join(name), to.path().join(name)).unwrap();
            }
        }
        resume(to.path()).unwrap();
        assert!(!work.exists(), "{renamed:?}");
        let is_old = fs::read(to.path().join(DATABASE)).unwrap() == b"what is there";
        let key = fs::read_to_string(to.path().join(KEY)).unwrap();
        let log = to.path().join("inventario.db-wal").exists();
        // After the last rename a log is the new database's own.
        let wanted =
            if renamed.is_none() { (true, "its key", true) } else { (false, SECRET, renamed == Some(2)) };
        assert_eq!((is_old, key.trim(), log), wanted, "{renamed:?}");
        resume(to.path()).unwrap();
    }
}

/// What lies in a directory beside its files.
fn folders(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(|it| it.unwrap());
    entries.filter(|it| it.path().is_dir()).map(|it| it.file_name().into_string().unwrap()).collect()
}

/// A backup unpacked beside data, and the directory of the data.
fn unpacked_beside_data() -> (Unpacked, tempfile::TempDir) {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    released(&from.path().join(DATABASE));
    for (name, bytes) in [(DATABASE, "old"), ("inventario.db-wal", "log"), (KEY, "key")] {
        fs::write(to.path().join(name), bytes).unwrap();
    }
    (unpack(&backup_of(from.path()), to.path(), None).unwrap(), to)
}

#[test]
fn a_swap_that_fails_leaves_everything_as_it_was_and_no_second_names() {
    // A folder can't take the place of a file: the swap comes as far as that.
    for obstacle in [KEY, DATABASE] {
        let (unpacked, to) = unpacked_beside_data();
        let before = files(to.path());
        let blocked = unpacked.work.path().join(obstacle);
        fs::remove_file(&blocked).unwrap();
        fs::create_dir(&blocked).unwrap();
        let failure = unpacked.swap().unwrap_err();
        assert_eq!((files(to.path()), failure.stranded.as_ref()), (before, None), "{obstacle}: {failure}");
        assert!(failure.to_string().contains("no se cambió nada"), "{failure}");
        drop(unpacked);
        assert_eq!(folders(to.path()), [""; 0], "{obstacle}");
    }
    // It does not even begin.
    let (unpacked, to) = unpacked_beside_data();
    let before = files(to.path());
    fs::write(unpacked.work.path().join(READY), "").unwrap();
    assert!(unpacked.swap().is_err());
    assert_eq!(files(to.path()), before);
    assert!(!unpacked.work.path().join(READY).exists(), "or the next start would finish it");
    drop(unpacked);
    assert_eq!(folders(to.path()), [""; 0]);
}

#[test]
fn somebody_who_opens_the_old_database_at_the_last_moment_keeps_it() {
    let (unpacked, to) = unpacked_beside_data();
    let before = files(to.path());
    // Its log was not there when the others got their second names.
    let there = [DATABASE, KEY];
    assert!(unpacked.put(&there).unwrap_err().to_string().contains("otro programa"));
    unpacked.take_back(Some(&to.path().join("nowhere")), &there).unwrap();
    assert_eq!(files(to.path()), before);
}

#[test]
fn what_can_not_be_put_back_is_not_removed_either() {
    let (unpacked, to) = unpacked_beside_data();
    finish(unpacked.work.path(), &unpacked.data_dir).unwrap();
    let new = files(to.path());
    assert!(unpacked.take_back(Some(&to.path().join("nowhere")), &[DATABASE, KEY]).is_err());
    assert_eq!(files(to.path()), new, "there is a database at every moment");
    let failure = Failure { error: Code::DiskFull.into(), stranded: Some("/datos/previous-1".into()) };
    let said = failure.to_string();
    assert!(said.contains("/datos/previous-1") && !said.contains("no se cambió nada"), "{said}");
    assert!(Error::from(failure).to_string().contains("/datos/previous-1"));
}

#[test]
fn a_disk_without_links_keeps_a_copy() {
    let dir = tempfile::tempdir().unwrap();
    let (from, to) = (dir.path().join("from"), dir.path().join("to"));
    fs::write(&from, "what is there").unwrap();
    // No link can be made where a file is: the same answer as on a disk that knows none.
    fs::write(&to, "").unwrap();
    link_or_copy(&from, &to).unwrap();
    assert_eq!(fs::read(&to).unwrap(), b"what is there");
    fs::write(&from, "written in place").unwrap();
    assert_eq!(fs::read(&to).unwrap(), b"what is there");
}

#[test]
fn somebody_who_has_the_old_database_open_is_waited_for_after_the_migration() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    released(&from.path().join(DATABASE));
    let file = backup_of(from.path());
    drop(Db::open(&to.path().join(DATABASE), SECRET).unwrap());
    let open = || {
        let other = inspect::open_plain(&to.path().join(DATABASE)).unwrap();
        let mode: String =
            other.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0)).unwrap();
        let _: i64 = other.query_row("select count(*) from users", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
        other
    };
    // Opens it while the copy is being migrated, and keeps it.
    let other = std::thread::scope(|scope| {
        let restoring = scope.spawn(|| {
            let unpacked = unpack(&file, to.path(), None).unwrap();
            runtime().block_on(unpacked.put_in_place())
        });
        let migrating = || {
            let work = folders(to.path()).into_iter().find(|it| it.starts_with(WORK))?;
            files(&to.path().join(work)).into_keys().find(|it| it.contains(".migrating."))
        };
        while migrating().is_none() && !restoring.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let other = open();
        let failure = restoring.join().unwrap().unwrap_err();
        assert!(failure.to_string().contains("otro programa"), "{failure}");
        other
    });
    assert_eq!(folders(to.path()), [""; 0]);
    drop(other);
    let unpacked = unpack(&file, to.path(), None).unwrap();
    assert!(runtime().block_on(unpacked.put_in_place()).unwrap().previous.is_some());
}

#[test]
fn what_does_not_fit_is_refused_before_it_begins() {
    let (mut unpacked, to) = unpacked_beside_data();
    unpacked.judge_room().unwrap();
    let free = disk::space(to.path()).unwrap().free;
    let database = File::options().write(true).open(unpacked.work.path().join(DATABASE)).unwrap();
    // A file with a hole takes no room itself, and there is none for four of a third of what is free.
    database.set_len(free / 3).unwrap();
    assert_eq!(unpacked.judge_room().unwrap_err().code(), Code::BackupTooLarge);
    // Nothing is to be migrated.
    unpacked.contents.manifest.schema = migrations::ours();
    unpacked.judge_room().unwrap();
}
