//! The server's name on the local network, by multicast DNS: `http://inventario.local` and an entry in lists of services.
//!
//! Two boxes may want one name: the later one gets a number (`inventario-2.local`), on each interface for itself, and what is
//! in force is kept in [`State`], for the people who look for the server. Nothing that goes wrong here stops the server:
//! it is logged and tried again.

pub mod discover;
pub mod names;

use crate::kit::db::Db;
use crate::kit::error::{Error, Result};
use crate::kit::net::interfaces::{self, addresses, is_reached, is_real};
use crate::kit::net::{Doors, Scheme};
use crate::kit::{sql, wire};
use mdns_sd::{DaemonEvent, IfKind, IfPredicate, Receiver, ServiceDaemon, ServiceInfo};
use names::{Names, NamesByInterface, OWN_TYPE};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

/// After how long what failed is tried again, and how often it is looked whether the centre got another name.
const RETRY: Duration = Duration::from_secs(60);
/// How long a goodbye may take: it is sent twice, 120 ms apart.
const GOODBYE: Duration = Duration::from_millis(250);
/// How long the server waits for the goodbye when it stops.
const PATIENCE: Duration = Duration::from_secs(2);

wire::words! {
    /// How the announcement stands.
    pub enum Phase {
        /// Nobody wants it: turned off, or the server listens on this machine only.
        Off = "off",
        /// There is no network to announce on.
        NoNetwork = "no_network",
        /// It is being asked whether the name is free.
        Starting = "starting",
        /// The name is in force.
        Announced = "announced",
        /// It failed and is tried again.
        Failed = "failed",
    }
}

/// What is known of the announcement. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct State(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    plan: Option<Plan>,
    names: NamesByInterface,
    error: Option<String>,
}

/// The announcement at a moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// How it stands.
    pub phase: Phase,
    /// The name that was asked for, `inventario.local`.
    pub wanted: Option<String>,
    /// What is in force, by interface.
    pub names: NamesByInterface,
    /// Why it failed.
    pub error: Option<String>,
}

impl State {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it stands now. Asks the system for its interfaces.
    pub fn snapshot(&self) -> Snapshot {
        let (plan, mut names, error) = {
            let kept = self.kept();
            (kept.plan.clone(), kept.names.clone(), kept.error.clone())
        };
        let Some(plan) = plan else {
            return Snapshot { phase: Phase::Off, wanted: None, names, error };
        };
        // The name of a cable that was pulled out is in force no more.
        let present = addresses(plan.listen.ip());
        names.retain(|name, _| present.iter().any(|it| it.interface == *name));
        let phase = match (&error, present.is_empty(), names.is_empty()) {
            (Some(_), ..) => Phase::Failed,
            (None, true, _) => Phase::NoNetwork,
            (None, false, true) => Phase::Starting,
            (None, false, false) => Phase::Announced,
        };
        Snapshot { phase, wanted: Some(plan.full_host()), names, error }
    }

    fn begin(&self, plan: &Plan, error: Option<String>) {
        *self.kept() = Kept { plan: Some(plan.clone()), names: NamesByInterface::new(), error };
    }

    fn in_force(&self, interface: &str, names: &Names) {
        let mut kept = self.kept();
        let before = kept.names.insert(interface.to_owned(), names.clone());
        if before.as_ref() == Some(names) {
            return;
        }
        let (host, name) = (&names.host, &names.instance);
        match &kept.plan {
            Some(plan) if *host != plan.full_host() => {
                tracing::warn!(interface, host, name, "announced under another name: ours is taken");
            }
            _ => tracing::info!(interface, host, name, "announced on the network"),
        }
    }

    /// Forgets the names of cables that were pulled out.
    fn forget_absent(&self) {
        let mut kept = self.kept();
        if let Some(plan) = &kept.plan {
            let present = addresses(plan.listen.ip());
            kept.names.retain(|name, _| present.iter().any(|it| it.interface == *name));
        }
    }
}

/// What is to be announced.
#[derive(Debug, Clone)]
pub struct Plan {
    host: String,
    scheme: Scheme,
    listen: SocketAddr,
    /// The port of TLS, if there is one.
    https: Option<u16>,
}

impl Plan {
    /// What is to be announced of a server that is to have this name; `None` when it is nobody's business.
    pub fn of(host: Option<&str>, doors: Doors) -> Option<Self> {
        let host = host?.to_owned();
        let (scheme, listen) = doors.public()?;
        Some(Self { host, scheme, listen, https: doors.open().https.map(|door| door.port()) })
    }

    /// What kinds of service it is: one that browsers' lists know, and our own.
    fn types(&self) -> [&'static str; 2] {
        match self.scheme {
            Scheme::Http => ["_http._tcp.local.", OWN_TYPE],
            Scheme::Https => ["_https._tcp.local.", OWN_TYPE],
        }
    }

    fn full_host(&self) -> String {
        format!("{}.local", self.host)
    }
}

/// Why an announcement ended.
enum End {
    /// The centre has another name now.
    Renamed,
    /// It broke down.
    Lost,
    /// The server stops.
    Stopped,
}

/// Announces until `stop` is said (or its other end is gone), then says goodbye.
pub async fn run(db: Db, state: State, plan: Plan, mut stop: oneshot::Receiver<()>) {
    loop {
        let center = db.read(first_center).await.unwrap_or_default();
        match Session::open(&plan, center) {
            Ok(session) => {
                state.begin(&plan, None);
                let end = tokio::select! {
                    end = session.watch(&db, &state) => end,
                    _ = &mut stop => End::Stopped,
                };
                session.close().await;
                match end {
                    End::Renamed => continue,
                    End::Stopped => return,
                    End::Lost => state.begin(&plan, Some("el anuncio se detuvo".to_owned())),
                }
            }
            Err(error) => {
                tracing::warn!(%error, "the server can't be announced on the network; it is tried again");
                state.begin(&plan, Some(error.to_string()));
            }
        }
        tokio::select! {
            () = sleep(RETRY) => {}
            _ = &mut stop => return,
        }
    }
}

/// Waits for the goodbye of a task that was told to stop.
pub async fn goodbye(task: tokio::task::JoinHandle<()>) {
    if timeout(PATIENCE, task).await.is_err() {
        tracing::warn!("the goodbye to the network took too long");
    }
}

/// The name of the centre that was made first.
fn first_center(db: &rusqlite::Connection) -> Result<Option<String>> {
    let text = "select name\nfrom centers\nwhere is_active = 1\norder by created_at, id\nlimit 1";
    sql::value(db, text, &[], |row| row.get(0))
}

/// A running announcement.
struct Session {
    daemon: ServiceDaemon,
    events: Receiver<DaemonEvent>,
    full_names: Vec<String>,
    center: Option<String>,
}

impl Session {
    fn open(plan: &Plan, center: Option<String>) -> Result<Self> {
        let daemon = ServiceDaemon::new().map_err(Error::internal)?;
        let listen: IpAddr = plan.listen.ip();
        let elsewhere = IfPredicate::new(move |it| !is_real(it) || !is_reached(listen, it.ip()));
        daemon.disable_interface(IfKind::Predicate(elsewhere)).map_err(Error::internal)?;
        let events = daemon.monitor().map_err(Error::internal)?;
        let instance = names::instance(center.as_deref());
        let https = plan.https.map(|port| port.to_string());
        let mut full_names = Vec::new();
        for kind in plan.types() {
            let mut properties =
                vec![("version", env!("CARGO_PKG_VERSION")), ("path", "/"), ("center", &instance)];
            properties.extend(https.as_deref().map(|port| ("https", port)));
            let host = format!("{}.local.", plan.host);
            let info = ServiceInfo::new(kind, &instance, &host, "", plan.listen.port(), &properties[..])
                .map_err(Error::internal)?
                .enable_addr_auto();
            full_names.push(info.get_fullname().to_owned());
            daemon.register(info).map_err(Error::internal)?;
        }
        Ok(Self { daemon, events, full_names, center })
    }

    /// Keeps the state up to date until the centre gets another name or the announcement breaks down.
    async fn watch(&self, db: &Db, state: &State) -> End {
        let mut tick = interval(RETRY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = self.events.recv_async() => match event {
                    Ok(event) => note(state, event),
                    Err(_) => return End::Lost,
                },
                _ = tick.tick() => {
                    let renamed = db.read(first_center).await.is_ok_and(|center| center != self.center);
                    if renamed {
                        return End::Renamed;
                    }
                }
            }
        }
    }

    /// Tells the network that the server goes.
    async fn close(self) {
        for name in &self.full_names {
            if let Ok(done) = self.daemon.unregister(name) {
                let _ = timeout(GOODBYE, done.recv_async()).await;
            }
        }
        sleep(GOODBYE).await;
        if let Ok(done) = self.daemon.shutdown() {
            let _ = timeout(GOODBYE, done.recv_async()).await;
        }
    }
}

/// Takes from an event what people need to know.
fn note(state: &State, event: DaemonEvent) {
    match event {
        // The second text is `inventario.local.:eth0`; there is another form of it, without the names.
        DaemonEvent::Announce(full, at) => {
            if let Some((host, interface)) = at.split_once(".local.:") {
                let names = Names { host: format!("{host}.local"), instance: names::first_label(&full) };
                state.in_force(interface, &names);
            }
        }
        DaemonEvent::Error(error) => tracing::warn!(%error, "announcing on the network"),
        DaemonEvent::IpAdd(ip) => tracing::info!(%ip, "an address came"),
        DaemonEvent::IpDel(ip) => {
            tracing::info!(%ip, "an address went");
            state.forget_absent();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_secure_door_on_the_machine_itself_is_not_announced() {
        let [everywhere, here, both] =
            ["[::]:80", "127.0.0.1:8443", "[::]:8443"].map(|it| it.parse::<SocketAddr>().unwrap());
        let https =
            |door| Plan::of(Some("caja"), Doors { http: Some(everywhere), https: Some(door) }).unwrap().https;
        assert_eq!((https(here), https(both)), (None, Some(8443)));
    }
}
