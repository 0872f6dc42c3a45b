//! The backups of a running server: one is taken at a time, noted, and copied to the second target.

use super::model::{Backup, BackupSettings, BackupSettingsPatch, Reason};
use super::progress::Progress;
use super::take::{BackupSource, TakenBackup, take};
use super::{archive, change, files, rules, schedule, second_target, store};
use crate::kit::{Actor, Code, Db, Id, Keys, LocalTime, Origin, Removal, Result, clock, disk};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The backups of a running server. Cheap to clone.
#[derive(Clone)]
pub struct Backups(Arc<BackupsState>);

struct BackupsState {
    db: Db,
    keys: Arc<Keys>,
    data_dir: PathBuf,
    started: Instant,
    running: Mutex<Option<Progress>>,
}

/// One backup at a time; the next may begin when this is dropped.
struct BackupTurn(Arc<BackupsState>);

impl Drop for BackupTurn {
    fn drop(&mut self) {
        *self.0.running.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Backups {
    /// The backups of a data directory.
    pub fn new(db: Db, keys: Arc<Keys>, data_dir: &Path) -> Self {
        let data_dir = std::fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_owned());
        Self(Arc::new(BackupsState {
            db,
            keys,
            data_dir,
            started: Instant::now(),
            running: Mutex::new(None),
        }))
    }

    /// How long the server has been running.
    pub(super) fn uptime(&self) -> Duration {
        self.0.started.elapsed()
    }

    fn begin(&self) -> Result<(BackupTurn, Progress)> {
        let mut running = self.0.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_some() {
            return Err(Code::BackupRunning.into());
        }
        let progress = Progress::default();
        *running = Some(progress.clone());
        Ok((BackupTurn(Arc::clone(&self.0)), progress))
    }

    /// Gives up the backup that is being taken, if one is: the server stops.
    pub fn give_up(&self) {
        if let Some(progress) = &*self.0.running.lock().unwrap_or_else(PoisonError::into_inner) {
            progress.give_up();
        }
    }

    /// How far the backup is that is being taken.
    pub(super) fn progress(&self) -> Option<u8> {
        let running = self.0.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(Progress::percent)
    }

    /// Takes a backup, reads it back, notes it and copies it to the second target.
    ///
    /// # Errors
    /// [`Code::BackupRunning`] while another is taken; else whatever went wrong, which is noted too.
    pub async fn take(&self, reason: Reason, origin: &Arc<Origin>) -> Result<Backup> {
        let (turn, progress) = self.begin()?;
        let inner = &self.0;
        let dir = files::dir(&inner.data_dir);
        let passphrase = inner.db.read(store::passphrase).await?;
        let source = BackupSource {
            database: inner.data_dir.join(archive::DATABASE),
            secret: inner.keys.qr_secret().to_owned(),
            passphrase,
        };
        let created_at = LocalTime(clock::now());
        let place = dir.clone();
        let taken = tokio::task::spawn_blocking(move || {
            disk::make_dir(&place)?;
            files::remove_leftovers(&place);
            let target = files::new_path(&place, source.passphrase.is_some());
            take(&source, &target, &progress)
        })
        .await?;
        let backup = match taken {
            Ok(taken) => write_taken(&inner.db, origin, reason, taken).await?,
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
                if let Err(error) = inner.db.write(origin, move |tx| change::note(tx, failed)).await {
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
        let settings = self.0.db.read(store::settings).await?;
        let (Some(target), Some(sha256)) = (settings.second_target, backup.sha256.clone()) else {
            return Ok(());
        };
        let (file, data_dir) = (PathBuf::from(&backup.path), self.0.data_dir.clone());
        let keep = usize::try_from(settings.keep_count).unwrap_or(1);
        let copied = tokio::task::spawn_blocking(move || {
            second_target::copy(&file, &sha256, &target, &data_dir, keep)
        })
        .await?;
        if let Err(error) = copied {
            tracing::warn!(%error, "the backup did not reach the second target");
        }
        Ok(())
    }

    /// The database.
    pub(super) fn db(&self) -> &Db {
        &self.0.db
    }

    /// Where the server's data are.
    pub(super) fn data_dir(&self) -> &Path {
        &self.0.data_dir
    }

    /// Removes a backup from the list, and its file if it is one of ours.
    ///
    /// # Errors
    /// [`Code::BackupNotFound`], and when the file can't be removed.
    pub async fn remove(&self, actor: &impl Actor, id: Id) -> Result<Removal> {
        let backup = self.db().read(move |db| store::get(db, id)).await?;
        let detail = match self.own_file(&backup) {
            Ok(path) => {
                files::remove(&path).await?;
                format!("Copia de seguridad eliminada: {}", backup.path)
            }
            Err(_) if backup.size.is_none() => "Intento fallido eliminado de la lista".to_owned(),
            Err(_) => format!("Copia quitada de la lista; su archivo sigue en {}", backup.path),
        };
        self.db().write(actor, move |tx| change::remove(tx, &backup, detail)).await
    }

    /// Changes the plan, and removes what it no longer keeps.
    ///
    /// # Errors
    /// [`Code::BackupTarget`].
    pub async fn edit_settings(
        &self,
        actor: &impl Actor,
        patch: BackupSettingsPatch,
    ) -> Result<BackupSettings> {
        let data_dir = self.data_dir().to_owned();
        let settings = self.db().write(actor, move |tx| change::edit_settings(tx, patch, &data_dir)).await?;
        schedule::remove_expired(self).await?;
        Ok(settings)
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
