//! SQL of scheduled reports.

use super::model::ScheduleRow;
use crate::kit::sql;
use crate::kit::wire::row;
use crate::kit::{Code, Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select s.id, s.user_id, s.report_type, s.title, s.file_format, s.parameters, s.period, s.every, s.weekday, s.month_day, s.hour,
        s.by_mail, s.is_active, s.paused_because, s.settled_at, s.last_made_at, s.created_at, s.updated_at
    from report_schedules s";

/// A person's, oldest first.
pub fn list(db: &Connection, person: Id) -> Result<Vec<ScheduleRow>> {
    let text = format!("{SELECT}\nwhere s.user_id = :person\norder by s.id");
    sql::all(db, &text, named_params! { ":person": person })
}

/// One of a person's.
///
/// # Errors
/// [`Code::ReportScheduleNotFound`].
pub fn get(db: &Connection, person: Id, id: Id) -> Result<ScheduleRow> {
    let text = format!("{SELECT}\nwhere s.id = :id\nand s.user_id = :person");
    let found = sql::one(db, &text, named_params! { ":id": id, ":person": person })?;
    Ok(found.ok_or(Code::ReportScheduleNotFound)?)
}

/// How many a person has.
pub fn count(db: &Connection, person: Id) -> Result<i64> {
    let text = "select count(*)\nfrom report_schedules\nwhere user_id = :person";
    sql::count(db, text, named_params! { ":person": person })
}

/// All that are made, whosever they are.
pub fn active(db: &Connection) -> Result<Vec<Id>> {
    let mut ids = Vec::new();
    let text = "select id\nfrom report_schedules\nwhere is_active = 1\norder by id";
    sql::each(db, text, &[], |row| {
        ids.push(row.get(0)?);
        Ok(())
    })?;
    Ok(ids)
}

/// One that is made, whosever it is; none if it was paused or deleted meanwhile.
pub fn one_active(db: &Connection, id: Id) -> Result<Option<ScheduleRow>> {
    sql::one(db, &format!("{SELECT}\nwhere s.id = :id\nand s.is_active = 1"), named_params! { ":id": id })
}

/// Adds one.
pub fn insert(db: &Connection, row: &ScheduleRow) -> Result<()> {
    sql::insert(db, "report_schedules", &fields(row))
}

/// Stores one again.
pub fn save(db: &Connection, row: &ScheduleRow) -> Result<()> {
    sql::save(db, "report_schedules", &fields(row))
}

fn fields(row: &ScheduleRow) -> Vec<(&'static str, &dyn rusqlite::ToSql)> {
    sql::fields![
        row; id, user_id, report_type, title, file_format, parameters, period, every, weekday, month_day, hour, by_mail, is_active,
        paused_because, settled_at, last_made_at, created_at, updated_at
    ]
}

/// Deletes one; the reports that it made stay.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from report_schedules\nwhere id = :id", named_params! { ":id": id })
}

row! {
    /// What is told of a report that was made by a schedule.
    #[derive(Debug)]
    pub struct MadeByItself {
        /// Whose.
        pub user_id: Id,
        /// What the report is called.
        pub title: String,
        /// Why it couldn't be made; none if it is there.
        pub error: Option<String>,
        /// Rows in it.
        pub row_count: Option<i64>,
        /// Until when it is kept.
        pub expires_at: LocalTime,
        /// Whether it is told by mail as well.
        pub by_mail: bool,
    }
}

/// What is told of a report, if a schedule asked for it.
pub fn made_by_itself(db: &Connection, report: Id) -> Result<Option<MadeByItself>> {
    sql::one(
        db,
        "select r.user_id, r.title, r.error, r.row_count, r.expires_at, s.by_mail
         from reports r
         join report_schedules s on s.id = r.schedule_id
         where r.id = :id
         and r.status in ('completed', 'failed')",
        named_params! { ":id": report },
    )
}
