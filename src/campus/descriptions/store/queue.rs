//! SQL of the queue: what is asked next, and how it ended.

use crate::campus::descriptions::model::{DescriptionState, DueDescription, Proposal};
use crate::kit::sql;
use crate::kit::{Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

/// The text of [`is_any_running`].
pub const ANY_RUNNING: &str = "
    select 1
    from item_descriptions
    where state = 'running'
    limit 1";

/// The text of [`next`]: the server looks for it every few seconds.
pub const NEXT: &str = "
    select id, item_id, photo_id, attempts
    from item_descriptions
    where state = 'queued'
    and (due_at <= :now or attempted_at > :now)
    order by max(due_at, coalesce(attempted_at, due_at)), id
    limit 1";

/// The text of [`is_any_older`].
pub const ANY_OLDER: &str = "
    select 1
    from item_descriptions
    where state = 'queued'
    and due_at < :due
    limit 1";

/// Whether something is marked as being asked.
pub fn is_any_running(db: &Connection) -> Result<bool> {
    sql::exists(db, ANY_RUNNING, &[])
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

/// The description that has been due longest without a try: what was tried and given back goes behind what was not, or one photo that a
/// service refuses would keep all others waiting. A try in the future is one of a clock that was set back since.
pub fn next(db: &Connection, now: LocalTime) -> Result<Option<DueDescription>> {
    sql::one(db, NEXT, named_params! { ":now": now })
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

/// Lets a description wait with all its tries as before it was marked: its service can't be used, which is no fault of a photo. When it was
/// tried stays, by which it goes behind the others.
pub fn give_back(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update item_descriptions
         set state = 'queued',
             attempts = attempts - 1,
             updated_at = :now
         where id = :id
         and state = 'running'",
        named_params! { ":id": id, ":now": now },
    )
}

/// Whether a description is still being asked about: while the service was thinking, it may have been given up.
pub fn is_running(db: &Connection, id: Id) -> Result<bool> {
    let text = "select 1\nfrom item_descriptions\nwhere id = :id\nand state = 'running'";
    sql::exists(db, text, named_params! { ":id": id })
}

/// Gives up all that waits or is being asked; answers how many.
pub fn end_waiting(db: &Connection, why: &str, now: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "update item_descriptions
         set state = 'failed',
             error = :why,
             updated_at = :now
         where state in ('queued', 'running')",
        named_params! { ":why": why, ":now": now },
    )
}

/// Whether something waits that was due before an instant.
pub fn is_any_older(db: &Connection, due: LocalTime) -> Result<bool> {
    sql::exists(db, ANY_OLDER, named_params! { ":due": due })
}

/// Gives up what waits and was due before an instant; answers how many.
pub fn end_older(db: &Connection, due: LocalTime, why: &str, now: LocalTime) -> Result<usize> {
    sql::changed(
        db,
        "update item_descriptions
         set state = 'failed',
             error = :why,
             updated_at = :now
         where state = 'queued'
         and due_at < :due",
        named_params! { ":due": due, ":why": why, ":now": now },
    )
}
