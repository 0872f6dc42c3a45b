//! What people get to read of one assignment.

use super::model::{Assignment, AssignmentQuery, AssignmentReach, Standing};
use super::{rules, store};
use crate::campus::loans;
use crate::kit::sql::Selection;
use crate::kit::{Caller, Code, Id, LocalTime, Result, role};
use rusqlite::Connection;

/// The assignments that somebody asks for, of those that they read: only their `own`, or what else matches.
pub fn list(who: &Caller, own: bool, query: AssignmentQuery) -> Selection {
    let person = if own { Some(who.id) } else { query.user_id };
    store::list(AssignmentReach::asked(who, person), query)
}

/// Who has an item, or is going to have it, as far as it stands against a hand-over. Who has only asked to borrow it has no right to
/// it yet.
pub fn standing(db: &Connection, who: &Caller, item_id: Id, now: LocalTime) -> Result<Standing> {
    let open = store::open_of(db, item_id)?;
    let (stock, holds) = (loans::store::stock_like(db, item_id)?, loans::store::holds_like(db, item_id)?);
    let reserved = loans::rules::reserved_of_whole(&stock, &holds, now.wall());
    Ok(Standing {
        held_by: open.as_ref().and_then(|open| rules::kept_elsewhere(who, open)).map(str::to_owned),
        holder: open.map(|open| open.holder_name),
        lent_to: store::lent_to(db, item_id)?,
        reserved_for: reserved.map(|hold| hold.borrower.clone()),
    })
}

/// An assignment, as somebody stands to it.
#[derive(Debug)]
pub struct Seen {
    /// The assignment.
    pub assignment: Assignment,
    /// Whether they hand the item over and take it back.
    pub is_keeper: bool,
    /// Whether they have it in charge, or had it.
    pub is_holder: bool,
}

/// An assignment that somebody reads: their own, wherever it was made, or one of the centre that they keep.
///
/// # Errors
/// [`Code::AssignmentNotFound`].
pub fn seen(db: &Connection, who: &Caller, id: Id) -> Result<Seen> {
    let kept = match store::get_within(db, AssignmentReach::reading(who), id) {
        Err(error) if error.code() == Code::AssignmentNotFound => None,
        other => Some(other?),
    };
    let is_keeper = kept.is_some() && who.is(role::ADMINISTRATORS);
    let assignment = match kept {
        Some(assignment) => assignment,
        None => store::get_within(db, AssignmentReach::Own(who.id), id)?,
    };
    let is_holder = assignment.user_id == Some(who.id);
    Ok(Seen { assignment, is_keeper, is_holder })
}
