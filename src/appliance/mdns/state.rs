//! What is to be announced of a server, and what is known of it while the server runs.

use super::names::{AnnouncedNames, NamesByInterface, OWN_TYPE};
use crate::kit::net::interfaces::addresses;
use crate::kit::net::{Ports, Scheme};
use crate::kit::wire;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is to be announced.
#[derive(Debug, Clone)]
pub struct AnnouncementPlan {
    pub(super) host: String,
    scheme: Scheme,
    pub(super) listen: SocketAddr,
    /// The port of TLS, if there is one.
    pub(super) https: Option<u16>,
}

impl AnnouncementPlan {
    /// What is to be announced of a server that is to have this name; `None` when it is nobody's business.
    pub fn of(host: Option<&str>, ports: Ports) -> Option<Self> {
        let host = host?.to_owned();
        let (scheme, listen) = ports.public()?;
        Some(Self { host, scheme, listen, https: ports.open().https.map(|address| address.port()) })
    }

    /// What kinds of service it is: one that browsers' lists know, and our own.
    pub(super) fn types(&self) -> [&'static str; 2] {
        match self.scheme {
            Scheme::Http => ["_http._tcp.local.", OWN_TYPE],
            Scheme::Https => ["_https._tcp.local.", OWN_TYPE],
        }
    }

    /// The name that is asked for, `inventario.local`.
    pub(super) fn full_host(&self) -> String {
        format!("{}.local", self.host)
    }
}

wire::words! {
    /// How the announcement stands.
    pub enum DiscoveryPhase {
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
pub struct DiscoveryState(Arc<Mutex<KeptDiscovery>>);

#[derive(Debug, Clone, Default)]
struct KeptDiscovery {
    plan: Option<AnnouncementPlan>,
    names: NamesByInterface,
    error: Option<String>,
}

/// The announcement at a moment.
#[derive(Debug, Clone)]
pub struct DiscoverySnapshot {
    /// How it stands.
    pub phase: DiscoveryPhase,
    /// The name that was asked for, `inventario.local`.
    pub wanted: Option<String>,
    /// What is in force, by interface.
    pub names: NamesByInterface,
    /// Why it failed.
    pub error: Option<String>,
}

impl DiscoveryState {
    fn kept(&self) -> MutexGuard<'_, KeptDiscovery> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it stands now. Asks the system for its interfaces.
    pub fn snapshot(&self) -> DiscoverySnapshot {
        let KeptDiscovery { plan, mut names, error } = self.kept().clone();
        let Some(plan) = plan else {
            return DiscoverySnapshot { phase: DiscoveryPhase::Off, wanted: None, names, error };
        };
        // The name of a cable that was pulled out is in force no more.
        let present = addresses(plan.listen.ip());
        names.retain(|name, _| present.iter().any(|it| it.interface == *name));
        let phase = match (&error, present.is_empty(), names.is_empty()) {
            (Some(_), ..) => DiscoveryPhase::Failed,
            (None, true, _) => DiscoveryPhase::NoNetwork,
            (None, false, true) => DiscoveryPhase::Starting,
            (None, false, false) => DiscoveryPhase::Announced,
        };
        DiscoverySnapshot { phase, wanted: Some(plan.full_host()), names, error }
    }

    /// The names in force, whichever network they are on. Asks the system for its interfaces.
    pub fn hosts(&self) -> Vec<String> {
        self.snapshot().names.into_values().map(|names| names.host).collect()
    }

    pub(super) fn begin(&self, plan: &AnnouncementPlan, error: Option<String>) {
        *self.kept() = KeptDiscovery { plan: Some(plan.clone()), names: NamesByInterface::new(), error };
    }

    pub(super) fn in_force(&self, interface: &str, names: &AnnouncedNames) {
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
    pub(super) fn forget_absent(&self) {
        let mut kept = self.kept();
        if let Some(plan) = &kept.plan {
            let present = addresses(plan.listen.ip());
            kept.names.retain(|name, _| present.iter().any(|it| it.interface == *name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secure_port_on_the_machine_itself_is_not_announced() {
        let [everywhere, here, both] =
            ["[::]:80", "127.0.0.1:8443", "[::]:8443"].map(|it| it.parse::<SocketAddr>().unwrap());
        let https = |address| {
            AnnouncementPlan::of(Some("caja"), Ports { http: Some(everywhere), https: Some(address) })
                .unwrap()
                .https
        };
        assert_eq!((https(here), https(both)), (None, Some(8443)));
    }
}
