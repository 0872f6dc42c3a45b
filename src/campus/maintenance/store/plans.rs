//! SQL of plans.

use crate::campus::maintenance::model::MaintenanceStatus;
use crate::campus::maintenance::model::plan::{DateSource, MaintenanceDate, MaintenancePlan, PlanQuery};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection, fields};
use crate::kit::{Code, Day, Id, Result, RoomColumns, Scope};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select p.id, p.title, p.description, p.every, p.unit, p.next_date, p.remind_days, p.is_active,
        (select json_group_array(json_object('item_id', x.id, 'item_name', x.name, 'internal_code', x.internal_code,
                'environment_id', x.environment_id, 'environment_name', xe.name) order by x.internal_code)
            from maintenance_plan_items m
            join inventory_items x on x.id = m.item_id
            left join environments xe on xe.id = x.environment_id
            where m.plan_id = p.id) as items,
        (select r.id
            from maintenance_requests r
            where r.plan_id = p.id
            and r.status in ('pending', 'assigned', 'in_progress')
            order by r.id
            limit 1) as open_request_id,
        p.created_by, u.name as created_by_name, p.created_at, p.updated_at
    from maintenance_plans p
    join users u on u.id = p.created_by";

/// A plan is in a centre when one of its items is.
const ROOM: RoomColumns = RoomColumns {
    center: "exists (select 1 from maintenance_plan_items o join inventory_items i on i.id = o.item_id
        left join environments e on e.id = i.environment_id
        where o.plan_id = p.id and (i.environment_id is null or e.center_id = :scope))",
    room_and_warehouses: IN_ROOM,
    room: IN_ROOM,
};

const IN_ROOM: &str =
    "exists (select 1 from maintenance_plan_items o join inventory_items i on i.id = o.item_id
    where o.plan_id = p.id and i.environment_id = :scope)";

/// The plans that match, the next first.
pub fn list(scope: Scope, query: &PlanQuery) -> Selection {
    let filter = Filter::default()
        .when(
            "exists (select 1 from maintenance_plan_items q where q.plan_id = p.id and q.item_id = :item_id)",
            ":item_id",
            query.item_id,
        )
        .when(
            "exists (select 1 from maintenance_plan_items q join inventory_items j on j.id = q.item_id
             where q.plan_id = p.id and j.environment_id = :environment_id)",
            ":environment_id",
            query.environment_id,
        )
        .when("p.is_active = :is_active", ":is_active", query.is_active);
    let order = "p.is_active desc, p.next_date, p.title, p.id";
    Selection::new(SELECT, scope.within(filter, &ROOM), order)
}

/// One plan within a scope.
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<MaintenancePlan> {
    let filter = scope.within(Filter::default().when("p.id = :id", ":id", Some(id)), &ROOM);
    let plan = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(plan.ok_or(Code::PlanNotFound)?)
}

/// A plan as the table keeps it.
fn columns(plan: &MaintenancePlan) -> Vec<(&'static str, &dyn rusqlite::ToSql)> {
    fields![plan;
        id, title, description, every, unit, next_date, remind_days, is_active, created_by, created_at, updated_at,
    ]
}

/// Adds a plan.
pub fn insert(db: &Connection, plan: &MaintenancePlan) -> Result<()> {
    sql::insert(db, "maintenance_plans", &columns(plan))?;
    set_items(db, plan)
}

/// Stores it as it is now, with its items.
pub fn save(db: &Connection, plan: &MaintenancePlan) -> Result<()> {
    sql::save(db, "maintenance_plans", &columns(plan))?;
    sql::run(
        db,
        "delete from maintenance_plan_items\nwhere plan_id = :id",
        named_params! { ":id": plan.id },
    )?;
    set_items(db, plan)
}

fn set_items(db: &Connection, plan: &MaintenancePlan) -> Result<()> {
    for item in &plan.items.0 {
        let row = named_params! { ":plan_id": plan.id, ":item_id": item.item_id };
        sql::insert(db, "maintenance_plan_items", row)?;
    }
    Ok(())
}

/// Deletes a plan; its requests stay.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from maintenance_plans\nwhere id = :id", named_params! { ":id": id })
}

/// The next day on which a plan that is followed asks for work on an item.
pub fn next_day(db: &Connection, item_id: Id) -> Result<Option<Day>> {
    let text = "select min(p.next_date)
         from maintenance_plan_items m
         join maintenance_plans p on p.id = m.plan_id
         where m.item_id = :item_id
         and p.is_active = 1";
    Ok(sql::one::<Option<Day>>(db, text, named_params! { ":item_id": item_id })?.flatten())
}

/// The plans that ask for work today, or whose day is near and has not been reminded of, the most urgent first. A plan whose
/// request is still open waits for it.
pub fn waiting(db: &Connection, today: Day, limit: i64) -> Result<Vec<Id>> {
    sql::all(
        db,
        "select p.id
         from maintenance_plans p
         where p.is_active = 1
         and (p.next_date <= :today
             or p.reminded_of is not p.next_date and date(p.next_date, '-' || p.remind_days || ' days') <= :today)
         and exists (select 1 from maintenance_plan_items m where m.plan_id = p.id)
         and not exists (select 1
             from maintenance_requests r
             where r.plan_id = p.id
             and r.status in ('pending', 'assigned', 'in_progress'))
         order by p.next_date, p.id
         limit +:limit",
        named_params! { ":today": today, ":limit": limit },
    )
}

/// Whether a plan has asked for work on a later day than one.
pub fn has_asked_after(db: &Connection, id: Id, due: Day) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from maintenance_requests
         where plan_id = :id
         and due_date > :due",
        named_params! { ":id": id, ":due": due },
    )
}

/// Notes that people were reminded of a plan's day.
pub fn set_reminded(db: &Connection, id: Id, day: Day) -> Result<()> {
    sql::save(db, "maintenance_plans", named_params! { ":id": id, ":reminded_of": day })
}

/// The plans within a scope that are followed and whose day comes until another.
pub fn until(db: &Connection, scope: Scope, until: Day) -> Result<Vec<MaintenancePlan>> {
    let filter =
        Filter::default().always("p.is_active = 1").when("p.next_date <= :until", ":until", Some(until));
    let filter = scope.within(filter, &ROOM);
    sql::all(
        db,
        &format!("{SELECT}{}\norder by p.next_date, p.title, p.id", filter.clause()),
        &filter.params(),
    )
}

/// The rooms of a request's own.
const REQUEST_ROOM: RoomColumns = room!("r.environment_id" or null, "e.center_id");

/// The open requests within a scope that are expected, or were asked for by a plan, on the days of a period.
pub fn expected(db: &Connection, scope: Scope, from: Day, until: Day) -> Result<Vec<MaintenanceDate>> {
    let filter = Filter::default()
        .always("r.status in ('pending', 'assigned', 'in_progress')")
        .when("coalesce(r.estimated_completion, r.due_date) >= :from", ":from", Some(from))
        .when("coalesce(r.estimated_completion, r.due_date) <= :until", ":until", Some(until));
    let filter = scope.within(filter, &REQUEST_ROOM);
    let text = format!(
        "select coalesce(r.estimated_completion, r.due_date) as day, r.id, r.title, r.status,
             (select count(*) from maintenance_items m where m.request_id = r.id) as item_count, i.name as item_name,
             e.name as environment_name
         from maintenance_requests r
         left join environments e on e.id = r.environment_id
         left join inventory_items i on i.id = r.item_id{}
         order by day, r.id",
        filter.clause()
    );
    sql::values(db, &text, &filter.params(), |row| {
        let item_count: i64 = row.get("item_count")?;
        let item_name: Option<String> = row.get("item_name")?;
        Ok(MaintenanceDate {
            day: row.get("day")?,
            source: DateSource::Request,
            source_id: row.get("id")?,
            is_forecast: false,
            title: row.get("title")?,
            status: Some(row.get::<_, MaintenanceStatus>("status")?),
            item_count,
            item_name: item_name.filter(|_| item_count == 1),
            environment_name: row.get("environment_name")?,
        })
    })
}
