//! Who makes the reports: one at a time, in the order in which they were asked for.

use super::kinds::Asked;
use super::model::{ReportParameters, ReportSettings, WaitingReport};
use super::store::MadeFile;
use super::{rules, store};
use crate::kit::access::account;
use crate::kit::document::Writer;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::random::hex;
use crate::kit::{Caller, Change, Code, Db, Error, Id, LocalTime, Origin, Result, clock, disk, settings};
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The size of all parts of a file but the last.
pub const PART: usize = 256 * 1024;

/// How often it is looked for what nobody has begun: a report is begun when it is asked for, so this finds only what a stop of the
/// server has cut short, and whoever waits for it shouldn't wait for long.
const PERIOD: Duration = Duration::from_secs(10);

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
    /// How far the one is that is made, in per cent.
    progress: Mutex<HashMap<Id, u8>>,
}

impl Maker {
    /// A maker for this database, with a directory to write in.
    pub fn new(db: Db, data_dir: &Path) -> Self {
        let shared =
            Shared { seat: Semaphore::new(1), scratch: data_dir.to_owned(), progress: Mutex::default() };
        Self { db, shared: Arc::new(shared) }
    }

    /// How far a report is that is made now, in per cent; nothing of one that waits.
    pub fn progress(&self, id: Id) -> Option<u8> {
        self.shared.progress.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
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

    /// Makes all that waits; answers how many.
    async fn make_all(&self) -> Result<usize> {
        let _seat = self.shared.seat.acquire().await.map_err(Error::internal)?;
        let mut made = 0;
        while let Some(report) = self.db.read(store::oldest_waiting).await? {
            self.make(report).await?;
            made += 1;
        }
        Ok(made)
    }

    /// Makes one, or notes why it can't be made.
    async fn make(&self, report: WaitingReport) -> Result<()> {
        let id = report.id;
        let origin = Origin::of_command("reports");
        let outcome = if report.attempts >= rules::ATTEMPTS {
            Err(Code::ReportInterrupted.into())
        } else {
            // What is made of what is stored already leaves no trace in the audit but that it was asked for: no event, here and below.
            self.db.write(&origin, move |tx| store::begin(tx, id).map(Change::unaudited)).await?;
            self.written(report, &origin).await
        };
        self.shared.progress.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        let noted = self.db.write(&origin, move |tx| {
            match &outcome {
                Ok(made) => store::complete(tx, id, made, LocalTime(tx.now)),
                Err(error) => {
                    tracing::warn!(%error, "a report can't be made");
                    store::fail(tx, id, &error.sentence())
                }
            }
            .map(Change::unaudited)
        });
        noted.await
    }

    /// Writes its file, and keeps it part by part.
    async fn written(&self, report: WaitingReport, origin: &Arc<Origin>) -> Result<MadeFile> {
        let id = report.id;
        let maker = self.clone();
        let by = Arc::clone(origin);
        let (mut file, rows) = self.db.read(move |db| maker.write_file(db, &report, by)).await?;
        let (mut hash, mut size, mut number) = (Sha256::new(), 0_i64, 0_i64);
        loop {
            let (back, part) = tokio::task::spawn_blocking(move || {
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
            let kept = self
                .db
                .write(origin, move |tx| store::add_part(tx, id, number, &part).map(Change::unaudited));
            if !kept.await? {
                // Somebody has deleted it: there is nothing to write for.
                return Err(Code::ReportNotFound.into());
            }
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
        let who = Caller::new(account.ok_or(Code::ReportOwnerGone)?, origin);
        let parameters: ReportParameters =
            serde_json::from_str(&report.parameters).map_err(Error::internal)?;
        let asked = Asked::of(db, &who, report.report_type, &parameters)?;
        let expected = asked.count(db)?;
        rules::check_rows(report.file_format, expected)?;
        let expected = expected.max(1).unsigned_abs();
        if disk::space(&self.shared.scratch).is_some_and(|space| space.free < rules::ROOM) {
            return Err(Code::DiskFull.into());
        }
        let about = asked.about(db, &report.title, &who, LocalTime(clock::now()))?;
        let ReportSettings { csv_separator, .. } = settings::of(db)?;
        let mut file = tempfile::tempfile_in(&self.shared.scratch)?;
        let told = |rows: u64| {
            // The last per cent is that of keeping it.
            let share = u8::try_from((rows * 100 / expected).min(99)).unwrap_or(99);
            self.shared.progress.lock().unwrap_or_else(PoisonError::into_inner).insert(report.id, share);
        };
        let mut out =
            Writer::new(report.file_format, csv_separator, &about, (&file, &self.shared.scratch), &told)?;
        asked.write(db, &mut out)?;
        let rows = out.finish()?;
        if file.metadata()?.len() > rules::LARGEST.unsigned_abs() {
            return Err(Code::ReportTooLarge.into());
        }
        file.rewind()?;
        Ok((file, i64::try_from(rows).map_err(Error::internal)?))
    }
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
