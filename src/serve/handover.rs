//! What comes after a server has run: nothing, or the same server over a backup that was chosen in the set-up.

use super::{StopSignals, service_manager};
use crate::appliance::backup::restore::{Failure, Unpacked};

/// Why a server has ended.
pub enum AfterRun {
    /// It was asked to stop.
    Stop,
    /// It was asked to go on with a backup.
    Restore(Box<Handover>),
}

/// A backup on its way into the place of the data.
pub struct Handover {
    pub(super) unpacked: Unpacked,
    pub(super) stop: StopSignals,
}

impl Handover {
    /// Puts the backup in the place of the data of a server that has ended. Whoever asks the program to stop meanwhile, or did
    /// before, is heard by what comes back in any case.
    pub async fn carry_out(self) -> (StopSignals, Result<(), Failure>) {
        let alive = tokio::spawn(service_manager::feed(None));
        let outcome = self.unpacked.put_in_place().await;
        alive.abort();
        let outcome = outcome.map(|restored| {
            let previous = restored.previous.as_ref().map(|path| path.display().to_string());
            tracing::warn!(
                previous,
                from = restored.migrated.0,
                to = restored.migrated.1,
                "restored a backup"
            );
        });
        (self.stop, outcome)
    }
}
