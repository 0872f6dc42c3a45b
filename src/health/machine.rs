//! What a running server knows of itself and of the machine under it.

use crate::config::Config;
use crate::serve::Doors;
use crate::{mdns, tls};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The server's own circumstances. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Machine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    started: Instant,
    data_dir: PathBuf,
    metrics: bool,
    doors: OnceLock<Doors>,
    discovery: mdns::State,
    tls: tls::State,
}

/// How much room there is on a disk, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The whole disk.
    pub total: u64,
    /// What is left for this process.
    pub free: u64,
}

impl Machine {
    /// The circumstances of a server with these settings.
    pub fn new(config: &Config) -> Self {
        Self::at(&config.data_dir, config.metrics)
    }

    /// The circumstances of a server over a data directory.
    pub fn at(data_dir: &Path, metrics: bool) -> Self {
        Self(Arc::new(Inner {
            started: Instant::now(),
            data_dir: data_dir.to_owned(),
            metrics,
            doors: OnceLock::new(),
            discovery: mdns::State::default(),
            tls: tls::State::default(),
        }))
    }

    /// Says where the server listens; the first word counts.
    pub fn listens_at(&self, doors: Doors) {
        let _ = self.0.doors.set(doors);
    }

    /// Where the server listens; nowhere before it does.
    pub fn doors(&self) -> Doors {
        self.0.doors.get().copied().unwrap_or_default()
    }

    /// How long it has been running.
    pub fn uptime(&self) -> Duration {
        self.0.started.elapsed()
    }

    /// Where its files are.
    pub fn data_dir(&self) -> &Path {
        &self.0.data_dir
    }

    /// Whether figures are shown to Prometheus.
    pub fn shows_metrics(&self) -> bool {
        self.0.metrics
    }

    /// How the announcement on the network stands.
    pub fn discovery(&self) -> &mdns::State {
        &self.0.discovery
    }

    /// What is known of its certificates.
    pub fn tls(&self) -> &tls::State {
        &self.0.tls
    }
}

/// The room on the disk that holds a path.
pub fn room(path: &Path) -> Option<Room> {
    let disk = rustix::fs::statvfs(path).ok()?;
    Some(Room {
        total: disk.f_blocks.saturating_mul(disk.f_frsize),
        free: disk.f_bavail.saturating_mul(disk.f_frsize),
    })
}

/// The size of a file; 0 when it isn't there.
pub fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |it| it.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_and_the_memory_are_known_on_linux() {
        let room = room(Path::new("/")).unwrap();
        assert!(room.total >= room.free && room.total > 0);
        assert_eq!(kilobytes("VmPeak:\t 9 kB\nVmRSS:\t   12345 kB\n", "VmRSS:"), Some(12_345));
        assert_eq!(kilobytes("", "VmRSS:"), None);
    }
}
