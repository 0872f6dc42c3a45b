//! What comes after a server has run: nothing, or the same server over a backup that was chosen in the set-up.

use super::{Stop, manager};
use crate::backup::restore::{self, Unpacked};
use crate::error::Result;
use futures_util::FutureExt;
use std::path::Path;

/// Why a server has ended.
pub enum After {
    /// It was asked to stop.
    Stop,
    /// It was asked to go on with a backup.
    Restore(Box<Handover>),
}

/// A backup on its way into the place of the data.
pub struct Handover {
    pub(super) unpacked: Unpacked,
    /// Listens from before the server ended: nobody's signal is lost in between.
    pub(super) stop: Stop,
}

impl Handover {
    /// Puts the backup in the place of the data of a server that has ended. Answers whether somebody wants the program to stop
    /// meanwhile.
    ///
    /// # Errors
    /// When it can't be done. The data are as they were.
    pub async fn carry_out(self, database: &Path) -> Result<bool> {
        let alive = tokio::spawn(manager::feed_blindly());
        let outcome = self.unpacked.replace(database).await;
        alive.abort();
        let restored = outcome?;
        let previous = restored.previous.as_ref().map(|path| path.display().to_string());
        tracing::warn!(previous, from = restored.migrated.0, to = restored.migrated.1, "restored a backup");
        Ok(self.stop.wanted().now_or_never().is_some())
    }
}

impl Unpacked {
    /// The same as [`Self::put_in_place`], after everybody has let go of the database that is there: a connection that closes
    /// later would take the new one's log for its own.
    async fn replace(self, database: &Path) -> Result<restore::Restored> {
        let database = database.to_owned();
        tokio::task::spawn_blocking(move || restore::fold(&database)).await??;
        self.put_in_place().await
    }
}
