//! Who writes what is exported: one list and one centre at a time, to a file without a name.

use super::lists::Asked;
use super::model::NewExport;
use super::{centers, rules};
use crate::campus::centers::store;
use crate::campus::reports;
use crate::campus::reports::model::ReportSettings;
use crate::kit::document::Writer;
use crate::kit::seat::Seat;
use crate::kit::{Caller, Code, Core, Day, Error, Id, LocalTime, Result, clock, disk, settings};
use rusqlite::Connection;
use std::fs::File;
use std::io::Seek;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// One list at a time: the processor and the readers of the database are needed by those who work.
static LISTS: Seat = Seat::new();

/// And one centre: that takes a reader for as long as it takes.
static CENTERS: Seat = Seat::new();

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
    /// What the audit says of it.
    pub(super) says: String,
}

impl Exporter {
    /// An exporter of what a server keeps, with a directory to write in.
    pub fn new(core: Core, data_dir: &Path) -> Self {
        Self { core, scratch: data_dir.into() }
    }

    /// Writes a list.
    pub(super) async fn list(&self, who: &Caller, asked: NewExport) -> Result<Written> {
        let waiting = Waiting::default();
        let gone = waiting.gone();
        let (who, core, scratch) = (who.clone(), self.core.clone(), Arc::clone(&self.scratch));
        let seat = LISTS.sit().await?;
        let written = self.core.db.read(move |db| {
            let _seat = seat;
            let asked = Asked::of(db, &who, &core, asked, Day(clock::today()))?;
            list(db, &who, &asked, &scratch, &gone)
        });
        written.await
    }

    /// Writes everything of a centre.
    pub(super) async fn center(&self, who: &Caller, id: Id) -> Result<Written> {
        let waiting = Waiting::default();
        let gone = waiting.gone();
        let (who, scratch) = (who.clone(), Arc::clone(&self.scratch));
        let seat = CENTERS.sit().await?;
        let written = self.core.db.read(move |db| {
            let _seat = seat;
            center(db, &who, id, &scratch, &gone)
        });
        written.await
    }
}

fn center(db: &Connection, who: &Caller, id: Id, scratch: &Path, gone: &AtomicBool) -> Result<Written> {
    let center = store::get(db, id)?;
    let file = room_for(scratch)?;
    let now = LocalTime(clock::now());
    let ReportSettings { csv_separator, .. } = settings::of(db)?;
    let told = |_| go_on(&file, gone, rules::LARGEST_ZIP);
    let (files, rows) = centers::write(db, who, &center, csv_separator, now, (&file, &told))?;
    told(rows)?;
    let name = reports::rules::file_name(&format!("Todo {}", center.name), now.wall().date(), "zip");
    let says = format!("Exportó todo lo del centro {}: {files} archivos, {rows} filas", center.name);
    whole(file, name, says)
}

fn list(db: &Connection, who: &Caller, asked: &Asked, scratch: &Path, gone: &AtomicBool) -> Result<Written> {
    let (format, now) = (asked.format(), LocalTime(clock::now()));
    rules::check_rows(format, asked.count(db)?)?;
    let file = room_for(scratch)?;
    let about = asked.about(db, who, now)?;
    let ReportSettings { csv_separator, .. } = settings::of(db)?;
    let told = |_| go_on(&file, gone, rules::LARGEST);
    let mut out = Writer::new(format, csv_separator, &about, (&file, scratch), &told)?;
    asked.write(db, &mut out)?;
    let rows = out.finish()?;
    told(rows)?;
    let name = reports::rules::file_name(&about.title, now.wall().date(), format.extension());
    let says = asked.says(&about, rows);
    whole(file, name, says)
}

/// An empty file, where there is room for one.
fn room_for(scratch: &Path) -> Result<File> {
    if disk::space(scratch).is_some_and(|space| space.free < rules::ROOM) {
        return Err(Code::DiskFull.into());
    }
    Ok(tempfile::tempfile_in(scratch)?)
}

/// Refuses to go on with what nobody waits for any more, or what becomes too large.
fn go_on(file: &File, gone: &AtomicBool, largest: u64) -> Result<()> {
    if gone.load(Ordering::Relaxed) {
        return Err(Error::internal("nobody waits for the export any more"));
    }
    if file.metadata()?.len() > largest { Err(Code::ExportTooLarge.into()) } else { Ok(()) }
}

/// A file that is written, to be read from its beginning.
fn whole(mut file: File, name: String, says: String) -> Result<Written> {
    file.rewind()?;
    let size = file.metadata()?.len();
    Ok(Written { file, name, size, says })
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
    fn an_export_ends_when_nobody_waits_for_it_or_it_becomes_too_large() {
        let mut file = tempfile::tempfile().unwrap();
        let waiting = Waiting::default();
        let gone = waiting.gone();
        assert!(go_on(&file, &gone, 2).is_ok());
        std::io::Write::write_all(&mut file, b"abc").unwrap();
        assert_eq!(go_on(&file, &gone, 2).unwrap_err().code(), Code::ExportTooLarge);
        drop(waiting);
        assert!(go_on(&file, &gone, 9).unwrap_err().to_string().contains("nobody waits"));
    }
}
