//! The check-up of a data directory, with the server stopped or running: what `inventario doctor` says.

use super::{rules, store};
use crate::appliance::FIRST_MIGRATION;
use crate::appliance::lock::DataDir;
use crate::campus::audit::model::AuditSeal;
use crate::kit::access::keys;
use crate::kit::db::chain::{self, ChainKey, ChainVerdict};
use crate::kit::db::clock_trace::{self, ClockStanding};
use crate::kit::db::{event, migrations};
use crate::kit::disk::{LEAST, Space, check_room, size, space};
use crate::kit::{LocalTime, Result, clock};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};
use std::cmp::Ordering;
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

mod certificate;
mod materials;
mod namesakes;
mod zones;

/// The migration since which a database has materials and their ledger.
const FIRST_LEDGER: i64 = 38;
/// The migration since which a database has a trace of the clock.
const FIRST_TRACE: i64 = 33;

pub use certificate::certificate;
pub use zones::zones;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Good,
    /// Worth a look; the server works.
    Look,
    /// The server does not work, or data are in danger.
    Bad,
}

/// What was found of one thing.
#[derive(Debug)]
pub struct Diagnosis {
    /// How bad it is.
    pub grade: Grade,
    /// What was looked at.
    pub what: &'static str,
    /// What was found, in a Spanish sentence.
    pub text: String,
}

/// What was found, in a Spanish sentence, and how bad it is.
type Finding = (Grade, String);

fn good(text: impl Into<String>) -> Finding {
    (Grade::Good, text.into())
}

fn look(text: impl Into<String>) -> Finding {
    (Grade::Look, text.into())
}

fn bad(text: impl Into<String>) -> Finding {
    (Grade::Bad, text.into())
}

fn diagnosis(what: &'static str, (grade, text): Finding) -> Diagnosis {
    Diagnosis { grade, what, text }
}

/// Looks at everything. Changes nothing: what it writes to see that the disk takes it is gone at once.
pub fn checkup(data_dir: &Path, secret: Option<&str>) -> Vec<Diagnosis> {
    if !data_dir.is_dir() {
        let missing = bad(format!("no existe {}: indíquela con --data-dir", data_dir.display()));
        return vec![diagnosis("Carpeta de datos", missing)];
    }
    let key = secret.map_or_else(|| keys::load(data_dir), |secret| Ok(Some(secret.to_owned())));
    let found = match &key {
        Ok(Some(_)) => key_mode(data_dir, secret.is_some()),
        Ok(None) => look(
            "no hay secret.key: al arrancar se crea otra, y los códigos QR impresos con la de antes no valdrán",
        ),
        Err(why) => bad(why.to_string()),
    };
    let mut diagnoses = vec![
        diagnosis("Carpeta de datos", directory(data_dir)),
        diagnosis("Servidor", good(if is_free(data_dir) { "detenido" } else { "en marcha" })),
        diagnosis("Disco", disk(data_dir)),
        diagnosis("Clave", found),
    ];
    match open(data_dir) {
        Ok(db) => diagnoses.extend(database(&db, key.ok().flatten().as_deref())),
        Err(error) => {
            diagnoses.push(diagnosis("Base de datos", bad(format!("no se puede abrir: {error}"))));
        }
    }
    diagnoses
}

fn directory(data_dir: &Path) -> Finding {
    match open_mode(data_dir) {
        Some(mode) => look(format!("otros usuarios del equipo pueden leerla (modo {mode:o}): use chmod 700")),
        None => good(data_dir.display().to_string()),
    }
}

/// The mode of what others than its owner have a right to.
fn open_mode(path: &Path) -> Option<u32> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

/// Whether no server runs on it.
fn is_free(data_dir: &Path) -> bool {
    // Asked of the lock only when it is there: this must leave no file behind that the server can't open.
    !data_dir.join("lock").exists() || DataDir::acquire(data_dir).is_ok()
}

fn disk(data_dir: &Path) -> Finding {
    if let Err(error) = try_disk(data_dir) {
        let full = check_room(data_dir, LEAST).is_err() || error.kind() == ErrorKind::StorageFull;
        return bad(if full {
            "está lleno y no se guarda nada: libere espacio. Lo que ya está guardado se puede consultar"
                .to_owned()
        } else {
            format!(
                "no se puede escribir: está en solo lectura, falla, o la carpeta es de otro usuario ({error})"
            )
        });
    }
    let Some(Space { total, free }) = space(data_dir) else {
        return look("el sistema no dice cuánto espacio queda");
    };
    let grade = if rules::is_low(free, total) { Grade::Look } else { Grade::Good };
    (grade, format!("quedan {} MB de {} MB", free / 1_000_000, total / 1_000_000))
}

/// Writes something to the disk, has it really written, and takes it away again: what the system says of a disk's room says nothing
/// of one that takes no writes.
fn try_disk(data_dir: &Path) -> io::Result<()> {
    if check_room(data_dir, LEAST).is_err() {
        return Err(ErrorKind::StorageFull.into());
    }
    let mut file = tempfile::Builder::new().prefix(".revision-").tempfile_in(data_dir)?;
    file.write_all(&[0; 4_096])?;
    file.as_file().sync_all()?;
    file.close()
}

fn key_mode(data_dir: &Path, is_given: bool) -> Finding {
    if is_given {
        return good("la de SECRET_KEY");
    }
    match open_mode(&keys::secret_file(data_dir)) {
        Some(mode) => bad(format!("secret.key la pueden leer otros (modo {mode:o}): use chmod 600")),
        None => good("secret.key"),
    }
}

/// Opens the database of a data directory for reading, with the server stopped or running. Leaves no file behind.
pub(crate) fn open(data_dir: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = data_dir.join("inventario.db");
    // Nobody has it open and nothing waits in a log: then SQLite need not make the log's files, which the server's user
    // might not be allowed to open.
    let db = if is_free(data_dir) && size(&file.with_extension("db-wal")) == 0 {
        let uri = format!("file:{}?immutable=1", percent_encoded(&file));
        Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(&file, flags)?
    };
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    // Opening reads nothing yet.
    db.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
    Ok(db)
}

/// A path as part of an address: `?` and `#` end it, and `%` begins a code.
fn percent_encoded(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// A check that could not be made is a bad sign of its own.
fn or_bad(what: &'static str, outcome: Result<Finding>) -> Diagnosis {
    diagnosis(what, outcome.unwrap_or_else(|error| bad(format!("no se pudo revisar: {error}"))))
}

fn database(db: &Connection, secret: Option<&str>) -> Vec<Diagnosis> {
    let mut diagnoses = vec![
        or_bad("Integridad", integrity(db)),
        or_bad("Referencias", references(db)),
        or_bad("Versión de los datos", schema(db)),
    ];
    if migrations::version(db).is_ok_and(|version| version >= FIRST_MIGRATION) {
        diagnoses.push(or_bad("Cadena de auditoría", audit_chain(db, secret)));
        diagnoses.push(or_bad("Copia de seguridad", backup(db)));
        diagnoses.push(or_bad("Códigos y nombres", namesakes::namesakes(db)));
    }
    if migrations::version(db).is_ok_and(|version| version >= FIRST_LEDGER) {
        diagnoses.push(or_bad("Materiales", materials::materials(db)));
    }
    diagnoses.push(or_bad("Reloj", clock(db)));
    diagnoses
}

fn integrity(db: &Connection) -> Result<Finding> {
    let faults = store::integrity_faults(db)?;
    Ok(match faults.as_slice() {
        [only] if only == "ok" => good("la base de datos está sana"),
        faults => {
            bad(format!("la base de datos está dañada: {}", faults.first().cloned().unwrap_or_default()))
        }
    })
}

fn references(db: &Connection) -> Result<Finding> {
    let faults = store::broken_references(db)?;
    Ok(match faults.first() {
        None => good("completas"),
        Some(table) => {
            bad(format!("{} filas mencionan otra que no existe, la primera en {table}", faults.len()))
        }
    })
}

fn schema(db: &Connection) -> Result<Finding> {
    let (found, ours) = (migrations::version(db)?, migrations::ours());
    Ok(match found.cmp(&ours) {
        Ordering::Equal => good(format!("{found}, la de este programa")),
        Ordering::Less => {
            look(format!("{found}: al arrancar se pasa a la {ours}, con una copia de la de antes"))
        }
        Ordering::Greater => {
            bad(format!("{found}, y este programa conoce hasta la {ours}: instale la versión nueva"))
        }
    })
}

fn audit_chain(db: &Connection, secret: Option<&str>) -> Result<Finding> {
    let key = secret.map(ChainKey::new).transpose()?;
    Ok(match chain::verify(db, key.as_ref())? {
        ChainVerdict::Whole { entries, head, .. } => {
            let seal = AuditSeal::of(&head);
            good(format!("completa; registros: {entries}; sello del {}: {}", seal.number, seal.seal))
        }
        ChainVerdict::Broken { seq, why } => bad(format!("rota en el registro {seq}: {why}")),
    })
}

fn backup(db: &Connection) -> Result<Finding> {
    let now = LocalTime(clock::now());
    Ok(match store::last_backup(db, now)?.map(|it| it.created_at) {
        None => look("no hay ninguna"),
        Some(at) if rules::is_old(now.0, at.0) => look(format!("la última es de {}", minute(at))),
        Some(at) => good(format!("de {}", minute(at))),
    })
}

/// What is wrong with a clock that shows a time before this program was made.
fn before_build(now: DateTime<Utc>) -> Option<Finding> {
    if !clock::is_before_build(now) {
        return None;
    }
    let (shown, built) = (minute(LocalTime(now)), minute(LocalTime(clock::built())));
    Some(bad(format!(
        "marca {shown} y este programa es de {built}: póngalo en hora con timedatectl, o conecte la caja a Internet un momento"
    )))
}

fn clock(db: &Connection) -> Result<Finding> {
    let now = LocalTime(clock::now());
    if let Some(wrong) = before_build(now.0) {
        return Ok(wrong);
    }
    let standing = if migrations::version(db)? >= FIRST_TRACE {
        clock_trace::standing(db, now.0)?
    } else {
        let last = event::last_entry(db)?.filter(|last| rules::is_behind(now.0, last.0));
        last.map_or(ClockStanding::Sound, ClockStanding::Behind)
    };
    Ok(match standing {
        ClockStanding::Behind(last) => {
            bad(format!("marca {} y la auditoría ya tiene registros de {}", minute(now), minute(last)))
        }
        ClockStanding::Leapt(from) => look(format!(
            "marca {} y la última hora conocida es {}. Si el equipo no estuvo apagado, póngalo en hora; nada se borra por su edad \
             hasta que lleve dos días así",
            minute(now),
            minute(from)
        )),
        ClockStanding::Sound => good(format!("{}, {}", minute(now), clock::zone().name())),
    })
}

/// An instant for people: `2026-11-21 14:05`.
fn minute(instant: LocalTime) -> String {
    instant.wall().format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_clock_before_the_programs_own_date_is_bad() {
        assert!(before_build(clock::now()).is_none());
        let (grade, text) = before_build(clock::built() - TimeDelta::days(400)).unwrap();
        assert_eq!(grade, Grade::Bad);
        assert!(text.contains("timedatectl"), "{text}");
    }
}
