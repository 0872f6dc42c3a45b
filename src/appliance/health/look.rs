//! A look at the whole machine.

use super::machine::{Machine, memory};
use super::model::{Database, DatabaseState, Details, Discovery, Disk, NetworkAddress, NetworkName};
use super::{rules, store};
use crate::appliance::tls::model::SecureState;
use crate::kit::clock;
use crate::kit::db::event;
use crate::kit::disk::{size, space};
use crate::kit::error::Result;
use crate::kit::net::Scheme;
use crate::kit::net::interfaces::{addresses, is_link_local, is_reached};
use crate::kit::resource::Core;
use crate::kit::wire::LocalTime;

/// Everything that the administrator may want to know.
///
/// # Errors
/// When the database can't even be read.
pub async fn look(core: &Core, machine: &Machine) -> Result<Details> {
    let state = if core.db.is_writable().await { Database::Writable } else { Database::Failing };
    let (last_entry, last_backup) =
        core.db.read(|db| Ok((event::last_entry(db)?, store::last_backup(db)?))).await?;
    let machine = machine.clone();
    // Asks the system for its disks and interfaces.
    let jobs = core.jobs.states();
    tokio::task::spawn_blocking(move || {
        let now = clock::now();
        let file = machine.data_dir().join("inventario.db");
        let mut details = Details {
            version: env!("CARGO_PKG_VERSION").into(),
            now: LocalTime(now),
            time_zone: clock::zone().name().into(),
            uptime_seconds: machine.uptime().as_secs(),
            memory: memory(),
            disk: space(machine.data_dir()).map(|it| Disk { total: it.total, free: it.free }),
            database: DatabaseState {
                state,
                size: size(&file),
                log_size: size(&file.with_extension("db-wal")),
            },
            clock_behind: last_entry.filter(|last| rules::is_behind(now, last.0)),
            addresses: listed(&machine),
            discovery: discovery(&machine),
            tls: SecureState::of(machine.tls()),
            last_backup,
            jobs,
            warnings: Vec::new(),
        };
        details.warnings = rules::warnings(&details);
        Ok(details)
    })
    .await?
}

/// The addresses on the network of a server that listens.
fn listed(machine: &Machine) -> Vec<NetworkAddress> {
    let doors = machine.listening().doors();
    let Some((scheme, listen)) = doors.main() else { return Vec::new() };
    let covered = machine.tls().shown().map(|it| it.names).unwrap_or_default();
    // A link-local IPv6 address leads nowhere from a browser.
    let found = addresses(listen.ip()).into_iter().filter(|it| it.ip.is_ipv4() || !is_link_local(it.ip));
    found
        .map(|it| NetworkAddress {
            url: it.url(scheme, listen.port()),
            secure_url: doors
                .https
                .filter(|door| is_reached(door.ip(), it.ip) && covered.covers_ip(it.ip))
                .map(|door| it.url(Scheme::Https, door.port())),
            ip: it.ip.to_string(),
            interface: it.interface,
        })
        .collect()
}

fn discovery(machine: &Machine) -> Discovery {
    let snapshot = machine.discovery().snapshot();
    let doors = machine.listening().doors();
    let (scheme, port) =
        doors.public().map_or((Scheme::Http, 80), |(scheme, listen)| (scheme, listen.port()));
    let covered = machine.tls().shown().map(|it| it.names).unwrap_or_default();
    let name = |(interface, names): (String, crate::appliance::mdns::names::Names)| NetworkName {
        interface,
        url: scheme.url(&names.host, port),
        secure_url: doors
            .open()
            .https
            .filter(|_| covered.covers_host(&names.host))
            .map(|door| Scheme::Https.url(&names.host, door.port())),
        host: names.host,
        instance: names.instance,
    };
    Discovery {
        state: snapshot.phase,
        wanted: snapshot.wanted,
        names: snapshot.names.into_iter().map(name).collect(),
        error: snapshot.error,
    }
}
