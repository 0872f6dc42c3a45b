//! One step of a check: judged by the rules, stored with its story, told to those whom it concerns.

use super::consequences;
use crate::campus::checks::model::Check;
use crate::campus::checks::rules::{self, Act, Doers, Hand, Next, Stage, Standing};
use crate::campus::checks::store;
use crate::kit::{CallerTx, Change, Day, Error, Event, LocalTime, Result, Tx};

/// The day of a check that isn't today's: it was opened before midnight, or is sent late.
pub(super) fn past(tx: &Tx<'_>, check: &Check) -> Option<Day> {
    Some(check.check_date).filter(|day| *day != tx.today())
}

/// Why an act is not possible with a check.
pub(super) fn refusal(tx: &Tx<'_>, check: &Check, act: Act) -> Error {
    let doers = Doers {
        first: &check.student_name,
        instructor: check.instructor_name.as_deref(),
        supervisor: check.supervisor_name.as_deref(),
    };
    rules::refusal(check.status, act, doers, past(tx, check))
}

/// What an act by a caller makes of a check; refused with a sentence that names who was first.
pub(super) fn judge(tx: &CallerTx<'_>, check: &Check, act: Act) -> Result<Next> {
    let standing = Standing {
        status: Some(check.status),
        decided: check.supervisor_confirmed_at.is_some(),
        own: check.student_id == tx.who.id,
    };
    rules::next(standing, Hand::of(tx.who.role), act).ok_or_else(|| refusal(tx, check, act))
}

/// Writes into a check what a step makes of it.
pub(super) fn settle(tx: &CallerTx<'_>, check: &mut Check, next: Next) {
    let (who, now) = (tx.who, LocalTime(tx.now));
    for stage in next.undone {
        match stage {
            Stage::First => {}
            Stage::Instructor => {
                (check.instructor_id, check.instructor_confirmed_at) = (None, None);
                check.instructor_comments = None;
                (check.is_clean, check.is_organized, check.inventory_complete) = (None, None, None);
            }
            Stage::Supervisor => {
                (check.supervisor_id, check.supervisor_confirmed_at) = (None, None);
                check.supervisor_comments = None;
            }
        }
    }
    match next.done {
        Some(Stage::First) => (check.student_id, check.student_confirmed_at) = (who.id, Some(now)),
        Some(Stage::Instructor) => {
            (check.instructor_id, check.instructor_confirmed_at) = (Some(who.id), Some(now));
        }
        Some(Stage::Supervisor) => {
            (check.supervisor_id, check.supervisor_confirmed_at) = (Some(who.id), Some(now));
        }
        None => {}
    }
    if next.new_round {
        check.round += 1;
    }
    check.status = next.status;
    check.updated_at = now;
}

/// Adds up what was found and writes it into the check.
pub(super) fn add_up(tx: &Tx<'_>, check: &mut Check) -> Result<()> {
    let tally = store::tally(tx, check.id)?;
    check.total_items = tally.total_items;
    check.items_good = tally.items_good;
    check.items_damaged = tally.items_damaged;
    check.items_missing = tally.items_missing;
    Ok(())
}

/// Stores a check after a step, with its story and its audit events, and tells people; answers it as it is now.
///
/// `before` is the check as it was, if there was one, `comments` what the person said, and `events` tell of the items that were
/// counted.
pub(super) fn store_step(
    tx: &CallerTx<'_>,
    check: &Check,
    before: Option<&Check>,
    next: Next,
    comments: Option<&str>,
    events: Vec<Event>,
) -> Result<Change<Check>> {
    store::save(tx, check)?;
    store::add_step(tx, check, next.action, before.map(|before| before.status), comments)?;
    let check = store::get_any(tx, check.id)?;
    let sentence =
        format!("Verificación de {}: {}", check.environment_name, consequences::spanish(next.action));
    let event = match before {
        Some(before) => Event::update("inventory_check", check.id).before(before),
        None => Event::create("inventory_check", check.id),
    };
    let event = event.describe(sentence).after(&check);
    let after = consequences::up(tx, &check, next)?;
    let change = events.into_iter().fold(Change::new(check, event), Change::and).join(after);
    Ok(change.map(|(check, ())| check))
}
