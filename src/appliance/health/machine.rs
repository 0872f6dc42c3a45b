//! What a running server knows of itself and of the machine under it.

use crate::appliance::mdns::DiscoveryState;
use crate::appliance::tls::TlsState;
use crate::kit::net::Listening;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// The server's own circumstances. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Machine {
    /// Since when it has been running.
    pub started: Instant,
    /// Where its files are.
    pub data_dir: Arc<Path>,
    /// Whether figures are told to Prometheus.
    pub shows_metrics: bool,
    /// Where the server listens, once it does.
    pub listening: Listening,
    /// How the announcement on the network stands.
    pub discovery: DiscoveryState,
    /// What is known of its certificates.
    pub tls: TlsState,
}

impl Machine {
    /// The circumstances of a server over a data directory.
    pub fn at(data_dir: &Path, shows_metrics: bool) -> Self {
        Self {
            started: Instant::now(),
            data_dir: data_dir.into(),
            shows_metrics,
            listening: Listening::default(),
            discovery: DiscoveryState::default(),
            tls: TlsState::default(),
        }
    }
}

/// The memory that this process keeps, in bytes, where the system tells it.
pub fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    kilobytes(&status, "VmRSS:").map(|it| it * 1024)
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What the machine is called, so that a technician with several boxes sees which one answers.
pub async fn host_name() -> String {
    // Not from /proc: the unit hides all but the processes there.
    let name = tokio::fs::read_to_string("/etc/hostname").await.unwrap_or_default();
    let name = name.trim();
    if name.is_empty() { "inventario".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_is_known_on_linux() {
        assert_eq!(kilobytes("VmPeak:\t 9 kB\nVmRSS:\t   12345 kB\n", "VmRSS:"), Some(12_345));
        assert_eq!(kilobytes("", "VmRSS:"), None);
    }
}
