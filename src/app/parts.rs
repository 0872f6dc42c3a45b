//! What the server is made of, opened once and handed to whoever needs a piece of it.

use crate::appliance::backup::Backups;
use crate::appliance::health::Machine;
use crate::appliance::setup::{Gate, Uploads};
use crate::kit::access::Keys;
use crate::kit::db::Db;
use crate::kit::error::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the server is made of.
#[derive(Clone)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// What tokens and codes are signed with.
    pub keys: Arc<Keys>,
    /// Where the web UI is served from in development.
    pub web_dir: Option<PathBuf>,
    /// Whether a proxy on this machine may say who is asking.
    pub trust_proxy: bool,
    /// What the server knows of itself.
    pub machine: Machine,
    /// Closed until the server is set up.
    pub gate: Gate,
    /// The backups.
    pub backups: Backups,
    /// A backup that somebody sends in the set-up.
    pub uploads: Uploads,
}

impl Parts {
    /// Parts over an empty database, for writing documents about the server.
    ///
    /// # Errors
    /// When the directory can't be written.
    pub fn for_documents(dir: &Path) -> Result<Self> {
        let db = Db::open(&dir.join("inventario.db"))?;
        let keys = Arc::new(Keys::new(String::new(), 1));
        let gate = Gate::default();
        Ok(Self {
            backups: Backups::new(db.clone(), Arc::clone(&keys), dir),
            db,
            keys,
            web_dir: None,
            trust_proxy: false,
            machine: Machine::at(dir, false),
            uploads: Uploads::new(dir, gate.clone()),
            gate,
        })
    }
}
