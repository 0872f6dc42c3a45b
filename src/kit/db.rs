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
use crate::kit::wire::Id;
use crate::kit::{disk, sql};
use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::Connection;
use std::cell::RefCell;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc, oneshot};

pub mod budget;
pub mod chain;
pub mod clock_trace;
pub mod event;
pub mod kind;
pub mod letter;
pub mod notice;

mod bell;
mod change;
mod engine;
pub(crate) mod migrations;
mod obstacle;
mod precondition;
mod repeats;
mod tx;
mod watch;
mod writer;

pub use bell::{Bell, Listener, Ring};
pub use budget::{Budgets, Spender};
use chain::ChainKey;
pub use change::Change;
pub use event::Event;
pub use kind::{AlertKind, Kind};
pub use letter::Letter;
pub use notice::{Notice, Priority};
pub use obstacle::Obstacle;
use obstacle::{Condition, OpenedFile};
pub use precondition::Precondition;
pub use tx::{Actor, By, Tx};
pub use watch::DataVersion;
use watch::Watch;
use writer::{Erased, QueuedWrite, WriterMessage, WriterState};

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
    // Dropped before the readers (see `Watch::close`).
    watch: Arc<Watch>,
    readers: r2d2::Pool<SqliteConnectionManager>,
    seats: Arc<Semaphore>,
    writer: mpsc::Sender<WriterMessage>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    bell: Bell,
    budgets: Budgets,
    /// Whether the writer keeps entries of the audit back.
    keeps_back: Arc<AtomicBool>,
    condition: Arc<Condition>,
    dir: Arc<Path>,
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
        let connection =
            migrations::open_migrated(path, &chain_key).map_err(|error| obstacle::at_start(path, error))?;
        continue_ids(&connection)?;
        engine::check(&connection)?;
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
        let watch = Watch::open(path)?;
        let (writer, queue) = mpsc::channel(QUEUE);
        let (budgets, keeps_back) = (Budgets::default(), Arc::new(AtomicBool::new(false)));
        let (condition, opened) = (Arc::<Condition>::default(), OpenedFile::at(path));
        let dir = opened.dir().into();
        let writer_state = WriterState {
            connection,
            key: chain_key.clone(),
            opened,
            condition: Arc::clone(&condition),
            budgets: budgets.clone(),
            repeats: RefCell::default(),
            keeps_back: Arc::clone(&keeps_back),
        };
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || writer_state.write_batches(queue))
            .map_err(Error::internal)?;
        Ok(Self {
            readers,
            seats: Arc::new(Semaphore::new(READERS as usize)),
            watch: Arc::new(watch),
            writer,
            thread: Arc::new(Mutex::new(Some(thread))),
            bell: Bell::default(),
            budgets,
            keeps_back,
            condition,
            dir,
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

    /// How much people may write.
    pub fn budgets(&self) -> &Budgets {
        &self.budgets
    }

    /// The state of the database, which every commit changes, also one of another program. What was read after it was asked for holds as long
    /// as it stays the same, and whoever was answered that a change is on disk finds another. Cheap, and waits for no transaction; nothing
    /// when it can't be told at once.
    pub fn version(&self) -> Option<DataVersion> {
        self.watch.version()
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
    /// Whatever `job` answers, in which case it changed nothing; `Busy` when the queue is full or others wait for another program;
    /// the code of an [`Obstacle`] when nothing can be written; a database error when the commit failed otherwise;
    /// [`Code::TooManyWrites`] and its like when the budget of whoever acts is spent; [`Code::ChangedSince`] when they demand another
    /// version of the row than it has.
    pub async fn write<A: Actor, T: Send + 'static>(
        &self,
        actor: &A,
        job: impl FnOnce(&By<'_, A::Who>) -> Result<Change<T>> + Send + 'static,
    ) -> Result<T> {
        let who = actor.who().clone();
        let erased = move |tx: Tx<'_>| Ok(job(&By { tx, who: &who })?.map(|value| Box::new(value) as Erased));
        let spender = actor.spender();
        self.budgets.take(spender, Instant::now())?;
        let asked = (Arc::clone(actor.origin()), spender, actor.precondition());
        known(self.write_erased(Box::new(erased), asked).await?)
    }

    /// [`Self::write`] for every type of answer.
    async fn write_erased(
        &self,
        job: writer::WriteJob,
        (origin, spender, precondition): (Arc<Origin>, Spender, Option<Arc<Precondition>>),
    ) -> Result<Erased> {
        if self.condition.is_stuck() {
            return Err(Code::Busy.into());
        }
        let (reply, answer) = oneshot::channel();
        let bell = self.bell.clone();
        let write = QueuedWrite { job: Some(job), origin, spender, precondition, bell, result: None, reply };
        self.writer.try_send(WriterMessage::Run(write)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Error::from(Code::Busy),
            mpsc::error::TrySendError::Closed(_) => Error::internal("the writer has stopped"),
        })?;
        let answer = answer.await.map_err(|_| Error::internal("the writer has stopped"))?;
        if self.keeps_back.swap(false, Ordering::AcqRel) {
            self.write_down_later();
        }
        answer
    }

    /// Sees to it that entries of the audit that are kept back are written also when nobody writes anything more.
    fn write_down_later(&self) {
        let db = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(repeats::KEPT_BACK).await;
            // The writer looks before each batch.
            if let Err(error) = db.write(&Origin::of_command("audit"), |_| Ok(Change::unaudited(()))).await {
                tracing::warn!(%error, "entries of the audit that were kept back wait for the next write");
            }
        });
    }

    /// What keeps the server from writing, if something does. A byte is really written to find out, unless one was a moment ago: an
    /// empty commit never reaches the disk, and goes well on one that is dead.
    pub async fn obstacle(&self) -> Option<Obstacle> {
        if self.condition.is_proven() {
            return None;
        }
        let dir = Arc::clone(&self.dir);
        let proof = move |tx: &Tx<'_>| {
            // What is full may still have room in files that are there, for this byte and not for what people send.
            disk::check_room(&dir, disk::LEAST)?;
            clock_trace::beat(tx)
        };
        // That the clock was seen is nobody's change.
        let origin = Origin::of_command("health");
        let written = self.write(&origin, move |tx| proof(tx).map(Change::unaudited));
        match tokio::time::timeout(WRITABLE, written).await {
            Ok(Ok(_)) => {
                self.condition.prove();
                None
            }
            Ok(Err(error)) => {
                let obstacle = Obstacle::of_code(error.code()).unwrap_or(Obstacle::DiskUnwritable);
                self.condition.note(obstacle, &error);
                Some(obstacle)
            }
            Err(_) => Some(Obstacle::Locked),
        }
    }

    /// Asks the readers, then the writer; answers what keeps it from writing.
    ///
    /// # Errors
    /// When nothing can be read.
    pub async fn answers(&self) -> Result<Option<Obstacle>> {
        self.read(|db| sql::exists(db, "select 1 from sqlite_schema", &[])).await?;
        Ok(self.obstacle().await)
    }

    /// Finishes what is queued, then folds the write-ahead log into the database file.
    pub fn close(self) {
        self.watch.close();
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

/// Makes sure that new ids sort after those that are there, by which lists and streams are ordered.
fn continue_ids(connection: &Connection) -> Result<()> {
    let tables: Vec<String> = sql::all(
        connection,
        "select t.name
         from sqlite_schema t
         join pragma_table_info(t.name) c
         where t.type = 'table'
         and c.name = 'id'
         and lower(c.type) = 'text'",
        &[],
    )?;
    for table in tables {
        // From the end: the first that says its time.
        let text =
            format!("select id\nfrom \"{table}\"\nwhere substr(id, 15, 1) = '7'\norder by id desc\nlimit 1");
        let last: Option<Id> = sql::one(connection, &text, &[])?;
        if let Some(last) = last {
            last.continue_after();
        }
    }
    Ok(())
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
