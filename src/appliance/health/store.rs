//! SQL of health.

use super::model::LastBackup;
use crate::kit::error::Result;
use crate::kit::sql;
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
