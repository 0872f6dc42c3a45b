//! A backup that somebody sends for the first start: received on the disk, checked, and handed to the server that goes on with it.
//!
//! One at a time. What is not used is removed: by the next one, after half an hour, and at the next start.

use super::rules;
use crate::backup::restore::{self, Unpacked};
use crate::backup::seal::Passphrase;
use crate::backup::take;
use crate::caller::Origin;
use crate::error::{Code, Error, Result};
use crate::health::machine;
use crate::wire::Id;
use futures_util::StreamExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufWriter};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How the folder begins in which a file is received.
const WORK: &str = ".subida-";
/// How long a file waits for whoever sent it.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// How long nothing may come of a file that is being sent.
const SILENCE: Duration = Duration::from_secs(20);

/// The backup that is being received, checked or waited for. Cheap to clone.
#[derive(Clone)]
pub struct Uploads(Arc<Inner>);

struct Inner {
    data_dir: PathBuf,
    seat: Arc<Semaphore>,
    held: Mutex<Option<Held>>,
    chosen: Mutex<Option<Unpacked>>,
    wanted: Notify,
}

struct Held {
    id: Id,
    content: Content,
}

enum Content {
    /// As it came.
    File(TempDir),
    /// Checked, and unpacked beside the data.
    Unpacked(Box<Unpacked>),
}

fn file_in(dir: &TempDir) -> PathBuf {
    dir.path().join("copia")
}

/// Removes what a server that was killed left of a file. The data directory must be ours alone.
///
/// # Errors
/// When it can't be removed.
pub fn remove_leftovers(data_dir: &Path) -> Result<()> {
    for entry in std::fs::read_dir(data_dir)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(WORK) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

impl Uploads {
    /// The uploads to a data directory.
    pub fn new(data_dir: &Path) -> Self {
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            seat: Arc::new(Semaphore::new(1)),
            held: Mutex::default(),
            chosen: Mutex::default(),
            wanted: Notify::new(),
        }))
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seat(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.0.seat).try_acquire_owned().map_err(|_| Code::UploadRunning.into())
    }

    /// Forgets whatever is held, off the runtime: the file may be large.
    pub async fn forget(&self) {
        let held = self.held().take();
        if tokio::task::spawn_blocking(move || drop(held)).await.is_err() {
            tracing::warn!("an upload was not removed");
        }
    }

    /// How large a backup may be, in bytes, so that it can be received, unpacked and migrated.
    ///
    /// # Errors
    /// When the disk can't be asked.
    pub async fn largest(&self) -> Result<u64> {
        let dir = self.0.data_dir.clone();
        let room = tokio::task::spawn_blocking(move || machine::room(&dir)).await?;
        Ok(rules::largest_backup(room.map_or(0, |room| room.free)))
    }

    /// Receives a file on the disk. `length` is what its sender says of it, in bytes.
    ///
    /// # Errors
    /// [`Code::UploadRunning`], [`Code::BackupTooLarge`], and when it does not come whole or can't be written; then nothing stays.
    pub async fn receive(&self, body: poem::Body, length: Option<u64>) -> Result<(Id, u64)> {
        let _seat = self.seat()?;
        self.forget().await;
        let largest = self.largest().await?;
        rules::judge_size(length.unwrap_or(0), largest)?;
        let data_dir = self.0.data_dir.clone();
        let dir = tokio::task::spawn_blocking(move || take::private_dir(WORK, &data_dir)).await??;
        let mut file = BufWriter::with_capacity(1 << 18, File::create_new(file_in(&dir)).await?);
        let mut pieces = body.into_bytes_stream();
        let mut size = 0_u64;
        // A phone that lost its network says no goodbye, and nobody else could send anything while it is waited for.
        while let Some(piece) = timeout(SILENCE, pieces.next()).await.map_err(|_| cut_off())? {
            let piece = piece.map_err(|_| cut_off())?;
            size += piece.len() as u64;
            rules::judge_size(size, largest)?;
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        if size == 0 || length.is_some_and(|length| length != size) {
            return Err(cut_off());
        }
        let id = Id::new();
        *self.held() = Some(Held { id, content: Content::File(dir) });
        self.forget_later(id);
        Ok((id, size))
    }

    fn forget_later(&self, id: Id) {
        let weak = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            tokio::time::sleep(PATIENCE).await;
            let Some(uploads) = weak.upgrade().map(Self) else { return };
            if uploads.held().as_ref().is_some_and(|held| held.id == id) {
                uploads.forget().await;
            }
        });
    }

    fn take_held(&self, id: Id) -> Result<Content> {
        let mut held = self.held();
        match held.take() {
            Some(found) if found.id == id => Ok(found.content),
            other => {
                *held = other;
                Err(Code::UploadNotFound.into())
            }
        }
    }

    /// Reads a received file from its first byte to its last and unpacks it. `look` sees what is in it.
    ///
    /// # Errors
    /// [`Code::UploadNotFound`]; [`Code::PassphraseNeeded`] and [`Code::WrongPassphrase`], which keep the file for the next try;
    /// else whatever is wrong with it, which removes it.
    pub async fn check<T: Send + 'static>(
        &self,
        id: Id,
        passphrase: Option<Passphrase>,
        look: impl FnOnce(&Unpacked) -> T + Send + 'static,
    ) -> Result<T> {
        let seat = self.seat()?;
        let content = self.take_held(id)?;
        let uploads = self.clone();
        // Goes on when nobody waits any more: what was taken is put back in any case.
        tokio::task::spawn_blocking(move || {
            let _seat = seat;
            let (outcome, content) = match content {
                Content::Unpacked(unpacked) => (Ok(look(&unpacked)), Some(Content::Unpacked(unpacked))),
                Content::File(dir) => {
                    match restore::unpack(&file_in(&dir), &uploads.0.data_dir, passphrase.as_ref()) {
                        Ok(unpacked) => (Ok(look(&unpacked)), Some(Content::Unpacked(Box::new(unpacked)))),
                        Err(error) => {
                            let again =
                                matches!(error.code(), Code::PassphraseNeeded | Code::WrongPassphrase);
                            (Err(explained(error)), again.then_some(Content::File(dir)))
                        }
                    }
                }
            };
            *uploads.held() = content.map(|content| Held { id, content });
            outcome
        })
        .await?
    }

    /// Hands a checked backup to the server, which stops, puts it in the place of its data and goes on with it.
    ///
    /// # Errors
    /// [`Code::UploadNotFound`], also when it was not checked yet; [`Code::BackupTooLarge`] when the disk has become too full.
    pub fn choose(&self, id: Id, origin: &Arc<Origin>) -> Result<()> {
        let _seat = self.seat()?;
        match self.take_held(id)? {
            Content::Unpacked(mut unpacked) => {
                if let Err(error) = unpacked.judge_room() {
                    *self.held() = Some(Held { id, content: Content::Unpacked(unpacked) });
                    return Err(error);
                }
                unpacked.origin = Arc::clone(origin);
                *self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(*unpacked);
                self.0.wanted.notify_one();
                Ok(())
            }
            file @ Content::File(_) => {
                *self.held() = Some(Held { id, content: file });
                Err(Code::UploadNotFound.into())
            }
        }
    }

    /// Until a backup is chosen.
    pub async fn wanted(&self) {
        self.0.wanted.notified().await;
    }

    /// The chosen backup, if one is.
    pub fn chosen(&self) -> Option<Unpacked> {
        self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn cut_off() -> Error {
    Error::With(Code::Invalid, "El archivo no llegó completo; inténtelo de nuevo".into())
}

/// What is wrong with the file, for whoever sent it: he can't look into the log yet.
fn explained(error: Error) -> Error {
    match error {
        Error::Db(_) | Error::Version(_) | Error::Other(_) if error.code() != Code::DiskFull => {
            Error::With(Code::BackupDamaged, format!("{}: {error}", Code::BackupDamaged.text()))
        }
        known => known,
    }
}
