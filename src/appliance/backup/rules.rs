//! When a backup is due, which are kept, and what is worth a warning. Pure.

use super::model::{Backup, BackupSettings, BackupWarning, Reason, TargetState, WarningKind};
use crate::appliance::health::rules::{is_low, is_old};
use crate::kit::disk::Space;
use crate::kit::{Code, Id, LocalTime, Result, clock};
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Component, Path};

/// How long after a failure the daily backup is tried again.
const AGAIN: TimeDelta = TimeDelta::hours(1);

/// Whether the daily backup is to be made now: its hour has come, today or yesterday, and none was made since. A box that was off
/// at that hour makes it when it is on again.
pub fn is_due(now: DateTime<Utc>, settings: &BackupSettings, backups: &[Backup]) -> bool {
    let today = clock::day_of(now);
    let hour = |day: chrono::NaiveDate| clock::instant_of(day.and_time(settings.time.0));
    let since = if hour(today) <= now { hour(today) } else { hour(today - TimeDelta::days(1)) };
    let mut made = backups.iter().filter(|it| it.reason != Reason::Manual && it.created_at.0 <= now);
    settings.enabled
        && !made.any(|it| it.created_at.0 >= if it.is_good() { since } else { since.max(now - AGAIN) })
}

/// Which backups are no longer kept, of those that were not made by hand: good ones beyond the count, however old the others are, and
/// failures past their age. The last good one always stays.
pub fn expired(now: DateTime<Utc>, settings: &BackupSettings, backups: &[Backup]) -> Vec<Id> {
    let mut newest_first: Vec<&Backup> = backups.iter().filter(|it| it.reason != Reason::Manual).collect();
    newest_first.sort_by_key(|it| std::cmp::Reverse(age_order(it, now)));
    let last_good = last_good(now, backups).map(|it| it.id);
    let oldest = now - TimeDelta::days(settings.keep_days);
    let mut kept = 0;
    newest_first
        .into_iter()
        .filter(|it| {
            let is_over = if it.is_good() { kept >= settings.keep_count } else { it.created_at.0 < oldest };
            kept += i64::from(it.is_good());
            is_over && Some(it.id) != last_good
        })
        .map(|it| it.id)
        .collect()
}

/// The last backup that counts.
pub fn last_good(now: DateTime<Utc>, backups: &[Backup]) -> Option<&Backup> {
    backups.iter().filter(|it| it.is_good()).max_by_key(|it| age_order(it, now))
}

/// The order of age. What a clock dated that was ahead is older than what was made since it was put right.
fn age_order(backup: &Backup, now: DateTime<Utc>) -> (bool, LocalTime) {
    (backup.created_at.0 <= now, backup.created_at)
}

/// Whether a file of this name is an encrypted backup: its name says so, and so do the list and whoever finds it.
pub fn is_encrypted_name(file: &Path) -> bool {
    file.extension().is_some_and(|it| it == "age")
}

/// What warnings follow from.
#[derive(Debug, Clone)]
pub struct BackupFacts {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The last good backup.
    pub last_good: Option<LocalTime>,
    /// When the first account was made.
    pub begun: Option<LocalTime>,
    /// Why the last backup failed, if it did.
    pub failed: Option<String>,
    /// The room on the disk.
    pub room: Option<Space>,
    /// The second target, and its place.
    pub target: (TargetState, Option<String>),
}

/// What somebody has to look after.
pub fn warnings(facts: &BackupFacts) -> Vec<BackupWarning> {
    let old = match (facts.last_good, facts.begun) {
        (Some(last), _) if is_old(facts.now, last.0) => {
            let days = (facts.now - last.0).num_days();
            Some(format!("La última copia de seguridad buena es de hace {days} días"))
        }
        (None, Some(begun)) if is_old(facts.now, begun.0) => {
            Some("No hay ninguna copia de seguridad buena".to_owned())
        }
        _ => None,
    };
    let failed = facts.failed.as_ref().map(|why| format!("La última copia de seguridad falló: {why}"));
    let low = facts.room.filter(|room| is_low(room.free, room.total)).map(|room| {
        format!("Queda poco espacio en el disco del servidor: {} MB libres", room.free / 1_000_000)
    });
    let place = facts.target.1.as_deref().unwrap_or_default();
    let target = match facts.target.0 {
        TargetState::None | TargetState::Ready => None,
        TargetState::Missing => Some(format!("El segundo destino de las copias no está conectado: {place}")),
        TargetState::SameDisk => Some(format!(
            "El segundo destino de las copias no está en otro disco, o no está montado: {place}"
        )),
        TargetState::Behind => Some(format!("La última copia no llegó al segundo destino: {place}")),
    };
    [
        (WarningKind::BackupOld, old),
        (WarningKind::BackupFailed, failed),
        (WarningKind::DiskLow, low),
        (WarningKind::TargetMissing, target),
    ]
    .into_iter()
    .filter_map(|(kind, text)| Some(BackupWarning { kind, text: text? }))
    .collect()
}

/// Refuses a second target that is no place of its own.
pub fn check_target(target: &str, data_dir: &Path) -> Result<()> {
    let path = Path::new(target);
    let is_plain = path.components().all(|it| !matches!(it, Component::ParentDir));
    if path.is_absolute() && is_plain && path.parent().is_some() && !path.starts_with(data_dir) {
        Ok(())
    } else {
        Err(Code::BackupTarget.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn backup(created_at: DateTime<Utc>, reason: Reason, good: bool) -> Backup {
        Backup {
            id: Id::new(),
            path: "/x.tar".into(),
            is_encrypted: false,
            reason,
            size: Some(1),
            sha256: None,
            created_at: LocalTime(created_at),
            verified_at: good.then_some(LocalTime(created_at)),
            error: (!good).then(|| "no".into()),
        }
    }

    #[test]
    fn one_is_due_each_day_at_its_hour() {
        let settings = BackupSettings::default();
        // 02:30 in Bogotá is 07:30 UTC.
        let (before, after) = (at("2026-03-04T07:29:00Z"), at("2026-03-04T07:30:00Z"));
        assert!(is_due(before, &settings, &[]), "never one: yesterday's is missing");
        let yesterday = [backup(at("2026-03-03T07:30:10Z"), Reason::Schedule, true)];
        assert!(!is_due(before, &settings, &yesterday));
        assert!(is_due(after, &settings, &yesterday));
        let by_hand = [backup(after, Reason::Manual, true)];
        assert!(is_due(after, &settings, &by_hand), "one by hand is another matter");
        let timer = [backup(after, Reason::Command, true)];
        assert!(!is_due(after, &settings, &timer));
        assert!(!is_due(after, &BackupSettings { enabled: false, ..settings }, &[]));
    }

    #[test]
    fn what_failed_is_tried_again_an_hour_later() {
        let settings = BackupSettings::default();
        let failed = [backup(at("2026-03-04T07:30:00Z"), Reason::Schedule, false)];
        assert!(!is_due(at("2026-03-04T08:00:00Z"), &settings, &failed));
        assert!(is_due(at("2026-03-04T08:31:00Z"), &settings, &failed));
    }

    #[test]
    fn the_count_is_kept_and_the_last_good_one_always() {
        let now = at("2026-03-30T12:00:00Z");
        let settings = BackupSettings { keep_count: 3, keep_days: 10, ..BackupSettings::default() };
        let days = |days| now - TimeDelta::days(days);
        let backups: Vec<Backup> =
            [1, 2, 3, 4, 11].map(|n| backup(days(n), Reason::Schedule, true)).into_iter().collect();
        assert_eq!(expired(now, &settings, &backups), [backups[3].id, backups[4].id]);
        let old = [50, 60, 400].map(|n| backup(days(n), Reason::Schedule, true));
        assert_eq!(expired(now, &settings, &old), [], "the count is kept, however old");
        let failed = [9, 11].map(|n| backup(days(n), Reason::Schedule, false));
        assert_eq!(expired(now, &settings, &failed), [failed[1].id]);
        let by_hand = [backup(days(400), Reason::Manual, true), backup(days(1), Reason::Schedule, false)];
        assert_eq!(expired(now, &settings, &by_hand), []);
    }

    #[test]
    fn what_a_clock_made_that_was_ahead_counts_as_the_oldest() {
        let now = at("2026-03-30T12:00:00Z");
        let settings = BackupSettings { keep_count: 2, ..BackupSettings::default() };
        let made = [-100, 1, 2].map(|n| backup(now - TimeDelta::days(n), Reason::Schedule, true));
        assert_eq!(expired(now, &settings, &made), [made[0].id]);
        assert_eq!(last_good(now, &made).unwrap().id, made[1].id);
        assert_eq!(last_good(now, &made[..1]).unwrap().id, made[0].id, "there is no other");
    }

    #[test]
    fn warnings_say_what_is_wrong() {
        let now = at("2026-03-30T12:00:00Z");
        let fine = BackupFacts {
            now,
            last_good: Some(LocalTime(now)),
            begun: Some(LocalTime(now - TimeDelta::days(90))),
            failed: None,
            room: Some(Space { total: 100 << 30, free: 50 << 30 }),
            target: (TargetState::Ready, None),
        };
        assert_eq!(warnings(&fine), []);
        let kinds = |facts: &BackupFacts| warnings(facts).iter().map(|it| it.kind).collect::<Vec<_>>();
        let old = LocalTime(now - TimeDelta::hours(49));
        assert_eq!(kinds(&BackupFacts { last_good: Some(old), ..fine.clone() }), [WarningKind::BackupOld]);
        assert_eq!(kinds(&BackupFacts { last_good: None, ..fine.clone() }), [WarningKind::BackupOld]);
        assert_eq!(kinds(&BackupFacts { last_good: None, begun: Some(LocalTime(now)), ..fine.clone() }), []);
        let full = BackupFacts {
            failed: Some("x".into()),
            room: Some(Space { total: 100 << 30, free: 5 << 30 }),
            target: (TargetState::Missing, Some("/media/usb".into())),
            ..fine
        };
        assert_eq!(
            kinds(&full),
            [WarningKind::BackupFailed, WarningKind::DiskLow, WarningKind::TargetMissing]
        );
    }

    #[test]
    fn a_second_target_is_a_place_of_its_own() {
        let data = Path::new("/var/lib/inventario");
        check_target("/media/usb", data).unwrap();
        for wrong in ["media/usb", "/", "/media/../etc", "/var/lib/inventario", "/var/lib/inventario/backups"]
        {
            assert!(check_target(wrong, data).is_err(), "{wrong} passed");
        }
    }

    proptest! {
        #[test]
        fn the_last_good_one_is_never_let_go(
            made in proptest::collection::vec((0i64..2_000, 0usize..3, any::<bool>()), 0..40),
            keep_count in 1i64..20, keep_days in 1i64..100,
        ) {
            let now = at("2026-03-30T12:00:00Z");
            let settings = BackupSettings { keep_count, keep_days, ..BackupSettings::default() };
            let backups: Vec<Backup> = made
                .iter()
                .map(|&(hours, reason, good)| backup(now - TimeDelta::hours(hours), Reason::ALL[reason], good))
                .collect();
            let gone = expired(now, &settings, &backups);
            let last = backups.iter().filter(|it| it.is_good()).max_by_key(|it| it.created_at);
            prop_assert!(last.is_none_or(|it| !gone.contains(&it.id)));
            let good = |id: &&Backup| id.is_good() && id.reason != Reason::Manual;
            let (had, have) = (backups.iter().filter(good).count(), backups.iter().filter(good).filter(|it| !gone.contains(&it.id)).count());
            prop_assert!(have >= had.min(usize::try_from(keep_count).unwrap()), "the count is kept whatever their age");
            prop_assert!(backups.iter().all(|it| it.reason != Reason::Manual || !gone.contains(&it.id)));
            let left = backups.iter().filter(|it| it.reason != Reason::Manual && it.is_good() && !gone.contains(&it.id));
            prop_assert!(i64::try_from(left.count()).unwrap() <= keep_count + 1);
        }
    }
}
