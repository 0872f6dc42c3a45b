//! SQL of maintenance.

use super::model::{
    MaintenancePriority, MaintenanceRequest, MaintenanceStatus, NewRequest, RequestQuery, RequestReach,
};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, fields};
use crate::kit::{Code, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope, Tx};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select r.*, i.name as item_name, i.internal_code, u.name as user_name, t.name as assigned_technician_name,
        e.name as environment_name
    from maintenance_requests r
    join users u on u.id = r.user_id
    left join users t on t.id = r.assigned_technician_id
    left join environments e on e.id = r.environment_id
    left join inventory_items i on i.id = r.item_id";

/// Rooms alone.
const ROOM: RoomColumns = room!("r.environment_id" or null, "e.center_id");

/// Rooms, and what the person asked for themselves, whatever the room.
const ROOM_OR_OWN: RoomColumns = room!("r.environment_id" or null, "e.center_id", or "r.user_id = :own");

/// Cuts a query to what somebody sees.
fn within<'a>(filter: Filter<'a>, reach: RequestReach) -> Filter<'a> {
    match (reach.own, reach.scope) {
        (None, scope) => scope.within(filter, &ROOM),
        (Some(_), Scope::Everything) => filter,
        (Some(own), Scope::Nothing) => filter.when("r.user_id = :own", ":own", Some(own)),
        (Some(own), scope) => scope.within(filter, &ROOM_OR_OWN).bind(":own", own),
    }
}

/// The requests that match, newest first.
pub fn list(
    db: &Connection,
    reach: RequestReach,
    query: &RequestQuery,
    paging: Paging,
) -> Result<Rows<MaintenanceRequest>> {
    let mut filter = Filter::default()
        .when("r.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("r.item_id = :item_id", ":item_id", query.item_id)
        .when("r.status = :status", ":status", query.status)
        .when("r.priority in (:priority, :twin)", ":priority", query.priority)
        .when("r.created_at >= :from", ":from", query.from)
        .when("r.created_at < :until", ":until", query.until);
    if let Some(twin) = query.priority.map(MaintenancePriority::twin) {
        filter = filter.bind(":twin", twin);
    }
    let filter = within(filter, reach);
    let text = format!("{SELECT}{}\norder by r.created_at desc, r.id desc", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// One request.
pub fn get(db: &Connection, id: Id) -> Result<MaintenanceRequest> {
    get_within(db, RequestReach { scope: Scope::Everything, own: None }, id)
}

/// One request within somebody's reach.
pub fn get_within(db: &Connection, reach: RequestReach, id: Id) -> Result<MaintenanceRequest> {
    let filter = within(Filter::default().when("r.id = :id", ":id", Some(id)), reach);
    let request = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(request.ok_or(Code::MaintenanceNotFound)?)
}

/// The request for an item that is not done yet, the oldest if there are several.
pub fn open_for_item(db: &Connection, item_id: Id) -> Result<Option<Id>> {
    sql::one(
        db,
        "select id
         from maintenance_requests
         where item_id = :item_id
         and status in ('pending', 'assigned', 'in_progress')
         order by created_at, id
         limit 1",
        named_params! { ":item_id": item_id },
    )
}

/// Adds a request of now; answers its id.
pub fn insert(tx: &Tx<'_>, new: &NewRequest) -> Result<Id> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let title: String = new.title.chars().take(200).collect();
    let mut fields = fields![new;
        item_id, environment_id, check_id, loan_id, user_id, description, priority, quantity_affected,
    ];
    fields.extend(named_params! {
        ":id": id, ":title": title, ":status": MaintenanceStatus::Pending, ":created_at": now, ":updated_at": now,
    });
    sql::insert(tx, "maintenance_requests", &fields)?;
    Ok(id)
}
