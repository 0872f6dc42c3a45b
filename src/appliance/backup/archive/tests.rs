//! Every kind of damage to a backup is refused.

use super::*;
use crate::kit::random::sha256_hex;
use proptest::prelude::*;
use std::collections::BTreeMap;

const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

/// A database of some blocks and a bit: what is not SQLite here doesn't matter to the archive.
fn content() -> Vec<u8> {
    (0..1_300_u32).map(|n| u8::try_from(n * 31 % 251).unwrap()).collect()
}

fn manifest(database: &[u8], key: &[u8]) -> Manifest {
    let member = |name: &str, bytes: &[u8]| Member {
        name: name.to_owned(),
        size: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    };
    Manifest {
        format: FORMAT,
        program: "0.1.0".to_owned(),
        schema: 9,
        created_at: chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
        centers: vec!["Centro de Comercio".to_owned()],
        counts: BTreeMap::from([("users".to_owned(), 3)]),
        seal: None,
        members: vec![member(DATABASE, database), member(KEY, key)],
    }
}

pub(in crate::appliance::backup) fn backup_of(database: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    write(&mut file, &manifest(database, SECRET), &mut &*database, SECRET).unwrap();
    file
}

/// Where each member begins, and the end begins.
fn borders(file: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut borders = Vec::new();
    for _ in 0..4 {
        borders.push(at);
        let size = tar::Header::from_byte_slice(&file[at..at + BLOCK]).size().unwrap();
        at += BLOCK + usize::try_from(size).unwrap() + filling(size);
    }
    borders.push(at);
    borders
}

#[test]
fn what_is_written_is_read_back_and_any_tar_knows_it() {
    let (database, dir) = (content(), tempfile::tempdir().unwrap());
    let file = backup_of(&database);
    let contents = read(&*file, Some(dir.path())).unwrap();
    assert_eq!(contents.sha256, sha256_hex(&file));
    assert_eq!(contents.size, file.len() as u64);
    assert_eq!(contents.manifest.centers, ["Centro de Comercio"]);
    assert_eq!(std::fs::read(dir.path().join(DATABASE)).unwrap(), database);
    assert_eq!(std::fs::read(dir.path().join(KEY)).unwrap(), SECRET);

    let mut tar = tar::Archive::new(&*file);
    let names: Vec<String> =
        tar.entries().unwrap().map(|it| it.unwrap().path().unwrap().display().to_string()).collect();
    assert_eq!(names, [MANIFEST, DATABASE, KEY, SEAL]);
}

#[test]
fn no_end_may_be_missing() {
    let file = backup_of(&content());
    for length in 0..file.len() {
        assert!(read(&file[..length], None).is_err(), "{length} of {} bytes passed", file.len());
    }
}

#[test]
fn no_bit_may_be_flipped() {
    // Headers, contents, fillings, seal and end: every byte of the file, one bit of each in turn, and all eight together.
    let mut file = backup_of(&content());
    for at in 0..file.len() {
        for flip in [1 << (at % 8), 0xFF] {
            file[at] ^= flip;
            assert!(read(&*file, None).is_err(), "byte {at} ^ {flip} passed");
            file[at] ^= flip;
        }
    }
    read(&*file, None).unwrap();
}

#[test]
fn members_may_not_be_exchanged_repeated_left_out_or_added() {
    let file = backup_of(&content());
    let borders = borders(&file);
    let parts: Vec<&[u8]> = borders.windows(2).map(|it| &file[it[0]..it[1]]).collect();
    let whole = |order: &[usize]| -> Vec<u8> {
        let members = order.iter().flat_map(|&n| parts[n].iter().copied());
        members.chain(file[borders[4]..].iter().copied()).collect()
    };
    read(&*whole(&[0, 1, 2, 3]), None).unwrap();
    for wrong in [
        &[0, 2, 1, 3][..],
        &[1, 0, 2, 3],
        &[0, 1, 3, 2],
        &[3, 0, 1, 2],
        &[0, 1, 2],
        &[0, 1, 3],
        &[0, 2, 3],
        &[1, 2, 3],
        &[0, 1, 2, 3, 3],
        &[0, 1, 1, 2, 3],
        &[0, 0, 1, 2, 3],
        &[0, 1, 2, 3, 1],
    ] {
        assert!(read(&*whole(wrong), None).is_err(), "{wrong:?} passed");
    }
}

#[test]
fn members_of_another_backup_are_refused() {
    let (one, mut other) = (content(), content());
    other[700] ^= 1;
    let (one, other) = (backup_of(&one), backup_of(&other));
    let (at, length) = (borders(&one), one.len());
    assert_eq!((at.clone(), length), (borders(&other), other.len()));
    for n in 0..3 {
        let mut mixed = one.clone();
        mixed[at[n]..at[n + 1]].copy_from_slice(&other[at[n]..at[n + 1]]);
        assert_eq!(mixed == one, n == 2, "only the key is the same");
        assert_eq!(read(&*mixed, None).is_ok(), n == 2, "member {n}");
    }
}

#[test]
fn nothing_may_follow() {
    let file = backup_of(&content());
    for more in [&[0][..], &[1], &[0; 512], &[0; 9_216], b"x"] {
        let mut longer = file.clone();
        longer.extend_from_slice(more);
        assert!(read(&*longer, None).is_err());
    }
    let twice = [&*file, &*file].concat();
    assert!(read(&*twice, None).is_err());
}

#[test]
fn a_sealed_lie_is_refused() {
    // Somebody who knows the form writes a whole new file: hashes in the manifest that don't fit, or a later form.
    let database = content();
    let sealed = |manifest: &Manifest| {
        let mut file = Vec::new();
        write(&mut file, manifest, &mut &*database, SECRET).unwrap();
        read(&*file, None)
    };
    let honest = manifest(&database, SECRET);
    sealed(&honest).unwrap();
    let mut wrong = honest.clone();
    wrong.members[0].sha256 = sha256_hex("another");
    assert!(sealed(&wrong).is_err());
    let mut wrong = honest.clone();
    wrong.members[1].name = "../secret.key".to_owned();
    assert!(sealed(&wrong).is_err());
    let mut newer = honest.clone();
    newer.format = FORMAT + 1;
    assert!(sealed(&newer).unwrap_err().to_string().contains("versión más nueva"));
    let mut older = honest;
    older.format = 0;
    assert!(sealed(&older).is_err());
}

proptest! {
    #[test]
    fn any_database_comes_back(database in proptest::collection::vec(any::<u8>(), 0..3_000)) {
        let dir = tempfile::tempdir().unwrap();
        read(&*backup_of(&database), Some(dir.path())).unwrap();
        prop_assert_eq!(std::fs::read(dir.path().join(DATABASE)).unwrap(), database);
    }

    #[test]
    fn any_damage_is_refused(
        from in 0usize..4_000, bytes in proptest::collection::vec(any::<u8>(), 0..600), taken in 0usize..600,
    ) {
        let file = backup_of(&content());
        let from = from.min(file.len());
        let until = (from + taken).min(file.len());
        let mut wrong = file.clone();
        wrong.splice(from..until, bytes);
        prop_assert_eq!(read(&*wrong, None).is_ok(), wrong == file);
    }

    #[test]
    fn no_file_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(read(&*bytes, None).is_err());
    }
}
