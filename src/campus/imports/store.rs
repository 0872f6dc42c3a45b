//! SQL of imports; that of their rows is beside it.

use super::model::{Import, ImportColumn, ImportPreset, ImportStatus, KeptRoom, UnfinishedImport};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::Listed;
use crate::kit::{Code, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, named_params};

mod rows;

pub use rows::{
    Judged, add_rows, mentioned, note_applied, note_restored, raw_rows, rows, save_judged, staged,
    staged_backwards, touched,
};

const SELECT: &str = "
    select m.id, m.user_id, u.name as user_name, m.file_name, m.source, m.preset, m.status, m.error, m.row_count,
        m.create_count, m.change_count, m.unchanged_count, m.refused_count, m.created_at, m.applied_at, m.undone_at,
        m.expires_at
    from imports m
    join users u on u.id = m.user_id";

/// Imports, newest first: a person's, or everybody's.
pub fn list(db: &Connection, person: Option<Id>, paging: Paging) -> Result<Rows<Import>> {
    let filter = Filter::default().when("m.user_id = :person", ":person", person);
    sql::rows(db, &format!("{SELECT}{}\norder by m.id desc", filter.clause()), &filter.params(), paging)
}

/// One of a person's, or of anybody's.
///
/// # Errors
/// [`Code::ImportNotFound`].
pub fn get(db: &Connection, person: Option<Id>, id: Id) -> Result<Import> {
    let filter =
        Filter::default().when("m.id = :id", ":id", Some(id)).when("m.user_id = :person", ":person", person);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::ImportNotFound)?)
}

/// The columns of one.
///
/// # Errors
/// [`Code::ImportNotFound`].
pub fn columns(db: &Connection, id: Id) -> Result<Vec<ImportColumn>> {
    let text = "select columns\nfrom imports\nwhere id = :id";
    let found: Option<Listed<ImportColumn>> = sql::one(db, text, named_params! { ":id": id })?;
    Ok(found.ok_or(Code::ImportNotFound)?.0)
}

/// How many a person has.
pub fn count(db: &Connection, person: Id) -> Result<i64> {
    let text = "select count(*)\nfrom imports\nwhere user_id = :person";
    sql::count(db, text, named_params! { ":person": person })
}

/// Adds one whose file is being read.
pub fn insert(
    db: &Connection,
    (id, person): (Id, Id),
    file_name: &str,
    now: LocalTime,
    expires: LocalTime,
) -> Result<()> {
    sql::insert(
        db,
        "imports",
        named_params! {
            ":id": id, ":user_id": person, ":file_name": file_name, ":preset": ImportPreset::Other,
            ":status": ImportStatus::Reading, ":created_at": now, ":expires_at": expires,
        },
    )
}

/// Deletes one with its rows.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from imports\nwhere id = :id", named_params! { ":id": id })
}

/// Keeps what the columns are and bring.
pub fn save_columns(db: &Connection, id: Id, preset: ImportPreset, columns: &[ImportColumn]) -> Result<()> {
    sql::run(
        db,
        "update imports
         set preset = :preset,
             columns = :columns
         where id = :id",
        named_params! { ":id": id, ":preset": preset, ":columns": Listed(columns.to_vec()) },
    )
}

/// Notes that the file is read, and what it is; its rows are judged next.
pub fn read_whole(db: &Connection, id: Id, source: &str) -> Result<()> {
    sql::run(
        db,
        "update imports
         set source = :source,
             status = 'judging'
         where id = :id
         and status = 'reading'",
        named_params! { ":id": id, ":source": source },
    )
}

/// Notes that the rows are judged anew.
pub fn judge_again(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "update imports\nset status = 'judging'\nwhere id = :id", named_params! { ":id": id })
}

/// Notes why a file can't be read; what was read of it is gone.
pub fn fail(db: &Connection, id: Id, why: &str) -> Result<()> {
    sql::run(db, "delete from import_rows\nwhere import_id = :id", named_params! { ":id": id })?;
    sql::run(
        db,
        "update imports
         set status = 'failed',
             row_count = 0,
             error = :why
         where id = :id
         and status in ('reading', 'judging')",
        named_params! { ":id": id, ":why": why },
    )
}

/// Those that nobody has finished reading or judging.
pub fn unfinished(db: &Connection) -> Result<Vec<UnfinishedImport>> {
    sql::all(
        db,
        "select id, user_id, status
         from imports
         where status in ('reading', 'judging')
         order by id",
        &[],
    )
}

/// Notes that all rows are judged, and how many there are of each verdict.
pub fn judged_whole(db: &Connection, id: Id) -> Result<()> {
    sql::run(
        db,
        "update imports
         set status = 'ready',
             (create_count, change_count, unchanged_count, refused_count) = (
                 select count(*) filter (where verdict = 'create'),
                     count(*) filter (where verdict = 'change'),
                     count(*) filter (where verdict = 'unchanged'),
                     count(*) filter (where verdict = 'refused')
                 from import_rows
                 where import_id = :id
             )
         where id = :id
         and status = 'judging'",
        named_params! { ":id": id },
    )
}

/// Notes that one is applied.
pub fn applied(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update imports
         set status = 'applied',
             applied_at = :now
         where id = :id",
        named_params! { ":id": id, ":now": now },
    )
}

/// Notes that one is undone.
pub fn undone(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update imports
         set status = 'undone',
             undone_at = :now
         where id = :id",
        named_params! { ":id": id, ":now": now },
    )
}

/// The rooms in use within a scope.
pub fn rooms(db: &Connection, scope: Scope) -> Result<Vec<KeptRoom>> {
    const ROOM: RoomColumns = room!("e.id", "e.center_id", warehouses "e.is_warehouse");
    let filter = scope.within(Filter::default().always("e.is_active = 1"), &ROOM);
    let text = format!(
        "select e.id, e.name, e.qr_code, c.name as center_name
         from environments e
         join centers c on c.id = e.center_id{}
         order by e.name, e.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// Forgets those whose time is over; answers how many.
pub fn clear_expired(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    let text = "delete from imports\nwhere expires_at < :now";
    sql::changed(db, text, named_params! { ":now": LocalTime(now) })
}
