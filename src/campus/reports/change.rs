//! What a write does to reports: asks for one, deletes one, counts a download.

use super::model::{NewReport, Report, ReportKind, ReportParameters, ReportSettings, ReportStatus};
use super::{kinds, rules, store};
use crate::kit::document::FileFormat;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Message, Result, settings};
use chrono::TimeDelta;

/// For how long whoever goes on with a file, or looks at it again, leaves no new trace.
const ONE_DOWNLOAD: TimeDelta = TimeDelta::hours(1);

/// A report that is wanted, by a person or by a schedule of theirs.
pub struct Wanted {
    /// Of what.
    pub report_type: ReportKind,
    /// As what.
    pub file_format: FileFormat,
    /// What it is called; none is what its kind is called.
    pub title: Option<String>,
    /// What it is cut to.
    pub parameters: ReportParameters,
    /// The schedule that wants it.
    pub schedule: Option<Id>,
}

/// Asks for a report; the maker makes it afterwards.
///
/// # Errors
/// As [`request`].
pub fn ask(tx: &CallerTx<'_>, new: NewReport) -> Result<Change<Report>> {
    let wanted = Wanted {
        report_type: new.report_type,
        file_format: new.file_format,
        title: new.title.0.map(String::from),
        parameters: new.parameters.0.flatten().unwrap_or_default(),
        schedule: None,
    };
    request(tx, wanted)
}

/// Asks for a report that is wanted.
///
/// # Errors
/// [`Code::ReportKindForbidden`], [`Code::ReportsWaiting`], [`Code::ReportsKept`], and what [`kinds::Asked::of`] refuses.
pub fn request(tx: &CallerTx<'_>, wanted: Wanted) -> Result<Change<Report>> {
    let Wanted { report_type, file_format, title, parameters, schedule } = wanted;
    let asked = kinds::Asked::of(tx, tx.who, report_type, &parameters, tx.today())?;
    let had = store::summary(tx, tx.who.id)?;
    rules::one_more(had.generating_reports, had.total_reports, had.total_size)?;
    let ReportSettings { keep_days, .. } = settings::of(tx)?;
    let now = LocalTime(tx.now);
    let report = Report {
        id: Id::new(),
        user_id: tx.who.id,
        report_type,
        title: title.unwrap_or_else(|| asked.title()).chars().take(200).collect(),
        file_format,
        status: ReportStatus::Generating,
        error: None,
        row_count: None,
        file_size: None,
        sha256: None,
        download_count: 0,
        created_at: now,
        generated_at: None,
        expires_at: LocalTime(tx.now + TimeDelta::days(keep_days)),
    };
    store::insert(tx, &report, &serde_json::to_string(&parameters).map_err(Error::internal)?, schedule)?;
    let says = format!("Reporte pedido: {} ({})", report.title, report.file_format.extension());
    Ok(Change::created("report", report.id, says, report).status(200))
}

/// Deletes one of the caller's, with its file.
///
/// # Errors
/// [`Code::ReportNotFound`].
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Message>> {
    let before = store::get(tx, tx.who.id, id)?;
    store::delete(tx, id)?;
    let event =
        Event::delete("report", id).describe(format!("Reporte eliminado: {}", before.title)).before(&before);
    Ok(Change::new(Message::new("Reporte eliminado exitosamente"), event))
}

/// Notes that the caller takes bytes of a file, whichever: a file without its last byte tells as much. A file that is taken in parts
/// is noted once.
///
/// # Errors
/// [`Code::ReportNotFound`], [`Code::ReportNotReady`].
pub fn begin_download(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let report = ready(tx, id)?;
    if store::is_download_noted(tx, id, tx.now - ONE_DOWNLOAD, tx.now)? {
        return Ok(Change::unaudited(()));
    }
    let event = Event::named("DOWNLOAD_REPORT", "report", Some(id))
        .describe(format!("Reporte descargado: {}", report.title));
    Ok(Change::new((), event))
}

/// Counts a download of the caller's: a file's last byte goes out.
///
/// # Errors
/// [`Code::ReportNotFound`], [`Code::ReportNotReady`].
pub fn count_download(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    ready(tx, id)?;
    // It was noted when its first byte went out.
    store::count_download(tx, id).map(Change::unaudited)
}

/// A report of the caller's whose file is there.
fn ready(tx: &CallerTx<'_>, id: Id) -> Result<Report> {
    let report = store::get(tx, tx.who.id, id)?;
    if report.status == ReportStatus::Completed { Ok(report) } else { Err(Code::ReportNotReady.into()) }
}
