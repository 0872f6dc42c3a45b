//! By what somebody stops the server.

use crate::kit::{Error, Result};
use futures_util::FutureExt;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::unconstrained;

/// The two signals by which somebody asks the program to stop. One for the whole life of it: what comes while nobody waits is
/// still there for the next who asks.
#[derive(Debug)]
pub struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
    has_come: bool,
}

impl StopSignals {
    /// From now on a signal stops the program in peace only.
    pub fn new() -> Result<Self> {
        let listen = |kind| signal(kind).map_err(Error::internal);
        let (terminate, interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt, has_come: false })
    }

    /// Until one of them comes, or at once when one has.
    pub(super) async fn wanted(&mut self) {
        if !self.has_come {
            tokio::select! {
                _ = self.terminate.recv() => {}
                _ = self.interrupt.recv() => {}
            }
            self.has_come = true;
        }
    }

    /// Whether one of them has come.
    pub fn has_come(&mut self) -> bool {
        unconstrained(self.wanted()).now_or_never().is_some()
    }
}
