//! The backups of a running server: one is taken at a time, noted, and copied to the second target; and how they stand.

use super::model::{Backup, BackupSettings, BackupSettingsPatch, BackupStatus, Reason};
use super::progress::Progress;
use super::rules::{self, BackupFacts};
use super::take::{BackupSource, TakenBackup, take};
use super::{archive, change, files, schedule, second_target, store};
use crate::kit::db::clock_trace;
use crate::kit::{Actor, Code, Db, Id, Keys, LocalTime, Origin, Removal, Result, clock, disk};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The backups of a running server. Cheap to clone.
#[derive(Clone)]
pub struct Backups {
    pub(super) db: Db,
    keys: Arc<Keys>,
    pub(super) data_dir: Arc<Path>,
    /// Since when the server runs.
    pub(super) started: Instant,
    running: Arc<Mutex<Option<Progress>>>,
}

/// One backup at a time; the next may begin when this is dropped.
struct BackupTurn(Backups);

impl Drop for BackupTurn {
    fn drop(&mut self) {
        *self.0.running() = None;
    }
}

impl Backups {
    /// The backups of a data directory.
    pub fn new(db: Db, keys: Arc<Keys>, data_dir: &Path) -> Self {
        let data_dir = std::fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_owned());
        Self { db, keys, data_dir: data_dir.into(), started: Instant::now(), running: Arc::default() }
    }

    /// How far the backup is that is being taken, if one is.
    fn running(&self) -> MutexGuard<'_, Option<Progress>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self) -> Result<(BackupTurn, Progress)> {
        let mut running = self.running();
        if running.is_some() {
            return Err(Code::BackupRunning.into());
        }
        let progress = Progress::default();
        *running = Some(progress.clone());
        Ok((BackupTurn(self.clone()), progress))
    }

    /// Gives up the backup that is being taken, if one is: the server stops.
    pub fn give_up(&self) {
        if let Some(progress) = &*self.running() {
            progress.give_up();
        }
    }

    /// Takes a backup, reads it back, notes it and copies it to the second target. Whatever goes wrong is noted too, but
    /// for [`Code::BackupRunning`]: another is taken.
    pub async fn take(&self, reason: Reason, origin: &Arc<Origin>) -> Result<Backup> {
        let (turn, progress) = self.begin()?;
        let dir = files::dir(&self.data_dir);
        let source = BackupSource {
            database: self.data_dir.join(archive::DATABASE),
            secret: self.keys.qr_secret().to_owned(),
            passphrase: self.db.read(store::passphrase).await?,
        };
        let created_at = LocalTime(clock::now());
        let is_sound = self.is_clock_sound().await?;
        let place = dir.clone();
        let taken = tokio::task::spawn_blocking(move || {
            disk::make_dir(&place)?;
            if is_sound {
                files::remove_leftovers(&place);
            }
            let target = files::new_path(&place, source.passphrase.is_some());
            take(&source, &target, &progress)
        })
        .await?;
        let backup = match taken {
            Ok(taken) => write_taken(&self.db, origin, reason, taken).await?,
            Err(error) => {
                let failed = Backup {
                    id: Id::new(),
                    path: dir.display().to_string(),
                    is_encrypted: false,
                    reason,
                    size: None,
                    sha256: None,
                    created_at,
                    verified_at: None,
                    error: Some(error.to_string()),
                };
                if let Err(error) = self.db.write(origin, move |tx| change::note(tx, failed)).await {
                    tracing::warn!(%error, "a failed backup could not be noted");
                }
                return Err(error);
            }
        };
        drop(turn);
        self.copy_to_second(&backup).await?;
        Ok(backup)
    }

    /// Copies a backup to the second target, if there is one. A failure is logged; the status tells of it.
    async fn copy_to_second(&self, backup: &Backup) -> Result<()> {
        let settings = self.db.read(store::settings).await?;
        let (Some(target), Some(sha256)) = (settings.second_target, backup.sha256.clone()) else {
            return Ok(());
        };
        let (file, data_dir) = (PathBuf::from(&backup.path), Arc::clone(&self.data_dir));
        let keep = usize::try_from(settings.keep_count).unwrap_or(1);
        // Their names are times: by a clock in doubt the oldest may be the newest.
        let keep = if self.is_clock_sound().await? { keep } else { usize::MAX };
        let copied = tokio::task::spawn_blocking(move || {
            second_target::copy(&file, &sha256, &target, &data_dir, keep)
        })
        .await?;
        if let Err(error) = copied {
            tracing::warn!(%error, "the backup did not reach the second target");
        }
        Ok(())
    }

    /// Whether what is old by the clock may be deleted.
    async fn is_clock_sound(&self) -> Result<bool> {
        self.db.read(|db| Ok(clock_trace::standing(db, clock::now())?.is_sound())).await
    }

    /// Removes a backup from the list, and its file if it is one of ours.
    pub async fn remove(&self, actor: &impl Actor, id: Id) -> Result<Removal> {
        let backup = self.db.read(move |db| store::get(db, id)).await?;
        let detail = match self.own_file(&backup) {
            Ok(path) => {
                tokio::task::spawn_blocking(move || files::remove(&path)).await??;
                format!("Copia de seguridad eliminada: {}", backup.path)
            }
            Err(_) if backup.size.is_none() => "Intento fallido eliminado de la lista".to_owned(),
            Err(_) => format!("Copia quitada de la lista; su archivo sigue en {}", backup.path),
        };
        self.db.write(actor, move |tx| change::remove(tx, &backup, detail)).await
    }

    /// Changes the plan, and removes what it no longer keeps.
    pub async fn edit_settings(
        &self,
        actor: &impl Actor,
        patch: BackupSettingsPatch,
    ) -> Result<BackupSettings> {
        let data_dir = Arc::clone(&self.data_dir);
        let settings = self.db.write(actor, move |tx| change::edit_settings(tx, patch, &data_dir)).await?;
        schedule::remove_expired(self).await?;
        Ok(settings)
    }

    /// How the backups stand.
    pub async fn status(&self) -> Result<BackupStatus> {
        let (backups, settings, begun) =
            self.db.read(|db| Ok((store::all(db)?, store::settings(db)?, store::begun(db)?))).await?;
        let last_good_at = rules::last_good(clock::now(), &backups).map(|it| it.created_at);
        // What the command line makes goes where it was told to, and nowhere else.
        let copied = |it: &&Backup| it.is_good() && it.reason != Reason::Command && self.own_file(it).is_ok();
        let last_file = backups.iter().find(copied).map(|it| PathBuf::from(&it.path));
        let (data_dir, target) = (Arc::clone(&self.data_dir), settings.second_target.clone());
        let (room, database_bytes, target) = tokio::task::spawn_blocking(move || {
            let state = second_target::state(target.as_deref(), &data_dir, last_file.as_deref());
            let database = data_dir.join(archive::DATABASE);
            // What was written lately is in its log only.
            let size = disk::size(&database) + disk::size(&database.with_extension("db-wal"));
            (disk::space(&data_dir), size, state)
        })
        .await?;
        let warnings = rules::warnings(&BackupFacts {
            now: clock::now(),
            last_good: last_good_at,
            begun,
            failed: backups.first().and_then(|it| it.error.clone()),
            room,
            target: (target, settings.second_target),
        });
        let whole = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
        let progress = self.running().as_ref().map(Progress::percent);
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

/// Writes down a backup that was taken and read back.
pub async fn write_taken(
    db: &Db,
    origin: &Arc<Origin>,
    reason: Reason,
    taken: TakenBackup,
) -> Result<Backup> {
    let path = std::fs::canonicalize(&taken.path).unwrap_or(taken.path);
    let backup = Backup {
        id: Id::new(),
        is_encrypted: rules::is_encrypted_name(&path),
        path: path.display().to_string(),
        reason,
        size: i64::try_from(taken.contents.size).ok(),
        sha256: Some(taken.contents.sha256),
        created_at: LocalTime(taken.contents.manifest.created_at),
        verified_at: taken.doubt.is_none().then(|| LocalTime(clock::now())),
        error: taken.doubt,
    };
    db.write(origin, move |tx| change::note(tx, backup)).await
}
