//! Figures in the text format of Prometheus.

use super::model::{DatabaseState, HealthDetails};
use std::fmt::Write;

/// The media type of [`text`].
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What `/metrics` answers.
pub fn text(details: &HealthDetails) -> String {
    let mut out = String::with_capacity(2_048);
    let writable = u64::from(details.database.state == DatabaseState::Writable);
    let failed = details.jobs.iter().filter(|job| job.error.is_some()).count() as u64;
    let seconds = |at: crate::kit::wire::LocalTime| u64::try_from(at.0.timestamp()).unwrap_or(0);
    let last_backup = details.last_backup.as_ref().map(|it| seconds(it.created_at));
    let behind = u64::from(details.clock_behind.is_some());
    let _ = writeln!(
        out,
        "# HELP inventario_build_info The version that runs.\n# TYPE inventario_build_info gauge\n\
         inventario_build_info{{version=\"{}\"}} 1",
        details.version
    );
    let figures: [(&str, &str, Option<u64>); 11] = [
        ("uptime_seconds", "Time since the server started.", Some(details.uptime_seconds)),
        ("memory_bytes", "Memory that the server keeps.", details.memory),
        ("disk_bytes", "Size of the disk with the data.", details.disk.as_ref().map(|it| it.total)),
        ("disk_free_bytes", "Free space of the disk with the data.", details.disk.as_ref().map(|it| it.free)),
        ("database_writable", "Whether the database takes changes.", Some(writable)),
        ("database_bytes", "Size of the database file.", Some(details.database.size)),
        ("database_log_bytes", "Size of the write-ahead log.", Some(details.database.log_size)),
        ("clock_behind", "Whether the clock is behind the audit.", Some(behind)),
        ("last_backup_timestamp_seconds", "When the last good backup was made.", last_backup),
        ("jobs_failed", "Scheduled jobs whose last run failed.", Some(failed)),
        ("warnings", "What the administrator should look at.", Some(details.warnings.len() as u64)),
    ];
    for (name, help, value) in figures {
        if let Some(value) = value {
            let _ = writeln!(
                out,
                "# HELP inventario_{name} {help}\n# TYPE inventario_{name} gauge\ninventario_{name} {value}"
            );
        }
    }
    out
}
