//! Running the server: open, listen, answer, stop cleanly, and perhaps go on with a backup that was chosen in the set-up.

use crate::app::{App, Parts};
use crate::appliance::backup::restore::{self, Failure, Unpacked};
use crate::appliance::config::Config;
use crate::appliance::health::Machine;
use crate::appliance::setup::{Gate, uploads};
use crate::appliance::tls::Renewer;
use crate::appliance::{mdns, reserve};
use crate::kit::access::keys;
use crate::kit::db::{Obstacle, Ring, budget};
use crate::kit::net::Ports;
use crate::kit::{Core, Db, Error, Keys, Result, disk};
use poem::Server;
use poem::listener::TcpAcceptor;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

mod bind;
mod clear_speech;
mod connections;
mod service_manager;
mod stop_signals;
mod tls_stream;

use connections::BoundedAcceptor;
pub use stop_signals::StopSignals;

/// How long requests in flight may take when the server is asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a kept-alive connection may lie idle.
const IDLE: Duration = Duration::from_secs(75);

/// How many requests one connection of HTTP/2 may have at once.
const STREAMS: u32 = 32;

/// A server that is ready to listen.
pub struct Prepared {
    parts: Parts,
    ports: Ports,
    http: Option<TcpListener>,
    https: Option<(TcpListener, Renewer)>,
    stop: StopSignals,
    announce: Option<mdns::AnnouncementPlan>,
}

/// Opens the data directory: keys and database. `gate` stands in front of everything until the server is set up.
pub fn open(config: &Config, gate: Gate) -> Result<Parts> {
    disk::make_dir(&config.data_dir)?;
    restore::resume(&config.data_dir)?;
    uploads::remove_leftovers(&config.data_dir)?;
    reserve::give_back(&config.data_dir);
    let secret = match &config.secret_key {
        Some(secret) => secret.clone(),
        None => keys::load_or_make(&config.data_dir)?,
    };
    let db = Db::open(&config.database(), &secret)?;
    db.budgets().bound(budget::Bounds::of_writes(config.writes_per_hour));
    let keys = Arc::new(Keys::new(secret, config.access_token_minutes));
    let parts = Parts::new(db, keys, &config.data_dir, gate);
    Ok(Parts {
        web_dir: config.web_dir.clone(),
        trust_proxy: config.trust_proxy,
        machine: Machine::at(&config.data_dir, config.metrics),
        ..parts
    })
}

impl Prepared {
    /// Opens the ports, within a runtime. They are open from here on; requests wait until [`Self::run`], which `stop` ends.
    ///
    /// # Errors
    /// When a port can't be opened, or there is no certificate to be had for TLS.
    pub async fn new(config: &Config, parts: Parts, stop: StopSignals) -> Result<Self> {
        let tls = config.tls.wanted(config.address())?;
        let http = if config.tls.no_http { None } else { Some(bind::listener(config.address())?) };
        let mut ports = Ports { http: address_of(http.as_ref())?, https: None };
        let https = match tls {
            None => None,
            Some(tls) => {
                let listener = bind::listener(tls.listen)?;
                ports.https = address_of(Some(&listener))?;
                let states = (&parts.machine.discovery, &parts.machine.tls);
                let listen = ports.https.unwrap_or(tls.listen);
                let renewer =
                    Renewer::open(&parts.db, &tls, config.hostname.as_deref(), listen, states).await?;
                Some((listener, renewer))
            }
        };
        parts.machine.listening.begin(ports);
        let announce =
            mdns::AnnouncementPlan::of(config.hostname.as_deref().filter(|_| !config.no_mdns), ports);
        Ok(Self { parts, ports, http, https, stop, announce })
    }

    /// The addresses that are listened on, their ports known even if 0 was asked for.
    pub fn ports(&self) -> Ports {
        self.ports
    }

    /// The parts of the server.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Takes room aside for the next start, and looks whether the disk takes writes: a start needed little of it, and what people send
    /// must not take the rest.
    async fn prepare_disk(&self) -> Result<Option<Obstacle>> {
        let data_dir = Arc::clone(&self.parts.machine.data_dir);
        tokio::task::spawn_blocking(move || reserve::take(&data_dir)).await?;
        Ok(self.parts.db.obstacle().await)
    }

    /// Answers requests until SIGTERM, SIGINT or a backup that is to be gone on with, then finishes those in flight and closes
    /// the database.
    pub async fn run(self) -> Result<AfterRun> {
        if let Some(obstacle) = self.prepare_disk().await? {
            tracing::error!(
                obstacle = obstacle.sentence(),
                "nothing can be written; what is there can be read"
            );
        }
        let plain = self.http.map(TcpAcceptor::from_std).transpose().map_err(Error::internal)?;
        let (tls, renewing) = match self.https {
            None => (None, None),
            Some((listener, renewer)) => {
                let acceptor = TcpAcceptor::from_std(listener).map_err(Error::internal)?;
                let handshake = TlsAcceptor::from(renewer.config()?);
                (Some((acceptor, handshake)), Some(tokio::spawn(renewer.run())))
            }
        };
        let app = App::new(&self.parts);
        let jobs = self.parts.jobs.clone();
        let jobs = tokio::spawn(async move { jobs.run().await });
        let checked = service_manager::Checked { db: self.parts.db.clone(), ports: self.ports };
        let watchdog = tokio::spawn(service_manager::feed(Some(checked)));
        let at: Vec<String> = self.ports.all().map(|(scheme, address)| scheme.url_of(address)).collect();
        tracing::info!(at = at.join(" "), version = env!("CARGO_PKG_VERSION"), "listening");
        service_manager::ready(self.ports).await;
        let (mut stop, bell) = (self.stop, self.parts.db.bell().clone());
        let uploads = self.parts.uploads.clone();
        let (bye, leave) = oneshot::channel();
        let state = self.parts.machine.discovery.clone();
        let announcing =
            self.announce.map(|plan| tokio::spawn(mdns::run(self.parts.db.clone(), state, plan, leave)));
        let stopping = async {
            tokio::select! {
                () = stop.wanted() => service_manager::stopping().await,
                () = uploads.wanted() => service_manager::restoring().await,
            }
            let _ = bye.send(());
            // Open streams would be waited for.
            bell.ring(Ring::Closing);
        };
        let outcome =
            Server::new_with_acceptor(BoundedAcceptor::new(plain, tls, self.parts.connections.clone()))
                .idle_timeout(IDLE)
                .http2_max_concurrent_streams(STREAMS)
                .run_with_graceful_shutdown(app, stopping, Some(PATIENCE))
                .await;
        self.parts.postman.finish().await;
        self.parts.maker.finish().await;
        self.parts.importer.finish().await;
        jobs.abort();
        if let Some(task) = renewing {
            task.abort();
        }
        self.parts.backups.give_up();
        if let Some(task) = announcing {
            mdns::goodbye(task).await;
        }
        watchdog.abort();
        tracing::info!("stopping");
        let Parts { core: Core { db, .. }, uploads, .. } = self.parts;
        tokio::task::spawn_blocking(move || db.close()).await?;
        outcome.map_err(Error::internal)?;
        Ok(uploads
            .chosen()
            .map_or(AfterRun::Stop, |unpacked| AfterRun::Restore(Box::new(Handover { unpacked, stop }))))
    }
}

/// Why a server has ended.
pub enum AfterRun {
    /// It was asked to stop.
    Stop,
    /// It was asked to go on with a backup.
    Restore(Box<Handover>),
}

/// A backup on its way into the place of the data.
pub struct Handover {
    unpacked: Unpacked,
    stop: StopSignals,
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

/// Where a listener listens.
fn address_of(listener: Option<&TcpListener>) -> Result<Option<SocketAddr>> {
    listener.map(TcpListener::local_addr).transpose().map_err(Error::internal)
}
