//! SQL of the first start.

use crate::error::Result;
use crate::sql;
use rusqlite::Connection;

/// Whether there is somebody who may do everything.
pub fn is_set_up(db: &Connection) -> Result<bool> {
    sql::exists(db, "select 1\nfrom users\nwhere role = 'admin_general'\nand is_active = 1\nlimit 1", &[])
}

/// Whether nothing has been written yet that the demo would mix with.
pub fn is_empty(db: &Connection) -> Result<bool> {
    let somebody = sql::exists(db, "select 1\nfrom users\nlimit 1", &[])?;
    let something = sql::exists(db, "select 1\nfrom centers\nlimit 1", &[])?;
    Ok(!somebody && !something)
}
