//! Encrypted backups: who may read them, and that every kind of damage is refused.

use super::*;
use crate::appliance::backup::archive::tests::backup_of;
use crate::kit::random::sha256_hex;
use proptest::prelude::*;

/// As little work as there is: what is tried here is tried a thousand times.
const WORK: u8 = 1;
/// A piece of what is encrypted, with its tag.
const CHUNK: usize = 65_536 + 16;
const NONCE: usize = 16;

fn words() -> Passphrase {
    Passphrase::chosen("café con leche y pandebono").unwrap()
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut out = writer(&mut file, &words(), WORK).unwrap();
    out.write_all(plain).unwrap();
    out.finish().unwrap();
    file
}

fn open(file: &[u8]) -> Result<Contents> {
    read(file, Some(&words()), None)
}

fn code(file: &[u8]) -> Option<Code> {
    open(file).err().map(|error| error.code())
}

/// A backup that fills this many bytes to the last.
fn backup_of_size(size: usize) -> Vec<u8> {
    let shorter = backup_of(&vec![7; size - 8_192]);
    let file = backup_of(&vec![7; size - 8_192 + size - shorter.len()]);
    assert_eq!(file.len(), size);
    file
}

/// One of three whole pieces and a bit, and where its header ends.
fn large() -> (Vec<u8>, usize) {
    let file = sealed(&backup_of(&vec![7; 200_000]));
    let mac = file.windows(5).position(|it| it == b"\n--- ").unwrap() + 1;
    let header = mac + file[mac..].iter().position(|&it| it == b'\n').unwrap() + 1;
    assert_eq!((file.len() - header - NONCE) / CHUNK, 3);
    (file, header)
}

/// Where something begins or ends, each with its neighbours.
fn places(file: &[u8], header: usize) -> Vec<usize> {
    let body = header + NONCE;
    let chunks = (0..=3).map(|n| (body + n * CHUNK, (body + (n + 1) * CHUNK).min(file.len())));
    let of_chunk = |(from, until): (usize, usize)| {
        [from, from + 1, (from + until) / 2, until - 17, until - 16, until - 15, until - 1]
    };
    (0..=body).chain(chunks.flat_map(of_chunk)).collect()
}

#[test]
fn what_was_encrypted_is_read_back_with_the_passphrase_only() {
    let plain = backup_of(b"what the database holds");
    let file = sealed(&plain);
    let dir = tempfile::tempdir().unwrap();
    let contents = read(&*file, Some(&words()), Some(dir.path())).unwrap();
    assert_eq!((contents.sha256, contents.size), (sha256_hex(&file), file.len() as u64));
    assert!(contents.is_encrypted);
    assert_eq!(std::fs::read(dir.path().join(archive::DATABASE)).unwrap(), b"what the database holds");

    assert_eq!(read(&*file, None, None).unwrap_err().code(), Code::PassphraseNeeded);
    for wrong in
        ["", "cafe con leche y pandebono", "Café con leche y pandebono", "café con leche y pandebono "]
    {
        let refused = read(&*file, Some(&Passphrase::typed(wrong)), None).unwrap_err();
        assert_eq!(refused.code(), Code::WrongPassphrase, "{wrong:?}");
    }
    // Some keyboards compose an accent of two characters.
    read(&*file, Some(&Passphrase::typed("cafe\u{301} con leche y pandebono")), None).unwrap();
    for secret in [&b"database"[..], b"manifest"] {
        assert!(!file.windows(secret.len()).any(|it| it == secret));
    }
}

#[test]
fn one_that_is_not_encrypted_minds_no_passphrase() {
    let plain = backup_of(b"x");
    for passphrase in [None, Some(&words())] {
        let contents = read(&*plain, passphrase, None).unwrap();
        assert_eq!((contents.is_encrypted, contents.sha256), (false, sha256_hex(&plain)));
    }
}

#[test]
fn a_new_passphrase_is_long_enough_and_can_be_typed() {
    for right in ["12345678", "ñandúáé!", &"x".repeat(128)] {
        Passphrase::chosen(right).unwrap();
    }
    for wrong in ["", "1234567", "        ", "con\ttabulador", &"x".repeat(129)] {
        Passphrase::chosen(wrong).unwrap_err();
    }
    assert_eq!(format!("{:?}", words()), "Passphrase(…)");
}

#[test]
fn a_file_is_known_by_its_first_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x");
    for (bytes, encrypted) in [
        (sealed(b"x"), true),
        (backup_of(b"x"), false),
        (MAGIC[..MAGIC.len() - 1].to_vec(), false),
        (vec![], false),
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(is_encrypted(&path).unwrap(), encrypted);
    }
    assert!(is_encrypted(&dir.path().join("y")).is_err());
}

#[test]
fn no_end_may_be_missing() {
    let (file, header) = large();
    for length in places(&file, header) {
        let cut = &file[..length];
        assert_eq!(code(cut), Some(Code::BackupDamaged), "{length} of {} bytes", file.len());
    }
    // One whose last piece is whole: without it, what is left is of whole pieces too.
    let file = sealed(&backup_of_size(3 * 65_536));
    open(&file).unwrap();
    for cut in [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK] {
        assert_eq!(code(&file[..file.len() - cut]), Some(Code::BackupDamaged), "{cut} bytes less");
    }
}

#[test]
fn no_bit_may_be_flipped() {
    let (mut file, header) = large();
    let stanza = file.windows(3).position(|it| it == b"-> ").unwrap()..header;
    for at in places(&file, header) {
        for flip in [1 << (at % 8), 0xFF] {
            file[at] ^= flip;
            let code = code(&file);
            // What the passphrase is tried on can't tell.
            let is_known = code == Some(Code::BackupDamaged)
                || (stanza.contains(&at) && code == Some(Code::WrongPassphrase));
            assert!(is_known, "byte {at} ^ {flip}: {code:?}");
            file[at] ^= flip;
        }
    }
    open(&file).unwrap();
}

#[test]
fn pieces_may_not_be_exchanged_repeated_left_out_or_added() {
    let (file, header) = large();
    let (head, pieces): (_, Vec<&[u8]>) =
        (&file[..header + NONCE], file[header + NONCE..].chunks(CHUNK).collect());
    let whole = |order: &[usize]| {
        [head].into_iter().chain(order.iter().map(|&n| pieces[n])).collect::<Vec<_>>().concat()
    };
    open(&whole(&[0, 1, 2, 3])).unwrap();
    for wrong in [
        &[1, 0, 2, 3][..],
        &[0, 2, 1, 3],
        &[0, 1, 3],
        &[0, 1, 2],
        &[1, 2, 3],
        &[0, 1, 1, 2, 3],
        &[0, 1, 2, 3, 3],
        &[],
    ] {
        assert_eq!(code(&whole(wrong)), Some(Code::BackupDamaged), "{wrong:?}");
    }
    // Pieces of another backup with the same passphrase.
    let (other, there) = large();
    let mixed = [head, &other[there + NONCE..]].concat();
    assert_eq!(code(&mixed), Some(Code::BackupDamaged));
}

#[test]
fn nothing_may_follow() {
    let full = sealed(&backup_of_size(2 * 65_536));
    for file in [large().0, full] {
        for more in [&[0][..], b"x", &[0; 512], &[0; CHUNK], &file] {
            assert_eq!(code(&[&file, more].concat()), Some(Code::BackupDamaged), "{} bytes more", more.len());
        }
    }
    // Neither within what was encrypted.
    let plain = backup_of(b"x");
    assert_eq!(code(&sealed(&[&*plain, &[0; 512]].concat())), Some(Code::BackupDamaged));
    assert_eq!(code(&sealed(&[&*plain, &plain].concat())), Some(Code::BackupDamaged));
}

#[test]
fn what_others_encrypted_is_refused() {
    assert_eq!(code(&sealed(b"a letter")), Some(Code::BackupDamaged));
    assert_eq!(code(&sealed(b"")), Some(Code::BackupDamaged));
    // For a key instead of a passphrase.
    let key = age::x25519::Identity::generate().to_public();
    assert_eq!(code(&age::encrypt(&key, &backup_of(b"x")).unwrap()), Some(Code::BackupDamaged));
    // A header that never ends, and one that would take all the memory there is.
    let endless = [MAGIC, &b"-> scrypt ".repeat(2_000)].concat();
    let mut left = &*endless;
    assert_eq!(read(&mut left, Some(&words()), None).unwrap_err().code(), Code::BackupDamaged);
    assert!(left.len() > 15_000, "it was read on and on");
    let file = sealed(&backup_of(b"x"));
    let at = file.windows(3).position(|it| it == b" 1\n").unwrap();
    let greedy = [&file[..at], b" 30", &file[at + 2..]].concat();
    let refused = open(&greedy).unwrap_err();
    assert!(refused.code() == Code::BackupDamaged && refused.to_string().contains("memoria"), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_damage_is_refused(
        from in 0usize..70_000, bytes in proptest::collection::vec(any::<u8>(), 0..600), taken in 0usize..600,
    ) {
        let file = sealed(&backup_of(&[7; 66_000]));
        let from = from.min(file.len());
        let until = (from + taken).min(file.len());
        let mut wrong = file.clone();
        wrong.splice(from..until, bytes);
        prop_assert_eq!(open(&wrong).is_ok(), wrong == file);
    }

    #[test]
    fn no_file_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(open(&[MAGIC, &*bytes].concat()).is_err());
    }
}
