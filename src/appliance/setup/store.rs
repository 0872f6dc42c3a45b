//! SQL of the first start.

use crate::kit::{Result, sql};
use rusqlite::Connection;

/// Whether nothing has been written yet that the demo would mix with.
pub fn is_empty(db: &Connection) -> Result<bool> {
    Ok(!sql::exists(db, "select 1\nfrom users\nunion all\nselect 1\nfrom centers\nlimit 1", &[])?)
}
