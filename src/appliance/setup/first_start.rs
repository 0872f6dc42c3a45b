//! What the set-up works with, and its end: what was typed becomes an administrator and a centre in one write, and the gate opens.

use super::change::{self, Hashes};
use super::model::{NewSetup, Start};
use super::{CodeGuard, DemoFill, Uploads};
use crate::appliance::time_zone;
use crate::campus::auth::model::Session;
use crate::kit::random::{hex, random_bytes};
use crate::kit::{Core, Origin, Result, clock};
use std::sync::Arc;

/// What the set-up works with. Cheap to clone.
#[derive(Clone)]
pub struct FirstStart {
    /// What every resource stands on.
    pub core: Core,
    /// Who may go on.
    pub guard: CodeGuard,
    /// A backup that somebody sends instead; nobody needs it any more afterwards.
    pub uploads: Uploads,
    /// An invented centre, for who wants to try first.
    pub demo: DemoFill,
}

impl FirstStart {
    /// Goes on when nobody waits for it any more: what was made is in force in any case.
    pub(super) async fn finish(self, new: NewSetup, origin: Arc<Origin>) -> Result<Session> {
        let hasher = &self.core.hasher;
        let hashes = Hashes {
            admin: hasher.hash(new.admin.password.reveal()).await?,
            nobody: match new.start {
                Start::Empty => None,
                Start::Demo => Some(hasher.hash(&hex(&random_bytes())).await?),
            },
        };
        tokio::spawn(self.write(new, hashes, origin)).await?
    }

    async fn write(self, new: NewSetup, hashes: Hashes, origin: Arc<Origin>) -> Result<Session> {
        let _turn = self.guard.gate.turn().await?;
        let db = &self.core.db;
        let zone = new.time_zone.0.filter(|_| !clock::is_zone_fixed());
        // Before the write: the days and hours of the demo, and what the audit shows of it, are the building's.
        if let Some(zone) = zone {
            clock::set_zone(zone);
        }
        let (keys, demo) = (Arc::clone(&self.core.keys), self.demo);
        let (admin, center) = (new.admin, new.center);
        let made = db
            .write(&origin, move |tx| change::set_up(tx, &keys, admin, (center, zone), &hashes, demo))
            .await;
        // The one from before, if nothing was written.
        if zone.is_some()
            && let Err(error) = time_zone::put_kept_in_force(db).await
        {
            tracing::warn!(%error, "the time zone could not be read again");
        }
        if made.is_ok() {
            self.guard.gate.open();
            self.uploads.forget().await;
            tracing::info!("the server is set up");
        }
        made
    }
}
