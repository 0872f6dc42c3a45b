//! Migrations: run at start, after a copy of the database when there is something to migrate.

use super::set_up;
use crate::clock;
use crate::error::{Error, Result};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::path::Path;
use std::time::Duration;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Opens the writer's connection and brings the database to this version of the program.
pub(super) fn open_migrated(path: &Path) -> Result<Connection> {
    #[expect(clippy::disallowed_methods, reason = "this is the place that opens the database")]
    let mut connection = Connection::open(path)?;
    let ours = embedded::migrations::runner().get_migrations().iter().map(refinery::Migration::version).max();
    let ours = i64::from(ours.unwrap_or(0));
    let found = version(&connection)?;
    if found > ours {
        // Checked before anything is set: the file stays exactly as it was, and so does the write-ahead log that a power
        // cut may have left beside it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        return Err(Error::internal(format!(
            "la base de datos {} es de una versión más nueva del programa (migración {found}; esta versión conoce \
             hasta la {ours}). Instale la versión nueva o restaure una copia anterior. No se cambió nada.",
            path.display()
        )));
    }
    set_up(&connection)?;
    if found > 0 && found < ours {
        let stamp = clock::now().format("%Y%m%dT%H%M%SZ");
        let target = path.with_extension(format!("before-v{ours}-{stamp}.db"));
        copy(&connection, &target)?;
        tracing::info!(copy = %target.display(), "copied the database before migrating it");
    }
    let report = embedded::migrations::runner().run(&mut connection).map_err(Error::internal)?;
    for migration in report.applied_migrations() {
        tracing::debug!(%migration, "migrated");
    }
    Ok(connection)
}

/// The highest migration that a database has seen; 0 for an empty file.
fn version(connection: &Connection) -> Result<i64> {
    let known: bool = connection.query_row(
        "select exists (select 1 from sqlite_schema where name = 'refinery_schema_history')",
        [],
        |row| row.get(0),
    )?;
    if !known {
        return Ok(0);
    }
    let version = connection.query_row(
        "select coalesce(max(version), 0)
         from refinery_schema_history",
        [],
        |row| row.get(0),
    )?;
    Ok(version)
}

/// Copies a database that may have a write-ahead log beside it to one plain file.
fn copy(db: &Connection, target: &Path) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the copy is a plain file, not a database of the server")]
    let mut file = Connection::open(target)?;
    let backup = rusqlite::backup::Backup::new(db, &mut file)?;
    backup.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    Ok(())
}
