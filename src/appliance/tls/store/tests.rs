//! Which authority a restored database has.

use super::*;
use crate::appliance::tls::rules::of_authority;
use crate::kit::{Db, clock};
use std::path::PathBuf;

/// A database, with the authority of a host or without one.
fn database(dir: &Path, name: &str, host: Option<&str>) -> (PathBuf, Connection) {
    let path = dir.join(name);
    Db::open(&path, "the secret of the tests").unwrap().close();
    let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    if let Some(host) = host {
        let made = Authority::make(host, of_authority(clock::now())).unwrap();
        keep(&db, &made, LocalTime(clock::now())).unwrap();
    }
    (path, db)
}

fn host(db: &Connection) -> Option<String> {
    authority(db).unwrap().map(|it| it.host().to_owned())
}

#[test]
fn the_authority_in_force_goes_along_unless_the_backup_has_one() {
    let dir = tempfile::tempdir().unwrap();
    let (here, _) = database(dir.path(), "here", Some("caja"));
    let (_, bare) = database(dir.path(), "bare", None);
    let (_, other) = database(dir.path(), "other", Some("otra"));
    for to in [&bare, &other] {
        carry(&here, to).unwrap();
    }
    assert_eq!((host(&bare).as_deref(), host(&other).as_deref()), (Some("caja"), Some("otra")));
}

#[test]
fn what_can_not_be_read_keeps_nothing_from_being_restored() {
    let dir = tempfile::tempdir().unwrap();
    let (_, to) = database(dir.path(), "to", None);
    let (none, _) = database(dir.path(), "none", None);
    let (odd, db) = database(dir.path(), "odd", Some("caja"));
    db.execute("update settings set value = '{}'", []).unwrap();
    let damaged = dir.path().join("damaged");
    std::fs::write(&damaged, "nada").unwrap();
    // An empty file is a database without tables.
    let old = dir.path().join("old");
    std::fs::write(&old, "").unwrap();
    for from in [dir.path().join("missing"), none, odd, damaged, old] {
        carry(&from, &to).unwrap();
        assert_eq!(host(&to), None, "{}", from.display());
    }
    assert!(!dir.path().join("missing").exists());
}
