//! SQL of descriptions.

use super::model::{DescriptionState, DueDescription, ItemDescription, Proposal};
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

/// Whether there is anything to do at an instant: as in [`next`], or one that was cut off.
pub fn is_anything_due(db: &Connection, now: LocalTime) -> Result<bool> {
    sql::exists(
        db,
        "select 1
         from item_descriptions
         where state in ('queued', 'running')
         and (state = 'running' or due_at <= :now or attempted_at > :now)
         limit 1",
        named_params! { ":now": now },
    )
}

/// Lets wait again what was asked when the program ended, and gives up what that happened to too often; answers how many.
pub fn release(db: &Connection, most: i64, why: &str, now: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "update item_descriptions
         set state = case when attempts >= :most then 'failed' else 'queued' end,
             error = case when attempts >= :most then :why else error end,
             updated_at = :now
         where state = 'running'",
        named_params! { ":most": most, ":why": why, ":now": now },
    )
}

/// The description that has been due longest; a try in the future is one of a clock that was set back since.
pub fn next(db: &Connection, now: LocalTime) -> Result<Option<DueDescription>> {
    sql::one(
        db,
        "select id, item_id, photo_id, attempts
         from item_descriptions
         where state = 'queued'
         and (due_at <= :now or attempted_at > :now)
         order by due_at, id
         limit 1",
        named_params! { ":now": now },
    )
}

/// Marks a description before the server is asked.
pub fn begin(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update item_descriptions
         set state = 'running',
             attempts = attempts + 1,
             attempted_at = :now,
             updated_at = :now
         where id = :id",
        named_params! { ":id": id, ":now": now },
    )
}

/// Keeps what a model proposed. A description whose item was deleted meanwhile is gone, and nothing is kept.
pub fn propose(db: &Connection, id: Id, proposal: &Proposal, model: &str, now: LocalTime) -> Result<()> {
    sql::save(
        db,
        "item_descriptions",
        named_params! {
            ":id": id, ":state": DescriptionState::Done, ":error": None::<String>, ":source_model": model, ":described_at": now,
            ":description": proposal.description, ":category": proposal.category, ":brand": proposal.brand,
            ":model": proposal.model, ":serial_number": proposal.serial_number, ":updated_at": now,
        },
    )
}

/// Marks a description of which nothing came: it waits for its next try at `due_at`, or has failed.
pub fn put_off(
    db: &Connection,
    id: Id,
    (state, due_at): (DescriptionState, LocalTime),
    error: &str,
    now: LocalTime,
) -> Result<()> {
    sql::save(
        db,
        "item_descriptions",
        named_params! { ":id": id, ":state": state, ":due_at": due_at, ":error": error, ":updated_at": now },
    )
}

/// Lets nothing be asked before an instant.
pub fn hold(db: &Connection, until: LocalTime) -> Result<()> {
    let text = "update item_descriptions\nset due_at = :until\nwhere state = 'queued'\nand due_at < :until";
    sql::run(db, text, named_params! { ":until": until })
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
