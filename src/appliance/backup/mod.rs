//! Backups: one file that holds everything, taken while people work, and what puts it back.
//!
//! A backup counts only after it was read back from the disk and found whole. Photos are in the database, so database and key are
//! all that there is. With a passphrase the file is encrypted, see [`seal`].

pub mod api;
pub mod archive;
pub mod model;
pub mod restore;
pub mod rules;
pub mod schedule;
pub mod seal;
pub mod second;
pub mod store;
pub mod take;

use crate::kit::access::{Keys, Origin};
use crate::kit::db::{Change, Db, Event};
use crate::kit::error::{Code, Error, Result, codes};
use crate::kit::jobs::Job;
use crate::kit::resource::{Entity, Resource};
use crate::kit::wire::{Id, LocalTime};
use crate::kit::{clock, disk};
use model::{Backup, BackupStatus, Reason};
use rules::Facts;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use take::{Progress, Source, Taken};

/// The backups of a running server. Cheap to clone.
#[derive(Clone)]
pub struct Backups(Arc<Inner>);

struct Inner {
    db: Db,
    keys: Arc<Keys>,
    data_dir: PathBuf,
    started: Instant,
    running: Mutex<Option<Progress>>,
}

/// One backup at a time; the next may begin when this is dropped.
struct Turn(Arc<Inner>);

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0.running.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Where a server keeps its backups.
pub fn dir(data_dir: &Path) -> PathBuf {
    data_dir.join("backups")
}

/// The file of a backup that is made now.
pub fn new_path(dir: &Path, is_encrypted: bool) -> PathBuf {
    let dir = std::fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
    let stamp = clock::now().with_timezone(&clock::zone()).format("%Y%m%d-%H%M%S");
    let ending = if is_encrypted { "tar.age" } else { "tar" };
    let first = dir.join(format!("inventario-{stamp}.{ending}"));
    let others = (2..100).map(|n| dir.join(format!("inventario-{stamp}-{n}.{ending}")));
    std::iter::once(first.clone()).chain(others).find(|path| !path.exists()).unwrap_or(first)
}

/// Whether a file has a name that we give to backups.
pub fn is_own_name(name: &str) -> bool {
    name.starts_with("inventario-")
        && (name.ends_with(".tar") || name.ends_with(".tar.age"))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

/// Notes a backup that was taken and read back.
///
/// # Errors
/// When the database refuses.
pub async fn note(db: &Db, origin: &Arc<Origin>, reason: Reason, taken: Taken) -> Result<Backup> {
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
    store_row(db, origin, backup).await
}

async fn store_row(db: &Db, origin: &Arc<Origin>, backup: Backup) -> Result<Backup> {
    db.write(origin, move |tx| {
        store::insert(tx, &backup)?;
        let text = match &backup.error {
            None => format!("Copia de seguridad hecha y verificada: {}", backup.path),
            Some(error) => format!("La copia de seguridad no cuenta: {error}"),
        };
        // The request of a person is answered before its backup is done.
        let answered = if backup.reason == Reason::Manual { 202 } else { 201 };
        let event = Event::create("backup", backup.id).describe(text).status(answered).after(&backup);
        Ok(Change::new(backup, event))
    })
    .await
}

impl Backups {
    /// The backups of a data directory.
    pub fn new(db: Db, keys: Arc<Keys>, data_dir: &Path) -> Self {
        let data_dir = std::fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_owned());
        Self(Arc::new(Inner { db, keys, data_dir, started: Instant::now(), running: Mutex::new(None) }))
    }

    /// How long the server has been running.
    fn uptime(&self) -> Duration {
        self.0.started.elapsed()
    }

    fn begin(&self) -> Result<(Turn, Progress)> {
        let mut running = self.0.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_some() {
            return Err(Code::BackupRunning.into());
        }
        let progress = Progress::default();
        *running = Some(progress.clone());
        Ok((Turn(Arc::clone(&self.0)), progress))
    }

    /// Gives up the backup that is being taken, if one is: the server stops.
    pub fn give_up(&self) {
        if let Some(progress) = &*self.0.running.lock().unwrap_or_else(PoisonError::into_inner) {
            progress.give_up();
        }
    }

    /// How far the backup is that is being taken.
    fn progress(&self) -> Option<u8> {
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
        let dir = dir(&inner.data_dir);
        let passphrase = inner.db.read(store::passphrase).await?;
        let source = Source {
            database: inner.data_dir.join(archive::DATABASE),
            secret: inner.keys.qr_secret().to_owned(),
            passphrase,
        };
        let created_at = LocalTime(clock::now());
        let place = dir.clone();
        let taken = tokio::task::spawn_blocking(move || {
            disk::make_dir(&place)?;
            remove_leftovers(&place);
            let target = new_path(&place, source.passphrase.is_some());
            take::take(&source, &target, &progress)
        })
        .await?;
        let backup = match taken {
            Ok(taken) => note(&inner.db, origin, reason, taken).await?,
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
                if let Err(error) = store_row(&inner.db, origin, failed).await {
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
        let copied =
            tokio::task::spawn_blocking(move || second::copy(&file, &sha256, &target, &data_dir, keep))
                .await?;
        if let Err(error) = copied {
            tracing::warn!(%error, "the backup did not reach the second target");
        }
        Ok(())
    }

    /// How the backups stand.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn status(&self) -> Result<BackupStatus> {
        let (backups, settings, begun) =
            self.0.db.read(|db| Ok((store::all(db)?, store::settings(db)?, store::begun(db)?))).await?;
        let last_good = backups.iter().find(|it| it.is_good());
        // What the command line makes goes where it was told to, and nowhere else.
        let copied = |it: &&Backup| it.is_good() && it.reason != Reason::Command && self.own_file(it).is_ok();
        let last_file = backups.iter().find(copied).map(|it| PathBuf::from(&it.path));
        let (data_dir, target) = (self.0.data_dir.clone(), settings.second_target.clone());
        let (room, database_bytes, target) = tokio::task::spawn_blocking(move || {
            let state = second::state(target.as_deref(), &data_dir, last_file.as_deref());
            let database = data_dir.join(archive::DATABASE);
            // What was written lately is in its log only.
            let size = disk::size(&database) + disk::size(&database.with_extension("db-wal"));
            (disk::space(&data_dir), size, state)
        })
        .await?;
        let last_good_at = last_good.map(|it| it.created_at);
        let failed = backups.first().and_then(|it| it.error.clone());
        let warnings = rules::warnings(&Facts {
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

    /// The file of a backup, when it is one of ours: what a database says that came from elsewhere is not believed.
    fn own_file(&self, backup: &Backup) -> Result<PathBuf> {
        let path = Path::new(&backup.path);
        let is_ours = path.parent().is_some_and(|parent| parent == dir(&self.0.data_dir))
            && path.file_name().and_then(|name| name.to_str()).is_some_and(is_own_name);
        if is_ours { Ok(path.to_owned()) } else { Err(Error::from(Code::BackupElsewhere)) }
    }

    /// The backups of this server's own folder, and the failures, which have no file.
    fn own(&self, mut backups: Vec<Backup>) -> Vec<Backup> {
        backups.retain(|it| it.size.is_none() || self.own_file(it).is_ok());
        backups
    }
}

/// Removes what a process that was killed in the middle of a backup left, a good while ago.
fn remove_leftovers(dir: &Path) {
    const OLD: Duration = Duration::from_secs(6 * 60 * 60);
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let is_leftover = entry.file_name().to_string_lossy().starts_with(".copia-");
        let age = entry.metadata().and_then(|it| it.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_leftover && age.is_some_and(|age| age > OLD) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

codes! {
    BackupTooLarge "copia_sin_espacio" PAYLOAD_TOO_LARGE "La copia no cabe en el disco del servidor";
    BackupNewer "copia_mas_nueva" BAD_REQUEST "La copia es de una versión más nueva del programa";
    BackupNotFound "copia_no_encontrada" NOT_FOUND "Copia de seguridad no encontrada";
    BackupDamaged "copia_danada" BAD_REQUEST "El archivo no es una copia de seguridad completa";
    BackupRunning "copia_en_curso" BAD_REQUEST "Ya se está haciendo una copia: espere a que termine";
    BackupElsewhere "copia_en_otro_lugar" BAD_REQUEST "El archivo de esta copia no está en la carpeta de copias del servidor";
    BackupTarget "destino_no_valido" BAD_REQUEST "El segundo destino debe ser una carpeta fuera de los datos del servidor, con su ruta completa";
    PassphraseNeeded "falta_contrasena_de_copia" BAD_REQUEST "La copia está cifrada: escriba su contraseña";
    WrongPassphrase "contrasena_de_copia_incorrecta" BAD_REQUEST "La contraseña no abre esta copia: revise mayúsculas, tildes y espacios";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Backups;
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("backups", "backup")];

    fn api(backups: Self::Parts) -> Self::Api {
        api::Api { backups }
    }

    fn jobs(backups: Backups) -> Vec<Box<dyn Job>> {
        vec![Box::new(schedule::DailyBackup(backups))]
    }
}
