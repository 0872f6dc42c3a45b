//! The database: many readers, one writer.
//!
//! **Readers** are a pool of `query_only` connections with a semaphore of the same size in front, so that requests
//! wait for a connection as tasks and never as threads. A read is one snapshot.
//!
//! **The writer** is one thread with one connection. Requests queue; the thread takes whatever is queued, runs each job
//! in a savepoint of its own, commits them all at once and only then answers them. That is what makes
//! `synchronous=FULL` affordable on an SD card, where a commit takes milliseconds: sixty-four people who save in the same
//! moment share one. A job that fails or panics rolls back its own savepoint and nobody else's.
//!
//! A write can't forget the audit: a job must answer a [`Change`], and its events are stored in the same savepoint. So are the
//! notifications that it tells people, of which open streams hear after the commit, and the letters that are mailed to them.

use crate::kit::access::Origin;
use crate::kit::error::{Code, Error, Result};
use crate::kit::sql;
use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::Connection;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, oneshot};

pub mod chain;
pub mod event;
pub mod kind;
pub mod letter;
pub mod notice;

mod bell;
mod change;
pub(crate) mod migrations;
mod tx;
mod writer;

pub use bell::{Bell, Listener, Ring};
use chain::ChainKey;
pub use change::Change;
pub use event::Event;
pub use kind::{AlertKind, Kind};
pub use letter::Letter;
pub use notice::{Notice, Priority};
pub use tx::{Actor, By, Tx};
use writer::{Erased, QueuedWrite, WriterMessage, write_batches};

/// How many requests may read at the same time.
const READERS: u32 = 4;
/// How many writes may wait; one more is answered with 503.
const QUEUE: usize = 4096;
/// How long the writer may take to answer before it counts as stuck.
const WRITABLE: Duration = Duration::from_secs(5);
/// Prepared statements that each connection keeps.
const STATEMENTS: usize = 256;

/// What the server asks of its database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: r2d2::Pool<SqliteConnectionManager>,
    seats: Arc<Semaphore>,
    writer: mpsc::Sender<WriterMessage>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    bell: Bell,
    commits: Arc<AtomicU64>,
    chain_key: ChainKey,
}

impl Db {
    /// Opens (or makes) the database file, migrates it and starts the writer. The key of the audit's chain follows from the
    /// server's secret.
    ///
    /// # Errors
    /// When the file can't be opened, is from a newer version of the program, or a migration fails.
    pub fn open(path: &Path, secret: &str) -> Result<Self> {
        let chain_key = ChainKey::new(secret)?;
        let connection = migrations::open_migrated(path, &chain_key)?;
        let manager = SqliteConnectionManager::file(path).with_init(|connection| {
            set_up(connection)?;
            connection.pragma_update(None, "query_only", true)
        });
        let readers = r2d2::Pool::builder()
            .max_size(READERS)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(10))
            .build(manager)
            .map_err(Error::internal)?;
        let (writer, queue) = mpsc::channel(QUEUE);
        let commits = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&commits);
        let key = chain_key.clone();
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || write_batches(&connection, &key, queue, &counted))
            .map_err(Error::internal)?;
        Ok(Self {
            readers,
            seats: Arc::new(Semaphore::new(READERS as usize)),
            writer,
            thread: Arc::new(Mutex::new(Some(thread))),
            bell: Bell::default(),
            commits,
            chain_key,
        })
    }

    /// The key of the audit's chain.
    pub fn chain_key(&self) -> &ChainKey {
        &self.chain_key
    }

    /// Where open streams hear that a person's notifications changed.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// How many commits there have been since it was opened. What was read after it was asked for holds as long as it stays the
    /// same, and whoever was answered that a change is on disk finds it grown.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// Runs `job` on one snapshot of the database, off the runtime's threads.
    ///
    /// # Errors
    /// Whatever `job` answers; `Internal` when it panics.
    pub async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let erased = move |connection: &Connection| Ok(Box::new(job(connection)?) as Erased);
        known(self.read_erased(Box::new(erased)).await?)
    }

    /// [`Self::read`] for every type of answer: translated once and not once a handler.
    async fn read_erased(&self, job: ReadJob) -> Result<Erased> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(Error::internal)?;
        let pool = self.readers.clone();
        tokio::task::spawn_blocking(move || {
            // Freed when the job ends, even if the request is gone by then.
            let _seat = seat;
            let connection = pool.get().map_err(Error::internal)?;
            command(&connection, "begin")?;
            let transaction = ReadTransaction(&connection);
            job(transaction.0)
        })
        .await?
    }

    /// Runs `job` on the writer. A success means that the change and its audit events are on disk.
    ///
    /// # Errors
    /// Whatever `job` answers, in which case it changed nothing; `Busy` when the queue is full; a database error
    /// when the commit failed.
    pub async fn write<A: Actor, T: Send + 'static>(
        &self,
        actor: &A,
        job: impl FnOnce(&By<'_, A::Who>) -> Result<Change<T>> + Send + 'static,
    ) -> Result<T> {
        let who = actor.who().clone();
        let erased = move |tx: Tx<'_>| Ok(job(&By { tx, who: &who })?.map(|value| Box::new(value) as Erased));
        known(self.write_erased(Box::new(erased), Arc::clone(actor.origin())).await?)
    }

    /// [`Self::write`] for every type of answer.
    async fn write_erased(&self, job: writer::WriteJob, origin: Arc<Origin>) -> Result<Erased> {
        let (reply, answer) = oneshot::channel();
        let write = QueuedWrite { job: Some(job), origin, bell: self.bell.clone(), result: None, reply };
        self.writer.try_send(WriterMessage::Run(write)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Error::from(Code::Busy),
            mpsc::error::TrySendError::Closed(_) => Error::internal("the writer has stopped"),
        })?;
        answer.await.map_err(|_| Error::internal("the writer has stopped"))?
    }

    /// Whether the writer answers and can open a transaction. Changes nothing, so it costs no access to the disk.
    pub async fn is_writable(&self) -> bool {
        // Nothing is changed, hence no event.
        let origin = Origin::of_command("health");
        let nothing = self.write(&origin, |_| Ok(Change::unaudited(())));
        matches!(tokio::time::timeout(WRITABLE, nothing).await, Ok(Ok(())))
    }

    /// Asks the readers, then the writer. Changes nothing, and a commit without a change needs no room, so a full disk answers too.
    pub async fn answers(&self) -> Result<()> {
        self.read(|db| sql::exists(db, "select 1 from sqlite_schema", &[])).await?;
        // Nothing is changed, hence no event.
        self.write(&Origin::of_command("watchdog"), |_| Ok(Change::unaudited(()))).await
    }

    /// Finishes what is queued, then folds the write-ahead log into the database file.
    pub fn close(self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        // Somebody may still hold a clone, so the end of the queue has to be said.
        if self.writer.blocking_send(WriterMessage::Stop).is_err() {
            tracing::error!("the writer was gone before its time");
        }
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the writer panicked");
        }
    }
}

/// What is to be read.
type ReadJob = Box<dyn FnOnce(&Connection) -> Result<Erased> + Send>;

/// The answer of a job, with its type again.
fn known<T: 'static>(answer: Erased) -> Result<T> {
    // Made by the very function that asks, so it is always of this type.
    answer.downcast().map(|answer| *answer).map_err(|_| Error::internal("an answer of another type"))
}

/// A read transaction, which ends with its scope, also when the job panics. rusqlite's own prepares its two statements anew
/// each time.
struct ReadTransaction<'a>(&'a Connection);

impl Drop for ReadTransaction<'_> {
    fn drop(&mut self) {
        if let Err(error) = command(self.0, "rollback") {
            tracing::warn!(%error, "a read transaction did not end");
        }
    }
}

/// Runs a statement without values, prepared once.
fn command(connection: &Connection, text: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(text)?.execute([]).map(|_| ())
}

/// What every connection needs.
fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    sql::add_functions(connection)
}
