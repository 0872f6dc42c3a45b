//! What is worth a warning.

use super::model::{DatabaseState, HealthDetails, HealthWarning};
use crate::appliance::mdns::DiscoveryPhase;
use chrono::{DateTime, TimeDelta, Utc};

/// Less free than this, in bytes, is little on any disk.
const LEAST_FREE: u64 = 500_000_000;
/// Less free than one part in so many is little too.
const LEAST_PART: u64 = 10;
/// The daily backup may fail once, and somebody hears of it before it fails twice.
const BACKUP_AGE: TimeDelta = TimeDelta::hours(48);
/// Two clocks in one house are never quite the same.
const CLOCK: TimeDelta = TimeDelta::minutes(1);

/// Whether a disk is nearly full.
pub fn is_low(free: u64, total: u64) -> bool {
    free < LEAST_FREE || free < total / LEAST_PART
}

/// Whether the clock stands before what was already written by it.
pub fn is_behind(now: DateTime<Utc>, last_entry: DateTime<Utc>) -> bool {
    now + CLOCK < last_entry
}

/// Whether a backup of that age is too old to be the last one.
pub fn is_old(now: DateTime<Utc>, backup: DateTime<Utc>) -> bool {
    now - backup > BACKUP_AGE
}

/// The warnings that follow from the details; their own list is not looked at.
pub fn warnings(details: &HealthDetails) -> Vec<HealthWarning> {
    let discovery = &details.discovery;
    let renamed = discovery.names.iter().any(|it| Some(&it.host) != discovery.wanted.as_ref());
    let last_backup = details.last_backup.as_ref();
    let checks = [
        (HealthWarning::DatabaseFailing, details.database.state == DatabaseState::Failing),
        (HealthWarning::DiskLow, details.disk.as_ref().is_some_and(|disk| is_low(disk.free, disk.total))),
        (HealthWarning::ClockBehind, details.clock_behind.is_some()),
        (HealthWarning::ClockLeapt, details.clock_leapt.is_some()),
        (HealthWarning::BackupMissing, last_backup.is_none()),
        (HealthWarning::BackupOld, last_backup.is_some_and(|it| is_old(details.now.0, it.created_at.0))),
        (HealthWarning::JobFailed, details.jobs.iter().any(|job| job.error.is_some())),
        (HealthWarning::NameTaken, renamed),
        (HealthWarning::DiscoveryFailed, discovery.state == DiscoveryPhase::Failed),
    ];
    checks.into_iter().filter_map(|(warning, is_so)| is_so.then_some(warning)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_low_by_share_and_by_size() {
        assert!(is_low(400_000_000, 1_000_000_000), "less than 500 MB");
        assert!(is_low(9_000_000_000, 100_000_000_000), "less than a tenth");
        assert!(!is_low(11_000_000_000, 100_000_000_000));
        assert!(is_low(0, 0));
    }

    #[test]
    fn a_clock_may_differ_a_little() {
        let now = crate::kit::clock::now();
        assert!(!is_behind(now, now + TimeDelta::seconds(59)));
        assert!(is_behind(now, now + TimeDelta::seconds(61)));
        assert!(!is_behind(now, now - TimeDelta::days(400)));
    }

    #[test]
    fn a_backup_is_old_after_two_days() {
        let now = crate::kit::clock::now();
        assert!(!is_old(now, now - TimeDelta::hours(47)));
        assert!(is_old(now, now - TimeDelta::hours(49)));
    }
}
