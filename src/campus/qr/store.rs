//! SQL of QR codes: what a code says of the row that it names.

use super::model::{Kind, Subject};
use crate::kit::error::{Code, Result};
use crate::kit::sql;
use crate::kit::wire::Id;
use rusqlite::{Connection, named_params};

/// The room or item that a code is wanted for.
pub fn subject(db: &Connection, kind: Kind, id: Id) -> Result<Subject> {
    let (text, missing) = match kind {
        Kind::Environment => (
            "select qr_code, name, location
             from environments
             where id = :id
             and is_active = 1",
            Code::EnvironmentNotFound,
        ),
        Kind::Item => (
            "select internal_code, name, category
             from inventory_items
             where id = :id",
            Code::ItemNotFound,
        ),
    };
    let found = sql::value(db, text, named_params! { ":id": id }, |row| {
        Ok(Subject { kind, id, code: row.get(0)?, name: row.get(1)?, place: row.get(2)? })
    })?;
    Ok(found.ok_or(missing)?)
}
