//! The three stages of a check, and how pieces are counted. Pure.
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
//! | `supervisor_review`, `issues` | confirm | supervisor | `complete`, or `issues` with his decision |
//! | `supervisor_review`, `issues` | approve | supervisor | `complete` |
//! | `supervisor_review`, `issues` | reject | supervisor | `rejected` |
//! | `supervisor_review`, `issues` undecided | return | supervisor | `instructor_review` |
//! | `complete` | reopen | supervisor | `supervisor_review` |
//!
//! Everything else is refused with a sentence that says who was first. Damaged or missing pieces, or an inventory that is said
//! not to be complete, lead to `issues`. Nobody skips a stage: who does the work of somebody else's stage is written down as
//! having done it.

use super::model::{Check, CheckItemStatus, CheckStatus, StepAction};
use crate::kit::access::Role;
use crate::kit::error::{Code, Error, Result};
use chrono::NaiveDate;

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
    /// Do the instructor's stage as supervisor, without his questions.
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
    /// Whether the supervisor has given his opinion and left it with issues.
    pub decided: bool,
    /// Whether the one who asks did the first stage himself.
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

/// Whether the lines of a check may still be changed by a hand: its stage is his. `own` when he did the first stage himself.
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

/// Why an act is not possible: a sentence that names who was first.
pub fn refusal(status: CheckStatus, act: Act, doers: Doers<'_>) -> Error {
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
            Error::With(Code::CheckTaken, format!("{}. {state}", Code::CheckTaken.text()))
        }
        Act::Reopen => {
            Error::With(Code::CheckStage, format!("Solo se reabre una verificación completa. {state}"))
        }
        _ => Error::With(Code::CheckStage, state),
    }
}

/// What somebody counted of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Pieces that the inventory has.
    pub expected: i64,
    /// Pieces in good state; more than expected when there is a surplus.
    pub found: i64,
    /// Pieces that are there and don't work.
    pub damaged: i64,
    /// Pieces that are not there.
    pub missing: i64,
}

impl Count {
    /// Completes and judges a count. What is neither found nor damaged is missing, whether it was said or not, so that a count
    /// never makes a piece disappear.
    ///
    /// # Errors
    /// [`Code::CountImpossible`] with the item's `name`.
    pub fn new(name: &str, expected: i64, found: i64, damaged: i64, missing: Option<i64>) -> Result<Self> {
        let impossible = |why: &str| {
            Err(Error::With(Code::CountImpossible, format!("El conteo de «{name}» no puede ser: {why}")))
        };
        let rest = (expected - found - damaged).max(0);
        if damaged > expected {
            return impossible(&format!("hay {expected} registradas y {damaged} dañadas"));
        }
        if expected == 1 && found + damaged > 1 {
            return impossible("es un solo equipo");
        }
        if missing.is_some_and(|missing| missing > rest) {
            return impossible(&format!(
                "buenas, dañadas y faltantes suman más que las {expected} registradas"
            ));
        }
        Ok(Self { expected, found, damaged, missing: rest })
    }

    /// The known state of an item that nobody looked at.
    pub fn known(total: i64, damaged: i64, missing: i64) -> Self {
        Self { expected: total, found: total - damaged - missing, damaged, missing }
    }

    /// In one word: missing before damaged.
    pub fn status(self) -> CheckItemStatus {
        if self.missing > 0 {
            CheckItemStatus::Missing
        } else if self.damaged > 0 {
            CheckItemStatus::Damaged
        } else {
            CheckItemStatus::Good
        }
    }
}

/// The pieces of a check, all items together. A surplus is no piece of the inventory and not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All pieces.
    pub total: i64,
    /// In good state.
    pub good: i64,
    /// Damaged.
    pub damaged: i64,
    /// Missing.
    pub missing: i64,
}

impl Tally {
    /// Adds up counts.
    pub fn of(counts: impl IntoIterator<Item = Count>) -> Self {
        counts.into_iter().fold(Self::default(), |sum, count| Self {
            total: sum.total + count.expected,
            good: sum.good + count.expected - count.damaged - count.missing,
            damaged: sum.damaged + count.damaged,
            missing: sum.missing + count.missing,
        })
    }

    /// The pieces of a check as they were added up.
    pub fn of_check(check: &Check) -> Self {
        Self {
            total: check.total_items,
            good: check.items_good,
            damaged: check.items_damaged,
            missing: check.items_missing,
        }
    }

    /// Whether there is nothing to object to, given what is said of the inventory.
    pub fn is_good(self, inventory_complete: Option<bool>) -> bool {
        self.damaged == 0 && self.missing == 0 && inventory_complete != Some(false)
    }

    /// Which part is in good state, in per cent, rounded to two digits; 0 of nothing.
    pub fn percentage(self) -> f64 {
        if self.total == 0 {
            0.0
        } else {
            // Pieces are far fewer than 2^53.
            (self.good as f64 * 10_000.0 / self.total as f64).round() / 100.0
        }
    }
}

/// What an alert says of a check with issues: "Sistemas 1, 21/11/2026: faltan 2 piezas y hay 1 dañada, de 40".
pub fn sentence(room: &str, day: NaiveDate, tally: &Tally, inventory_complete: Option<bool>) -> String {
    let missing = match tally.missing {
        0 => None,
        1 => Some("falta 1 pieza".to_owned()),
        n => Some(format!("faltan {n} piezas")),
    };
    let damaged = match tally.damaged {
        0 => None,
        1 => Some("hay 1 dañada".to_owned()),
        n => Some(format!("hay {n} dañadas")),
    };
    let told = match (missing, damaged) {
        (Some(missing), Some(damaged)) => format!("{missing} y {damaged}, de {}", tally.total),
        (Some(one), None) | (None, Some(one)) => format!("{one}, de {}", tally.total),
        (None, None) => "no se contó ninguna pieza dañada ni faltante".to_owned(),
    };
    let incomplete = if inventory_complete == Some(false) { "; el inventario no está completo" } else { "" };
    format!("{room}, {}: {told}{incomplete}", day.format("%d/%m/%Y"))
}

#[cfg(test)]
mod tests;
