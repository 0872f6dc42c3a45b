//! Migrations: run at start. A database that has something to migrate is migrated in a copy beside it, which is checked and
//! then takes its place; until that moment the database is as it was, whatever fails and whenever the power is cut.

use super::chain::{self, ChainKey};
use super::set_up;
use crate::kit::clock;
use crate::kit::error::{Error, Result};
use crate::kit::sql;
use crate::kit::wire::LocalTime;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};
use std::error::Error as _;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Opens the writer's connection and brings the database to this version of the program.
pub(super) fn open_migrated(path: &Path, key: &ChainKey) -> Result<Connection> {
    let mut connection = open(path)?;
    let ours = ours();
    let found = version(&connection)?;
    if found > ours {
        // Checked before anything is set: the file stays exactly as it was, and so does the write-ahead log that a power
        // cut may have left beside it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        return Err(Error::Version(format!(
            "la base de datos {} es de una versión más nueva del programa (migración {found}; esta versión conoce \
             hasta la {ours}). Instale la versión nueva o restaure una copia anterior. No se cambió nada.",
            path.display()
        )));
    }
    if found > 0 && found < ours {
        take_alone(&connection)?;
        // A link may lead to another disk.
        let path = &fs::canonicalize(path).map_err(Error::internal)?;
        upgrade(connection, path, found, key).map_err(|error| {
            Error::Version(format!(
                "no se pudo pasar la base de datos {} a esta versión del programa (migración {found} a {ours}): {error}. \
                 Quedó la copia de antes, como estaba: la versión anterior sigue sirviendo.",
                path.display()
            ))
        })?;
        connection = open(path)?;
    }
    if found == 0 {
        // SQLite gives the log and its index the mode of the file.
        fs::set_permissions(path, Permissions::from_mode(0o600)).map_err(Error::internal)?;
    }
    set_up(&connection)?;
    migrate(&mut connection, found, key)?;
    Ok(connection)
}

#[expect(clippy::disallowed_methods, reason = "this is the place that opens the database")]
fn open(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open(path)
}

/// The last migration that this program knows.
pub(crate) fn ours() -> i64 {
    let ours = embedded::migrations::runner().get_migrations().iter().map(refinery::Migration::version).max();
    i64::from(ours.unwrap_or(0))
}

/// The highest migration that a database has seen; 0 for an empty file.
pub(crate) fn version(connection: &Connection) -> Result<i64> {
    let known = "select 1 from sqlite_schema where name = 'refinery_schema_history'";
    if !sql::exists(connection, known, &[])? {
        return Ok(0);
    }
    sql::count(connection, "select coalesce(max(version), 0)\nfrom refinery_schema_history", &[])
}

/// Makes sure that nobody else has the database open, and folds its write-ahead log in: from now on it is one plain file.
fn take_alone(connection: &Connection) -> Result<()> {
    connection.busy_timeout(Duration::from_secs(10))?;
    // SQLite lets only the last one who has the file open leave the log.
    let mode =
        connection.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0));
    match mode {
        Ok(mode) if mode == "delete" => Ok(()),
        Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) => Err(error.into()),
        _ => Err(Error::internal(
            "otro programa tiene abierta la base de datos; termínelo antes de actualizarla",
        )),
    }
}

/// Migrates a copy of the database, checks it and puts it in the place of the database, which is kept under another name.
fn upgrade(connection: Connection, path: &Path, found: i64, key: &ChainKey) -> Result<()> {
    let work = work_file(path)?;
    let outcome = copy(&connection, &work).and_then(|()| migrate_and_check(&work, found, key));
    drop(connection);
    let outcome = outcome.and_then(|()| {
        let modes = fs::metadata(path).and_then(|old| fs::set_permissions(&work, old.permissions()));
        modes.map_err(Error::internal)?;
        let kept = keep(path)?;
        fs::rename(&work, path).map_err(Error::internal)?;
        sync_dir(path)?;
        tracing::info!(from = found, to = ours(), copy = %kept.display(), "migrated the database; kept a copy of it as it was");
        Ok(())
    });
    if outcome.is_err() {
        // What can't be removed now is removed by the next attempt.
        let _ = work_file(path);
    }
    outcome
}

/// Where the copy is migrated; what an attempt before left there is removed.
fn work_file(path: &Path) -> Result<PathBuf> {
    let work = path.with_extension("migrating.db");
    for end in ["db", "db-journal", "db-wal", "db-shm"] {
        match fs::remove_file(work.with_extension(end)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::internal(error)),
            _ => {}
        }
    }
    Ok(work)
}

/// Copies a database to one plain file.
fn copy(db: &Connection, target: &Path) -> Result<()> {
    let mut file = open(target)?;
    let backup = rusqlite::backup::Backup::new(db, &mut file)?;
    backup.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    Ok(())
}

/// Brings a database that nobody else knows of to this version, and makes sure that it is sound and on disk.
fn migrate_and_check(path: &Path, found: i64, key: &ChainKey) -> Result<()> {
    let mut connection = open(path)?;
    set_up(&connection)?;
    migrate(&mut connection, found, key)?;
    check(&connection)?;
    take_alone(&connection)?;
    drop(connection);
    File::open(path).and_then(|file| file.sync_all()).map_err(Error::internal)
}

/// Runs what is missing, in one transaction: a power cut leaves all of it or nothing. What was `found` without a key in the audit's
/// chain is signed as it is.
fn migrate(connection: &mut Connection, found: i64, key: &ChainKey) -> Result<()> {
    let runner = embedded::migrations::runner().set_grouped(true);
    let report = runner.run(connection).map_err(|error| cause(&error))?;
    for migration in report.applied_migrations() {
        tracing::debug!(%migration, "migrated");
    }
    if found < chain::KEYED_SINCE || chain::is_unused(connection)? {
        chain::seal(connection, key, LocalTime(clock::now()))?;
    }
    Ok(())
}

/// What the database said, without the text of the migration.
fn cause(error: &refinery::Error) -> Error {
    let said = error.source().and_then(|source| source.downcast_ref());
    match said {
        Some(rusqlite::Error::SqlInputError { msg, .. }) => Error::internal(msg.clone()),
        Some(other) => Error::internal(other.to_string()),
        None => Error::internal(error.to_string()),
    }
}

/// The self-check after a migration.
pub(crate) fn check(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Error::internal(format!("la comprobación encontró un daño en el archivo: {verdict}")));
    }
    let lost: Option<(String, String, i64)> = sql::value(
        connection,
        r#"select "table", "parent", count(*)
           from pragma_foreign_key_check
           group by 1, 2"#,
        &[],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    lost.map_or(Ok(()), |(table, parent, count)| {
        Err(Error::internal(format!(
            "la comprobación encontró {count} filas de {table} que remiten a filas de {parent} que no existen"
        )))
    })
}

/// Keeps the database as it is under a second name, without a second copy of its bytes where the file system can.
fn keep(path: &Path) -> Result<PathBuf> {
    let stamp = clock::now().format("%Y%m%dT%H%M%SZ");
    let kept = path.with_extension(format!("before-v{}-{stamp}.db", ours()));
    match fs::hard_link(path, &kept) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Error::internal(error));
        }
        Err(_) => copy(&open(path)?, &kept)?,
        Ok(()) => {}
    }
    Ok(kept)
}

/// Makes sure that a new name is on disk.
fn sync_dir(path: &Path) -> Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(Error::internal)
}
