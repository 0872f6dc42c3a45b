//! How much somebody may say in a day, and what an answer does to the status. Pure.

use super::model::FeedbackStatus;
use crate::kit::{Caller, Code, Id, Result, Role};

/// Whose feedback the caller may see: everybody's (`None`) the general administrator, else their own.
pub fn reach(who: &Caller) -> Option<Id> {
    (who.role != Role::AdminGeneral).then_some(who.id)
}

/// How many a person may send in a day of the centre: more than anybody has to say, fewer than a script sends.
const DAILY: i64 = 20;

/// Refuses one more; `sent` counts those of today.
///
/// # Errors
/// [`Code::FeedbackTooMuch`].
pub fn one_more(sent: i64) -> Result<()> {
    if sent < DAILY { Ok(()) } else { Err(Code::FeedbackTooMuch.into()) }
}

/// The status after an answer or a decision: what was chosen; else what is answered has been read.
pub fn status(before: FeedbackStatus, chosen: Option<FeedbackStatus>, is_answered: bool) -> FeedbackStatus {
    match (chosen, before) {
        (Some(chosen), _) => chosen,
        (None, FeedbackStatus::Submitted) if is_answered => FeedbackStatus::Reviewed,
        (None, before) => before,
    }
}

/// What the status is called where a person reads of it.
pub fn spoken(status: FeedbackStatus) -> &'static str {
    match status {
        FeedbackStatus::Submitted => "enviada",
        FeedbackStatus::Reviewed => "leída",
        FeedbackStatus::InProgress => "en proceso",
        FeedbackStatus::Completed => "hecha",
        FeedbackStatus::Rejected => "no se hará",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_marks_as_read_what_nobody_had_decided_on() {
        use FeedbackStatus::{Completed, InProgress, Reviewed, Submitted};
        assert_eq!(status(Submitted, None, true), Reviewed);
        assert_eq!(status(Submitted, None, false), Submitted);
        assert_eq!(status(InProgress, None, true), InProgress);
        assert_eq!(status(Submitted, Some(Submitted), true), Submitted);
        assert_eq!(status(Reviewed, Some(Completed), false), Completed);
    }

    #[test]
    fn a_day_has_an_end() {
        assert!(one_more(DAILY - 1).is_ok());
        assert_eq!(one_more(DAILY).unwrap_err().code(), Code::FeedbackTooMuch);
    }
}
