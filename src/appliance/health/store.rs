//! SQL of health.

use super::model::LastBackup;
use crate::kit::{LocalTime, Result, row, sql};
use rusqlite::{Connection, named_params};

/// The last backup that counts. One from a clock that was ahead is not the last, if there is another.
pub fn last_backup(db: &Connection, now: LocalTime) -> Result<Option<LastBackup>> {
    let text = "
        select id, created_at, verified_at, size, reason
        from backups
        where verified_at is not null and error is null
        order by created_at > :now, created_at desc
        limit 1";
    sql::one(db, text, named_params! { ":now": now })
}

/// What SQLite finds wrong with a database file; `ok` alone when it finds nothing.
pub fn integrity_faults(db: &Connection) -> Result<Vec<String>> {
    sql::all(db, "pragma integrity_check", &[])
}

/// The table of each row that mentions another one that isn't there.
pub fn broken_references(db: &Connection) -> Result<Vec<String>> {
    sql::all(db, "pragma foreign_key_check", &[])
}

row! {
    /// A value that no two rows of its kind share.
    #[derive(Debug)]
    pub struct UniqueValue {
        /// What it is, in Spanish, and of which centre if only there no two share it.
        pub what: String,
        /// The value.
        pub text: String,
        /// The value, and whose it is.
        pub shown: String,
    }
}

/// Every value that no two rows of its kind share.
pub fn unique_values(db: &Connection) -> Result<Vec<UniqueValue>> {
    let text = "
        select 'código' as what, internal_code as text, internal_code || ' (' || name || ')' as shown
        from inventory_items
        union all
        select 'número de serie', serial_number, serial_number || ' (' || internal_code || ')'
        from inventory_items
        where serial_number is not null
        union all
        select 'ambiente de ' || c.name, e.name, e.name || ' (' || e.location || ')'
        from environments e
        join centers c on c.id = e.center_id
        where e.is_active = 1
        union all
        select 'correo', email, email || ' (' || first_name || ' ' || last_name || ')'
        from users";
    sql::all(db, text, &[])
}
