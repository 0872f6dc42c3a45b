//! What somebody demands of a row before they change it: that it is still the version that they have seen (RFC 9110, 13.1.1).
//!
//! It is judged by the writer, in the savepoint of the change: no other write comes between. So no resource has to think of it.

use super::Change;
use crate::kit::error::{Code, Error, Result};
use crate::kit::sql;
use crate::kit::wire::{Id, IfMatch, LocalTime};
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, Ordering};

/// The versions of a row of which one must be the row's.
#[derive(Debug)]
pub struct Precondition {
    table: &'static str,
    id: Id,
    wanted: IfMatch,
    /// It holds for the request: what is written further on its behalf has a version of its own before it.
    is_judged: AtomicBool,
}

impl Precondition {
    /// The row of a table must be one of these versions.
    pub fn new(table: &'static str, id: Id, wanted: IfMatch) -> Self {
        Self { table, id, wanted, is_judged: AtomicBool::new(false) }
    }

    /// Does `job`, unless the row is another version.
    ///
    /// # Errors
    /// [`Code::ChangedSince`] if it is; whatever `job` answers else.
    pub(super) fn guard<T>(
        &self,
        db: &Connection,
        job: impl FnOnce() -> Result<Change<T>>,
    ) -> Result<Change<T>> {
        let is_stale = !self.is_judged.swap(true, Ordering::Relaxed) && !self.holds(db)?;
        let outcome = job();
        let counts = match &outcome {
            Ok(change) => !change.is_repetition,
            Err(error) => !hides(error),
        };
        if is_stale && counts { Err(Code::ChangedSince.into()) } else { outcome }
    }

    /// Of a row that isn't there, the change itself says so.
    fn holds(&self, db: &Connection) -> Result<bool> {
        let text = format!("select updated_at\nfrom {}\nwhere id = :id", self.table);
        let version: Option<LocalTime> = sql::one(db, &text, &[(":id", &self.id)])?;
        Ok(version.is_none_or(|version| self.wanted.allows(&version.to_string())))
    }
}

/// Whether a refusal comes before the version: whoever may not reach the row isn't told that it changed. A fault of ours is told too.
fn hides(error: &Error) -> bool {
    let status = error.code().status();
    matches!(status.as_u16(), 401 | 403 | 404) || status.is_server_error()
}
