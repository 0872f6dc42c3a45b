//! Tells whether anybody has committed anything since: what was read before holds until then.

use crate::kit::error::{Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

/// A state of the database, equal to another as long as nobody has committed anything in between, this program or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataVersion(i64);

/// A connection that reads no row. What it is asked is answered from the index of the write-ahead log, which is memory: cheaper than
/// handing a read to a thread, and nothing that could block the one that asks.
pub(super) struct Watch(Mutex<Connection>);

impl Watch {
    /// # Errors
    /// When the file can't be opened.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        // Whoever asks can do without an answer, but not wait for one.
        connection.busy_timeout(Duration::ZERO)?;
        let watch = Self(Mutex::new(connection));
        watch.version().ok_or_else(|| Error::internal("the database does not tell its version"))?;
        Ok(watch)
    }

    /// The state of now, unless another is just asking or the log is just being recovered.
    pub(super) fn version(&self) -> Option<DataVersion> {
        let connection = self.0.lock().ok()?;
        let mut statement = connection.prepare_cached("pragma data_version").ok()?;
        statement.query_row([], |row| row.get(0)).ok().map(DataVersion)
    }
}
