//! The second and third stage: confirming, deciding, passing on, reopening.

use super::step::{add_up, judge, settle, store_step};
use super::{count, findings, reached};
use crate::campus::checks::model::{
    Check, CheckApproval, CheckAssigned, CheckAssignment, CheckConfirmation, CheckConfirmed, CheckDecision,
    CheckDeparture, CheckReopening, CheckReview, CheckStatus, NewCheckReview, ReviewVerdict, Tally,
    TargetRole,
};
use crate::campus::checks::rules::{Act, Next, Stage};
use crate::campus::checks::store;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, Result};

/// Refuses to act on a check that is no longer where the caller saw it.
fn check_seen(check: &Check, seen: Option<CheckStatus>) -> Result<()> {
    match seen {
        Some(seen) if seen != check.status => {
            let who = check.supervisor_name.as_ref().or(check.instructor_name.as_ref());
            let by = who.map_or_else(String::new, |name| format!(" por {name}"));
            Err(Error::With(
                Code::CheckStage,
                format!("La verificación cambió entretanto{by}: revísela de nuevo antes de decidir"),
            ))
        }
        _ => Ok(()),
    }
}

/// `PUT /:id/confirm`: confirms as instructor, or gives the supervisor's opinion.
///
/// # Errors
/// [`Code::CheckNotFound`], [`Code::CheckStage`], and what is wrong with the counts.
pub fn confirm(tx: &CallerTx<'_>, id: Id, sent: CheckConfirmation) -> Result<Change<CheckConfirmed>> {
    let check = reached(tx, id)?;
    check_seen(&check, sent.expected_status.0)?;
    let change = confirm_found(tx, &check, sent, None)?.status(200);
    Ok(change.map(|(check, departures)| CheckConfirmed { check, departures }))
}

/// Confirms as instructor, or gives the supervisor's opinion, whichever is open.
pub(super) fn confirm_found(
    tx: &CallerTx<'_>,
    before: &Check,
    sent: CheckConfirmation,
    cleaning_notes: Option<String>,
) -> Result<Change<(Check, Vec<CheckDeparture>)>> {
    // Whether it may be done at all is known before anything is counted.
    judge(tx, before, Act::Confirm { good: true })?;
    let mut check = before.clone();
    let count::Counted { mut events, departures } =
        count::correct(tx, &check, sent.items.0.unwrap_or_default())?;
    events.extend(findings::keep(tx, &check, sent.findings.0.unwrap_or_default())?);
    add_up(tx, &mut check)?;
    let good = Tally::of_check(&check).is_good(Some(sent.inventory_complete));
    let next = judge(tx, before, Act::Confirm { good })?;
    settle(tx, &mut check, next);
    check.is_clean = Some(sent.is_clean);
    check.is_organized = Some(sent.is_organized);
    check.inventory_complete = Some(sent.inventory_complete);
    check.cleaning_notes = cleaning_notes.or(check.cleaning_notes);
    let comments = sent.comments.0.map(String::from);
    if next.done == Some(Stage::Supervisor) {
        check.supervisor_comments.clone_from(&comments);
    } else {
        check.instructor_comments.clone_from(&comments);
    }
    let change = store_step(tx, &check, Some(before), next, comments.as_deref(), events)?;
    Ok(change.map(|check| (check, departures)))
}

/// Takes a step for which nothing is counted. What a supervisor says as they decide stays with the check.
fn take(tx: &CallerTx<'_>, before: &Check, next: Next, comments: Option<&str>) -> Result<Change<Check>> {
    let mut check = before.clone();
    settle(tx, &mut check, next);
    if next.done == Some(Stage::Supervisor) {
        check.supervisor_comments = comments.map(str::to_owned);
    }
    Ok(store_step(tx, &check, Some(before), next, comments, Vec::new())?.status(200))
}

/// A supervisor's yes or no; a no needs a reason.
fn rule(tx: &CallerTx<'_>, before: &Check, approved: bool, comments: Option<&str>) -> Result<Change<Check>> {
    let next = judge(tx, before, if approved { Act::Approve } else { Act::Reject })?;
    if !approved && comments.is_none() {
        return Err(Code::ReasonMissing.into());
    }
    take(tx, before, next, comments)
}

/// `PUT /:id/supervisor-approve`: a supervisor's yes or no.
///
/// # Errors
/// [`Code::CheckNotFound`], [`Code::CheckStage`]; [`Code::ReasonMissing`] of a no without one.
pub fn approve(tx: &CallerTx<'_>, id: Id, sent: CheckApproval) -> Result<Change<CheckDecision>> {
    let before = reached(tx, id)?;
    check_seen(&before, sent.expected_status.0)?;
    let comments = sent.comments.0.map(String::from);
    let verdict = if sent.approved { ReviewVerdict::Approved } else { ReviewVerdict::Rejected };
    let change = rule(tx, &before, sent.approved, comments.as_deref())?;
    store::insert_review(tx, id, verdict, comments)?;
    let done = if sent.approved { "aprobada" } else { "rechazada" };
    Ok(change.map(|check| CheckDecision {
        status: "success".into(),
        message: format!("Verificación {done} exitosamente"),
        check_status: check.status,
    }))
}

/// `POST /api/supervisor-reviews`: the same decision at the address of the original server.
///
/// # Errors
/// Those of [`approve`].
pub fn review(tx: &CallerTx<'_>, sent: NewCheckReview) -> Result<Change<CheckReview>> {
    let before = reached(tx, sent.check_id)?;
    let comments = sent.comments.0.map(String::from);
    if sent.status == ReviewVerdict::Pending {
        // A supervisor has looked and not decided: it is written down and changes nothing.
        judge(tx, &before, Act::Approve)?;
        let review = store::insert_review(tx, before.id, ReviewVerdict::Pending, comments)?;
        let event = Event::create("supervisor_review", review.id)
            .status(200)
            .describe(format!("Revisión sin decidir: {}", before.environment_name))
            .after(&review);
        return Ok(Change::new(review, event));
    }
    let change = rule(tx, &before, sent.status == ReviewVerdict::Approved, comments.as_deref())?;
    let review = store::insert_review(tx, before.id, sent.status, comments)?;
    Ok(change.map(|_| review))
}

/// `PUT /:id/assign-role`: passes a check on to the supervisor, or back to the instructor.
///
/// # Errors
/// [`Code::CheckNotFound`], [`Code::CheckStage`].
pub fn pass_on(tx: &CallerTx<'_>, id: Id, sent: &CheckAssignment) -> Result<Change<CheckAssigned>> {
    let before = reached(tx, id)?;
    let act = match sent.target_role {
        TargetRole::SupervisorTakeover => Act::TakeOver,
        TargetRole::InstructorAssign => Act::Return,
    };
    let message = format!("Verificación asignada a {}", sent.target_role);
    let change = take(tx, &before, judge(tx, &before, act)?, None)?;
    Ok(change.map(|_| CheckAssigned { status: "success".into(), message }))
}

/// `PUT /:id/reopen`: a complete check is to be decided on again.
///
/// # Errors
/// [`Code::CheckNotFound`], [`Code::CheckStage`].
pub fn reopen(tx: &CallerTx<'_>, id: Id, sent: &CheckReopening) -> Result<Change<Check>> {
    let before = reached(tx, id)?;
    take(tx, &before, judge(tx, &before, Act::Reopen)?, Some(sent.reason.as_str()))
}
