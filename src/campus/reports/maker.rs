//! Who makes the reports: one at a time, in the order in which they were asked for.

use super::kinds::Asked;
use super::model::{ReportParameters, ReportSettings, WaitingReport};
use super::store::MadeFile;
use super::{rules, scheduled, store};
use crate::kit::access::account;
use crate::kit::document::Writer;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::random::hex;
use crate::kit::wire::PART;
use crate::kit::{
    Caller, Change, Code, Day, Db, Error, Id, LocalTime, Origin, Result, Tx, clock, disk, settings,
};
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How often it is looked for what nobody has begun: a report is begun when it is asked for, so this finds only what a stop of the
/// server has cut short, and whoever waits for it shouldn't wait for long.
const PERIOD: Duration = Duration::from_secs(10);

/// How far a report is when its rows are written and its file has only to be kept, in per cent.
const KEEPING: u8 = 99;

/// How long a report that is given up may take to end when the server is asked to stop: it is looked between rows.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes reports. Cheap to clone.
#[derive(Clone)]
pub struct Maker {
    db: Db,
    shared: Arc<Shared>,
}

struct Shared {
    /// One report is made at a time: the processor is needed by those who work.
    seat: Semaphore,
    /// Where files lie until they are whole: they have no name there, and are gone with the process.
    scratch: PathBuf,
    /// The one that is made.
    making: Mutex<Option<Making>>,
    is_ending: AtomicBool,
}

/// A report while it is made.
struct Making {
    id: Id,
    /// How far it is, in per cent.
    share: u8,
    /// Whether somebody has deleted it.
    is_deleted: bool,
}

impl Maker {
    /// A maker for this database, with a directory to write in.
    pub fn new(db: Db, data_dir: &Path) -> Self {
        let shared = Shared {
            seat: Semaphore::new(1),
            scratch: data_dir.to_owned(),
            making: Mutex::default(),
            is_ending: AtomicBool::new(false),
        };
        Self { db, shared: Arc::new(shared) }
    }

    fn making(&self) -> MutexGuard<'_, Option<Making>> {
        self.shared.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far a report is, in per cent; 0 of one that waits.
    pub fn share(&self, id: Id) -> u8 {
        self.making().as_ref().filter(|making| making.id == id).map_or(0, |making| making.share)
    }

    /// Makes what waits, after the answer.
    pub fn begin(&self) {
        let maker = self.clone();
        tokio::spawn(async move {
            if let Err(error) = maker.make_all().await {
                tracing::warn!(%error, "a report waits for the next look");
            }
        });
    }

    /// Goes on with the next if this one is made now: somebody has deleted it.
    pub fn drop_deleted(&self, id: Id) {
        if let Some(making) = self.making().as_mut().filter(|making| making.id == id) {
            making.is_deleted = true;
        }
    }

    /// Ends what is made, which is begun anew at the next start, and begins nothing more.
    pub async fn finish(&self) {
        self.shared.is_ending.store(true, Ordering::Relaxed);
        if tokio::time::timeout(PATIENCE, self.shared.seat.acquire()).await.is_err() {
            tracing::warn!("a report is still in the making");
        }
    }

    /// Makes all that waits; answers how many.
    async fn make_all(&self) -> Result<usize> {
        let _seat = self.shared.seat.acquire().await.map_err(Error::internal)?;
        let mut made = 0;
        while !self.shared.is_ending.load(Ordering::Relaxed)
            && let Some(report) = self.db.read(store::oldest_waiting).await?
        {
            self.make(report).await?;
            made += 1;
        }
        Ok(made)
    }

    /// Makes one, or notes why it can't be made.
    async fn make(&self, report: WaitingReport) -> Result<()> {
        let id = report.id;
        let origin = Origin::of_command("reports");
        if report.attempts >= rules::ATTEMPTS {
            let why = Error::from(Code::ReportInterrupted).sentence().into_owned();
            let noted = self.db.write(&origin, move |tx| {
                store::fail(tx, id, &why)?;
                ended(tx, id)
            });
            return noted.await;
        }
        *self.making() = Some(Making { id, share: 0, is_deleted: false });
        // As below: what is made of what is stored already leaves no trace in the audit but that it was asked for.
        self.db.write(&origin, move |tx| store::begin(tx, id).map(Change::unaudited)).await?;
        let outcome = self.written(report, &origin).await;
        let is_ending = self.shared.is_ending.load(Ordering::Relaxed);
        let is_deleted = self.making().take().is_some_and(|making| making.is_deleted);
        let noted = self.db.write(&origin, move |tx| {
            match &outcome {
                Ok(made) => store::complete(tx, id, made, LocalTime(tx.now))?,
                Err(_) if is_deleted => {}
                // No fault of the report's.
                Err(_) if is_ending => store::put_back(tx, id)?,
                Err(error) => {
                    tracing::warn!(%error, "a report can't be made");
                    store::fail(tx, id, &error.sentence())?;
                }
            }
            ended(tx, id)
        });
        noted.await
    }

    /// Notes how far one is; refuses to go on with what nobody waits for any more, or what becomes too large.
    fn go_on(&self, share: u8, file: &File) -> Result<()> {
        let is_deleted = self.making().as_mut().is_none_or(|making| {
            making.share = share;
            making.is_deleted
        });
        if is_deleted || self.shared.is_ending.load(Ordering::Relaxed) {
            return Err(Error::internal("the report is given up"));
        }
        // A sheet lies uncompressed beside the file until it is whole.
        disk::check_room(&self.shared.scratch, rules::ROOM)?;
        let size = file.metadata()?.len();
        if size > rules::LARGEST { Err(Code::ReportTooLarge.into()) } else { Ok(()) }
    }

    /// Writes its file, and keeps it part by part.
    async fn written(&self, report: WaitingReport, origin: &Arc<Origin>) -> Result<MadeFile> {
        let id = report.id;
        let maker = self.clone();
        let by = Arc::clone(origin);
        let (mut file, rows) = self.db.read(move |db| maker.write_file(db, &report, by)).await?;
        let (mut hash, mut size, mut number) = (Sha256::new(), 0_i64, 0_i64);
        loop {
            let maker = self.clone();
            let (back, part) = tokio::task::spawn_blocking(move || {
                maker.go_on(KEEPING, &file)?;
                let mut part = Vec::with_capacity(PART);
                Read::by_ref(&mut file).take(PART as u64).read_to_end(&mut part)?;
                Ok::<_, Error>((file, part))
            })
            .await??;
            file = back;
            if part.is_empty() {
                break;
            }
            hash.update(&part);
            size += i64::try_from(part.len()).map_err(Error::internal)?;
            let keep = move |tx: &Tx<'_>| store::add_part(tx, id, number, &part).map(Change::unaudited);
            self.db.write(origin, move |tx| keep(tx)).await?;
            number += 1;
        }
        Ok(MadeFile { size, sha256: hex(&hash.finalize()), rows })
    }

    /// Writes the whole of it to a file without a name.
    fn write_file(
        &self,
        db: &Connection,
        report: &WaitingReport,
        origin: Arc<Origin>,
    ) -> Result<(File, i64)> {
        let account = account::account(db, report.user_id)?.filter(|account| account.is_active);
        let who = Caller::new(&account.ok_or(Code::ReportOwnerGone)?, origin);
        let parameters: ReportParameters =
            serde_json::from_str(&report.parameters).map_err(Error::internal)?;
        let today = Day(clock::today());
        let asked = Asked::of(db, &who, report.report_type, &parameters, today)?;
        let expected = asked.count(db)?;
        rules::check_rows(report.file_format, expected)?;
        let expected = expected.max(1).unsigned_abs();
        disk::check_room(&self.shared.scratch, rules::ROOM)?;
        let about = asked.about(db, &report.title, &who, LocalTime(clock::now()))?;
        let ReportSettings { csv_separator, .. } = settings::of(db)?;
        let file = tempfile::tempfile_in(&self.shared.scratch)?;
        let told = |rows: u64| {
            let share = u8::try_from(rows * 100 / expected).unwrap_or(KEEPING);
            self.go_on(share.min(KEEPING), &file)
        };
        let mut out =
            Writer::new(report.file_format, csv_separator, &about, (&file, &self.shared.scratch), &told)?;
        asked.write(db, &mut out)?;
        let rows = out.finish()?;
        self.go_on(KEEPING, &file)?;
        (&file).rewind()?;
        Ok((file, i64::try_from(rows).map_err(Error::internal)?))
    }
}

/// Tells whoever has a report by a schedule what has become of it. What is made of what is stored already leaves no trace in the audit
/// but that it was asked for: no event.
fn ended(tx: &Tx<'_>, id: Id) -> Result<Change<()>> {
    Ok(Change::unaudited(()).tell(scheduled::change::due::told(tx, id)?))
}

impl Job for Maker {
    fn name(&self) -> &'static str {
        "reports"
    }

    fn title(&self) -> &'static str {
        "Reportes"
    }

    fn purpose(&self) -> &'static str {
        "Hace los reportes que quedaron a medias cuando el servidor se detuvo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(self.make_all())
    }
}
