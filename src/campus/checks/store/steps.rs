//! The story of a check: its steps and the supervisors' reviews.

use crate::campus::checks::model::{CheckReview, CheckStatus, CheckStep, StepAction};
use crate::kit::sql::{self, fields};
use crate::kit::{Id, LocalTime, Result, Tx};
use rusqlite::{Connection, named_params};

/// What is written down of a step; who and from where is the transaction's.
#[derive(Debug)]
pub struct NewStep<'a> {
    /// The check.
    pub check_id: Id,
    /// Its round.
    pub round: i64,
    /// What was done.
    pub action: StepAction,
    /// The state before.
    pub from: Option<CheckStatus>,
    /// The state after.
    pub to: CheckStatus,
    /// Who.
    pub user_id: Id,
    /// What they said.
    pub comments: Option<&'a str>,
}

/// Adds a step of now.
pub fn add_step(tx: &Tx<'_>, step: &NewStep<'_>) -> Result<()> {
    sql::run(
        tx,
        "insert into inventory_check_steps
             (id, check_id, round, action, from_status, to_status, user_id, comments, ip_address, user_agent, created_at)
         values (:id, :check_id, :round, :action, :from, :to, :user_id, :comments, :ip_address, :user_agent, :now)",
        named_params! {
            ":id": Id::new(), ":check_id": step.check_id, ":round": step.round, ":action": step.action,
            ":from": step.from, ":to": step.to, ":user_id": step.user_id, ":comments": step.comments,
            ":ip_address": tx.origin.ip.map(|ip| ip.to_string()), ":user_agent": tx.origin.user_agent,
            ":now": LocalTime(tx.now),
        },
    )
}

/// The steps of a check, in their order.
pub fn steps(db: &Connection, check_id: Id) -> Result<Vec<CheckStep>> {
    sql::all(
        db,
        "select p.id, p.round, p.action, p.from_status, p.to_status, p.user_id,
             u.name as user_name, u.role as user_role, p.comments, p.ip_address,
             p.user_agent, p.created_at
         from inventory_check_steps p
         join users u on u.id = p.user_id
         where p.check_id = :check_id
         order by p.id",
        named_params! { ":check_id": check_id },
    )
}

/// Adds a review.
pub fn insert_review(db: &Connection, review: &CheckReview) -> Result<()> {
    let fields = fields![review; id, check_id, supervisor_id, status, comments, reviewed_at, created_at];
    sql::insert(db, "supervisor_reviews", &fields)
}

/// The newest review of a check.
pub fn last_review(db: &Connection, check_id: Id) -> Result<Option<CheckReview>> {
    sql::one(
        db,
        "select id, check_id, supervisor_id, status, comments, reviewed_at, created_at
         from supervisor_reviews
         where check_id = :check_id
         order by id desc
         limit 1",
        named_params! { ":check_id": check_id },
    )
}
