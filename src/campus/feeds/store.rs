//! SQL of feeds, and of what stands in them.

use super::model::{CalendarFeed, FeedClass, FeedItem, FeedKind, FeedLoan, FeedRequest, Opened};
use crate::campus::loans;
use crate::campus::loans::model::LoanReach;
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Day, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope};
use rusqlite::{Connection, named_params};

const FEEDS: &str = "
    select f.id, f.kind, f.environment_id, e.name as environment_name, f.created_at, f.renewed_at
    from calendar_feeds f
    left join environments e on e.id = f.environment_id";

/// A person's feeds, the oldest first.
pub fn list(db: &Connection, user_id: Id) -> Result<Rows<CalendarFeed>> {
    let text = format!("{FEEDS}\nwhere f.user_id = :user_id\norder by f.created_at, f.id");
    sql::rows(db, &text, named_params! { ":user_id": user_id }, Paging::ALL)
}

/// A person's feed.
pub fn get(db: &Connection, user_id: Id, id: Id) -> Result<CalendarFeed> {
    let text = format!("{FEEDS}\nwhere f.user_id = :user_id\nand f.id = :id");
    let found = sql::one(db, &text, named_params! { ":user_id": user_id, ":id": id })?;
    Ok(found.ok_or(Code::FeedNotFound)?)
}

/// How many feeds a person has.
pub fn count(db: &Connection, user_id: Id) -> Result<i64> {
    let text = "select count(*)\nfrom calendar_feeds\nwhere user_id = :user_id";
    sql::count(db, text, named_params! { ":user_id": user_id })
}

/// The feed of a secret whose owner's account is in use.
pub fn opened(db: &Connection, secret_hash: &str) -> Result<Opened> {
    let found = sql::one(
        db,
        "select f.user_id, f.kind, f.environment_id
         from calendar_feeds f
         join users u on u.id = f.user_id
         where f.secret_hash = :secret_hash
         and u.is_active = 1",
        named_params! { ":secret_hash": secret_hash },
    )?;
    Ok(found.ok_or(Code::FeedNotFound)?)
}

/// Adds a feed.
pub fn insert(
    db: &Connection,
    id: Id,
    user_id: Id,
    (kind, environment_id): (FeedKind, Option<Id>),
    secret_hash: &str,
    now: LocalTime,
) -> Result<()> {
    sql::run(
        db,
        "insert into calendar_feeds (id, user_id, kind, environment_id, secret_hash, created_at, renewed_at)
         values (:id, :user_id, :kind, :environment_id, :secret_hash, :now, :now)",
        named_params! {
            ":id": id, ":user_id": user_id, ":kind": kind, ":environment_id": environment_id,
            ":secret_hash": secret_hash, ":now": now,
        },
    )
}

/// Gives a feed another address.
pub fn renew(db: &Connection, id: Id, secret_hash: &str, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update calendar_feeds
         set secret_hash = :secret_hash,
             renewed_at = :now
         where id = :id",
        named_params! { ":id": id, ":secret_hash": secret_hash, ":now": now },
    )
}

/// Withdraws a feed.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from calendar_feeds\nwhere id = :id", named_params! { ":id": id })
}

/// Withdraws all feeds of a person.
pub fn delete_of(db: &Connection, user_id: Id) -> Result<()> {
    sql::run(
        db,
        "delete from calendar_feeds\nwhere user_id = :user_id",
        named_params! { ":user_id": user_id },
    )
}

/// The name of a warehouse in use whose loans are within somebody's reach.
pub fn warehouse(db: &Connection, id: Id, reach: LoanReach) -> Result<Option<String>> {
    let filter =
        Filter::default().always("e.is_warehouse = 1").always("e.is_active = 1").bind(":warehouse", id);
    let filter = loans::store::within(filter, reach);
    // A loan of it as the reach asks for it, whether or not there is one.
    let text = format!(
        "select e.name
         from (select :warehouse as environment_id) l
         join environments e on e.id = l.environment_id{}",
        filter.clause()
    );
    sql::one(db, &text, &filter.params())
}

/// The classes that a person gives, or has with their `ficha`, that aren't long over.
pub fn classes(db: &Connection, user_id: Id, since: Day) -> Result<Vec<FeedClass>> {
    sql::all(
        db,
        "select s.id, s.program, s.ficha, s.topic, e.name as environment_name, s.start_time, s.end_time, s.day_of_week,
             s.start_date, s.end_date, s.updated_at
         from schedules s
         join environments e on e.id = s.environment_id
         join users u on u.id = :user_id
         where s.is_active = 1
         and s.end_date >= :since
         and (s.instructor_id = u.id or u.role = 'student' and s.ficha = u.ficha)
         order by s.start_date, s.id",
        named_params! { ":user_id": user_id, ":since": since },
    )
}

/// The loans within somebody's reach that are out, or reserved and not long past; of one warehouse, if it is named.
pub fn loans(db: &Connection, reach: LoanReach, warehouse: Option<Id>, since: Day) -> Result<Vec<FeedLoan>> {
    let filter = Filter::default()
        .when("l.status = 'active' or l.status = 'approved' and l.end_date >= :since", ":since", Some(since))
        .when("l.environment_id = :warehouse", ":warehouse", warehouse);
    let filter = loans::store::within(filter, reach);
    let text = format!(
        "select l.id, l.item_name, l.quantity_requested as pieces, u.name as borrower, e.name as environment_name,
             l.status = 'active' as is_out, l.start_date, l.end_date, l.start_time, l.end_time, l.updated_at
         from loans l
         join users u on u.id = l.instructor_id
         join environments e on e.id = l.environment_id{}
         order by l.start_date, l.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// The open requests within a scope whose day, expected or asked for by a plan, isn't long past.
pub fn requests(db: &Connection, scope: Scope, since: Day) -> Result<Vec<FeedRequest>> {
    const ROOM: RoomColumns = room!("r.environment_id" or null, "e.center_id");
    let filter = Filter::default().always("r.status in ('pending', 'assigned', 'in_progress')").when(
        "coalesce(r.estimated_completion, r.due_date) >= :since",
        ":since",
        Some(since),
    );
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select r.id, r.title, coalesce(r.estimated_completion, r.due_date) as day,
             (select count(*) from maintenance_items m where m.request_id = r.id) as item_count, i.name as item_name,
             i.internal_code, e.name as environment_name, r.updated_at
         from maintenance_requests r
         left join environments e on e.id = r.environment_id
         left join inventory_items i on i.id = r.item_id{}
         order by day, r.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// The items within a scope with a day of their own that isn't long past: those that no plan looks after.
pub fn items(db: &Connection, scope: Scope, since: Day) -> Result<Vec<FeedItem>> {
    const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id");
    let filter = Filter::default().when("i.next_maintenance >= :since", ":since", Some(since)).always(
        "not exists (select 1
             from maintenance_plan_items m
             join maintenance_plans p on p.id = m.plan_id
             where m.item_id = i.id
             and p.is_active = 1)",
    );
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select i.id, i.name, i.internal_code, e.name as environment_name, i.next_maintenance, i.updated_at
         from inventory_items i
         left join environments e on e.id = i.environment_id{}
         order by i.next_maintenance, i.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
