//! Until when a service wishes not to be asked.

use crate::kit::settings::Setting;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a service has wished for by `Retry-After`: it holds for all that waits now or comes meanwhile, also after a restart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceHold {
    /// The service, as the settings had it.
    pub endpoint: Option<String>,
    /// When it may be asked again.
    pub until: Option<DateTime<Utc>>,
}

impl Setting for ServiceHold {
    const KEY: &'static str = "descriptions.held";
}
