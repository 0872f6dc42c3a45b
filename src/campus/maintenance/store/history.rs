//! SQL of the history of equipment.

use crate::campus::maintenance::model::history::{MaintenanceHistory, WorkQuery, WorkRow};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Day, Id, Paging, Result, RoomColumns, Rows, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id");

/// What was done, the latest first.
pub fn list(
    db: &Connection,
    scope: Scope,
    query: &WorkQuery,
    paging: Paging,
) -> Result<Rows<MaintenanceHistory>> {
    let filter = Filter::default()
        .when("h.item_id = :item_id", ":item_id", query.item_id)
        .when("h.request_id = :request_id", ":request_id", query.request_id)
        .when("i.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("h.maintenance_type = :maintenance_type", ":maintenance_type", query.maintenance_type)
        .when("h.maintenance_date >= :from", ":from", query.from)
        .when("h.maintenance_date <= :until", ":until", query.until);
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "{}{}\norder by h.maintenance_date desc, h.id desc",
        MaintenanceHistory::SELECT,
        filter.clause()
    );
    sql::rows(db, &text, &filter.params(), paging)
}

/// One entry within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<MaintenanceHistory> {
    let filter = scope.within(Filter::default().when("h.id = :id", ":id", Some(id)), &ROOM);
    let work = sql::one(db, &format!("{}{}", MaintenanceHistory::SELECT, filter.clause()), &filter.params())?;
    Ok(work.ok_or(Code::WorkNotFound)?)
}

/// Adds what was done.
pub fn insert(db: &Connection, work: &WorkRow) -> Result<()> {
    sql::insert(db, "maintenance_history", &work.fields())
}

/// Stores it as it is now.
pub fn save(db: &Connection, work: &WorkRow) -> Result<()> {
    sql::save(db, "maintenance_history", &work.fields())
}

/// What a request wrote when it was completed.
pub fn of_completion(db: &Connection, request_id: Id) -> Result<Vec<MaintenanceHistory>> {
    let text = format!(
        "{}\nwhere h.request_id = :request_id\nand h.is_completion = 1\norder by h.id",
        MaintenanceHistory::SELECT
    );
    sql::all(db, &text, named_params! { ":request_id": request_id })
}

/// Deletes what a request wrote when it was completed.
pub fn delete_of_completion(db: &Connection, request_id: Id) -> Result<()> {
    let text = "delete from maintenance_history\nwhere request_id = :request_id\nand is_completion = 1";
    sql::run(db, text, named_params! { ":request_id": request_id })
}

/// The last day on which something was done to an item.
pub fn last_day(db: &Connection, item_id: Id) -> Result<Option<Day>> {
    let text = "select max(maintenance_date)\nfrom maintenance_history\nwhere item_id = :item_id";
    Ok(sql::one::<Option<Day>>(db, text, named_params! { ":item_id": item_id })?.flatten())
}

/// Whether a request is about an item.
pub fn is_about(db: &Connection, request_id: Id, item_id: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1\nfrom maintenance_items\nwhere request_id = :request_id\nand item_id = :item_id",
        named_params! { ":request_id": request_id, ":item_id": item_id },
    )
}
