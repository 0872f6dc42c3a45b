//! The one-time code, how large a backup may be, and whose fault it is that one was not restored. Pure.

use crate::kit::random::{letters, typed};
use crate::kit::{Code, Error, Result};
use rusqlite::ErrorCode;
use std::io;
use subtle::ConstantTimeEq;

/// How many letters a code has: 40 bits, at five tries a minute.
const LENGTH: usize = 8;

/// A code out of random bytes.
pub fn code(random: &[u8; 32]) -> String {
    letters(random, LENGTH)
}

/// A code as people read it: `XXXX-XXXX`.
pub fn shown(code: &str) -> String {
    code.split_at_checked(LENGTH / 2)
        .map_or_else(|| code.to_owned(), |(left, right)| format!("{left}-{right}"))
}

/// Whether somebody typed the code, in capitals or not, with whatever between. The comparison takes the same time wherever
/// they differ.
pub fn fits(code: &str, given: &str) -> bool {
    typed(given).as_bytes().ct_eq(code.as_bytes()).into()
}

/// What stays free on the disk, in bytes, whatever is restored.
const RESERVE: u64 = 64 << 20;
/// How often a backup lies on the disk at most: as it came, unpacked, and while it is migrated.
const COPIES: u64 = 3;

/// How large a backup may be on a disk with this much room, in bytes.
pub fn largest_backup(free: u64) -> u64 {
    free.saturating_sub(RESERVE) / COPIES
}

/// Refuses a backup for which there is no room.
pub fn judge_size(size: u64, largest: u64) -> Result<()> {
    if size <= largest {
        return Ok(());
    }
    let most = largest >> 20;
    let sentence = format!(
        "La copia no cabe en el disco del servidor: restaurarla ocupa {COPIES} veces su tamaño, y caben copias de hasta \
         {most} MB. Libere espacio y envíela de nuevo"
    );
    Err(Error::With(Code::BackupTooLarge, sentence))
}

/// Whose fault it is that a backup could not be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Whoever sent it owes a passphrase, or typed another one.
    Passphrase,
    /// The file is no backup that this program restores, and never will be.
    File,
    /// The machine's: the same file may be all right at the next try.
    Machine,
}

/// Tells apart why a backup could not be unpacked. What the checks of its content say is text; what the machine refuses is an
/// error of the system or of SQLite's access to it.
pub fn fault(error: &Error) -> Fault {
    let is_content = match error {
        Error::Known(code)
        | Error::With(code, _)
        | Error::RetryAfter(code, _)
        | Error::OutOfRange(code, _) => match *code {
            Code::PassphraseNeeded | Code::WrongPassphrase => return Fault::Passphrase,
            code => matches!(code, Code::BackupDamaged | Code::BackupNewer),
        },
        Error::Db(error) => !error.sqlite_error_code().is_some_and(is_access),
        Error::Version(_) => true,
        Error::Other(error) => error.downcast_ref().is_none_or(|error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
        }),
    };
    if is_content { Fault::File } else { Fault::Machine }
}

/// Whether SQLite speaks of the machine and not of what is in the file.
fn is_access(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::NoLargeFileSupport
            | ErrorCode::OperationInterrupted
            | ErrorCode::OutOfMemory
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::SystemIoFailure
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_is_typed_as_people_type_and_no_other_is_taken(random: [u8; 32], other: [u8; 32]) {
            let made = code(&random);
            prop_assert_eq!(made.len(), LENGTH);
            prop_assert!(!made.contains(['0', '1', 'O', 'I']));
            prop_assert!(fits(&made, &shown(&made)));
            let typed = format!(" {} ", shown(&made).to_lowercase().replace('-', " "));
            prop_assert!(fits(&made, &typed));
            prop_assert!(!fits(&made, &made[1..]));
            let longer = format!("{made}A");
            prop_assert!(!fits(&made, &longer));
            let another = code(&other);
            prop_assert_eq!(fits(&made, &another), made == another);
        }

        #[test]
        fn a_backup_that_is_let_in_leaves_the_reserve(free: u64, size: u64) {
            let largest = largest_backup(free);
            prop_assert_eq!(judge_size(size, largest).is_ok(), size <= largest);
            if largest > 0 {
                prop_assert!(largest.checked_mul(COPIES).unwrap() + RESERVE <= free);
            }
        }

        #[test]
        fn nothing_that_is_typed_makes_it_fail(typed: String) {
            let _ = fits("ABCDEFGH", &typed);
        }
    }

    #[test]
    fn a_fault_of_the_machine_is_not_called_damage_of_the_file() {
        let system = |kind| Error::from(io::Error::from(kind));
        let sqlite = |code| Error::Db(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
        for ours in [
            system(io::ErrorKind::PermissionDenied),
            system(io::ErrorKind::NotFound),
            system(io::ErrorKind::StorageFull),
            Error::from(io::Error::from_raw_os_error(5)),
            sqlite(rusqlite::ffi::SQLITE_BUSY),
            sqlite(rusqlite::ffi::SQLITE_IOERR_READ),
            sqlite(rusqlite::ffi::SQLITE_CANTOPEN),
            sqlite(rusqlite::ffi::SQLITE_FULL),
        ] {
            assert_eq!(fault(&ours), Fault::Machine, "{ours:?}");
        }
        for theirs in [
            system(io::ErrorKind::InvalidData),
            system(io::ErrorKind::UnexpectedEof),
            sqlite(rusqlite::ffi::SQLITE_NOTADB),
            sqlite(rusqlite::ffi::SQLITE_CORRUPT),
            sqlite(rusqlite::ffi::SQLITE_ERROR),
            Error::Db(rusqlite::Error::QueryReturnedNoRows),
            Error::internal("la comprobación encontró un daño en el archivo"),
            Error::Version("otra versión".into()),
            Code::BackupDamaged.into(),
            Code::BackupNewer.into(),
        ] {
            assert_eq!(fault(&theirs), Fault::File, "{theirs:?}");
        }
        for owed in [Code::PassphraseNeeded, Code::WrongPassphrase] {
            assert_eq!(fault(&owed.into()), Fault::Passphrase);
        }
    }
}
