//! What the service manager hears: that the port is open, that the server answers at its own door and both lanes of the database do, that
//! it stops.
//!
//! Without a manager (no `NOTIFY_SOCKET`) every word is lost in silence.

use crate::kit::db::Obstacle;
use crate::kit::net::{Ports, SELF_CHECK, reachable};
use crate::kit::{Db, Error, Result};
use sd_notify::NotifyState;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How often the manager is fed within the time that it waits.
const TURNS: u32 = 3;
/// The shortest pause between two self-checks, whatever the manager asks for.
const SHORTEST: Duration = Duration::from_millis(50);
/// The longest, so that what the disk does is said within half a minute.
const LONGEST: Duration = Duration::from_secs(20);

/// Says that the ports are open, and where.
pub(super) async fn ready(ports: Ports) {
    tell(move || sd_notify::notify(&[NotifyState::Ready, NotifyState::Status(&listens(ports))])).await;
}

/// What a server says of itself that is well.
fn listens(ports: Ports) -> String {
    let urls: Vec<_> = ports.all().map(|(scheme, address)| scheme.url_of(reachable(address))).collect();
    format!("Escucha en {}", urls.join(" y "))
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

/// What the watchdog asks.
pub(super) struct Checked {
    /// Both lanes of it must answer.
    pub(super) db: Db,
    /// A request that comes in here must be answered, as anybody's.
    pub(super) ports: Ports,
}

impl Checked {
    /// What keeps the server from writing, if something does that another start would not mend.
    async fn answers(&self) -> Result<Option<Obstacle>> {
        let obstacle = self.db.answers().await?;
        if let Some(obstacle) = obstacle.filter(|it| !it.outlives_a_start()) {
            return Err(obstacle.code().into());
        }
        // By TLS only it would have to trust the server's own certificate: there the database stands for the whole.
        if let Some(door) = self.ports.http {
            at_the_door(reachable(door)).await.map_err(Error::internal)?;
        }
        Ok(obstacle)
    }
}

/// Comes in as anybody does, and waits for an answer.
async fn at_the_door(address: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {SELF_CHECK} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut start = [0; 5];
    stream.read_exact(&mut start).await?;
    if &start == b"HTTP/" { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Feeds the watchdog, if there is one, as long as what is checked answers, or while there is nothing to check. What hangs ends it, and
/// the manager starts the server anew. A disk that takes no writes ends nothing: people can still read, and another start would take
/// that away too; the manager is told, and shows it. Runs until it is dropped.
pub(super) async fn feed(checked: Option<Checked>) {
    let Some(patience) = sd_notify::watchdog_enabled() else { return };
    let mut tick = interval((patience / TURNS).clamp(SHORTEST, LONGEST));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = None;
    loop {
        tick.tick().await;
        let outcome = match &checked {
            Some(checked) => match timeout(patience / 2, checked.answers()).await {
                Ok(outcome) => outcome,
                Err(_) => Err(Error::internal("nobody answered")),
            },
            None => Ok(None),
        };
        match outcome {
            Ok(obstacle) => {
                let news = checked.as_ref().filter(|_| obstacle != told).map(|it| it.ports);
                told = obstacle;
                tell(move || {
                    let status = news.map(|ports| obstacle.map_or_else(|| listens(ports), said));
                    let status = status.as_deref().map(NotifyState::Status);
                    let words: Vec<_> = [NotifyState::Watchdog].into_iter().chain(status).collect();
                    sd_notify::notify(&words)
                })
                .await;
            }
            Err(error) => tracing::warn!(%error, "the self-check failed"),
        }
    }
}

fn said(obstacle: Obstacle) -> String {
    obstacle.sentence().to_owned()
}

/// Sends a word off the runtime: the manager's socket may be full.
async fn tell(word: impl FnOnce() -> std::io::Result<()> + Send + 'static) {
    let outcome = tokio::task::spawn_blocking(word).await.map_err(std::io::Error::other).flatten();
    if let Err(error) = outcome {
        tracing::warn!(%error, "the service manager was not reached");
    }
}
