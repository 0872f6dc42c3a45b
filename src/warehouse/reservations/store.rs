//! SQL of reservations.

use super::model::{
    HeldPiece, Reservation, ReservationOrder, ReservationQuery, ReservationReach, ReservationRow,
    ReservationStatus, ReservedFrom,
};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, Quantity, Result, RoomColumns, Rows, Scope};
use rusqlite::{Connection, named_params};

const ROOM: RoomColumns = room!("r.environment_id", "e.center_id");
const WAREHOUSE: RoomColumns = room!("e.id", "e.center_id");

// A cross join is read in the order in which it is written: a list begins at the reservations, along one of their indices.
const SELECT: &str = "
    select r.id, r.product_id, p.name as product_name, p.sku, p.default_unit as unit, r.environment_id as warehouse_id,
        e.name as warehouse_name, r.order_reference, r.customer_name, r.requested_quantity, r.total_quantity,
        r.total_quantity < r.requested_quantity as is_partial, r.reserved_until, r.status,
        r.status = 'active' and r.reserved_until <= :now as is_overdue, r.fulfilled_at, r.cancelled_at, r.cancellation_reason,
        r.closed_by, c.name as closed_by_name, r.notes, r.created_by, u.name as created_by_name, r.created_at, r.updated_at
    from reservations r
    cross join environments e on e.id = r.environment_id
    cross join products p on p.id = r.product_id
    cross join users u on u.id = r.created_by
    left join users c on c.id = r.closed_by";

impl ReservationReach {
    fn within(self, filter: Filter<'static>) -> Filter<'static> {
        match self {
            Self::Own(maker) => filter.when("r.created_by = :maker", ":maker", Some(maker)),
            Self::Within(scope) => scope.within(filter, &ROOM),
        }
    }
}

/// The reservations within a reach that match, as of an instant.
pub fn list(reach: ReservationReach, query: ReservationQuery, now: LocalTime) -> Selection {
    let filter = Filter::default()
        .bind(":now", now)
        .when("r.product_id = :product_id", ":product_id", query.product_id)
        .when("r.environment_id = :warehouse_id", ":warehouse_id", query.warehouse_id)
        .when("r.status = :status", ":status", query.status)
        .when("r.created_by = :made_by", ":made_by", query.made_by)
        .when(
            "instr(lower(r.order_reference), lower(:order_reference)) > 0",
            ":order_reference",
            query.order_reference,
        )
        .when(
            "matches(:search, r.order_reference, r.customer_name, p.name, p.sku, u.name)",
            ":search",
            query.search,
        );
    let order = match query.order.unwrap_or(ReservationOrder::Created) {
        ReservationOrder::Created => "r.created_at desc, r.id desc",
        ReservationOrder::Until => "r.reserved_until, r.id",
    };
    Selection::new(SELECT, reach.within(filter), order)
}

/// The active reservations within a reach whose time is over by an instant; that of the first ends first.
pub fn expiring(
    db: &Connection,
    reach: ReservationReach,
    until: LocalTime,
    now: LocalTime,
) -> Result<Rows<Reservation>> {
    let filter = Filter::default().bind(":now", now).always("r.status = 'active'").when(
        "r.reserved_until <= :until",
        ":until",
        Some(until),
    );
    Selection::new(SELECT, reach.within(filter), "r.reserved_until, r.id").rows(db, crate::kit::Paging::ALL)
}

/// One reservation within a reach.
///
/// # Errors
/// [`Code::ReservationNotFound`].
pub fn get_within(db: &Connection, reach: ReservationReach, id: Id, now: LocalTime) -> Result<Reservation> {
    let filter = Filter::default().bind(":now", now).when("r.id = :id", ":id", Some(id));
    let filter = reach.within(filter);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::ReservationNotFound)?)
}

/// The pieces of a reservation, in the order in which they were picked.
pub fn pieces(db: &Connection, reservation: Id) -> Result<Vec<HeldPiece>> {
    sql::all(
        db,
        "select i.id, i.lot_id, i.quantity_reserved, (
             select m.id
             from movements m
             where m.cause_id = i.reservation_id
             and m.lot_id = i.lot_id) as movement_id
         from reservation_items i
         where i.reservation_id = :reservation
         order by i.id",
        named_params! { ":reservation": reservation },
    )
}

/// The warehouses in use within a scope, or that one of them, if it is; at most two, which is enough to know whether there is one.
pub fn warehouses(db: &Connection, scope: Scope, named: Option<Id>) -> Result<Vec<ReservedFrom>> {
    let filter = Filter::default()
        .when("e.id = :id", ":id", named)
        .always("e.is_warehouse = 1")
        .always("e.is_active = 1");
    let filter = scope.within(filter, &WAREHOUSE);
    let text = format!(
        "select e.id, e.name, e.center_id\nfrom environments e{}\norder by e.id\nlimit 2",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// The name of a person.
pub fn name_of(db: &Connection, person: Id) -> Result<Option<String>> {
    sql::one(db, "select name\nfrom users\nwhere id = :id", named_params! { ":id": person })
}

/// The active reservations whose time is over at an instant; at most so many.
pub fn overdue(db: &Connection, now: LocalTime, most: i64) -> Result<Vec<Id>> {
    sql::all(
        db,
        "select id
         from reservations
         where status = 'active'
         and reserved_until <= :now
         order by reserved_until, id
         limit +:most",
        named_params! { ":now": now, ":most": most },
    )
}

/// Adds a reservation.
pub fn insert(db: &Connection, new: &ReservationRow<'_>) -> Result<()> {
    sql::insert(
        db,
        "reservations",
        named_params! {
            ":id": new.id,
            ":product_id": new.product_id,
            ":environment_id": new.environment_id,
            ":order_reference": new.order_reference,
            ":customer_name": new.customer_name,
            ":requested_quantity": new.requested_quantity,
            ":total_quantity": new.total_quantity,
            ":reserved_until": new.reserved_until,
            ":status": ReservationStatus::Active,
            ":notes": new.notes,
            ":created_by": new.created_by,
            ":created_at": new.created_at,
            ":updated_at": new.created_at,
        },
    )
}

/// Adds a piece of a lot to a reservation.
pub fn add_piece(db: &Connection, reservation: Id, lot: Id, quantity: Quantity) -> Result<()> {
    sql::insert(
        db,
        "reservation_items",
        named_params! {
            ":id": Id::new(), ":reservation_id": reservation, ":lot_id": lot, ":quantity_reserved": quantity,
        },
    )
}

/// How a reservation ends.
#[derive(Debug)]
pub struct End<'a> {
    /// What it becomes.
    pub status: ReservationStatus,
    /// Who ends it; nobody, if its time is over.
    pub by: Option<Id>,
    /// Why it is cancelled, if it is.
    pub reason: Option<&'a str>,
    /// All its notes.
    pub notes: Option<String>,
}

/// Stores the end of a reservation.
pub fn end(db: &Connection, id: Id, end: &End<'_>, now: LocalTime) -> Result<()> {
    let at = |status| (end.status == status).then_some(now);
    sql::save(
        db,
        "reservations",
        named_params! {
            ":id": id,
            ":status": end.status,
            ":fulfilled_at": at(ReservationStatus::Fulfilled),
            ":cancelled_at": at(ReservationStatus::Cancelled),
            ":cancellation_reason": end.reason,
            ":closed_by": end.by,
            ":notes": end.notes,
            ":updated_at": now,
        },
    )
}

/// The batch of a lot that has promised something else than its active reservations hold, if there is one.
pub fn disagreement(db: &Connection) -> Result<Option<String>> {
    sql::one(
        db,
        "select l.batch_number
         from lots l
         left join (
             select i.lot_id, sum(i.quantity_reserved) as quantity
             from reservations r
             join reservation_items i on i.reservation_id = r.id
             where r.status = 'active'
             group by i.lot_id) h on h.lot_id = l.id
         where l.reserved_quantity <> coalesce(h.quantity, 0)
         order by l.id
         limit 1",
        &[],
    )
}
