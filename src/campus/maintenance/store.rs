//! SQL of maintenance: requests. Their items' history is in [`history`], plans in [`plans`].

pub mod history;
pub mod plans;

use super::model::{
    MaintenancePriority, MaintenanceRequest, MaintenanceStatus, NewRequest, RequestDetails, RequestQuery,
    RequestReach,
};
use crate::campus::users::model::PersonName;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection, fields};
use crate::kit::wire::{FromRow, row};
use crate::kit::{Code, Day, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope, Tx};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select r.id, r.item_id, i.name as item_name, i.internal_code, r.check_id, r.loan_id, r.user_id, u.name as user_name,
        r.assigned_technician_id, t.name as assigned_technician_name, r.environment_id, e.name as environment_name, r.title,
        r.description, r.priority, r.status, r.category, r.location, r.maintenance_type,
        (select json_group_array(json_object('item_id', m.item_id, 'item_name', x.name, 'internal_code', x.internal_code,
                'item_type', x.item_type, 'quantity', m.quantity, 'repaired', m.repaired)
                order by m.item_id is not r.item_id, x.internal_code)
            from maintenance_items m
            join inventory_items x on x.id = m.item_id
            where m.request_id = r.id) as items,
        r.plan_id, r.due_date, r.estimated_completion, r.actual_completion, r.cost, r.notes, r.cancellation_reason,
        coalesce((select nullif(json_group_array('/api/photos/' || p.photo_id order by p.position), '[]')
            from maintenance_photos p
            where p.request_id = r.id), r.images_urls) as images_urls,
        r.quantity_affected, r.created_at, r.updated_at
    from maintenance_requests r
    join users u on u.id = r.user_id
    left join users t on t.id = r.assigned_technician_id
    left join environments e on e.id = r.environment_id
    left join inventory_items i on i.id = r.item_id";

row! {
    /// What the completion of a request has made of an item.
    #[derive(Debug, Clone, Copy)]
    pub struct Ended {
        /// How many pieces work again.
        pub repaired: i64,
        /// By how much its damaged pieces became fewer.
        pub taken_off: i64,
        /// How many damaged ones were left, if that was kept.
        pub damaged_left: Option<i64>,
        /// The day of its last maintenance until then.
        pub last_before: Option<Day>,
    }
}

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

/// The requests that match, newest first; if only completed ones are wanted, what was completed last.
pub fn list(reach: RequestReach, query: &RequestQuery) -> Selection {
    let mut filter = Filter::default()
        .when("r.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when(
            "exists (select 1 from maintenance_items o where o.request_id = r.id and o.item_id = :item_id)",
            ":item_id",
            query.item_id,
        )
        .when("r.status = :status", ":status", query.status)
        .only_if(query.is_open == Some(true), "r.status in ('pending', 'assigned', 'in_progress')")
        .only_if(query.is_open == Some(false), "r.status in ('completed', 'cancelled')")
        .when(
            "(r.status in ('pending', 'assigned', 'in_progress')
             and coalesce(r.estimated_completion, r.due_date, '9999-12-31') < :today) = :is_late",
            ":is_late",
            query.is_late.map(|(wanted, _)| wanted),
        )
        .when("r.assigned_technician_id = :technician_id", ":technician_id", query.technician_id)
        .when("r.user_id = :user_id", ":user_id", query.user_id)
        .when("r.priority in (:priority, :twin)", ":priority", query.priority)
        .when("r.created_at >= :from", ":from", query.from)
        .when("r.created_at < :until", ":until", query.until);
    if let Some(twin) = query.priority.map(MaintenancePriority::twin) {
        filter = filter.bind(":twin", twin);
    }
    if let Some((_, today)) = query.is_late {
        filter = filter.bind(":today", today);
    }
    let order = match query.status {
        Some(MaintenanceStatus::Completed) => "r.actual_completion desc, r.created_at desc, r.id desc",
        Some(
            MaintenanceStatus::Pending
            | MaintenanceStatus::Assigned
            | MaintenanceStatus::InProgress
            | MaintenanceStatus::Cancelled,
        )
        | None => "r.created_at desc, r.id desc",
    };
    Selection::new(SELECT, within(filter, reach), order)
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

/// The request to repair an item that is not done yet, the oldest if there are several.
pub fn open_for_item(db: &Connection, item_id: Id) -> Result<Option<Id>> {
    sql::one(
        db,
        "select r.id
         from maintenance_items m
         join maintenance_requests r on r.id = m.request_id
         where m.item_id = :item_id
         and r.status in ('pending', 'assigned', 'in_progress')
         and r.maintenance_type = 'corrective'
         order by r.created_at, r.id
         limit 1",
        named_params! { ":item_id": item_id },
    )
}

/// Whether somebody works on an item because of another request.
pub fn is_worked_on(db: &Connection, item_id: Id, except: Id) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from maintenance_items m
         join maintenance_requests r on r.id = m.request_id
         where m.item_id = :item_id
         and r.status = 'in_progress'
         and r.id <> :except",
        named_params! { ":item_id": item_id, ":except": except },
    )
}

/// Adds a request of now with all that it says; answers its id.
pub fn insert(tx: &Tx<'_>, new: &NewRequest, details: &RequestDetails) -> Result<Id> {
    let (id, now) = (Id::new(), LocalTime(tx.now));
    let title: String = new.title.chars().take(200).collect();
    let own = new.item_id.map(|item_id| vec![(item_id, new.quantity_affected)]).unwrap_or_default();
    let items = if details.items.is_empty() { &own } else { &details.items };
    let item_id = items.first().map(|(item_id, _)| *item_id);
    let pieces = if items.is_empty() {
        new.quantity_affected
    } else {
        items.iter().map(|(_, pieces)| *pieces).sum::<i64>()
    };
    let (plan_id, due_date) = details.plan.unzip();
    let mut fields = fields![new; environment_id, check_id, loan_id, user_id, description, priority];
    fields.extend(fields![details; maintenance_type, category, location]);
    fields.extend(named_params! {
        ":id": id, ":item_id": item_id, ":title": title, ":status": MaintenanceStatus::Pending,
        ":quantity_affected": pieces, ":plan_id": plan_id, ":due_date": due_date, ":created_at": now,
        ":updated_at": now,
    });
    sql::insert(tx, "maintenance_requests", &fields)?;
    for (item_id, quantity) in items {
        let row = named_params! { ":request_id": id, ":item_id": item_id, ":quantity": quantity };
        sql::insert(tx, "maintenance_items", row)?;
    }
    set_photos(tx, id, &details.photos)?;
    Ok(id)
}

/// Stores what may change of a request.
pub fn save(db: &Connection, request: &MaintenanceRequest) -> Result<()> {
    let fields = fields![request;
        id, title, description, priority, status, category, location, maintenance_type, assigned_technician_id,
        estimated_completion, actual_completion, cost, notes, cancellation_reason, updated_at,
    ];
    sql::save(db, "maintenance_requests", &fields)
}

/// Gives a request other photos.
pub fn set_photos(db: &Connection, id: Id, photos: &[Id]) -> Result<()> {
    let text = "delete from maintenance_photos\nwhere request_id = :id";
    sql::run(db, text, named_params! { ":id": id })?;
    for (position, photo_id) in (0i64..).zip(photos) {
        let row = named_params! { ":request_id": id, ":position": position, ":photo_id": photo_id };
        sql::insert(db, "maintenance_photos", row)?;
    }
    Ok(())
}

/// Notes what the completion of a request has made of an item, or that it is taken back.
pub fn set_ended(db: &Connection, id: Id, item_id: Id, ended: Option<&Ended>) -> Result<()> {
    sql::run(
        db,
        "update maintenance_items
         set repaired = :repaired,
             taken_off = :taken_off,
             damaged_left = :damaged_left,
             last_before = :last_before
         where request_id = :id
         and item_id = :item_id",
        named_params! {
            ":id": id, ":item_id": item_id, ":repaired": ended.map(|it| it.repaired),
            ":taken_off": ended.map(|it| it.taken_off), ":damaged_left": ended.and_then(|it| it.damaged_left),
            ":last_before": ended.and_then(|it| it.last_before),
        },
    )
}

/// What the completion of a request has made of its items.
pub fn ended(db: &Connection, id: Id) -> Result<Vec<(Id, Ended)>> {
    sql::values(
        db,
        "select item_id, coalesce(repaired, 0) as repaired, coalesce(taken_off, 0) as taken_off, damaged_left, last_before
         from maintenance_items
         where request_id = :id
         order by item_id",
        named_params! { ":id": id },
        |row| Ok((row.get("item_id")?, Ended::read(row)?)),
    )
}

/// Deletes a request; what was done because of it stays in the history.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from maintenance_requests\nwhere id = :id", named_params! { ":id": id })
}

/// Those who may be given work: active supervisors and administrators, of a centre if one is named or of none.
const TECHNICIANS: &str = "
    select u.id, u.name
    from users u
    left join environments e on e.id = u.environment_id
    where u.is_active = 1
    and u.role in ('supervisor', 'admin', 'admin_general')
    and (:center is null or coalesce(u.center_id, e.center_id, :center) = :center or u.role = 'admin_general')";

/// Those who may be given work, by name.
pub fn technicians(db: &Connection, center: Option<Id>) -> Result<Rows<PersonName>> {
    let text = format!("{TECHNICIANS}\norder by u.first_name, u.last_name, u.id");
    sql::rows(db, &text, named_params! { ":center": center }, Paging::ALL)
}

/// Whether a person may be given work in a centre, or anywhere.
pub fn is_technician(db: &Connection, id: Id, center: Option<Id>) -> Result<bool> {
    let text = format!("{TECHNICIANS}\nand u.id = :id");
    sql::exists(db, &text, named_params! { ":center": center, ":id": id })
}
