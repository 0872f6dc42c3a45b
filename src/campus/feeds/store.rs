//! SQL of feeds, and of what stands in them.

use super::model::{CalendarFeed, FeedKind};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter};
use crate::kit::wire::row;
use crate::kit::{ClockTime, Code, Day, Id, LocalTime, Paging, Result, RoomColumns, Rows, Scope};
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

row! {
    /// Whose feed a secret opens.
    #[derive(Debug, Clone, Copy)]
    pub struct Opened {
        /// The feed.
        pub id: Id,
        /// Its owner.
        pub user_id: Id,
        /// What it brings.
        pub kind: FeedKind,
        /// The warehouse, if it is one's.
        pub environment_id: Option<Id>,
    }
}

/// The feed of a secret whose owner's account is in use.
pub fn opened(db: &Connection, secret_hash: &str) -> Result<Opened> {
    let found = sql::one(
        db,
        "select f.id, f.user_id, f.kind, f.environment_id
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

/// The name of a warehouse in use: the person's own, where they are linked to one, else any of their centre (`None`: of any centre).
pub fn warehouse(db: &Connection, id: Id, own: Option<Id>, center_id: Option<Id>) -> Result<Option<String>> {
    sql::one(
        db,
        "select e.name
         from environments e
         where e.id = :id
         and e.is_warehouse = 1
         and e.is_active = 1
         and (:own is null
             or e.id = :own
             or not exists (select 1 from environments o where o.id = :own and o.is_warehouse = 1))
         and (:center_id is null or e.center_id = :center_id)",
        named_params! { ":id": id, ":own": own, ":center_id": center_id },
    )
}

row! {
    /// A class of the timetable, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedClass {
        /// Identifier.
        pub id: Id,
        /// Programme.
        pub program: String,
        /// Number of the class.
        pub ficha: String,
        /// Topic.
        pub topic: Option<String>,
        /// Room.
        pub environment_name: String,
        /// First hour.
        pub start_time: ClockTime,
        /// Last hour.
        pub end_time: ClockTime,
        /// Monday is 1.
        pub day_of_week: i64,
        /// First day.
        pub start_date: Day,
        /// Last day.
        pub end_date: Day,
        /// When it last changed.
        pub updated_at: LocalTime,
    }
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

row! {
    /// A loan, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedLoan {
        /// Identifier.
        pub id: Id,
        /// What is lent.
        pub item_name: String,
        /// How many pieces.
        pub pieces: i64,
        /// Who borrows.
        pub borrower: String,
        /// The warehouse.
        pub environment_name: String,
        /// Whether it was handed over.
        pub is_out: bool,
        /// First day.
        pub start_date: Day,
        /// Last day.
        pub end_date: Day,
        /// First hour, if it is by the hour.
        pub start_time: Option<ClockTime>,
        /// Last hour.
        pub end_time: Option<ClockTime>,
        /// When it last changed.
        pub updated_at: LocalTime,
    }
}

/// The loans that are reserved or out: one person's, or one warehouse's.
pub fn loans(db: &Connection, borrower: Option<Id>, warehouse: Option<Id>) -> Result<Vec<FeedLoan>> {
    let filter = Filter::default()
        .always("l.status in ('approved', 'active')")
        .when("l.instructor_id = :borrower", ":borrower", borrower)
        .when("l.environment_id = :warehouse", ":warehouse", warehouse);
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

row! {
    /// A maintenance that is planned, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedMaintenance {
        /// The item.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// Its plate.
        pub internal_code: String,
        /// Where it is.
        pub environment_name: Option<String>,
        /// The day.
        pub next_maintenance: Day,
        /// When the item last changed.
        pub updated_at: LocalTime,
    }
}

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id");

/// The next maintenance of each item within a scope that isn't long past.
pub fn maintenance(db: &Connection, scope: Scope, since: Day) -> Result<Vec<FeedMaintenance>> {
    let filter = Filter::default().when("i.next_maintenance >= :since", ":since", Some(since));
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
