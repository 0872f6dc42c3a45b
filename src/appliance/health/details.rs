//! How the whole machine is, put together from all who know a part of it.

use super::machine::{Machine, memory};
use super::model::{DatabaseState, HealthDatabase, HealthDetails, HealthDisk};
use super::{network, rules, store};
use crate::appliance::tls::model::TlsHealth;
use crate::kit::db::clock_trace::{self, ClockStanding};
use crate::kit::disk::{size, space};
use crate::kit::{Core, LocalTime, Result, clock};

/// Everything that the administrator may want to know.
pub async fn details(core: &Core, machine: &Machine) -> Result<HealthDetails> {
    let obstacle = core.db.obstacle().await;
    let now = clock::now();
    let (standing, last_backup) = core
        .db
        .read(move |db| Ok((clock_trace::standing(db, now)?, store::last_backup(db, LocalTime(now))?)))
        .await?;
    let machine = machine.clone();
    // Asks the system for its disks and interfaces.
    let jobs = core.job_log.states();
    tokio::task::spawn_blocking(move || {
        let file = machine.data_dir.join("inventario.db");
        let mut details = HealthDetails {
            version: env!("CARGO_PKG_VERSION").into(),
            now: LocalTime(now),
            time_zone: clock::zone().name().into(),
            uptime_seconds: machine.started.elapsed().as_secs(),
            memory: memory(),
            disk: space(&machine.data_dir).map(|it| HealthDisk { total: it.total, free: it.free }),
            database: HealthDatabase {
                state: DatabaseState::of(obstacle),
                problem: obstacle.map(|it| it.sentence().into()),
                size: size(&file),
                log_size: size(&file.with_extension("db-wal")),
            },
            clock_behind: match standing {
                ClockStanding::Behind(last) => Some(last),
                ClockStanding::Sound | ClockStanding::Leapt(_) => None,
            },
            clock_leapt: match standing {
                ClockStanding::Leapt(from) => Some(from),
                ClockStanding::Sound | ClockStanding::Behind(_) => None,
            },
            addresses: network::addresses_of(&machine),
            discovery: network::discovery(&machine),
            tls: TlsHealth::of(&machine.tls),
            last_backup,
            jobs,
            warnings: Vec::new(),
        };
        details.warnings = rules::warnings(&details);
        Ok(details)
    })
    .await?
}
