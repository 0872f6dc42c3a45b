//! The check-up of a data directory, with the server stopped or running: what `inventario doctor` says.

use super::model::{HealthDisk, LastBackup};
use super::{rules, store};
use crate::appliance::lock::DataDir;
use crate::kit::access::keys;
use crate::kit::db::chain::{self, AnchorKey, ChainVerdict};
use crate::kit::db::{event, migrations};
use crate::kit::disk::{size, space};
use crate::kit::{LocalTime, Result, clock};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

mod certificate;

pub use certificate::certificate;

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

fn diagnosis(grade: Grade, what: &'static str, text: impl Into<String>) -> Diagnosis {
    Diagnosis { grade, what, text: text.into() }
}

/// The migration with which the chain of the audit and the list of backups came.
const APPLIANCE: i64 = 9;

/// Looks at everything. Changes nothing.
pub fn checkup(data_dir: &Path, secret: Option<&str>) -> Vec<Diagnosis> {
    if !data_dir.is_dir() {
        let text = format!("no existe {}: indíquela con --data-dir", data_dir.display());
        return vec![diagnosis(Grade::Bad, "Carpeta de datos", text)];
    }
    let key = secret.map_or_else(|| keys::load(data_dir), |secret| Ok(Some(secret.to_owned())));
    let mut diagnoses = vec![directory(data_dir), running(data_dir), disk(data_dir)];
    diagnoses.push(match &key {
        Ok(Some(_)) => key_mode(data_dir, secret.is_some()),
        Ok(None) => diagnosis(
            Grade::Look,
            "Clave",
            "no hay secret.key: al arrancar se crea otra, y los códigos QR impresos con la de antes no valdrán",
        ),
        Err(why) => diagnosis(Grade::Bad, "Clave", why.to_string()),
    });
    match open(data_dir) {
        Ok(db) => diagnoses.extend(database(&db, key.ok().flatten().as_deref())),
        Err(error) => {
            diagnoses.push(diagnosis(Grade::Bad, "Base de datos", format!("no se puede abrir: {error}")));
        }
    }
    diagnoses
}

fn directory(data_dir: &Path) -> Diagnosis {
    let what = "Carpeta de datos";
    match mode(data_dir) {
        Some(mode) if mode & 0o077 != 0 => {
            let text = format!("otros usuarios del equipo pueden leerla (modo {mode:o}): use chmod 700");
            diagnosis(Grade::Look, what, text)
        }
        _ => diagnosis(Grade::Good, what, data_dir.display().to_string()),
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(std::fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}

fn running(data_dir: &Path) -> Diagnosis {
    diagnosis(Grade::Good, "Servidor", if is_free(data_dir) { "detenido" } else { "en marcha" })
}

/// Whether no server runs on it.
fn is_free(data_dir: &Path) -> bool {
    // Asked of the lock only when it is there: this must leave no file behind that the server can't open.
    !data_dir.join("lock").exists() || DataDir::acquire(data_dir).is_ok()
}

fn disk(data_dir: &Path) -> Diagnosis {
    let what = "Disco";
    let Some(disk) = space(data_dir).map(|it| HealthDisk { total: it.total, free: it.free }) else {
        return diagnosis(Grade::Look, what, "el sistema no dice cuánto espacio queda");
    };
    let text = format!("quedan {} MB de {} MB", disk.free / 1_000_000, disk.total / 1_000_000);
    let grade = if rules::is_low(disk.free, disk.total) { Grade::Look } else { Grade::Good };
    diagnosis(grade, what, text)
}

fn key_mode(data_dir: &Path, is_given: bool) -> Diagnosis {
    match mode(&keys::secret_file(data_dir)).filter(|_| !is_given) {
        Some(mode) if mode & 0o077 != 0 => diagnosis(
            Grade::Bad,
            "Clave",
            format!("secret.key la pueden leer otros (modo {mode:o}): use chmod 600"),
        ),
        _ => diagnosis(Grade::Good, "Clave", if is_given { "la de SECRET_KEY" } else { "secret.key" }),
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
fn or_bad(what: &'static str, outcome: Result<Diagnosis>) -> Diagnosis {
    outcome.unwrap_or_else(|error| diagnosis(Grade::Bad, what, format!("no se pudo revisar: {error}")))
}

fn database(db: &Connection, secret: Option<&str>) -> Vec<Diagnosis> {
    let mut diagnoses = vec![
        or_bad("Integridad", integrity(db)),
        or_bad("Referencias", references(db)),
        or_bad("Versión de los datos", schema(db)),
    ];
    if migrations::version(db).is_ok_and(|version| version >= APPLIANCE) {
        diagnoses.push(or_bad("Cadena de auditoría", audit_chain(db, secret)));
        diagnoses.push(or_bad("Copia de seguridad", backup(db)));
    }
    diagnoses.push(or_bad("Reloj", event::last_entry(db).map(clock_diagnosis)));
    diagnoses
}

fn integrity(db: &Connection) -> Result<Diagnosis> {
    let faults = store::integrity_faults(db)?;
    Ok(match faults.as_slice() {
        [only] if only == "ok" => diagnosis(Grade::Good, "Integridad", "la base de datos está sana"),
        faults => diagnosis(
            Grade::Bad,
            "Integridad",
            format!("la base de datos está dañada: {}", faults.first().cloned().unwrap_or_default()),
        ),
    })
}

fn references(db: &Connection) -> Result<Diagnosis> {
    let faults = store::broken_references(db)?;
    Ok(match faults.first() {
        None => diagnosis(Grade::Good, "Referencias", "completas"),
        Some(table) => diagnosis(
            Grade::Bad,
            "Referencias",
            format!("{} filas mencionan otra que no existe, la primera en {table}", faults.len()),
        ),
    })
}

fn schema(db: &Connection) -> Result<Diagnosis> {
    let (found, ours) = (migrations::version(db)?, migrations::ours());
    Ok(match found.cmp(&ours) {
        std::cmp::Ordering::Equal => {
            diagnosis(Grade::Good, "Versión de los datos", format!("{found}, la de este programa"))
        }
        std::cmp::Ordering::Less => diagnosis(
            Grade::Look,
            "Versión de los datos",
            format!("{found}: al arrancar se pasa a la {ours}, con una copia de la de antes"),
        ),
        std::cmp::Ordering::Greater => diagnosis(
            Grade::Bad,
            "Versión de los datos",
            format!("{found}, y este programa conoce hasta la {ours}: instale la versión nueva"),
        ),
    })
}

fn audit_chain(db: &Connection, secret: Option<&str>) -> Result<Diagnosis> {
    let key = secret.map(AnchorKey::new).transpose()?;
    Ok(match chain::verify(db, key.as_ref())? {
        ChainVerdict::Whole { entries, .. } => {
            diagnosis(Grade::Good, "Cadena de auditoría", format!("completa; registros: {entries}"))
        }
        ChainVerdict::Broken { seq, why } => {
            diagnosis(Grade::Bad, "Cadena de auditoría", format!("rota en el registro {seq}: {why}"))
        }
    })
}

fn backup(db: &Connection) -> Result<Diagnosis> {
    let what = "Copia de seguridad";
    Ok(match store::last_backup(db)? {
        None => diagnosis(Grade::Look, what, "no hay ninguna"),
        Some(LastBackup { created_at, .. }) if rules::is_old(clock::now(), created_at.0) => {
            diagnosis(Grade::Look, what, format!("la última es de {}", minute(created_at)))
        }
        Some(LastBackup { created_at, .. }) => {
            diagnosis(Grade::Good, what, format!("de {}", minute(created_at)))
        }
    })
}

fn clock_diagnosis(last: Option<LocalTime>) -> Diagnosis {
    let now = clock::now();
    match last {
        Some(last) if rules::is_behind(now, last.0) => diagnosis(
            Grade::Bad,
            "Reloj",
            format!("marca {} y la auditoría ya tiene registros de {}", minute(LocalTime(now)), minute(last)),
        ),
        _ => diagnosis(Grade::Good, "Reloj", format!("{}, {}", minute(LocalTime(now)), clock::zone().name())),
    }
}

/// An instant for people: `2026-11-21 14:05`.
fn minute(instant: LocalTime) -> String {
    instant.wall().format("%Y-%m-%d %H:%M").to_string()
}
