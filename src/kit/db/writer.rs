//! The writer: one thread, one connection, one commit for whatever is queued.

use super::chain::ChainKey;
use super::{Bell, Change, Ring, Tx, command};
use crate::kit::access::Origin;
use crate::kit::clock;
use crate::kit::error::{Error, Result};
use crate::kit::wire::Id;
use rusqlite::Connection;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};

/// How many writes share a commit at most, so that the first of them doesn't wait for ever.
const BATCH: usize = 256;

/// What a write answers, with its type forgotten: so that queue, savepoint and commit are translated once and not once a handler.
pub(super) type Erased = Box<dyn Any + Send>;

/// What is to be done within a savepoint.
pub(super) type WriteJob = Box<dyn FnOnce(Tx<'_>) -> Result<Change<Erased>> + Send>;

/// What travels to the writer.
pub(super) enum WriterMessage {
    Run(QueuedWrite),
    Stop,
}

/// A queued write: the job, where it comes from, and where the answer goes.
pub(super) struct QueuedWrite {
    /// Until it is run.
    pub(super) job: Option<WriteJob>,
    pub(super) origin: Arc<Origin>,
    pub(super) bell: Bell,
    /// Once it has run: what it answers, and whose streams hear of it when it is committed.
    pub(super) result: Option<Result<(Erased, Vec<Id>)>>,
    pub(super) reply: oneshot::Sender<Result<Erased>>,
}

impl QueuedWrite {
    /// Runs inside a savepoint; answers whether the savepoint is to be kept.
    fn run(&mut self, connection: &Connection, key: &ChainKey) -> bool {
        let Some(job) = self.job.take() else { return false };
        let tx = Tx { connection, key, now: clock::now(), origin: &self.origin };
        let outcome = catch_unwind(AssertUnwindSafe(|| tx.store(job(tx)?)));
        let result = outcome.unwrap_or_else(|_| Err(Error::internal("a write panicked")));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    /// Answers the request. `failed` says why the batch wasn't committed, if it wasn't.
    fn finish(self, failed: Option<Error>) {
        let result = match (self.result, failed) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(error)) => Err(error),
            (Some(Ok((value, rings))), None) => {
                for person in rings {
                    self.bell.ring(Ring::For(person));
                }
                Ok(value)
            }
            (None, None) => Err(Error::internal("a write was never run")),
        };
        // The request may be gone; what is committed stays committed.
        let _ = self.reply.send(result);
    }
}

/// The writer's thread: until it is told to stop, or every sender is gone. `commits` counts before anybody is answered.
pub(super) fn write_batches(
    connection: &Connection,
    key: &ChainKey,
    mut queue: mpsc::Receiver<WriterMessage>,
    commits: &AtomicU64,
) {
    let (mut messages, mut batch) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
    let mut open = true;
    while open && queue.blocking_recv_many(&mut messages, BATCH) > 0 {
        for message in messages.drain(..) {
            match message {
                WriterMessage::Run(write) if open => batch.push(write),
                // Whoever asked for it after the end hears that the writer has stopped.
                WriterMessage::Run(_) => {}
                WriterMessage::Stop => open = false,
            }
        }
        if batch.is_empty() {
            continue;
        }
        let failed = commit_together(connection, key, &mut batch).err();
        commits.fetch_add(1, Ordering::Release);
        for job in batch.drain(..) {
            job.finish(failed.as_ref().map(same_failure));
        }
    }
    if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "truncate") {
        tracing::warn!(%error, "the write-ahead log could not be folded in; the next start does it");
    }
}

/// Runs a batch in one transaction, each job in its savepoint.
fn commit_together(connection: &Connection, key: &ChainKey, batch: &mut [QueuedWrite]) -> Result<()> {
    command(connection, "begin immediate")?;
    let outcome = run_each(connection, key, batch).and_then(|()| Ok(command(connection, "commit")?));
    if outcome.is_err() && !connection.is_autocommit() {
        command(connection, "rollback")?;
    }
    outcome
}

fn run_each(connection: &Connection, key: &ChainKey, batch: &mut [QueuedWrite]) -> Result<()> {
    for job in batch {
        command(connection, "savepoint job")?;
        let keep = job.run(connection, key);
        if connection.is_autocommit() {
            // A full disk or an I/O fault makes SQLite drop the whole transaction, neighbours included.
            return Err(Error::Db(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL),
                Some("the transaction was rolled back by SQLite".into()),
            )));
        }
        if !keep {
            command(connection, "rollback to job")?;
        }
        command(connection, "release job")?;
    }
    Ok(())
}

/// The same failure once more, for each member of a batch: errors of SQLite can't be cloned.
fn same_failure(error: &Error) -> Error {
    match error {
        Error::Db(rusqlite::Error::SqliteFailure(cause, message)) => {
            Error::Db(rusqlite::Error::SqliteFailure(*cause, message.clone()))
        }
        other => Error::internal(other.to_string()),
    }
}
