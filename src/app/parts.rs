//! What the server is made of, opened once; each resource is handed the parts that it is built from.

use super::{jobs, resources};
use crate::appliance::backup::Backups;
use crate::appliance::health::Machine;
use crate::appliance::jobs::Jobs;
use crate::appliance::mail::Postman;
use crate::appliance::mdns::DiscoveryState;
use crate::appliance::setup::{DemoFill, Gate, Uploads};
use crate::appliance::tls::TlsState;
use crate::campus::auth::Throttle;
use crate::campus::descriptions::Describer;
use crate::campus::exports::Exporter;
use crate::campus::imports::Importer;
use crate::campus::reports::Maker;
use crate::demo;
use crate::kit::access::Hasher;
use crate::kit::jobs::JobLog;
use crate::kit::net::{Connections, Listening};
use crate::kit::resource::Holds;
use crate::kit::wire::{Intake, Outgo};
use crate::kit::{Core, Db, Keys, Result, export, report};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the server is made of. Cheap to clone.
#[derive(Clone)]
pub struct Parts {
    /// What every resource stands on.
    pub core: Core,
    /// Where the web UI is served from in development.
    pub web_dir: Option<PathBuf>,
    /// Whether a proxy on this machine may say who is asking.
    pub trust_proxy: bool,
    /// The connections that are open.
    pub connections: Connections,
    /// The bodies that are on their way in.
    pub intake: Intake,
    /// The answers that are on their way out.
    pub outgo: Outgo,
    /// What the server knows of itself.
    pub machine: Machine,
    /// Closed until the server is set up.
    pub gate: Gate,
    /// The backups.
    pub backups: Backups,
    /// The scheduled work.
    pub jobs: Jobs,
    /// A backup that somebody sends in the set-up.
    pub uploads: Uploads,
    /// Who sends the letters.
    pub postman: Postman,
    /// Who asks for descriptions of photos.
    pub describer: Describer,
    /// Who has tried too often.
    pub throttle: Throttle,
    /// Who makes the reports.
    pub maker: Maker,
    /// Who writes what is exported.
    pub exporter: Exporter,
    /// Who reads the files that equipment comes in by.
    pub importer: Importer,
}

impl Deref for Parts {
    type Target = Core;

    fn deref(&self) -> &Core {
        &self.core
    }
}

impl Parts {
    /// The parts of a server over an open database in its data directory.
    pub fn new(db: Db, keys: Arc<Keys>, data_dir: &Path, gate: Gate) -> Self {
        export::know(resources::exports());
        report::know(resources::reports());
        let log = JobLog::default();
        let core = Core {
            db: db.clone(),
            keys: Arc::clone(&keys),
            hasher: Hasher::default(),
            job_log: log.clone(),
            entities: resources::entities().into(),
            kinds: resources::kinds().into(),
            alert_kinds: resources::alert_kinds().into(),
            labelled: resources::labelled().into(),
        };
        let parts = Self {
            web_dir: None,
            trust_proxy: false,
            connections: Connections::default(),
            intake: Intake::default(),
            outgo: Outgo::default(),
            machine: Machine::at(data_dir, false),
            backups: Backups::new(db.clone(), keys, data_dir),
            jobs: Jobs::new(db.clone(), log.clone()),
            uploads: Uploads::new(data_dir, gate.clone()),
            postman: Postman::new(db.clone(), log.clone()),
            describer: Describer::new(db.clone(), log),
            throttle: Throttle::default(),
            maker: Maker::new(db.clone(), data_dir),
            importer: Importer::new(db, data_dir),
            exporter: Exporter::new(core.clone(), data_dir),
            gate,
            core,
        };
        parts.jobs.know(jobs::all(&parts));
        parts
    }

    /// Parts over an empty database, for writing documents about the server.
    pub fn for_documents(dir: &Path) -> Result<Self> {
        let db = Db::open(&dir.join("inventario.db"), "")?;
        Ok(Self::new(db, Arc::new(Keys::new(String::new(), 1)), dir, Gate::default()))
    }
}

/// Gives a part by cloning it.
macro_rules! holds {
    ($($part:ty: |$parts:ident| $give:expr;)+) => {
        $(impl Holds<$part> for Parts {
            fn part(&self) -> $part {
                let $parts = self;
                $give
            }
        })+
    };
}

holds! {
    Core: |parts| parts.core.clone();
    Machine: |parts| parts.machine.clone();
    Gate: |parts| parts.gate.clone();
    Uploads: |parts| parts.uploads.clone();
    Backups: |parts| parts.backups.clone();
    Jobs: |parts| parts.jobs.clone();
    Postman: |parts| parts.postman.clone();
    Describer: |parts| parts.describer.clone();
    Throttle: |parts| parts.throttle.clone();
    Maker: |parts| parts.maker.clone();
    Exporter: |parts| parts.exporter.clone();
    Importer: |parts| parts.importer.clone();
    DemoFill: |_parts| DemoFill(demo::around);
    TlsState: |parts| parts.machine.tls.clone();
    DiscoveryState: |parts| parts.machine.discovery.clone();
    Listening: |parts| parts.machine.listening.clone();
}
