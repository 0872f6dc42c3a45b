//! SQL of descriptions.

pub mod queue;

use super::model::{DescriptionState, ItemDescription};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, Result, RoomColumns, Scope};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, named_params};

/// How many days it is kept what became of a description.
const DECIDED_DAYS: i64 = 90;
/// How many days a proposal waits for somebody to decide.
const UNDECIDED_DAYS: i64 = 365;

const ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id");

const SELECT: &str = "
    select d.id, d.item_id, i.name as item_name, d.photo_id, d.state, d.is_automatic, d.attempts, d.due_at, d.error, d.source_model,
        d.described_at, d.description, d.category, d.brand, d.model, d.serial_number, c.name as created_by_name, d.created_at,
        u.name as decided_by_name, d.decided_at, d.updated_at
    from item_descriptions d
    join inventory_items i on i.id = d.item_id
    join users c on c.id = d.created_by
    left join users u on u.id = d.decided_by
    left join environments e on e.id = i.environment_id";

/// The descriptions of an item, or of all within a scope, in one state or all, newest first.
pub fn list(scope: Scope, item: Option<Id>, state: Option<DescriptionState>) -> Selection {
    let filter =
        Filter::default().when("d.item_id = :item", ":item", item).when("d.state = :state", ":state", state);
    Selection::new(SELECT, scope.within(filter, &ROOM), "d.id desc")
}

/// One description of an item within a scope.
///
/// # Errors
/// [`Code::DescriptionNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<ItemDescription> {
    let filter = scope.within(Filter::default().when("d.id = :id", ":id", Some(id)), &ROOM);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::DescriptionNotFound)?)
}

/// How many proposals within a scope wait for somebody to decide.
pub fn undecided(db: &Connection, scope: Scope) -> Result<i64> {
    let filter = scope.within(Filter::default().always("d.state = 'done'"), &ROOM);
    let text = format!(
        "select count(*)
         from item_descriptions d
         join inventory_items i on i.id = d.item_id
         left join environments e on e.id = i.environment_id{}",
        filter.clause()
    );
    sql::count(db, &text, &filter.params())
}

/// How many descriptions wait to be asked for.
pub fn waiting(db: &Connection) -> Result<i64> {
    sql::count(db, "select count(*)\nfrom item_descriptions\nwhere state in ('queued', 'running')", &[])
}

/// How often was asked in a month.
pub fn requests_of(db: &Connection, month: &str) -> Result<i64> {
    let text = "select requests\nfrom description_months\nwhere month = :month";
    sql::count(db, text, named_params! { ":month": month })
}

/// Counts one more question of a month.
pub fn count_request(db: &Connection, month: &str) -> Result<()> {
    sql::run(
        db,
        "insert into description_months (month, requests)
         values (:month, 1)
         on conflict (month) do update
         set requests = requests + 1",
        named_params! { ":month": month },
    )
}

/// Takes back a question that was counted in a month, of a service that can't be used.
pub fn uncount_request(db: &Connection, month: &str) -> Result<()> {
    let text =
        "update description_months\nset requests = requests - 1\nwhere month = :month\nand requests > 0";
    sql::run(db, text, named_params! { ":month": month })
}

/// The photos `f` of items, with the item that each is of.
const OF_ITEMS: &str = "
    photos f
    join item_pictures o on o.photo_id = f.id";

/// A photo of an item, as it is sent; none if it is not, or no longer, the item's.
pub fn picture_of(db: &Connection, item: Id, photo: Id) -> Result<Option<Vec<u8>>> {
    let text = format!("select f.picture\nfrom {OF_ITEMS}\nwhere f.id = :photo\nand o.item_id = :item");
    sql::value(db, &text, named_params! { ":item": item, ":photo": photo }, |row| row.get(0))
}

/// The state of a description of the same picture that is not over yet.
pub fn open(db: &Connection, item: Id, hash: &str) -> Result<Option<DescriptionState>> {
    sql::one(
        db,
        "select state
         from item_descriptions
         where item_id = :item
         and photo_hash = :hash
         and state in ('queued', 'running', 'done')",
        named_params! { ":item": item, ":hash": hash },
    )
}

/// What somebody wants to have described.
#[derive(Debug)]
pub struct Wanted {
    /// The item.
    pub item: Id,
    /// The photo.
    pub photo: Id,
    /// The hash of its picture.
    pub hash: String,
    /// Whether nobody asked for it.
    pub is_automatic: bool,
}

/// Puts a photo into the queue; answers the description's id.
pub fn insert(db: &Connection, wanted: &Wanted, by: Id, now: LocalTime) -> Result<Id> {
    let id = Id::new();
    sql::insert(
        db,
        "item_descriptions",
        named_params! {
            ":id": id, ":item_id": wanted.item, ":photo_id": wanted.photo, ":photo_hash": wanted.hash,
            ":state": DescriptionState::Queued, ":is_automatic": wanted.is_automatic, ":due_at": now, ":created_by": by,
            ":created_at": now, ":updated_at": now,
        },
    )?;
    Ok(id)
}

/// The hash of the picture of a description.
pub fn hash_of(db: &Connection, id: Id) -> Result<Option<String>> {
    let text = "select photo_hash\nfrom item_descriptions\nwhere id = :id";
    sql::one(db, text, named_params! { ":id": id })
}

/// Lets a description that has failed wait once more, due at once.
pub fn retry(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "item_descriptions",
        named_params! {
            ":id": id, ":state": DescriptionState::Queued, ":attempts": 0, ":due_at": now, ":error": None::<String>,
            ":updated_at": now,
        },
    )
}

/// Keeps what somebody decided on a proposal.
pub fn decide(db: &Connection, id: Id, state: DescriptionState, by: Id, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "item_descriptions",
        named_params! { ":id": id, ":state": state, ":decided_by": by, ":decided_at": now, ":updated_at": now },
    )
}

/// Forgets what is long over, and proposals that nobody wanted for long; answers how many.
pub fn clear_old(db: &Connection, now: DateTime<Utc>) -> Result<usize> {
    sql::changed(
        db,
        "delete from item_descriptions
         where (state in ('accepted', 'declined', 'failed') and updated_at < :decided)
         or (state = 'done' and updated_at < :undecided)",
        named_params! {
            ":decided": LocalTime(now - TimeDelta::days(DECIDED_DAYS)),
            ":undecided": LocalTime(now - TimeDelta::days(UNDECIDED_DAYS)),
        },
    )
}
