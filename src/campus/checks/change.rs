//! What a write does to a check: beginning it, or saving whatever stage is open to the caller; counting, deciding, and what
//! follows from each.

use super::model::{
    Check, CheckConfirmation, CheckCreated, CheckDeparture, CheckSaved, CheckStatus, CheckTurnSave, NewCheck,
    StepAction,
};
use super::reach::{CheckPlace, place, reach};
use super::rules::{self, Act, Hand, Standing};
use super::store;
use crate::campus::users;
use crate::kit::{Blank, CallerTx, Change, Code, Day, Error, Id, LocalTime, Result, Text, Tx};
use step::{add_up, judge, refusal, settle, store_step};

mod consequences;
mod count;
mod decide;
mod findings;
mod step;

pub use count::note;
pub use decide::{approve, confirm, pass_on, reopen, review};
pub use findings::resolve;

/// Stores a check of a day, of which nothing is known yet but where, when and by whom.
fn begin(tx: &Tx<'_>, place: &CheckPlace, day: Day, student_id: Id) -> Result<Check> {
    let now = LocalTime(tx.now);
    let when = (day, place.time_of(day, now.wall()));
    let id = store::insert(tx, place.room.id, place.class.as_ref(), student_id, when, now)?;
    store::get_any(tx, id)
}

/// Does the first stage of a check, new or waiting.
fn first_stage(
    tx: &CallerTx<'_>,
    place: &CheckPlace,
    day: Day,
    before: Option<&Check>,
    new: NewCheck,
) -> Result<Change<(Check, Vec<CheckDeparture>)>> {
    let hand = Hand::of(tx.who.role);
    let next = match before {
        None => {
            let standing = Standing { status: None, decided: false, own: true };
            rules::next(standing, hand, Act::Start).ok_or(Code::CheckStage)?
        }
        // It was given to one apprentice; others don't take it from them.
        Some(check)
            if check.status == CheckStatus::StudentPending
                && hand == Hand::Apprentice
                && check.student_id != tx.who.id =>
        {
            return Err(refusal(tx, check, Act::Start));
        }
        Some(check) => judge(tx, check, Act::Start)?,
    };
    let mut check = before.cloned().map_or_else(|| begin(tx, place, day, tx.who.id), Ok)?;
    settle(tx, &mut check, next);
    check.cleaning_notes = new.cleaning_notes.0.map(String::from);
    check.comments = new.comments.0.map(String::from);
    // An apprentice's ticks are worth nothing: the app sends three times false (contract D53). An instructor is not asked
    // whether the inventory is complete before there is a check, and "no" is what their app then says (D54).
    let by_apprentice = hand == Hand::Apprentice;
    check.is_clean = new.is_clean.0.filter(|_| !by_apprentice);
    check.is_organized = new.is_organized.0.filter(|_| !by_apprentice);
    check.inventory_complete = new.inventory_complete.0.filter(|complete| !by_apprentice && *complete);
    let items = new.items.0.unwrap_or_default();
    let count::Counted { mut events, departures } = if next.action == StepAction::Updated {
        count::correct(tx, &check, items)?
    } else {
        count::begin(tx, &check, items)?
    };
    events.extend(findings::keep(tx, &check, new.findings.0.unwrap_or_default())?);
    add_up(tx, &mut check)?;
    let change = store_step(tx, &check, before, next, check.comments.as_deref(), events)?.status(201);
    Ok(change.map(|check| (check, departures)))
}

/// `POST /api/inventory-checks`: makes a check, or gives one to an apprentice.
///
/// # Errors
/// [`Code::EnvironmentNotFound`] and [`Code::ScheduleNotFound`] where the caller may make none; [`Code::CheckDay`]; [`Code::CheckTaken`];
/// [`Code::StudentNotFound`]; what is wrong with the counts.
pub fn create(tx: &CallerTx<'_>, new: NewCheck) -> Result<Change<CheckCreated>> {
    let place = place(tx, tx.who, new.environment_id, new.schedule_id.0)?;
    let day = place.day_of(new.check_date.0, LocalTime(tx.now).wall())?;
    let before = store::turn(tx, new.environment_id, new.schedule_id.0, day)?;
    let made = |(check, departures): (Check, Vec<CheckDeparture>)| CheckCreated {
        status: "success".into(),
        check_id: check.id,
        departures,
    };
    match new.student_id.0.filter(|student| *student != tx.who.id) {
        Some(student) => {
            if let Some(check) = &before {
                return Err(refusal(tx, check, Act::Assign));
            }
            let change = assign(tx, &place, day, student, new.comments.value().map(Text::as_str))?;
            Ok(change.map(|check| made((check, Vec::new()))))
        }
        None => Ok(first_stage(tx, &place, day, before.as_ref(), new)?.map(made)),
    }
}

/// Leaves a check to an apprentice of the room.
fn assign(
    tx: &CallerTx<'_>,
    place: &CheckPlace,
    day: Day,
    student: Id,
    comments: Option<&str>,
) -> Result<Change<Check>> {
    let standing = Standing { status: None, decided: false, own: false };
    let Some(next) = rules::next(standing, Hand::of(tx.who.role), Act::Assign) else {
        let sentence = "Un aprendiz solo hace la verificación en su propio nombre";
        return Err(Error::With(Code::RoleForbidden, sentence.into()));
    };
    let room = users::store::apprentice_room(tx, student)?.ok_or(Code::StudentNotFound)?;
    if room != Some(place.room.id) {
        let sentence = "El aprendiz no está vinculado a este ambiente".to_owned();
        return Err(Error::With(Code::StudentNotFound, sentence));
    }
    let mut check = begin(tx, place, day, student)?;
    settle(tx, &mut check, next);
    Ok(store_step(tx, &check, None, next, comments, Vec::new())?.status(201))
}

/// `POST /api/inventory-checks/by-schedule`: begins the check of the class on the day for which it was opened, or does the stage that is open to the caller.
///
/// # Errors
/// Those of [`create`], and [`Code::CheckStage`].
pub fn save(tx: &CallerTx<'_>, sent: CheckTurnSave) -> Result<Change<CheckSaved>> {
    let place = place(tx, tx.who, sent.environment_id, Some(sent.schedule_id))?;
    let day = place.day_of(sent.check_date.0, LocalTime(tx.now).wall())?;
    let before = store::turn(tx, sent.environment_id, Some(sent.schedule_id), day)?;
    let saved = |action: &'static str| {
        move |(check, departures): (Check, Vec<CheckDeparture>)| CheckSaved {
            status: "success".into(),
            check_id: check.id,
            action: action.into(),
            departures,
        }
    };
    let status = before.as_ref().map(|check| check.status);
    match (before, rules::act_of_save(status, Hand::of(tx.who.role), true)) {
        (Some(check), Act::Confirm { .. }) => {
            let confirmation = CheckConfirmation {
                is_clean: sent.is_clean.0.unwrap_or(false),
                is_organized: sent.is_organized.0.unwrap_or(false),
                inventory_complete: sent.inventory_complete.0.unwrap_or(false),
                comments: sent.comments,
                expected_status: Blank(None),
                items: sent.items,
                findings: sent.findings,
            };
            let notes = sent.cleaning_notes.0.map(String::from);
            let change = decide::confirm_found(tx, &check, confirmation, notes)?;
            Ok(change.status(201).map(saved("updated")))
        }
        (before, _) => {
            let action = if before.is_some() { "updated" } else { "created" };
            let new = NewCheck {
                environment_id: sent.environment_id,
                schedule_id: Blank(Some(sent.schedule_id)),
                check_date: Blank(None),
                student_id: Blank(None),
                is_clean: sent.is_clean,
                is_organized: sent.is_organized,
                inventory_complete: sent.inventory_complete,
                cleaning_notes: sent.cleaning_notes,
                comments: sent.comments,
                items: sent.items,
                findings: sent.findings,
            };
            Ok(first_stage(tx, &place, day, before.as_ref(), new)?.map(saved(action)))
        }
    }
}

/// The check that a caller may act on: one that they reach, of their rooms or their classes.
fn reached(tx: &CallerTx<'_>, id: Id) -> Result<Check> {
    store::get(tx, reach(tx.who), id)
}
