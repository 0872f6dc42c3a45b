//! How the backups stand.

use super::model::{Backup, BackupStatus, Reason};
use super::rules::{self, BackupFacts};
use super::{Backups, archive, second_target, store};
use crate::kit::{Result, clock, disk};
use std::path::PathBuf;

impl Backups {
    /// How the backups stand.
    pub async fn status(&self) -> Result<BackupStatus> {
        let (backups, settings, begun) =
            self.db().read(|db| Ok((store::all(db)?, store::settings(db)?, store::begun(db)?))).await?;
        let last_good = backups.iter().find(|it| it.is_good());
        // What the command line makes goes where it was told to, and nowhere else.
        let copied = |it: &&Backup| it.is_good() && it.reason != Reason::Command && self.own_file(it).is_ok();
        let last_file = backups.iter().find(copied).map(|it| PathBuf::from(&it.path));
        let (data_dir, target) = (self.data_dir().to_owned(), settings.second_target.clone());
        let (room, database_bytes, target) = tokio::task::spawn_blocking(move || {
            let state = second_target::state(target.as_deref(), &data_dir, last_file.as_deref());
            let database = data_dir.join(archive::DATABASE);
            // What was written lately is in its log only.
            let size = disk::size(&database) + disk::size(&database.with_extension("db-wal"));
            (disk::space(&data_dir), size, state)
        })
        .await?;
        let last_good_at = last_good.map(|it| it.created_at);
        let failed = backups.first().and_then(|it| it.error.clone());
        let warnings = rules::warnings(&BackupFacts {
            now: clock::now(),
            last_good: last_good_at,
            begun,
            failed,
            room,
            target: (target, settings.second_target),
        });
        let whole = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
        let progress = self.progress();
        Ok(BackupStatus {
            running: progress.is_some(),
            progress: progress.map_or(0, i64::from),
            last_good_at,
            free_bytes: room.map(|it| whole(it.free)),
            total_bytes: room.map(|it| whole(it.total)),
            database_bytes: whole(database_bytes),
            second_target: target,
            warnings,
        })
    }
}
