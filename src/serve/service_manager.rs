//! What the service manager hears: that the port is open, that both lanes of the database answer, that the server stops.
//!
//! Without a manager (no `NOTIFY_SOCKET`) every word is lost in silence.

use crate::kit::Db;
use crate::kit::net::{Ports, reachable};
use sd_notify::NotifyState;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often the manager is fed within the time that it waits.
const TURNS: u32 = 3;
/// The shortest pause between two self-checks, whatever the manager asks for.
const SHORTEST: Duration = Duration::from_millis(50);

/// Says that the ports are open, and where.
pub(super) async fn ready(ports: Ports) {
    tell(move || {
        let urls: Vec<_> = ports.all().map(|(scheme, address)| scheme.url_of(reachable(address))).collect();
        let status = format!("Escucha en {}", urls.join(" y "));
        sd_notify::notify(&[NotifyState::Ready, NotifyState::Status(&status)])
    })
    .await;
}

/// Says that the server was asked to stop and finishes what is in flight.
pub(super) async fn stopping() {
    tell(|| sd_notify::notify(&[NotifyState::Stopping, NotifyState::Status("Termina lo que está en curso")]))
        .await;
}

/// Says that the server goes on with a backup in a moment. To the manager it never stopped.
pub(super) async fn restoring() {
    tell(|| sd_notify::notify(&[NotifyState::Status("Restaura una copia de seguridad")])).await;
}

/// Feeds the watchdog, if there is one, as long as both lanes of the database answer, or while there is none to check. A lane
/// that hangs ends it, and the manager starts the server anew. Runs until it is dropped.
pub(super) async fn feed(db: Option<Db>) {
    let Some(patience) = sd_notify::watchdog_enabled() else { return };
    let mut tick = interval((patience / TURNS).max(SHORTEST));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let outcome = match &db {
            Some(db) => db.answers().await,
            None => Ok(()),
        };
        match outcome {
            Ok(()) => tell(|| sd_notify::notify(&[NotifyState::Watchdog])).await,
            Err(error) => tracing::warn!(%error, "the self-check failed"),
        }
    }
}

/// Sends a word off the runtime: the manager's socket may be full.
async fn tell(word: impl FnOnce() -> std::io::Result<()> + Send + 'static) {
    let outcome = tokio::task::spawn_blocking(word).await.map_err(std::io::Error::other).flatten();
    if let Err(error) = outcome {
        tracing::warn!(%error, "the service manager was not reached");
    }
}
