//! SQL of QR codes: what a code says of the row that it names.

use super::model::{QrKind, QrSubject};
use crate::kit::{Code, Id, Result, sql};
use rusqlite::{Connection, named_params};

/// The room or item that a code is wanted for.
pub fn subject(db: &Connection, kind: QrKind, id: Id) -> Result<QrSubject> {
    let (text, missing) = match kind {
        QrKind::Environment => (
            "select qr_code, name, location
             from environments
             where id = :id
             and is_active = 1",
            Code::EnvironmentNotFound,
        ),
        QrKind::Item => (
            "select i.internal_code, i.name, coalesce(k.name, i.category)
             from inventory_items i
             left join item_categories k on k.id = i.category_id
             where i.id = :id",
            Code::ItemNotFound,
        ),
    };
    let found = sql::value(db, text, named_params! { ":id": id }, |row| {
        Ok(QrSubject { kind, id, code: row.get(0)?, name: row.get(1)?, place: row.get(2)? })
    })?;
    Ok(found.ok_or(missing)?)
}
