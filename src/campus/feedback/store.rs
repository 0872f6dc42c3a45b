//! SQL of feedback.

use super::model::{Feedback, FeedbackQuery};
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, LocalTime, Result};
use rusqlite::{Connection, named_params};

const SELECT: &str = "
    select f.id, f.user_id, u.name as user_name, f.type, f.category, f.title, f.description, f.priority, f.rating,
        f.status, f.allow_follow_up, f.device, f.admin_response, a.name as responded_by_name, f.responded_at,
        f.created_at, f.updated_at
    from feedback f
    join users u on u.id = f.user_id
    left join users a on a.id = f.responded_by";

/// What is cut to.
fn matching(query: FeedbackQuery) -> Filter<'static> {
    Filter::default()
        .when("f.type = :type", ":type", query.kind)
        .when("f.status = :status", ":status", query.status)
        .when("f.priority = :priority", ":priority", query.priority)
        .when("matches(:search, f.title, f.description, f.admin_response, u.name)", ":search", query.search)
}

/// A person's own, newest first.
pub fn own(person: Id, query: FeedbackQuery) -> Selection {
    let filter = matching(query).when("f.user_id = :person", ":person", Some(person));
    Selection::new(SELECT, filter, "f.id desc")
}

/// Everybody's, the most urgent first, then the newest.
pub fn all(query: FeedbackQuery) -> Selection {
    let order = "case f.priority when 'high' then 0 when 'medium' then 1 else 2 end, f.id desc";
    Selection::new(SELECT, matching(query), order)
}

/// One, of this person only if one is given.
///
/// # Errors
/// [`Code::FeedbackNotFound`].
pub fn get(db: &Connection, of: Option<Id>, id: Id) -> Result<Feedback> {
    let filter =
        Filter::default().when("f.id = :id", ":id", Some(id)).when("f.user_id = :person", ":person", of);
    let found = sql::one(db, &format!("{SELECT}{}", filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::FeedbackNotFound)?)
}

/// How many a person has sent since an instant, those that were deleted since too: the audit has them all. What was refused has an
/// entry there as well, of no row.
pub fn sent_since(db: &Connection, person: Id, since: LocalTime) -> Result<i64> {
    sql::count(
        db,
        "select count(*)
         from audit_logs
         where user_id = :person
         and action = 'CREATE_FEEDBACK'
         and entity_id is not null
         and created_at >= :since",
        named_params! { ":person": person, ":since": since },
    )
}

/// Adds one that nobody has answered yet.
pub fn insert(db: &Connection, feedback: &Feedback) -> Result<()> {
    sql::insert(
        db,
        "feedback",
        named_params! {
            ":id": feedback.id, ":user_id": feedback.user_id, ":type": feedback.r#type,
            ":category": feedback.category, ":title": feedback.title, ":description": feedback.description,
            ":priority": feedback.priority, ":rating": feedback.rating, ":status": feedback.status,
            ":allow_follow_up": feedback.allow_follow_up, ":device": feedback.device,
            ":created_at": feedback.created_at, ":updated_at": feedback.updated_at,
        },
    )
}

/// Stores what was answered and decided, and by whom if there is an answer.
pub fn save(db: &Connection, feedback: &Feedback, responded_by: Option<Id>) -> Result<()> {
    sql::run(
        db,
        "update feedback
         set status = :status,
             priority = :priority,
             admin_response = :admin_response,
             responded_by = case when :admin_response is null then null else coalesce(:responded_by, responded_by) end,
             responded_at = :responded_at,
             updated_at = :updated_at
         where id = :id",
        named_params! {
            ":id": feedback.id, ":status": feedback.status, ":priority": feedback.priority,
            ":admin_response": feedback.admin_response, ":responded_by": responded_by,
            ":responded_at": feedback.responded_at, ":updated_at": feedback.updated_at,
        },
    )
}

/// Deletes one.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from feedback\nwhere id = :id", named_params! { ":id": id })
}
