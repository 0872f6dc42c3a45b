//! SQL of health.

use super::model::LastBackup;
use crate::error::Result;
use crate::sql;
use crate::wire::LocalTime;
use rusqlite::Connection;

/// The last backup that counts.
pub fn last_backup(db: &Connection) -> Result<Option<LastBackup>> {
    let text = "
        select id, created_at, verified_at, size, reason
        from backups
        where verified_at is not null and error is null
        order by created_at desc
        limit 1";
    sql::one(db, text, &[])
}

/// The instant of the last entry of the audit.
pub fn last_entry(db: &Connection) -> Result<Option<LocalTime>> {
    let text = "select created_at\nfrom audit_logs\norder by created_at desc\nlimit 1";
    sql::value(db, text, &[], |row| row.get(0))
}
