//! What people get to read of one assignment.

use super::model::{Assignment, AssignmentReach};
use super::store;
use crate::kit::{Caller, Code, Id, Result, role};
use rusqlite::Connection;

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

/// An assignment that somebody reads: their own, wherever the item is, or one of the items that they keep.
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
