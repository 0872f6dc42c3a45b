//! SQL of the queue: what is asked next, and how it ended.

use crate::campus::descriptions::model::{DescriptionState, DueDescription, Proposal};
use crate::kit::sql;
use crate::kit::{Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

/// Whether something is marked as being asked.
pub fn is_any_running(db: &Connection) -> Result<bool> {
    sql::exists(db, "select 1\nfrom item_descriptions\nwhere state = 'running'\nlimit 1", &[])
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

/// Lets a description wait as before it was marked: its question was never answered by anybody who could.
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
    let text = "select 1\nfrom item_descriptions\nwhere state = 'queued'\nand due_at < :due\nlimit 1";
    sql::exists(db, text, named_params! { ":due": due })
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
