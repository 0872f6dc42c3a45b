//! What a plain database file holds, and whether it is sound.

use super::archive::{DATABASE, FORMAT, Hashed, KEY};
use super::model::{Manifest, ManifestSeal, Member};
use super::store;
use crate::appliance::FIRST_MIGRATION;
use crate::kit::db::chain::{self, ChainKey, ChainVerdict, KEYED_SINCE};
use crate::kit::db::migrations;
use crate::kit::{Error, Result};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Opens a database that is there, as it is: nothing is migrated, nothing is made.
pub(crate) fn open_plain(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    db.busy_timeout(Duration::from_secs(10))?;
    Ok(db)
}

/// Checks a database file and says what is in it; and what is wrong with its audit, if something is.
pub(super) fn describe(
    copy: &Path,
    secret: &str,
    created_at: DateTime<Utc>,
) -> Result<(Manifest, Option<String>)> {
    let db = open_plain(copy)?;
    let doubt = check(&db, Some(secret))?;
    let schema = migrations::version(&db)?;
    let head = if schema < KEYED_SINCE { None } else { chain::head(&db, None)? };
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        created_at,
        centers: store::center_names(&db)?,
        counts: store::row_counts(&db)?,
        seal: head.map(|head| ManifestSeal { number: head.seq, hash: head.hash }),
        members: vec![member(DATABASE, File::open(copy)?)?, member(KEY, secret.as_bytes())?],
    };
    db.close().map_err(|(_, error)| error)?;
    Ok((manifest, doubt))
}

/// Whether a database is sound and of a version that this program knows. Answers what is wrong with the audit's chain.
pub(super) fn check(db: &Connection, secret: Option<&str>) -> Result<Option<String>> {
    let (found, ours) = (migrations::version(db)?, migrations::ours());
    if found == 0 {
        return Err(Error::internal("no hay ninguna base de datos de Inventario"));
    }
    if found > ours {
        return Err(Error::internal(format!(
            "la base de datos es de una versión más nueva del programa (migración {found}; esta versión conoce hasta \
             la {ours}): instale esa versión o una posterior"
        )));
    }
    migrations::check(db)?;
    if found < FIRST_MIGRATION {
        return Ok(None);
    }
    let key = secret.map(ChainKey::new).transpose()?;
    Ok(match chain::verify(db, key.as_ref())? {
        ChainVerdict::Whole { .. } => None,
        ChainVerdict::Broken { seq, why } => {
            Some(format!("La auditoría fue alterada (registro {seq}): {why}"))
        }
    })
}

fn member(name: &str, content: impl io::Read) -> Result<Member> {
    let (sha256, size) = Hashed::of(content)?;
    Ok(Member { name: name.to_owned(), size, sha256 })
}
