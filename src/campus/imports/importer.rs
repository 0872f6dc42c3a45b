//! Who reads the files and judges their rows: one at a time, off the runtime's threads, a few hundred rows a write.

use super::judge::Judge;
use super::model::ImportStatus;
use super::{change, rules, store};
use crate::kit::access::account;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Caller, Change, Code, Db, Error, Id, LocalTime, Origin, Result, Scope, clock, disk};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};

mod pieces;

use pieces::{Piece, read_pieces};

/// How many rows are kept and judged at a time: a write of some milliseconds, so that nobody waits for an import.
const CHUNK: usize = 250;

/// How many imports may be at work or wait for it: each holds its file in memory until it is read.
const AT_WORK: usize = 4;

/// How often it is looked for what a stop of the server has cut short.
const PERIOD: Duration = Duration::from_secs(10);

/// How long an import that is given up may take to end when the server is asked to stop: it is looked between writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// How far an import is when its file is read and its rows have still to be judged, in per cent.
const READ: u8 = 40;

/// Reads files and judges their rows. Cheap to clone.
#[derive(Clone)]
pub struct Importer {
    db: Db,
    shared: Arc<Shared>,
}

struct Shared {
    /// One is read or judged at a time: the processor is needed by those who work.
    seat: Semaphore,
    /// Where a template lies until it is whole: it has no name there.
    scratch: PathBuf,
    /// What is at work or waits for it, and how far it is, in per cent.
    at_work: Mutex<Vec<(Id, u8)>>,
    is_ending: AtomicBool,
}

impl Shared {
    fn at_work(&self) -> MutexGuard<'_, Vec<(Id, u8)>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An import that somebody works at; let go, nobody does any more.
pub struct Held {
    id: Id,
    shared: Arc<Shared>,
}

impl Held {
    /// Notes how far the work is, in per cent.
    pub fn note(&self, share: u8) {
        if let Some((_, known)) = self.shared.at_work().iter_mut().find(|(id, _)| *id == self.id) {
            *known = share;
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut at_work = self.shared.at_work();
        if let Some(at) = at_work.iter().position(|(id, _)| *id == self.id) {
            at_work.swap_remove(at);
        }
    }
}

impl Importer {
    /// An importer for this database, with a directory to write in.
    pub fn new(db: Db, data_dir: &Path) -> Self {
        let shared = Shared {
            seat: Semaphore::new(1),
            scratch: data_dir.to_owned(),
            at_work: Mutex::default(),
            is_ending: AtomicBool::new(false),
        };
        Self { db, shared: Arc::new(shared) }
    }

    /// Where a template may be written.
    pub fn scratch(&self) -> &Path {
        &self.shared.scratch
    }

    /// How far the work at an import is, in per cent, if somebody works at it.
    pub fn share(&self, id: Id) -> Option<u8> {
        self.shared.at_work().iter().find(|(known, _)| *known == id).map(|(_, share)| *share)
    }

    /// Takes an import to work at it.
    ///
    /// # Errors
    /// [`Code::ImportBusy`] when somebody works at it already, [`Code::Busy`] when too many are at work.
    pub fn hold(&self, id: Id) -> Result<Held> {
        let mut at_work = self.shared.at_work();
        if at_work.iter().any(|(known, _)| *known == id) {
            return Err(Code::ImportBusy.into());
        }
        if at_work.len() >= AT_WORK {
            return Err(Code::Busy.into());
        }
        at_work.push((id, 0));
        Ok(Held { id, shared: Arc::clone(&self.shared) })
    }

    /// Reads a file and judges its rows, after the answer.
    pub fn read(&self, held: Held, person: Id, bytes: Bytes) {
        let importer = self.clone();
        tokio::spawn(async move { importer.work(held, person, Some(bytes)).await });
    }

    /// Judges the rows of one anew, after the answer.
    pub fn judge(&self, held: Held, person: Id) {
        let importer = self.clone();
        tokio::spawn(async move { importer.work(held, person, None).await });
    }

    /// Ends what is at work: what was read goes on at the next start, what wasn't has to be sent again.
    pub async fn finish(&self) {
        self.shared.is_ending.store(true, Ordering::Relaxed);
        if tokio::time::timeout(PATIENCE, self.shared.seat.acquire()).await.is_err() {
            tracing::warn!("an import is still at work");
        }
    }

    fn go_on(&self) -> Result<()> {
        if self.shared.is_ending.load(Ordering::Relaxed) {
            Err(Error::internal("the import is given up"))
        } else {
            Ok(())
        }
    }

    /// Reads and judges, or notes why that can't be. It is let go within the write that says how it ended: whoever sees that it has
    /// can go on with it.
    async fn work(&self, held: Held, person: Id, bytes: Option<Bytes>) {
        let Ok(_seat) = self.shared.seat.acquire().await else { return };
        let outcome = async {
            if let Some(bytes) = bytes {
                self.read_file(&held, bytes).await?;
            }
            self.judge_rows(&held, person).await
        };
        let why = match outcome.await {
            Ok(()) => None,
            // Deleted meanwhile, or cut short by the end: no fault of the file's.
            Err(error) if error.code() == Code::ImportNotFound || self.go_on().is_err() => return,
            Err(error) => {
                if error.code() == Code::Internal {
                    tracing::warn!(%error, "an import can't be read");
                }
                Some(error.sentence().into_owned())
            }
        };
        let origin = Origin::of_command("imports");
        // What becomes of a file that somebody has sent leaves no trace in the audit but that it was sent: no event, here and below.
        let noted = self.db.write(&origin, move |tx| {
            let held = held;
            let id = held.id;
            match &why {
                Some(why) => store::fail(tx, id, why),
                None => store::judged_whole(tx, id),
            }
            .map(Change::unaudited)
        });
        if let Err(error) = noted.await {
            tracing::warn!(%error, "an import waits for the next look");
        }
    }

    /// Keeps the rows of a file as they are.
    async fn read_file(&self, held: &Held, bytes: Bytes) -> Result<()> {
        let (id, origin) = (held.id, Origin::of_command("imports"));
        let (send, mut pieces) = mpsc::channel(2);
        let reading = tokio::task::spawn_blocking(move || read_pieces(&bytes, &send));
        while let Some(piece) = pieces.recv().await {
            self.go_on()?;
            disk::check_room(self.scratch(), rules::ROOM)?;
            let share = match &piece {
                Piece::Head(..) => 0,
                Piece::Rows(_, share) => *share,
            };
            let kept = self.db.write(&origin, move |tx| {
                match &piece {
                    Piece::Head(preset, columns) => change::keep_columns(tx, id, *preset, columns),
                    Piece::Rows(rows, _) => store::add_rows(tx, id, rows),
                }
                .map(Change::unaudited)
            });
            kept.await?;
            held.note(u8::try_from(u16::from(share) * u16::from(READ) / 100).unwrap_or(READ));
        }
        let source = reading.await??;
        self.db.write(&origin, move |tx| store::read_whole(tx, id, &source).map(Change::unaudited)).await
    }

    /// The rooms that a person keeps.
    async fn scope(&self, person: Id) -> Result<Scope> {
        let account = self.db.read(move |db| account::account(db, person)).await?;
        let account = account.filter(|account| account.is_active);
        Ok(account.map_or(Scope::Nothing, |it| Caller::new(&it, Origin::of_command("imports")).keeping()))
    }

    /// Judges all rows from the first on.
    async fn judge_rows(&self, held: &Held, person: Id) -> Result<()> {
        let (id, origin) = (held.id, Origin::of_command("imports"));
        let scope = self.scope(person).await?;
        let begun = self.db.read(move |db| {
            let judge = Judge::new(db, scope, store::columns(db, id)?)?;
            Ok((judge, store::get(db, None, id)?.row_count))
        });
        let (mut judge, all) = begun.await?;
        let (mut last, mut done) = (0, 0);
        loop {
            self.go_on()?;
            let (back, judged) = self
                .db
                .read(move |db| {
                    let now = LocalTime(clock::now());
                    let rows = store::raw_rows(db, id, last, CHUNK as i64)?;
                    let judged =
                        rows.iter().map(|row| judge.row(db, row, now)).collect::<Result<Vec<_>>>()?;
                    Ok((judge, judged))
                })
                .await?;
            judge = back;
            let Some(end) = judged.last() else { break };
            last = end.number;
            done += judged.len() as i64;
            self.db
                .write(&origin, move |tx| store::save_judged(tx, id, &judged).map(Change::unaudited))
                .await?;
            let share = i64::from(READ) + done * i64::from(100 - READ) / all.max(1);
            held.note(u8::try_from(share.min(99)).unwrap_or(99));
        }
        Ok(())
    }

    /// Goes on with what a stop of the server cut short; answers how many.
    async fn resume(&self) -> Result<usize> {
        let mut resumed = 0;
        for import in self.db.read(store::unfinished).await? {
            // Somebody works at it, or it was just sent.
            let Ok(held) = self.hold(import.id) else { continue };
            let id = import.id;
            // Looked at again, since it may have ended just before it was held.
            let still = self.db.read(move |db| Ok(store::get(db, None, id)?.status)).await?;
            match still {
                ImportStatus::Judging => self.work(held, import.user_id, None).await,
                // The file was only in memory.
                ImportStatus::Reading => {
                    let why = Code::ImportInterrupted.text();
                    let origin = Origin::of_command("imports");
                    self.db.write(&origin, move |tx| store::fail(tx, id, why).map(Change::unaudited)).await?;
                }
                _ => continue,
            }
            resumed += 1;
        }
        Ok(resumed)
    }
}

impl Job for Importer {
    fn name(&self) -> &'static str {
        "imports"
    }

    fn title(&self) -> &'static str {
        "Importaciones"
    }

    fn purpose(&self) -> &'static str {
        "Termina de revisar las importaciones que quedaron a medias cuando el servidor se detuvo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(self.resume())
    }
}
