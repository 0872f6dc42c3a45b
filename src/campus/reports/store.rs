//! SQL of reports and their files; what stands in them is asked by `kinds`.

use super::model::{Report, ReportQuery, ReportSummary, WaitingReport};
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Id, LocalTime, Paging, Result, Rows};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select r.id, r.user_id, r.report_type, r.title, r.file_format, r.status, r.error, r.row_count, r.file_size, r.sha256,
        r.download_count, r.created_at, r.generated_at, r.expires_at
    from reports r";

/// A person's, newest first.
pub fn list(db: &Connection, person: Id, query: &ReportQuery, paging: Paging) -> Result<Rows<Report>> {
    let filter = Filter::default()
        .when("r.user_id = :person", ":person", Some(person))
        .when("r.report_type = :type", ":type", query.report_type)
        .when("r.status = :status", ":status", query.status);
    sql::rows(db, &format!("{SELECT}{}\norder by r.id desc", filter.clause()), &filter.params(), paging)
}

/// One of a person's.
///
/// # Errors
/// [`Code::ReportNotFound`].
pub fn get(db: &Connection, person: Id, id: Id) -> Result<Report> {
    let text = format!("{SELECT}\nwhere r.id = :id\nand r.user_id = :person");
    let found = sql::one(db, &text, named_params! { ":id": id, ":person": person })?;
    Ok(found.ok_or(Code::ReportNotFound)?)
}

/// The filters of one, as JSON.
///
/// # Errors
/// [`Code::ReportNotFound`].
pub fn parameters(db: &Connection, id: Id) -> Result<String> {
    let text = "select parameters\nfrom reports\nwhere id = :id";
    let found: Option<String> = sql::one(db, text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ReportNotFound)?)
}

/// A person's in figures.
pub fn summary(db: &Connection, person: Id) -> Result<ReportSummary> {
    let found = sql::one(
        db,
        "select count(*) as total_reports,
             count(*) filter (where status = 'completed') as completed_reports,
             count(*) filter (where status = 'generating') as generating_reports,
             count(*) filter (where status = 'failed') as failed_reports,
             coalesce(sum(download_count), 0) as total_downloads,
             coalesce(sum(file_size), 0) as total_size
         from reports
         where user_id = :person",
        named_params! { ":person": person },
    )?;
    Ok(found.ok_or(Code::ReportNotFound)?)
}

/// Adds one that waits to be made; `schedule` is what asked for it, if no person did.
pub fn insert(db: &Connection, report: &Report, parameters: &str, schedule: Option<Id>) -> Result<()> {
    sql::insert(
        db,
        "reports",
        named_params! {
            ":id": report.id, ":user_id": report.user_id, ":report_type": report.report_type,
            ":title": report.title, ":file_format": report.file_format, ":parameters": parameters,
            ":status": report.status, ":created_at": report.created_at, ":expires_at": report.expires_at,
            ":schedule_id": schedule,
        },
    )
}

/// Deletes one with its file.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from reports\nwhere id = :id", named_params! { ":id": id })
}

/// The one that has waited longest.
pub fn oldest_waiting(db: &Connection) -> Result<Option<WaitingReport>> {
    sql::one(
        db,
        "select id, user_id, report_type, title, file_format, parameters, attempts
         from reports
         where status = 'generating'
         order by id
         limit 1",
        &[],
    )
}

fn drop_parts(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from report_parts\nwhere report_id = :id", named_params! { ":id": id })
}

/// Begins one anew: what was written of it is gone.
pub fn begin(db: &Connection, id: Id) -> Result<()> {
    drop_parts(db, id)?;
    sql::run(db, "update reports\nset attempts = attempts + 1\nwhere id = :id", named_params! { ":id": id })
}

/// Lets one wait again whose making was ended, as if it hadn't been begun.
pub fn put_back(db: &Connection, id: Id) -> Result<()> {
    drop_parts(db, id)?;
    sql::run(db, "update reports\nset attempts = attempts - 1\nwhere id = :id", named_params! { ":id": id })
}

/// Keeps a part of its file, if the report is still there.
pub fn add_part(db: &Connection, id: Id, number: i64, bytes: &[u8]) -> Result<()> {
    sql::run(
        db,
        "insert into report_parts (report_id, number, bytes)
         select id, :number, :bytes
         from reports
         where id = :id",
        named_params! { ":id": id, ":number": number, ":bytes": bytes },
    )
}

/// What is known of a file that is whole.
#[derive(Debug)]
pub struct MadeFile {
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Rows in it.
    pub rows: i64,
}

/// Notes that it is whole.
pub fn complete(db: &Connection, id: Id, made: &MadeFile, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update reports
         set status = 'completed',
             row_count = :rows,
             file_size = :size,
             sha256 = :sha256,
             generated_at = :now
         where id = :id
         and status = 'generating'",
        named_params! {
            ":id": id, ":rows": made.rows, ":size": made.size, ":sha256": made.sha256, ":now": now,
        },
    )
}

/// Notes that it can't be made, and why; what was written of it is gone.
pub fn fail(db: &Connection, id: Id, why: &str) -> Result<()> {
    drop_parts(db, id)?;
    sql::run(
        db,
        "update reports
         set status = 'failed',
             error = :why
         where id = :id
         and status = 'generating'",
        named_params! { ":id": id, ":why": why },
    )
}

/// A part of a file.
///
/// # Errors
/// [`Code::ReportNotFound`] when it was deleted meanwhile.
pub fn part(db: &Connection, id: Id, number: i64) -> Result<Vec<u8>> {
    let text = "select bytes\nfrom report_parts\nwhere report_id = :id\nand number = :number";
    let found = sql::value(db, text, named_params! { ":id": id, ":number": number }, |row| row.get(0))?;
    Ok(found.ok_or(Code::ReportNotFound)?)
}

/// Counts a download.
pub fn count_download(db: &Connection, id: Id) -> Result<()> {
    sql::run(
        db,
        "update reports\nset download_count = download_count + 1\nwhere id = :id",
        named_params! { ":id": id },
    )
}

/// Whether the audit says that a report was downloaded between two instants.
pub fn is_download_noted(db: &Connection, id: Id, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from audit_logs
         where entity_type = 'report'
         and entity_id = :id
         and action = 'DOWNLOAD_REPORT'
         and created_at between :from and :until",
        named_params! { ":id": id, ":from": LocalTime(from), ":until": LocalTime(until) },
    )
}

/// Deletes what has expired; answers how many.
pub fn clear_expired(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let text = "delete from reports\nwhere expires_at < :now";
    sql::changed(db, text, named_params! { ":now": LocalTime(now) })
}
