//! What keeps the server from writing, and what is known of it: a disk that is full or takes nothing, another program that holds the
//! database, a database file that was taken away.

use crate::kit::disk;
use crate::kit::error::{Code, Error, Result};
use rusqlite::{ErrorCode, ffi};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long it counts that something was really written. Whoever asks how the server is hears of a disk that has died since within
/// half a minute, and a disk that nobody writes to is not worn by those who ask.
const PROVEN: Duration = Duration::from_secs(15);
/// For how long the writer may wait for another program before those behind are turned away at once.
const BEHIND: Duration = Duration::from_secs(1);

/// Why nothing can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no room on the disk.
    DiskFull,
    /// The disk takes no writes: it was made read-only, as the system does with one that fails, or it refuses them.
    DiskUnwritable,
    /// Another program holds the database, or the writer hangs.
    Locked,
    /// The file was taken away, or another was put in its place: what is written now would be lost.
    DatabaseMoved,
}

impl Obstacle {
    /// The line of the catalogue that a write is answered with.
    pub fn code(self) -> Code {
        match self {
            Self::DiskFull => Code::DiskFull,
            Self::DiskUnwritable => Code::DiskUnwritable,
            Self::Locked => Code::Busy,
            Self::DatabaseMoved => Code::DatabaseMoved,
        }
    }

    /// What whoever looks after the server reads.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::DiskFull => {
                "El disco está lleno y no se guarda nada: libere espacio. Lo que ya está guardado se puede consultar"
            }
            Self::DiskUnwritable => {
                "No se puede escribir en el disco: está en solo lectura o falla. Haga una copia de lo que hay y cambie el disco"
            }
            Self::Locked => "Otro programa tiene tomada la base de datos y no se guarda nada: ciérrelo",
            Self::DatabaseMoved => {
                "El archivo de la base de datos fue movido o reemplazado y no se guarda nada: devuélvalo a su lugar y reinicie \
                 el servidor"
            }
        }
    }

    /// Whether starting the server anew can't help, and would take reading away too.
    pub fn outlives_a_start(self) -> bool {
        self != Self::Locked
    }

    /// The obstacle that SQLite speaks of when a write fails, if it does. What a job refuses by a line of the catalogue is its own
    /// affair: it may want more room than there is, and another write does not.
    pub(super) fn of(error: &Error) -> Option<Self> {
        let Error::Db(error) = error else { return None };
        match error.sqlite_error_code()? {
            ErrorCode::DiskFull => Some(Self::DiskFull),
            ErrorCode::ReadOnly | ErrorCode::CannotOpen => Some(Self::DiskUnwritable),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Self::Locked),
            // What can't be read is another matter: nothing that is answered then could be believed.
            ErrorCode::SystemIoFailure => {
                let is_read = error.sqlite_error().is_some_and(|it| {
                    matches!(it.extended_code, ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ)
                });
                (!is_read).then_some(Self::DiskUnwritable)
            }
            _ => None,
        }
    }

    /// The obstacle that a write was answered with.
    pub fn of_code(code: Code) -> Option<Self> {
        [Self::DiskFull, Self::DiskUnwritable, Self::Locked, Self::DatabaseMoved]
            .into_iter()
            .find(|it| it.code() == code)
    }
}

/// Why a database could not be opened, in a sentence for whoever starts the program: a start must write.
pub(super) fn at_start(path: &Path, error: Error) -> Error {
    let dir = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = dir.display();
    let sentence = match Obstacle::of(&error) {
        Some(Obstacle::DiskFull | Obstacle::DiskUnwritable)
            if disk::check_room(dir, disk::LEAST).is_err() =>
        {
            format!(
                "el disco de {place} está lleno y el servidor no puede arrancar: libere unos megabytes y arránquelo de nuevo. \
                 No se perdió nada"
            )
        }
        Some(Obstacle::DiskFull | Obstacle::DiskUnwritable) => format!(
            "no se puede escribir en {place}: el disco está en solo lectura, falla, o la carpeta es de otro usuario. Revíselo y \
             arranque de nuevo. No se cambió nada ({error})"
        ),
        Some(Obstacle::Locked) => {
            "otro programa tiene tomada la base de datos: ciérrelo y arranque de nuevo".to_owned()
        }
        _ => return error,
    };
    Error::internal(sentence)
}

/// What is known of writing: shared between the writer and those who ask. Its locks are held for a moment.
#[derive(Debug, Default)]
pub(super) struct Condition(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// When something was last written to prove that it can be.
    proven: Option<Instant>,
    /// Since when the writer waits for another program.
    waiting: Option<Instant>,
    /// What was told to the log.
    told: Option<Obstacle>,
}

impl Condition {
    fn known(&self) -> MutexGuard<'_, Known> {
        // Members that don't depend on each other can't be left half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something was really written a moment ago.
    pub(super) fn is_proven(&self) -> bool {
        self.known().proven.is_some_and(|at| at.elapsed() < PROVEN)
    }

    /// Something was written to prove that it can be.
    pub(super) fn prove(&self) {
        let mut known = self.known();
        known.proven = Some(Instant::now());
        if let Some(obstacle) = known.told.take() {
            tracing::warn!(?obstacle, "the database takes changes again");
        }
    }

    /// A write failed. Told to the log once, with its cause, and not for each that fails after it.
    pub(super) fn note(&self, obstacle: Obstacle, cause: &Error) {
        let mut known = self.known();
        known.proven = None;
        if known.told != Some(obstacle) {
            tracing::error!(?obstacle, %cause, debug = ?cause, "nothing can be written");
            known.told = Some(obstacle);
        }
    }

    /// The writer begins, or ends, to wait for its turn at the file.
    pub(super) fn set_waiting(&self, is_waiting: bool) {
        self.known().waiting = is_waiting.then(Instant::now);
    }

    /// Whether whoever comes now would only wait behind others who wait.
    pub(super) fn is_stuck(&self) -> bool {
        self.known().waiting.is_some_and(|since| since.elapsed() > BEHIND)
    }
}

/// The database file as it was opened: by its name, and by what lies there.
#[derive(Debug)]
pub(super) struct OpenedFile {
    path: PathBuf,
    identity: Option<(u64, u64)>,
}

impl OpenedFile {
    /// The file that was just opened under a name.
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), identity: identity(path) }
    }

    /// Makes sure that it still lies there. What is written to a file that was moved away is lost to whoever starts next.
    ///
    /// # Errors
    /// [`Code::DatabaseMoved`].
    pub(super) fn check(&self) -> Result<()> {
        if identity(&self.path) == self.identity { Ok(()) } else { Err(Code::DatabaseMoved.into()) }
    }

    /// The folder that it lies in.
    pub(super) fn dir(&self) -> &Path {
        self.path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}

/// What lies under a name.
fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|it| (it.dev(), it.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: i32) -> Error {
        Error::Db(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }

    #[test]
    fn what_fails_says_what_keeps_from_writing() {
        let told = [
            (ffi::SQLITE_FULL, Some(Obstacle::DiskFull)),
            (ffi::SQLITE_READONLY, Some(Obstacle::DiskUnwritable)),
            (ffi::SQLITE_READONLY_DBMOVED, Some(Obstacle::DiskUnwritable)),
            (ffi::SQLITE_IOERR_WRITE, Some(Obstacle::DiskUnwritable)),
            (ffi::SQLITE_IOERR_FSYNC, Some(Obstacle::DiskUnwritable)),
            (ffi::SQLITE_IOERR_SHMSIZE, Some(Obstacle::DiskUnwritable)),
            (ffi::SQLITE_CANTOPEN, Some(Obstacle::DiskUnwritable)),
            (ffi::SQLITE_BUSY, Some(Obstacle::Locked)),
            (ffi::SQLITE_IOERR_READ, None),
            (ffi::SQLITE_CORRUPT, None),
            (ffi::SQLITE_CONSTRAINT, None),
        ];
        for (code, obstacle) in told {
            assert_eq!(Obstacle::of(&failure(code)), obstacle, "{code}");
        }
        assert_eq!(Obstacle::of(&Code::DiskFull.into()), None, "a job's own refusal");
        assert_eq!(Obstacle::of_code(Code::DatabaseMoved), Some(Obstacle::DatabaseMoved));
        assert_eq!(Obstacle::of_code(Code::Invalid), None);
    }

    #[test]
    fn a_file_is_known_by_what_lies_under_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let (path, away) = (dir.path().join("a.db"), dir.path().join("b.db"));
        fs::write(&path, "one").unwrap();
        let opened = OpenedFile::at(&path);
        opened.check().unwrap();
        fs::rename(&path, &away).unwrap();
        assert_eq!(opened.check().unwrap_err().code(), Code::DatabaseMoved);
        fs::write(&path, "one").unwrap();
        assert_eq!(opened.check().unwrap_err().code(), Code::DatabaseMoved, "another of the same name");
        fs::rename(&away, &path).unwrap();
        opened.check().unwrap();
    }

    #[test]
    fn a_failure_takes_the_proof_away() {
        let condition = Condition::default();
        assert!(!condition.is_proven(), "nobody has tried");
        condition.prove();
        assert!(condition.is_proven());
        condition.note(Obstacle::DiskFull, &Code::DiskFull.into());
        assert!(!condition.is_proven());
        assert!(!condition.is_stuck());
    }
}
