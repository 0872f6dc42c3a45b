//! The gate in front of everything: closed until there is a general administrator, then open for good.

use super::{rules, store};
use crate::auth::random_bytes;
use crate::db::Db;
use crate::error::Result;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How often a closed gate asks the database whether somebody made an administrator on the command line.
const PAUSE: Duration = Duration::from_secs(1);

/// Whether the server is set up, and the code with which somebody may do it. Cheap to clone.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    open: AtomicBool,
    /// Held while the database is asked, so that nobody is refused because somebody else's question is not answered yet.
    looked_at: Mutex<Option<Instant>>,
    /// In memory only: another one at each start.
    code: String,
}

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(Inner {
            open: AtomicBool::new(false),
            looked_at: Mutex::new(None),
            code: rules::code(&random_bytes()),
        }))
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").field("open", &self.0.open).finish_non_exhaustive()
    }
}

impl Gate {
    /// Whether the server is set up. An open gate asks nobody.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn is_open(&self, db: &Db) -> Result<bool> {
        if self.0.open.load(Ordering::Acquire) {
            return Ok(true);
        }
        let mut looked_at = self.0.looked_at.lock().await;
        if self.0.open.load(Ordering::Acquire) {
            return Ok(true);
        }
        if looked_at.is_some_and(|at| at.elapsed() < PAUSE) {
            return Ok(false);
        }
        let is_set_up = db.read(store::is_set_up).await?;
        *looked_at = Some(Instant::now());
        if is_set_up {
            self.open();
        }
        Ok(is_set_up)
    }

    /// Opens it: an administrator was made.
    pub fn open(&self) {
        self.0.open.store(true, Ordering::Release);
    }

    /// The code, for the terminal.
    pub fn code(&self) -> String {
        rules::shown(&self.0.code)
    }

    /// Whether somebody typed the code.
    pub fn is_code(&self, typed: &str) -> bool {
        rules::fits(&self.0.code, typed)
    }
}
