//! A backup that somebody sends for the first start: received on the disk, checked, and handed to the server that goes on with it.
//!
//! One at a time. What is not used is removed: by the next one, after half an hour, when the server is set up another way, and at
//! the next start.

use super::Gate;
use super::drop_elsewhere::DropElsewhere;
use super::rules::{self, Fault};
use crate::appliance::backup::encryption::Passphrase;
use crate::appliance::backup::restore::{self, Unpacked};
use crate::appliance::backup::{archive, files, take};
use crate::kit::{Code, Error, Id, Origin, Result, disk};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, BufWriter};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout};

/// How the folder begins in which a file is received.
const WORK: &str = ".subida-";
/// How long a file waits for whoever sent it.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// How long nothing may come of a file that is being sent.
const SILENCE: Duration = Duration::from_secs(20);
/// How much is read at a time, in bytes.
const PIECE: usize = 64 << 10;
/// What is said when the machine failed and not the file.
const OUR_FAULT: &str = "El servidor no pudo comprobar la copia por una falla del equipo, no del archivo, que sigue en espera: \
                         inténtelo de nuevo. La causa está en el registro del servidor";

/// The backup that is being received, checked or waited for. Cheap to clone.
#[derive(Clone)]
pub struct Uploads(Arc<UploadState>);

struct UploadState {
    data_dir: PathBuf,
    gate: Gate,
    patience: Duration,
    seat: Arc<Semaphore>,
    held: Mutex<Option<HeldUpload>>,
    chosen: Mutex<Option<Unpacked>>,
    wanted: Notify,
}

struct HeldUpload {
    id: Id,
    content: DropElsewhere<HeldContent>,
    /// When it is forgotten.
    until: Instant,
}

enum HeldContent {
    /// As it came.
    File(TempDir),
    /// Checked, and unpacked beside the data.
    Unpacked(Box<Unpacked>),
}

fn file_in(dir: &TempDir) -> PathBuf {
    dir.path().join("copia")
}

/// Removes what a server that was killed left of a file. The data directory must be ours alone.
pub fn remove_leftovers(data_dir: &Path) -> Result<()> {
    for folder in files::named(data_dir, WORK)? {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

impl Uploads {
    /// The uploads to a data directory, of a server behind this gate: once it is open nobody needs them any more.
    pub fn new(data_dir: &Path, gate: Gate) -> Self {
        Self::patient(data_dir, gate, PATIENCE)
    }

    fn patient(data_dir: &Path, gate: Gate, patience: Duration) -> Self {
        Self(Arc::new(UploadState {
            data_dir: data_dir.to_owned(),
            gate,
            patience,
            seat: Arc::new(Semaphore::new(1)),
            held: Mutex::default(),
            chosen: Mutex::default(),
            wanted: Notify::new(),
        }))
    }

    fn held(&self) -> MutexGuard<'_, Option<HeldUpload>> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seat(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.0.seat).try_acquire_owned().map_err(|_| Code::UploadRunning.into())
    }

    /// Forgets whatever is held, off the runtime: the file may be large. What is being received or checked is forgotten when that
    /// ends, if the gate is open by then.
    pub async fn forget(&self) {
        let held = self.held().take();
        if let Some(held) = held {
            held.content.finish().await;
        }
    }

    /// Keeps something for half an hour; gives it back when nobody may use it any more.
    fn keep(&self, id: Id, content: DropElsewhere<HeldContent>) -> Result<(), DropElsewhere<HeldContent>> {
        let until = Instant::now() + self.0.patience;
        {
            let mut held = self.held();
            // With the lock: whoever opens the gate forgets afterwards, so one of the two finds it.
            if self.0.gate.was_opened() {
                return Err(content);
            }
            *held = Some(HeldUpload { id, content, until });
        }
        let weak = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            sleep_until(until).await;
            let Some(uploads) = weak.upgrade().map(Self) else { return };
            // What was kept anew in the meantime has a time of its own.
            if uploads.held().as_ref().is_some_and(|held| held.id == id && held.until <= until) {
                uploads.forget().await;
            }
        });
        Ok(())
    }

    /// How large a backup may be, in bytes, so that it can be received, unpacked and migrated.
    pub async fn largest(&self) -> Result<u64> {
        let dir = self.0.data_dir.clone();
        let room = tokio::task::spawn_blocking(move || disk::space(&dir)).await?;
        Ok(rules::largest_backup(room.map_or(0, |room| room.free)))
    }

    /// Receives a file on the disk; of one that does not come whole nothing stays. `length` is what its sender says of it, in bytes.
    pub async fn receive(&self, body: impl AsyncRead + Unpin, length: Option<u64>) -> Result<(Id, u64)> {
        let _seat = self.seat()?;
        self.forget().await;
        let largest = self.largest().await?;
        rules::judge_size(length.unwrap_or(0), largest)?;
        let data_dir = self.0.data_dir.clone();
        let dir = tokio::task::spawn_blocking(move || take::private_dir(WORK, &data_dir)).await??;
        let path = file_in(&dir);
        // A sender who goes away ends this function wherever it is.
        let content = DropElsewhere::new(HeldContent::File(dir));
        let size = match write_down(&path, body, length, largest).await {
            Ok(size) => size,
            Err(error) => {
                content.finish().await;
                return Err(error);
            }
        };
        let id = Id::new();
        if let Err(late) = self.keep(id, content) {
            late.finish().await;
            return Err(Code::AlreadySetUp.into());
        }
        Ok((id, size))
    }

    fn take_held(&self, id: Id) -> Result<DropElsewhere<HeldContent>> {
        let found = self.held().take_if(|held| held.id == id);
        Ok(found.ok_or(Code::UploadNotFound)?.content)
    }

    /// Reads a received file from its first byte to its last and unpacks it. `look` sees what is in it. Whatever is
    /// wrong with the file removes it; a passphrase that is missing or wrong and faults of this machine keep it for the next try.
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
            let content = content.into_inner().ok_or(Code::UploadNotFound)?;
            let (outcome, content) = match content {
                HeldContent::Unpacked(unpacked) => {
                    (Ok(look(&unpacked)), Some(HeldContent::Unpacked(unpacked)))
                }
                HeldContent::File(dir) => match uploads.unpack(&dir, passphrase.as_ref()) {
                    Ok(unpacked) => (Ok(look(&unpacked)), Some(HeldContent::Unpacked(Box::new(unpacked)))),
                    Err(error) => {
                        let fault = rules::fault(&error);
                        let again = fault != Fault::File;
                        (Err(explained(error, fault)), again.then_some(HeldContent::File(dir)))
                    }
                },
            };
            let late = content.and_then(|content| uploads.keep(id, DropElsewhere::new(content)).err());
            match late {
                // Here and now: this thread is nobody's.
                Some(late) => {
                    drop(late.into_inner());
                    Err(Code::AlreadySetUp.into())
                }
                None => outcome,
            }
        })
        .await?
    }

    fn unpack(&self, dir: &TempDir, passphrase: Option<&Passphrase>) -> Result<Unpacked> {
        let file = file_in(dir);
        // What the machine doesn't give us is not the file's fault.
        std::fs::File::open(&file)?;
        restore::unpack(&file, &self.0.data_dir, passphrase)
    }

    /// Hands a checked backup to the server, which stops, puts it in the place of its data and goes on with it; unless it was
    /// not checked yet, or the disk has become too full.
    pub fn choose(&self, id: Id, origin: &Arc<Origin>) -> Result<()> {
        let _seat = self.seat()?;
        let content = self.take_held(id)?.into_inner().ok_or(Code::UploadNotFound)?;
        let judged = match &content {
            HeldContent::Unpacked(unpacked) => unpacked.judge_room(),
            HeldContent::File(_) => Err(Code::UploadNotFound.into()),
        };
        match content {
            HeldContent::Unpacked(mut unpacked) if judged.is_ok() => {
                unpacked.origin = Arc::clone(origin);
                *self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(*unpacked);
                self.0.wanted.notify_one();
            }
            // If nobody may use it any more it goes by itself.
            content => drop(self.keep(id, DropElsewhere::new(content))),
        }
        judged
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

/// Writes what is sent down; answers its size in bytes.
async fn write_down(
    path: &Path,
    mut body: impl AsyncRead + Unpin,
    length: Option<u64>,
    largest: u64,
) -> Result<u64> {
    let mut file = BufWriter::with_capacity(1 << 18, File::create_new(path).await?);
    let mut piece = vec![0; PIECE];
    let mut size = 0_u64;
    // A phone that lost its network says no goodbye, and nobody else could send anything while it is waited for.
    loop {
        let read = timeout(SILENCE, body.read(&mut piece)).await.map_err(|_| cut_off())?;
        let Some(read) = piece.get(..read.map_err(|_| cut_off())?).filter(|read| !read.is_empty()) else {
            break;
        };
        size += read.len() as u64;
        rules::judge_size(size, largest)?;
        file.write_all(read).await?;
    }
    file.flush().await?;
    if size == 0 || length.is_some_and(|length| length != size) {
        return Err(cut_off());
    }
    Ok(size)
}

/// What is wrong, for whoever sent the file: they can't look into the log yet.
fn explained(error: Error, fault: Fault) -> Error {
    match (fault, error.code()) {
        (Fault::File, Code::Internal) => archive::damaged(&error.to_string()),
        (Fault::Machine, code) => {
            tracing::error!(%error, debug = ?error, "a backup that was sent could not be checked");
            if code == Code::Internal { Error::With(code, OUR_FAULT.to_owned()) } else { error }
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests;
