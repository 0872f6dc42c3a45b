//! What a command works on: a database that is there, and the key that its server signs with.

use crate::appliance::backup::inspect;
use crate::kit::access::keys;
use crate::kit::db::chain::{self, ChainKey, KEYED_SINCE};
use crate::kit::db::migrations;
use crate::kit::{Error, Result};
use std::path::{Path, PathBuf};

/// A path with all its folders, so that whoever reads it sees which one is meant.
pub(super) fn full(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The database of a data directory.
///
/// # Errors
/// When there is none: a command must not begin another one beside it by a mistyped path.
pub(super) fn database(data_dir: &Path) -> Result<PathBuf> {
    let path = data_dir.join("inventario.db");
    if path.is_file() {
        return Ok(path);
    }
    Err(Error::internal(format!(
        "no hay ninguna base de datos en {}: indique la carpeta con --data-dir",
        full(data_dir).display()
    )))
}

/// The secret that the server of a database works with.
///
/// # Errors
/// When it isn't known, or is another one: what a command writes down would break the chain of the audit.
pub(super) fn secret(data_dir: &Path, given: Option<&str>) -> Result<String> {
    let database = database(data_dir)?;
    let found = match given {
        Some(secret) => Some(secret.to_owned()),
        None => keys::load(data_dir)?,
    };
    let db = inspect::open_plain(&database)?;
    let is_keyed = migrations::version(&db)? >= KEYED_SINCE;
    let fits = |secret: &String| -> Result<bool> {
        Ok(!is_keyed || chain::is_key_of(&db, &ChainKey::new(secret)?)?)
    };
    match found {
        Some(secret) if fits(&secret)? => Ok(secret),
        Some(_) => Err(Error::internal(format!(
            "la auditoría de {} está firmada con otra clave: indique en SECRET_KEY la del servidor (está en /etc/inventario.env, que \
             se lee con sudo). No se cambió nada",
            full(data_dir).display()
        ))),
        // Of a version whose audit has no key yet, or which no server has opened: as its first start would.
        None if !is_keyed => keys::load_or_make(data_dir),
        None => Err(Error::internal(format!(
            "no hay secret.key en {}: indique en SECRET_KEY la clave del servidor, o arránquelo una vez. No se cambió nada",
            full(data_dir).display()
        ))),
    }
}
