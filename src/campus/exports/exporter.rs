//! Who writes what is exported: one list and one centre at a time, to a file without a name.

use super::lists::Asked;
use super::model::NewExport;
use super::{centers, change, rules};
use crate::campus::centers::store;
use crate::campus::reports;
use crate::campus::reports::model::ReportSettings;
use crate::kit::db::Db;
use crate::kit::document::Writer;
use crate::kit::seat::Seat;
use crate::kit::{Caller, Code, Core, Day, Error, Id, LocalTime, Result, clock, disk, settings};
use rusqlite::Connection;
use std::fs::File;
use std::io::Seek;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// One list at a time: the processor and the readers of the database are needed by those who work.
static LISTS: Seat = Seat::new();

/// And one centre: that takes a reader for as long as it takes.
static CENTERS: Seat = Seat::new();

/// How long somebody waits for another's export to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Writes exports. Cheap to clone.
#[derive(Clone)]
pub struct Exporter {
    core: Core,
    /// Where files lie until they are sent: they have no name there, and are gone with the process.
    scratch: Arc<Path>,
}

/// A file that is whole.
pub(super) struct Written {
    /// The file, at its beginning.
    pub(super) file: File,
    /// What it is called.
    pub(super) name: String,
    /// Its bytes.
    pub(super) size: u64,
}

impl Exporter {
    /// An exporter of what a server keeps, with a directory to write in.
    pub fn new(core: Core, data_dir: &Path) -> Self {
        Self { core, scratch: data_dir.into() }
    }

    /// Writes a list, and notes it. Whom it isn't for needn't wait for the seat to hear so.
    pub(super) async fn list(&self, who: &Caller, asked: NewExport) -> Result<Written> {
        rules::check_list(who, asked.list)?;
        let (caller, core, scratch) = (who.clone(), self.core.clone(), Arc::clone(&self.scratch));
        let job = move |db: &Connection, gone: &AtomicBool| {
            let asked = Asked::of(db, &caller, &core, asked, Day(clock::today()))?;
            list(db, &caller, &asked, &scratch, gone)
        };
        let (written, says) = seated(&self.core.db, &LISTS, PATIENCE, job).await?;
        self.core.db.write(who, move |tx| change::exported(tx, says)).await?;
        Ok(written)
    }

    /// Writes everything of a centre, and notes it.
    pub(super) async fn center(&self, who: &Caller, id: Id) -> Result<Written> {
        rules::check_center(who, id)?;
        let (caller, scratch) = (who.clone(), Arc::clone(&self.scratch));
        let job = move |db: &Connection, gone: &AtomicBool| center(db, &caller, id, &scratch, gone);
        let (written, says) = seated(&self.core.db, &CENTERS, PATIENCE, job).await?;
        self.core.db.write(who, move |tx| change::exported_center(tx, id, says)).await?;
        Ok(written)
    }
}

/// Does a job on one snapshot when its seat is free; the job is told when nobody waits for it any more, and has the seat to its end.
/// Whoever waits too long for the seat is told so: the line isn't endless, and isn't silent.
async fn seated<T: Send + 'static>(
    db: &Db,
    seat: &'static Seat,
    patience: Duration,
    job: impl FnOnce(&Connection, &AtomicBool) -> Result<T> + Send + 'static,
) -> Result<T> {
    let waiting = Waiting::default();
    let gone = waiting.gone();
    let sat = tokio::time::timeout(patience, seat.sit()).await;
    let sat = sat.map_err(|_| Error::RetryAfter(Code::ExportBusy, PATIENCE.as_secs()))??;
    let done = db.read(move |db| {
        let _sat = sat;
        job(db, &gone)
    });
    done.await
}

/// A file, and what the audit says of it.
type Noted = (Written, String);

fn center(db: &Connection, who: &Caller, id: Id, scratch: &Path, gone: &AtomicBool) -> Result<Noted> {
    let center = store::get(db, id)?;
    let writing = Writing::new(scratch, gone, rules::LARGEST_ZIP)?;
    let now = LocalTime(clock::now());
    let ReportSettings { csv_separator, .. } = settings::of(db)?;
    let told = |_| writing.go_on();
    let (files, rows) = centers::write(db, who, &center, csv_separator, now, (&writing.file, &told))?;
    told(rows)?;
    let name = reports::rules::file_name(&format!("Todo {}", center.name), now.wall().date(), "zip");
    let says = format!("Exportó todo lo del centro {}: {files} archivos, {rows} filas", center.name);
    Ok((whole(writing.file, name)?, says))
}

fn list(db: &Connection, who: &Caller, asked: &Asked, scratch: &Path, gone: &AtomicBool) -> Result<Noted> {
    let (format, now) = (asked.format(), LocalTime(clock::now()));
    rules::check_rows(format, asked.count(db)?)?;
    let writing = Writing::new(scratch, gone, rules::LARGEST)?;
    let about = asked.about(db, who, now)?;
    let ReportSettings { csv_separator, .. } = settings::of(db)?;
    let told = |_| writing.go_on();
    let mut out = Writer::new(format, csv_separator, &about, (&writing.file, scratch), &told)?;
    asked.write(db, &mut out)?;
    let rows = out.finish()?;
    told(rows)?;
    let name = reports::rules::file_name(&about.title, now.wall().date(), format.extension());
    let says = asked.says(&about, rows);
    Ok((whole(writing.file, name)?, says))
}

/// A file while it is written.
struct Writing<'a> {
    file: File,
    /// Where it lies, with what lies beside it meanwhile: a sheet is there uncompressed until it is whole.
    scratch: &'a Path,
    gone: &'a AtomicBool,
    /// The bytes that it may have.
    largest: u64,
    /// The bytes that must stay free on the disk.
    reserve: u64,
}

impl<'a> Writing<'a> {
    /// An empty file, where there is room for one.
    fn new(scratch: &'a Path, gone: &'a AtomicBool, largest: u64) -> Result<Self> {
        disk::check_room(scratch, rules::ROOM)?;
        Ok(Self { file: tempfile::tempfile_in(scratch)?, scratch, gone, largest, reserve: rules::ROOM })
    }

    /// Refuses to go on with what nobody waits for any more, becomes too large, or takes the disk from those who work.
    fn go_on(&self) -> Result<()> {
        if self.gone.load(Ordering::Relaxed) {
            return Err(Error::internal("nobody waits for the export any more"));
        }
        disk::check_room(self.scratch, self.reserve)?;
        if self.file.metadata()?.len() > self.largest { Err(Code::ExportTooLarge.into()) } else { Ok(()) }
    }
}

/// A file that is written, to be read from its beginning.
fn whole(mut file: File, name: String) -> Result<Written> {
    file.rewind()?;
    let size = file.metadata()?.len();
    Ok(Written { file, name, size })
}

/// Somebody who waits for an answer. It is dropped with the request, also when they hang up.
#[derive(Default)]
struct Waiting(Arc<AtomicBool>);

impl Waiting {
    /// Says, from then on, whether they have gone.
    fn gone(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_ends_when_nobody_waits_for_it_it_becomes_too_large_or_the_disk_runs_full() {
        let dir = tempfile::tempdir().unwrap();
        let waiting = Waiting::default();
        let gone = waiting.gone();
        let mut writing = Writing::new(dir.path(), &gone, 2).unwrap();
        writing.reserve = 0;
        assert!(writing.go_on().is_ok());
        std::io::Write::write_all(&mut writing.file, b"abc").unwrap();
        assert_eq!(writing.go_on().unwrap_err().code(), Code::ExportTooLarge);
        writing.largest = 9;
        // No disk has that much: it is asked for again and again, not only at the beginning.
        writing.reserve = u64::MAX;
        assert_eq!(writing.go_on().unwrap_err().code(), Code::DiskFull);
        writing.reserve = 0;
        drop(waiting);
        assert!(writing.go_on().unwrap_err().to_string().contains("nobody waits"));
    }

    #[tokio::test]
    async fn a_request_that_goes_away_ends_its_job_and_frees_the_seat() {
        static SEAT: Seat = Seat::new();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("inventario.db");
        let db = tokio::task::spawn_blocking(move || Db::open(&path, "the secret of the tests"))
            .await
            .unwrap()
            .unwrap();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (left, has_left) = std::sync::mpsc::channel::<()>();
        let (saw, seen) = tokio::sync::oneshot::channel();
        let job = move |_: &Connection, gone: &AtomicBool| {
            begun.send(gone.load(Ordering::Relaxed)).unwrap();
            has_left.recv().unwrap();
            saw.send(gone.load(Ordering::Relaxed)).unwrap();
            Ok(())
        };
        let mut request = Box::pin(seated(&db, &SEAT, PATIENCE, job));
        let was_gone = tokio::select! {
            _ = &mut request => panic!("the job ended by itself"),
            was_gone = has_begun => was_gone.unwrap(),
        };
        assert!(!was_gone);
        // Another has no seat, and is told so instead of waiting for ever.
        let refused = seated(&db, &SEAT, Duration::ZERO, |_, _| Ok(())).await.unwrap_err();
        assert_eq!(refused.code(), Code::ExportBusy);
        drop(request);
        left.send(()).unwrap();
        assert!(seen.await.unwrap(), "the job doesn't know that nobody waits");
        seated(&db, &SEAT, PATIENCE, |_, _| Ok(())).await.unwrap();
        tokio::task::spawn_blocking(move || db.close()).await.unwrap();
    }
}
