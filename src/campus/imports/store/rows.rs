//! SQL of the rows of imports.

use crate::campus::imports::model::{ImportRow, ImportVerdict, StagedRow};
use crate::campus::inventory::model::ItemFieldChange;
use crate::kit::spreadsheet::{RawCell, RawRow};
use crate::kit::sql::{self, Filter};
use crate::kit::wire::Listed;
use crate::kit::{Code, Error, Id, LocalTime, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

/// The rows of one that are judged, in the order of the file.
pub fn rows(
    db: &Connection,
    id: Id,
    verdict: Option<ImportVerdict>,
    paging: Paging,
) -> Result<Rows<ImportRow>> {
    let filter = Filter::default()
        .when("r.import_id = :id", ":id", Some(id))
        .always("r.verdict is not null")
        .when("r.verdict = :verdict", ":verdict", verdict);
    let text = format!(
        "select r.number, r.verdict, r.internal_code, r.name, r.item_id, r.reasons, r.changes
         from import_rows r{}
         order by r.number",
        filter.clause()
    );
    sql::rows(db, &text, &filter.params(), paging)
}

/// Adds rows as they were read, if the import is still there.
///
/// # Errors
/// [`Code::ImportNotFound`].
pub fn add_rows(db: &Connection, id: Id, rows: &[RawRow]) -> Result<()> {
    for row in rows {
        let cells = serde_json::to_string(&row.cells).map_err(Error::internal)?;
        let added = sql::changed(
            db,
            "insert into import_rows (import_id, number, cells)
             select id, :number, :cells
             from imports
             where id = :id",
            named_params! { ":id": id, ":number": row.number, ":cells": cells },
        )?;
        if added == 0 {
            return Err(Code::ImportNotFound.into());
        }
    }
    let count = i64::try_from(rows.len()).map_err(Error::internal)?;
    sql::run(
        db,
        "update imports\nset row_count = row_count + :count\nwhere id = :id",
        named_params! { ":id": id, ":count": count },
    )
}

/// The next rows of the file after one, as they were read.
pub fn raw_rows(db: &Connection, id: Id, after: i64, limit: i64) -> Result<Vec<RawRow>> {
    sql::values(
        db,
        "select number, cells
         from import_rows
         where import_id = :id
         and number > :after
         order by number
         limit +:limit",
        named_params! { ":id": id, ":after": after, ":limit": limit },
        |row| {
            let cells: Listed<RawCell> = row.get("cells")?;
            Ok(RawRow { number: row.get("number")?, cells: cells.0, share: 0 })
        },
    )
}

/// A row, and what would become of it.
#[derive(Debug)]
pub struct Judged {
    /// Its number.
    pub number: i64,
    /// What would become of it.
    pub verdict: ImportVerdict,
    /// The code that it brings.
    pub internal_code: Option<String>,
    /// The name that it brings, or its item has.
    pub name: Option<String>,
    /// The item that it changes.
    pub item_id: Option<Id>,
    /// What is to be said of it.
    pub reasons: Listed<String>,
    /// What changes.
    pub changes: Listed<ItemFieldChange>,
    /// What is sent to the inventory, as JSON.
    pub sent: Option<String>,
    /// When its item had changed for the last time.
    pub version: Option<LocalTime>,
}

/// Keeps what would become of rows.
pub fn save_judged(db: &Connection, id: Id, rows: &[Judged]) -> Result<()> {
    for row in rows {
        sql::run(
            db,
            "update import_rows
             set verdict = :verdict,
                 internal_code = :internal_code,
                 name = :name,
                 item_id = :item_id,
                 reasons = :reasons,
                 changes = :changes,
                 sent = :sent,
                 version = :version,
                 before = null
             where import_id = :id
             and number = :number",
            named_params! {
                ":id": id, ":number": row.number, ":verdict": row.verdict, ":internal_code": row.internal_code,
                ":name": row.name, ":item_id": row.item_id, ":reasons": row.reasons, ":changes": row.changes,
                ":sent": row.sent, ":version": row.version,
            },
        )?;
    }
    Ok(())
}

/// The rows of an import that make or change an item.
macro_rules! staged {
    ($next:literal) => {
        concat!(
            "select number, verdict, item_id, sent, version, before
             from import_rows
             where import_id = :id
             and verdict in ('create', 'change')
             ",
            $next,
            "
             limit +:limit"
        )
    };
}

/// The next rows after one that make or change an item.
pub fn staged(db: &Connection, id: Id, after: i64, limit: i64) -> Result<Vec<StagedRow>> {
    let text = staged!("and number > :from\norder by number");
    sql::all(db, text, named_params! { ":id": id, ":from": after, ":limit": limit })
}

/// The same backwards: the next rows before one.
pub fn staged_backwards(db: &Connection, id: Id, before: i64, limit: i64) -> Result<Vec<StagedRow>> {
    let text = staged!("and number < :from\norder by number desc");
    sql::all(db, text, named_params! { ":id": id, ":from": before, ":limit": limit })
}

/// Notes of a row which item it has made or changed, when, and how that was before.
pub fn note_applied(
    db: &Connection,
    (id, number): (Id, i64),
    item: Id,
    version: LocalTime,
    before: Option<&str>,
) -> Result<()> {
    sql::run(
        db,
        "update import_rows
         set item_id = :item,
             version = :version,
             before = :before
         where import_id = :id
         and number = :number",
        named_params! { ":id": id, ":number": number, ":item": item, ":version": version, ":before": before },
    )
}

/// Has other imports know that an item is again what it was when it had a version.
pub fn note_restored(db: &Connection, item: Id, was: LocalTime, version: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update import_rows
         set version = :version
         where item_id = :item
         and version = :was",
        named_params! { ":item": item, ":was": was, ":version": version },
    )
}

/// Rows whose items somebody has changed or deleted since they were applied, by number.
pub fn touched(db: &Connection, id: Id) -> Result<Vec<i64>> {
    sql::all(
        db,
        "select r.number
         from import_rows r
         left join inventory_items i on i.id = r.item_id
         where r.import_id = :id
         and r.verdict in ('create', 'change')
         and i.updated_at is not r.version
         order by r.number",
        named_params! { ":id": id },
    )
}

/// Rows that have made an item of which something else is written by now: a loan, a repair, a check; and those that have changed one
/// of which pieces went over the desk since, for lending doesn't touch the item. By number, in no order.
///
/// The tables are asked of the schema: a new one that refers to items is never forgotten.
pub fn mentioned(db: &Connection, id: Id) -> Result<Vec<i64>> {
    let references = sql::values(
        db,
        "select m.name, f.\"from\"
         from sqlite_schema m
         join pragma_foreign_key_list(m.name) f
         where m.type = 'table'
         and f.\"table\" = 'inventory_items'",
        &[],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    let mut numbers: Vec<i64> = sql::all(
        db,
        "select distinct r.number
         from import_rows r
         join imports m on m.id = r.import_id
         join loan_pieces p on p.item_id = r.item_id
         where r.import_id = :id
         and r.verdict = 'change'
         and p.created_at >= m.applied_at",
        named_params! { ":id": id },
    )?;
    for (table, column) in references {
        let own = match table.as_str() {
            // What the import has written of the item itself; whoever writes there makes another version of it.
            "item_field_values" => continue,
            // Its parts, unless somebody else made them so: what the import has changed itself is looked at apart.
            "inventory_items" => {
                "and not exists (
                     select 1
                     from import_rows o
                     where o.import_id = :id
                     and o.item_id = t.id
                     and o.verdict in ('create', 'change'))"
            }
            _ => "",
        };
        let text = format!(
            "select distinct r.number
             from import_rows r
             join {table} t on t.{column} = r.item_id
             where r.import_id = :id
             and r.verdict = 'create'
             {own}"
        );
        numbers.extend(sql::all::<i64>(db, &text, named_params! { ":id": id })?);
    }
    Ok(numbers)
}
