//! SQL of transfers.

use super::model::{Outcome, SentAs, Transfer, TransferQuery, TransferRow, TransferStatus};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, Result, RoomColumns, Scope};
use rusqlite::{Connection, ToSql, named_params};

/// The side that sends.
pub const SOURCE: RoomColumns = room!("t.source_environment_id", "e.center_id");
/// The side that receives.
pub const TARGET: RoomColumns = room!("t.target_environment_id", "f.center_id");

// The order of the joins is the one in which they are read: a page begins at the newest transfer.
const SELECT: &str = "
    select t.id, t.status, l.product_id, p.name as product_name, p.sku, l.batch_number, l.use_by_date, l.unit, t.source_lot_id,
        l.bin_id as source_bin_id, s.code as source_bin_code, t.source_environment_id as source_warehouse_id,
        e.name as source_warehouse_name, t.target_environment_id as target_warehouse_id, f.name as target_warehouse_name,
        t.target_bin_id, b.code as target_bin_code, t.target_lot_id, t.quantity_sent, t.quantity_received, t.quantity_damaged,
        t.quantity_lost, t.transport_reference, t.condition_on_receipt, t.notes, t.receipt_notes, t.created_by,
        u.name as created_by_name, t.dispatched_at, t.dispatched_by, d.name as dispatched_by_name, t.received_at, t.received_by,
        r.name as received_by_name, t.cancelled_at, t.cancelled_by, c.name as cancelled_by_name, t.cancellation_reason,
        t.returned_lot_id, (select g.code from lots k join bins g on g.id = k.bin_id where k.id = t.returned_lot_id) as returned_bin_code,
        t.created_at, t.updated_at
    from transfers t
    cross join environments e on e.id = t.source_environment_id
    cross join environments f on f.id = t.target_environment_id
    cross join lots l on l.id = t.source_lot_id
    cross join bins s on s.id = l.bin_id
    cross join products p on p.id = l.product_id
    cross join users u on u.id = t.created_by
    left join bins b on b.id = t.target_bin_id
    left join users d on d.id = t.dispatched_by
    left join users r on r.id = t.received_by
    left join users c on c.id = t.cancelled_by";

/// The transfers within a scope that match, newest first.
pub fn list(scope: Scope, query: TransferQuery) -> Selection {
    Selection::new(SELECT, filter(scope, &SOURCE, query), "t.created_at desc, t.id desc")
}

/// The transfers to warehouses within a scope that are under way and match, the one that has waited longest first.
pub fn pending(scope: Scope, query: TransferQuery) -> Selection {
    let query = TransferQuery { is_open: true, ..query };
    Selection::new(SELECT, filter(scope, &TARGET, query), "t.created_at, t.id")
}

fn filter(scope: Scope, side: &RoomColumns, query: TransferQuery) -> Filter<'static> {
    let filter = Filter::default()
        .when("t.source_environment_id = :source", ":source", query.source)
        .when("t.target_environment_id = :target", ":target", query.target)
        .when("t.status = :status", ":status", query.status)
        .only_if(query.is_open, "t.status in ('pending', 'in_transit')")
        .when(
            "matches(:search, p.name, p.sku, l.batch_number, t.transport_reference, e.name, f.name)",
            ":search",
            query.search,
        );
    scope.within(filter, side)
}

/// One transfer of which one side is within a scope.
///
/// # Errors
/// [`Code::TransferNotFound`].
pub fn get_within(db: &Connection, scope: Scope, side: &RoomColumns, id: Id) -> Result<Transfer> {
    let filter = scope.within(Filter::default().when("t.id = :id", ":id", Some(id)), side);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::TransferNotFound)?)
}

/// The name of a warehouse in use of the centre of another one.
pub fn warehouse_beside(db: &Connection, own: Id, other: Id) -> Result<Option<String>> {
    sql::one(
        db,
        "select f.name
         from environments f
         join environments e on e.center_id = f.center_id
         where e.id = :own
         and f.id = :other
         and f.is_warehouse = 1
         and f.is_active = 1",
        named_params! { ":own": own, ":other": other },
    )
}

/// Adds a transfer.
pub fn insert(db: &Connection, new: &TransferRow<'_>, now: LocalTime) -> Result<()> {
    let mut params = sql::fields![
        new;
        id, source_lot_id, source_environment_id, target_environment_id, target_bin_id, quantity_sent, sent_unit_price,
        sent_received_at, transport_reference, notes, created_by,
    ];
    params.extend([
        (":status", &TransferStatus::Pending as &dyn ToSql),
        (":created_at", &now),
        (":updated_at", &now),
    ]);
    sql::insert(db, "transfers", &params)
}

/// What a transfer sent, as it was then.
pub fn sent_as(db: &Connection, id: Id) -> Result<Option<SentAs>> {
    sql::one(
        db,
        "select t.sent_unit_price as unit_price, coalesce(t.sent_received_at, l.received_at) as received_at
         from transfers t
         join lots l on l.id = t.source_lot_id
         where t.id = :id",
        named_params! { ":id": id },
    )
}

/// Stores that it has left.
pub fn save_dispatch(db: &Connection, id: Id, by: Id, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "transfers",
        named_params! {
            ":id": id, ":status": TransferStatus::InTransit, ":dispatched_at": now, ":dispatched_by": by, ":updated_at": now,
        },
    )
}

/// Stores that it has come, and where it lies now: the bin and the lot.
pub fn save_receipt(
    db: &Connection,
    id: Id,
    outcome: &Outcome,
    (bin, lot): (Option<Id>, Option<Id>),
    notes: Option<&str>,
    (by, now): (Id, LocalTime),
) -> Result<()> {
    sql::save(
        db,
        "transfers",
        named_params! {
            ":id": id, ":status": TransferStatus::Received, ":quantity_received": outcome.received,
            ":quantity_damaged": outcome.damaged, ":quantity_lost": outcome.lost, ":condition_on_receipt": outcome.condition,
            ":target_bin_id": bin, ":target_lot_id": lot, ":receipt_notes": notes, ":received_at": now, ":received_by": by,
            ":updated_at": now,
        },
    )
}

/// Stores that it was cancelled, and which lot has it again.
pub fn save_cancellation(
    db: &Connection,
    id: Id,
    reason: &str,
    returned: Id,
    (by, now): (Id, LocalTime),
) -> Result<()> {
    sql::save(
        db,
        "transfers",
        named_params! {
            ":id": id, ":status": TransferStatus::Cancelled, ":cancellation_reason": reason, ":returned_lot_id": returned,
            ":cancelled_at": now, ":cancelled_by": by, ":updated_at": now,
        },
    )
}
