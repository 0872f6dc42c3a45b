//! Tells whether anybody has committed anything since: what was read before holds until then.

use crate::kit::error::{Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

/// A state of the database, equal to another as long as nobody has committed anything in between, this program or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataVersion(i64);

/// A connection that reads no row: what it is asked is answered from the index of the write-ahead log, which is memory, and, after a commit,
/// from the first page of the file, which every reader reads. That is cheaper than handing a read to a thread, and waits for no
/// transaction.
pub(super) struct Watch(Mutex<Option<Connection>>);

impl Watch {
    /// # Errors
    /// When the file can't be opened.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        // Whoever asks can do without an answer, but not wait for one.
        connection.busy_timeout(Duration::ZERO)?;
        let watch = Self(Mutex::new(Some(connection)));
        watch.version().ok_or_else(|| Error::internal("the database does not tell its version"))?;
        Ok(watch)
    }

    /// The state of now, unless the log is just being recovered. Waits only for another who is just asking.
    pub(super) fn version(&self) -> Option<DataVersion> {
        let connection = self.0.lock().ok()?;
        let mut statement = connection.as_ref()?.prepare_cached("pragma data_version").ok()?;
        statement.query_row([], |row| row.get(0)).ok().map(DataVersion)
    }

    /// Tells nothing any more. To be called before the other connections are closed: SQLite takes the log and its index away with the last
    /// one, and this one, which may only read, would leave them.
    pub(super) fn close(&self) {
        if let Ok(mut connection) = self.0.lock() {
            *connection = None;
        }
    }
}
