//! The three stages of a check. Pure; how pieces are counted is in `pieces`.
//!
//! # The state machine
//!
//! | From | Act | By | To |
//! |---|---|---|---|
//! | – | assign | instructor, supervisor | `student_pending` |
//! | –, `student_pending`, `rejected` | start | anybody | `instructor_review` (a new round after `rejected`) |
//! | `instructor_review` | start | the apprentice who made it | `instructor_review` |
//! | `instructor_review` | confirm | instructor, supervisor | `supervisor_review`, or `issues` |
//! | `instructor_review` | take over | supervisor | `supervisor_review` |
//! | `supervisor_review`, `issues` | confirm | supervisor | `complete`, or `issues` with their decision |
//! | `supervisor_review`, `issues` | approve | supervisor | `complete` |
//! | `supervisor_review`, `issues` | reject | supervisor | `rejected` |
//! | `supervisor_review`, `issues` undecided | return | supervisor | `instructor_review` |
//! | `complete` | reopen | supervisor | `supervisor_review` |
//!
//! Everything else is refused with a sentence that says who was first. Damaged or missing pieces, or an inventory that is said
//! not to be complete, lead to `issues`. Nobody skips a stage: who does the work of somebody else's stage is written down as
//! having done it.

mod pieces;

pub use pieces::{Count, expected_again, sentence};

use super::model::{CheckStatus, StepAction};
use crate::campus::schedules::rules::AFTERWARDS;
use crate::kit::{Code, Day, EndTime, Error, Role};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Whose hand acts, as far as the stages care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Does the first stage.
    Apprentice,
    /// Confirms.
    Instructor,
    /// Decides; may do every stage.
    Supervisor,
}

impl Hand {
    /// The hand of a role: administrators act as supervisors do, where they may act at all.
    pub fn of(role: Role) -> Self {
        match role {
            Role::Student => Self::Apprentice,
            Role::Instructor => Self::Instructor,
            Role::Supervisor | Role::Admin | Role::AdminGeneral => Self::Supervisor,
        }
    }
}

/// What somebody wants to do with a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Leave it to an apprentice.
    Assign,
    /// Do the first stage.
    Start,
    /// Do the stage of the instructor, or give the supervisor's opinion; `good` when there is nothing to object to.
    Confirm {
        /// No piece damaged or missing, and the inventory complete.
        good: bool,
    },
    /// Accept it.
    Approve,
    /// Send it back to the start.
    Reject,
    /// Do the instructor's stage as supervisor, without its questions.
    TakeOver,
    /// Give it back to the instructor.
    Return,
    /// Undo the acceptance.
    Reopen,
}

/// A stage of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Counting.
    First,
    /// Confirming.
    Instructor,
    /// Deciding.
    Supervisor,
}

/// Where a check stands, and how the one who asks relates to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The state; `None` before there is a check.
    pub status: Option<CheckStatus>,
    /// Whether the supervisor has given their opinion and left it with issues.
    pub decided: bool,
    /// Whether the one who asks did the first stage themselves.
    pub own: bool,
}

/// What becomes of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The state that follows.
    pub status: CheckStatus,
    /// What the story calls it.
    pub action: StepAction,
    /// The stage that is done with it.
    pub done: Option<Stage>,
    /// The stages whose work no longer counts.
    pub undone: &'static [Stage],
    /// Whether the check is begun anew.
    pub new_round: bool,
}

impl Next {
    fn to(status: CheckStatus, action: StepAction, done: Option<Stage>) -> Self {
        Self { status, action, done, undone: &[], new_round: false }
    }

    fn undoing(self, undone: &'static [Stage]) -> Self {
        Self { undone, ..self }
    }
}

/// The state machine: what an act makes of a check, or `None` when it isn't possible there.
pub fn next(standing: Standing, hand: Hand, act: Act) -> Option<Next> {
    use CheckStatus::{Complete, InstructorReview, Issues, Rejected, StudentPending, SupervisorReview};
    use Stage::{First, Instructor, Supervisor};

    let supervises = hand == Hand::Supervisor;
    let confirms = hand != Hand::Apprentice;
    match (standing.status, act) {
        (None, Act::Assign) if confirms => Some(Next::to(StudentPending, StepAction::Assigned, None)),
        (None | Some(StudentPending), Act::Start) => {
            Some(Next::to(InstructorReview, StepAction::Started, Some(First)))
        }
        (Some(Rejected), Act::Start) => Some(Next {
            undone: &[Instructor, Supervisor],
            new_round: true,
            ..Next::to(InstructorReview, StepAction::Started, Some(First))
        }),
        (Some(InstructorReview), Act::Start) if standing.own && hand == Hand::Apprentice => {
            Some(Next::to(InstructorReview, StepAction::Updated, Some(First)))
        }
        (Some(InstructorReview), Act::Confirm { good }) if confirms => {
            let status = if good { SupervisorReview } else { Issues };
            Some(Next::to(status, StepAction::Confirmed, Some(Instructor)))
        }
        (Some(InstructorReview), Act::TakeOver) if supervises => {
            Some(Next::to(SupervisorReview, StepAction::TakenOver, Some(Instructor)))
        }
        (Some(SupervisorReview | Issues), Act::Confirm { good }) if supervises => {
            // What was left with issues once is not left with issues again: it is solved, or rejected.
            let again = standing.decided && !good;
            let status = if good { Complete } else { Issues };
            (!again).then(|| Next::to(status, StepAction::Decided, Some(Supervisor)))
        }
        (Some(SupervisorReview | Issues), Act::Approve) if supervises => {
            Some(Next::to(Complete, StepAction::Approved, Some(Supervisor)))
        }
        (Some(SupervisorReview | Issues), Act::Reject) if supervises => {
            Some(Next::to(Rejected, StepAction::Rejected, Some(Supervisor)))
        }
        (Some(SupervisorReview | Issues), Act::Return) if supervises && !standing.decided => {
            Some(Next::to(InstructorReview, StepAction::Returned, None).undoing(&[Instructor]))
        }
        (Some(Complete), Act::Reopen) if supervises => {
            Some(Next::to(SupervisorReview, StepAction::Reopened, None).undoing(&[Supervisor]))
        }
        _ => None,
    }
}

/// The act that "save the check of this class" stands for (contract b.6): each hand does the stage that is open to it.
pub fn act_of_save(status: Option<CheckStatus>, hand: Hand, good: bool) -> Act {
    match status {
        None | Some(CheckStatus::StudentPending | CheckStatus::Rejected) => Act::Start,
        Some(_) if hand == Hand::Apprentice => Act::Start,
        Some(_) => Act::Confirm { good },
    }
}

/// Whether the lines of a check may still be changed by a hand: the stage is theirs. `own` when they did the first themselves.
pub fn may_change_lines(status: CheckStatus, own: bool, hand: Hand) -> bool {
    match hand {
        Hand::Apprentice => status == CheckStatus::InstructorReview && own,
        Hand::Instructor => status == CheckStatus::InstructorReview,
        Hand::Supervisor => true,
    }
}

/// Who did the stages of a check that is in somebody's way.
#[derive(Debug, Clone, Copy, Default)]
pub struct Doers<'a> {
    /// Of the first stage, or for whom it waits.
    pub first: &'a str,
    /// Of the second.
    pub instructor: Option<&'a str>,
    /// Of the third.
    pub supervisor: Option<&'a str>,
}

/// Why an act is not possible: a sentence that names who was first. `past` is the check's day, unless it is today's.
pub fn refusal(status: CheckStatus, act: Act, doers: Doers<'_>, past: Option<Day>) -> Error {
    let supervisor = doers.supervisor.unwrap_or("Un supervisor");
    let instructor = doers.instructor.unwrap_or("Un instructor");
    let state = match status {
        CheckStatus::StudentPending => format!("La verificación espera al aprendiz {}", doers.first),
        CheckStatus::InstructorReview => {
            format!("La verificación, hecha por {}, espera la confirmación del instructor", doers.first)
        }
        CheckStatus::SupervisorReview => {
            format!("{instructor} ya confirmó la verificación, que ahora espera al supervisor")
        }
        CheckStatus::Issues if doers.supervisor.is_some() => {
            format!("{supervisor} ya revisó la verificación, que quedó con novedades")
        }
        CheckStatus::Issues => format!("{instructor} ya confirmó la verificación, que tiene novedades"),
        CheckStatus::Complete => format!("{supervisor} ya aprobó la verificación: está completa"),
        CheckStatus::Rejected => format!("{supervisor} rechazó la verificación: hay que hacerla de nuevo"),
    };
    match act {
        Act::Start | Act::Assign => {
            let taken = past.map_or_else(
                || Code::CheckTaken.text().to_owned(),
                |day| format!("Ya se realizó la verificación del {} para este turno", day.written()),
            );
            Error::With(Code::CheckTaken, format!("{taken}. {state}"))
        }
        Act::Reopen => {
            Error::With(Code::CheckStage, format!("Solo se reabre una verificación completa. {state}"))
        }
        _ => Error::With(Code::CheckStage, state),
    }
}

/// Until when what the app counts belongs to the check of a day: its midnight, or the end of its class and a little more.
pub fn counted_until(day: NaiveDate, end: Option<EndTime>) -> NaiveDateTime {
    let start = day.and_time(NaiveTime::MIN);
    let midnight = start + TimeDelta::days(1);
    end.map_or(midnight, |end| (start + end.since_midnight() + AFTERWARDS).max(midnight))
}

#[cfg(test)]
mod tests;
