//! What follows a check: its story, what was found beside the list, reviews.

use crate::campus::checks::model::{
    Check, CheckFinding, CheckFindingReport, CheckReview, CheckStatus, CheckStep, FindingKind, FindingQuery,
    FindingStatus, ReviewVerdict, StepAction,
};
use crate::campus::inventory::model::Item;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection, fields};
use crate::kit::{CallerTx, Code, Id, LocalTime, Result, RoomColumns, Scope, Tx};
use rusqlite::{Connection, named_params};

/// Adds a step that the caller takes now; `check` is as it leaves it.
pub fn add_step(
    tx: &CallerTx<'_>,
    check: &Check,
    action: StepAction,
    from: Option<CheckStatus>,
    comments: Option<&str>,
) -> Result<()> {
    sql::insert(
        tx,
        "inventory_check_steps",
        named_params! {
            ":id": Id::new(), ":check_id": check.id, ":round": check.round, ":action": action,
            ":from_status": from, ":to_status": check.status, ":user_id": tx.who.id, ":comments": comments,
            ":ip_address": tx.origin.ip.map(|ip| ip.to_string()), ":user_agent": tx.origin.user_agent,
            ":created_at": LocalTime(tx.now),
        },
    )
}

/// The steps of a check, in their order.
pub fn steps(db: &Connection, check_id: Id) -> Result<Vec<CheckStep>> {
    sql::all(
        db,
        "select p.*, u.name as user_name, u.role as user_role
         from inventory_check_steps p
         join users u on u.id = p.user_id
         where p.check_id = :check_id
         order by p.id",
        named_params! { ":check_id": check_id },
    )
}

/// Notes the caller's verdict beside the check, as the original server did; answers the review.
pub fn insert_review(
    tx: &CallerTx<'_>,
    check_id: Id,
    status: ReviewVerdict,
    comments: Option<String>,
) -> Result<CheckReview> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let supervisor_id = tx.who.id;
    let review =
        CheckReview { id, check_id, supervisor_id, status, comments, reviewed_at: now, created_at: now };
    let fields = fields![review; id, check_id, supervisor_id, status, comments, reviewed_at, created_at];
    sql::insert(tx, "supervisor_reviews", &fields)?;
    Ok(review)
}

/// The newest review of a check.
pub fn last_review(db: &Connection, check_id: Id) -> Result<Option<CheckReview>> {
    sql::one(
        db,
        "select *
         from supervisor_reviews
         where check_id = :check_id
         order by id desc
         limit 1",
        named_params! { ":check_id": check_id },
    )
}

const FINDINGS: &str = "
    select f.*, e.name as environment_name, x.name as expected_environment_name, u.name as found_by_name,
        r.name as resolved_by_name
    from inventory_check_findings f
    join environments e on e.id = f.environment_id
    join users u on u.id = f.found_by
    left join environments x on x.id = f.expected_environment_id
    left join users r on r.id = f.resolved_by";

const ROOM: RoomColumns = room!("f.environment_id", "e.center_id");

/// The findings that match, newest first.
pub fn findings(scope: Scope, query: &FindingQuery) -> Selection {
    let filter = Filter::default()
        .when("f.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("f.kind = :kind", ":kind", query.kind)
        .when("f.status = :status", ":status", query.status);
    Selection::new(FINDINGS, scope.within(filter, &ROOM), "f.created_at desc, f.id desc")
}

/// The findings of a check, in the order of their finding.
pub fn findings_of(db: &Connection, check_id: Id) -> Result<Vec<CheckFinding>> {
    sql::all(
        db,
        &format!("{FINDINGS}\nwhere f.check_id = :check_id\norder by f.created_at, f.id"),
        named_params! { ":check_id": check_id },
    )
}

/// What has been noted in a check of a code, and of the item that it leads to, already.
pub fn noted(db: &Connection, check_id: Id, code: &str, item_id: Option<Id>) -> Result<Option<CheckFinding>> {
    sql::one(
        db,
        &format!("{FINDINGS}\nwhere f.check_id = :check_id\nand f.code = :code\nand f.item_id is :item_id"),
        named_params! { ":check_id": check_id, ":code": code, ":item_id": item_id },
    )
}

/// One finding within a scope.
pub fn finding(db: &Connection, scope: Scope, id: Id) -> Result<CheckFinding> {
    let filter = scope.within(Filter::default().when("f.id = :id", ":id", Some(id)), &ROOM);
    let finding = sql::one(db, &format!("{FINDINGS}{}", filter.clause()), &filter.params())?;
    Ok(finding.ok_or(Code::FindingNotFound)?)
}

/// Adds what the caller has found beside the list of a check, an `item` of another room or a code that nobody knows. It is open;
/// answers its id.
pub fn insert_finding(
    tx: &CallerTx<'_>,
    check: &Check,
    found: &CheckFindingReport,
    item: Option<&Item>,
    move_requested: bool,
) -> Result<Id> {
    let id = Id::new();
    let kind = if item.is_some() { FindingKind::OtherRoom } else { FindingKind::UnknownCode };
    sql::insert(
        tx,
        "inventory_check_findings",
        named_params! {
            ":id": id, ":check_id": check.id, ":environment_id": check.environment_id, ":kind": kind,
            ":code": found.code, ":item_id": item.map(|item| item.id), ":item_name": item.map(|item| &item.name),
            ":expected_environment_id": item.and_then(|item| item.environment_id),
            ":move_requested": move_requested, ":notes": found.notes.0, ":photo_id": found.photo_id.0,
            ":status": FindingStatus::Open, ":found_by": tx.who.id, ":created_at": LocalTime(tx.now),
        },
    )?;
    Ok(id)
}

/// Notes how the caller has dealt with a finding, and what they say of it.
pub fn close_finding(tx: &CallerTx<'_>, id: Id, status: FindingStatus, notes: Option<&str>) -> Result<()> {
    sql::run(
        tx,
        "update inventory_check_findings
         set status = :status,
             resolved_by = :by,
             resolution_notes = :notes,
             resolved_at = :now
         where id = :id",
        named_params! {
            ":id": id, ":status": status, ":by": tx.who.id, ":notes": notes, ":now": LocalTime(tx.now),
        },
    )
}

/// Notes that somebody wants the item to belong to the room where it was found.
pub fn request_move(tx: &Tx<'_>, id: Id) -> Result<()> {
    let text = "update inventory_check_findings\nset move_requested = 1\nwhere id = :id";
    sql::run(tx, text, named_params! { ":id": id })
}
