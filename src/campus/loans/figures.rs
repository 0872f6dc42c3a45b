//! The figures beside a page of loans, kept as long as nothing is committed: they are the same for every page of a list, and cost
//! more than all pages together.

use super::model::{LoanFigures, LoanQuery, LoanReach};
use super::store;
use crate::kit::db::DataVersion;
use crate::kit::{Day, Result};
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many lists are remembered at once.
const MOST: usize = 64;

/// What was counted. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct KeptFigures(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// When it was counted: in which state of the database, on which day.
    at: Option<(DataVersion, Day)>,
    known: HashMap<(LoanReach, LoanQuery), LoanFigures>,
}

impl KeptFigures {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The figures of all loans that match; the version was asked for before `db` was opened, so that they are never older than it. Nothing
    /// is kept of a state that isn't known.
    pub(super) fn of(
        &self,
        db: &Connection,
        version: Option<DataVersion>,
        (reach, query): (LoanReach, LoanQuery),
        today: Day,
    ) -> Result<LoanFigures> {
        let (at, key) = (version.map(|version| (version, today)), (reach, query));
        {
            let kept = self.kept();
            if let Some(known) = kept.known.get(&key).filter(|_| at.is_some() && kept.at == at) {
                return Ok(known.clone());
            }
        }
        // Counted without the lock: two who ask at once count twice, and nobody waits.
        let figures = store::figures(db, reach, key.1.clone(), today)?;
        if at.is_none() {
            return Ok(figures);
        }
        let mut kept = self.kept();
        if kept.at != at || kept.known.len() >= MOST {
            kept.known.clear();
            kept.at = at;
        }
        kept.known.insert(key, figures.clone());
        Ok(figures)
    }
}
