//! What was found beside the list.

use crate::campus::checks::model::{CheckFinding, FindingQuery, FindingStatus, NewFinding, Resolution};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, fields};
use crate::kit::{Code, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope, Tx};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select f.id, f.check_id, f.environment_id, e.name as environment_name, f.kind, f.code, f.item_id, f.item_name,
        f.expected_environment_id, x.name as expected_environment_name, f.move_requested, f.notes, f.photo_id,
        f.status, f.found_by, u.name as found_by_name, f.resolved_by,
        r.name as resolved_by_name, f.resolution_notes, f.created_at, f.resolved_at
    from inventory_check_findings f
    join environments e on e.id = f.environment_id
    join users u on u.id = f.found_by
    left join environments x on x.id = f.expected_environment_id
    left join users r on r.id = f.resolved_by";

const ROOM: RoomColumns = room!("f.environment_id", "e.center_id");

/// The findings that match, newest first.
pub fn findings(
    db: &Connection,
    scope: Scope,
    query: &FindingQuery,
    paging: Paging,
) -> Result<Rows<CheckFinding>> {
    let filter = Filter::default()
        .when("f.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("f.kind = :kind", ":kind", query.kind)
        .when("f.status = :status", ":status", query.status);
    let filter = scope.within(filter, &ROOM);
    let text = format!("{SELECT}{}\norder by f.created_at desc, f.id desc", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// The findings of a check, in the order of their finding.
pub fn findings_of(db: &Connection, check_id: Id) -> Result<Vec<CheckFinding>> {
    sql::all(
        db,
        &format!("{SELECT}\nwhere f.check_id = :check_id\norder by f.created_at, f.id"),
        named_params! { ":check_id": check_id },
    )
}

/// What has been noted in a check of a code, and of the item that it leads to, already.
pub fn noted(db: &Connection, check_id: Id, code: &str, item_id: Option<Id>) -> Result<Option<CheckFinding>> {
    sql::one(
        db,
        &format!("{SELECT}\nwhere f.check_id = :check_id\nand f.code = :code\nand f.item_id is :item_id"),
        named_params! { ":check_id": check_id, ":code": code, ":item_id": item_id },
    )
}

/// One finding within a scope.
pub fn finding(db: &Connection, scope: Scope, id: Id) -> Result<CheckFinding> {
    let filter = scope.within(Filter::default().when("f.id = :id", ":id", Some(id)), &ROOM);
    let finding = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(finding.ok_or(Code::FindingNotFound)?)
}

/// Adds a finding of now, which is open; answers its id.
pub fn insert_finding(tx: &Tx<'_>, new: &NewFinding) -> Result<Id> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let mut fields = fields![new;
        check_id, environment_id, kind, code, item_id, item_name, expected_environment_id, move_requested, notes,
        photo_id, found_by,
    ];
    fields.extend(named_params! { ":id": id, ":status": FindingStatus::Open, ":created_at": now });
    sql::insert(tx, "inventory_check_findings", &fields)?;
    Ok(id)
}

/// Notes how a finding was dealt with.
pub fn close_finding(tx: &Tx<'_>, id: Id, how: &Resolution) -> Result<()> {
    sql::run(
        tx,
        "update inventory_check_findings
         set status = :status,
             resolved_by = :by,
             resolution_notes = :notes,
             resolved_at = :now
         where id = :id",
        named_params! {
            ":id": id, ":status": how.status, ":by": how.by, ":notes": how.notes, ":now": LocalTime(tx.now),
        },
    )
}

/// Notes that somebody wants the item to belong to the room where it was found.
pub fn request_move(tx: &Tx<'_>, id: Id) -> Result<()> {
    let text = "update inventory_check_findings\nset move_requested = 1\nwhere id = :id";
    sql::run(tx, text, named_params! { ":id": id })
}
