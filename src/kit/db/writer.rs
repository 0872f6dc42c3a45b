//! The writer: one thread, one connection, one commit for whatever is queued.
//!
//! Who finds another program at the file waits a little, once: as long as it stays there, all who come are turned away at once.

use super::budget::{Budgets, Purse, Spender};
use super::chain::ChainKey;
use super::obstacle::{Condition, Obstacle, OpenedFile};
use super::repeats::Repeats;
use super::{Bell, Change, Precondition, Ring, Tx, command, event};
use crate::kit::access::Origin;
use crate::kit::clock;
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use rusqlite::Connection;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// How many writes share a commit at most, so that the first of them doesn't wait for ever.
const BATCH: usize = 256;

/// The bytes of a page: SQLite's own size, which no database of ours changes.
const PAGE: u64 = 4_096;

/// How long the first who finds another program at the file waits for it. Commands that write need milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

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
    pub(super) spender: Spender,
    pub(super) precondition: Option<Arc<Precondition>>,
    pub(super) bell: Bell,
    /// Once it has run: what it answers, and whose streams hear of it when it is committed.
    pub(super) result: Option<Result<(Erased, Vec<Id>)>>,
    pub(super) reply: oneshot::Sender<Result<Erased>>,
}

impl QueuedWrite {
    /// Runs inside a savepoint; answers whether the savepoint is to be kept.
    fn run(&mut self, state: &WriterState) -> bool {
        let Some(job) = self.job.take() else { return false };
        let WriterState { connection, key, budgets, repeats, .. } = state;
        let purse = Purse { budgets, spender: self.spender };
        let tx = Tx { connection, key, now: clock::now(), origin: &self.origin, purse, repeats };
        let precondition = self.precondition.take();
        let outcome = catch_unwind(AssertUnwindSafe(|| match precondition {
            None => tx.store(job(tx)?),
            Some(precondition) => tx.store(precondition.guard(connection, || job(tx))?),
        }));
        let result = outcome.unwrap_or_else(|_| Err(Error::internal("a write panicked")));
        let result = result.map_err(|error| judged(error, &state.condition));
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

/// What the writer's thread works with.
pub(super) struct WriterState {
    pub(super) connection: Connection,
    /// Of the audit's chain.
    pub(super) key: ChainKey,
    /// The file that was opened, which may be moved away.
    pub(super) opened: OpenedFile,
    pub(super) condition: Arc<Condition>,
    pub(super) budgets: Budgets,
    pub(super) repeats: RefCell<Repeats>,
    /// Says that entries of the audit are kept back.
    pub(super) keeps_back: Arc<AtomicBool>,
}

impl WriterState {
    /// The writer's thread: until it is told to stop, or every sender is gone.
    pub(super) fn write_batches(self, mut queue: mpsc::Receiver<WriterMessage>) {
        let (mut messages, mut batch) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        let (mut open, mut patience) = (true, PATIENCE);
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
            let outcome = self.opened.check().and_then(|()| self.begin(patience));
            let is_locked = matches!(&outcome, Err(error) if Obstacle::of(error) == Some(Obstacle::Locked));
            // Somebody has waited in vain: nobody else does until the file is free.
            patience = if is_locked { Duration::ZERO } else { PATIENCE };
            let outcome = outcome.and_then(|()| self.commit_together(&mut batch));
            let failed = outcome.err().map(|error| judged(error, &self.condition));
            if std::mem::take(&mut self.repeats.borrow_mut().has_begun) {
                self.keeps_back.store(true, Ordering::Release);
            }
            for job in batch.drain(..) {
                job.finish(failed.as_ref().map(same_failure));
            }
        }
        if let Err(error) = self.write_down(true) {
            tracing::warn!(%error, "entries of the audit that were kept back could not be written");
        }
        if let Err(error) = self.connection.pragma_update(None, "wal_checkpoint", "truncate") {
            tracing::warn!(%error, "the write-ahead log could not be folded in; the next start does it");
        }
    }

    /// Takes the file for a batch, waiting so long for another program that has it.
    fn begin(&self, patience: Duration) -> Result<()> {
        self.connection.busy_timeout(patience)?;
        self.condition.set_waiting(true);
        let outcome = command(&self.connection, "begin immediate");
        self.condition.set_waiting(false);
        Ok(outcome?)
    }

    /// Runs a batch in the transaction that was begun, each job in its savepoint.
    fn commit_together(&self, batch: &mut [QueuedWrite]) -> Result<()> {
        let connection = &self.connection;
        let outcome = self.run_each(batch).and_then(|()| Ok(command(connection, "commit")?));
        if outcome.is_ok() {
            self.repeats.borrow_mut().commit();
            return outcome;
        }
        self.repeats.borrow_mut().roll_back(0);
        if !connection.is_autocommit() {
            command(connection, "rollback")?;
        }
        outcome
    }

    fn run_each(&self, batch: &mut [QueuedWrite]) -> Result<()> {
        let connection = &self.connection;
        self.write_down(false)?;
        let is_counted = batch.iter().any(|job| job.spender != Spender::House);
        let mut held = if is_counted { pages(connection)? } else { 0 };
        for job in batch {
            command(connection, "savepoint job")?;
            let savepoint = self.repeats.borrow().savepoint();
            let keep = job.run(self);
            if connection.is_autocommit() {
                // A full disk or an I/O fault makes SQLite drop the whole transaction, neighbours included.
                return Err(match &job.result {
                    Some(Err(error)) => same_failure(error),
                    _ => Code::DiskUnwritable.into(),
                });
            }
            if !keep {
                command(connection, "rollback to job")?;
                self.repeats.borrow_mut().roll_back(savepoint);
            }
            command(connection, "release job")?;
            if is_counted && keep {
                let now = pages(connection)?;
                if job.spender != Spender::House {
                    self.budgets.grown(job.spender, now.saturating_sub(held) * PAGE, Instant::now());
                }
                held = now;
            }
        }
        Ok(())
    }

    /// Writes down what was kept back of the audit and is due; everything, if the server stops.
    fn write_down(&self, stops: bool) -> Result<()> {
        let due = self.repeats.borrow_mut().due(Instant::now(), stops);
        for kept in due {
            event::record_of(
                (&self.connection, &self.key),
                &kept.event,
                kept.further,
                &kept.origin,
                kept.at,
            )?;
        }
        Ok(())
    }
}

/// How many pages of the database hold something.
fn pages(connection: &Connection) -> Result<u64> {
    let of = |text: &str| connection.prepare_cached(text)?.query_row([], |row| row.get::<_, i64>(0));
    let held = of("pragma page_count")? - of("pragma freelist_count")?;
    Ok(u64::try_from(held).unwrap_or(0))
}

/// What people hear of a failure: when it says what keeps the server from writing, the sentence of that.
fn judged(error: Error, condition: &Condition) -> Error {
    if error.code() == Code::DatabaseMoved {
        condition.note(Obstacle::DatabaseMoved, &error);
    }
    let Some(obstacle) = Obstacle::of(&error) else { return error };
    condition.note(obstacle, &error);
    obstacle.code().into()
}

/// The same failure once more, for each member of a batch: errors of SQLite can't be cloned.
fn same_failure(error: &Error) -> Error {
    match error {
        Error::Db(rusqlite::Error::SqliteFailure(cause, message)) => {
            Error::Db(rusqlite::Error::SqliteFailure(*cause, message.clone()))
        }
        Error::Known(code) => Error::Known(*code),
        other => Error::internal(other.to_string()),
    }
}
