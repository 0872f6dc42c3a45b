//! The announcement itself: said to the network, watched, said again when it broke, and taken back when the server stops.

use super::names::{self, AnnouncedNames};
use super::{AnnouncementPlan, DiscoveryState};
use crate::campus::centers;
use crate::kit::net::interfaces::{is_reached, is_real};
use crate::kit::{Db, Error, Result};
use mdns_sd::{DaemonEvent, IfKind, IfPredicate, Receiver, ServiceDaemon, ServiceInfo};
use std::net::IpAddr;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

/// After how long what failed is tried again, and how often it is looked whether the centre got another name.
const RETRY: Duration = Duration::from_secs(60);
/// How long a goodbye may take: it is sent twice, 120 ms apart.
const GOODBYE: Duration = Duration::from_millis(250);
/// How long the server waits for the goodbye when it stops.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why an announcement ended.
enum AnnouncementEnd {
    /// The centre has another name now.
    Renamed,
    /// It broke down.
    Lost,
    /// The server stops.
    Stopped,
}

/// Announces until `stop` is said (or its other end is gone), then says goodbye.
pub async fn run(db: Db, state: DiscoveryState, plan: AnnouncementPlan, mut stop: oneshot::Receiver<()>) {
    loop {
        let center = db.read(centers::store::first_name).await.unwrap_or_default();
        match Announcement::open(&plan, center) {
            Ok(announcement) => {
                state.begin(&plan, None);
                let end = tokio::select! {
                    end = announcement.watch(&db, &state) => end,
                    _ = &mut stop => AnnouncementEnd::Stopped,
                };
                announcement.close().await;
                match end {
                    AnnouncementEnd::Renamed => continue,
                    AnnouncementEnd::Stopped => return,
                    AnnouncementEnd::Lost => state.begin(&plan, Some("el anuncio se detuvo".to_owned())),
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

/// A running announcement.
struct Announcement {
    daemon: ServiceDaemon,
    events: Receiver<DaemonEvent>,
    full_names: Vec<String>,
    center: Option<String>,
}

impl Announcement {
    fn open(plan: &AnnouncementPlan, center: Option<String>) -> Result<Self> {
        let daemon = ServiceDaemon::new().map_err(Error::internal)?;
        let listen: IpAddr = plan.listen.ip();
        let elsewhere = IfPredicate::new(move |it| !is_real(it) || !is_reached(listen, it.ip()));
        daemon.disable_interface(IfKind::Predicate(elsewhere)).map_err(Error::internal)?;
        let events = daemon.monitor().map_err(Error::internal)?;
        let told = names::told(center.as_deref());
        let instance = names::instance(&told);
        let https = plan.https.map(|port| port.to_string());
        let mut full_names = Vec::new();
        for kind in plan.types() {
            let mut properties =
                vec![("version", env!("CARGO_PKG_VERSION")), ("path", "/"), ("center", &told)];
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
    async fn watch(&self, db: &Db, state: &DiscoveryState) -> AnnouncementEnd {
        let mut tick = interval(RETRY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = self.events.recv_async() => match event {
                    Ok(event) => note(state, event),
                    Err(_) => return AnnouncementEnd::Lost,
                },
                _ = tick.tick() => {
                    if db.read(centers::store::first_name).await.is_ok_and(|center| center != self.center) {
                        return AnnouncementEnd::Renamed;
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
fn note(state: &DiscoveryState, event: DaemonEvent) {
    match event {
        // The second text is `inventario.local.:eth0`; there is another form of it, without the names.
        DaemonEvent::Announce(full, at) => {
            if let Some((host, interface)) = at.split_once(".local.:") {
                let instance =
                    full.split_once("._").map_or(full.as_str(), |(instance, _)| instance).to_owned();
                let names = AnnouncedNames { host: format!("{host}.local"), instance };
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
