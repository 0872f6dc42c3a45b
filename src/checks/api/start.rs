//! The first stage: beginning a check, assigning one, and saving whatever stage is open to the caller.

use super::advance::{Taken, add_up, judge, refusal, settle, store_step};
use super::{count, decide};
use crate::caller::Caller;
use crate::checks::model::{
    Check, CheckStatus, Confirmation, Counted, Found, Made, NewCheck, Saved, StepAction, TurnSave,
};
use crate::checks::rules::{self, Act, Hand, Standing};
use crate::checks::store;
use crate::clock;
use crate::db::{Change, Tx};
use crate::error::{Code, Error, Result};
use crate::schedules::{self, model::Schedule};
use crate::users::Role;
use crate::wire::{Blank, ClockTime, Day, Id, LocalTime, Text};
use crate::{environments, inventory};
use chrono::Timelike;
use rusqlite::Connection;

/// Where a check is made: a room, and the class that meets there.
pub(super) struct Place {
    pub(super) room: environments::model::Environment,
    pub(super) class: Option<Schedule>,
}

/// Finds the place of a check, if the caller may make one there: an apprentice in his own room, an instructor there and in
/// the rooms of his classes, a supervisor in his centre.
///
/// # Errors
/// [`Code::EnvironmentNotFound`], [`Code::ScheduleNotFound`].
pub(super) fn place(
    db: &Connection,
    who: &Caller,
    environment_id: Id,
    schedule_id: Option<Id>,
) -> Result<Place> {
    let room = environments::store::get(db, environment_id)?;
    let class = schedule_id.map(|id| schedules::store::get(db, id)).transpose()?;
    let own = who.environment_id == Some(environment_id);
    let reached = match who.role {
        Role::Student => own,
        Role::Instructor => {
            own || class
                .as_ref()
                .is_some_and(|class| class.instructor_id == who.id && class.environment_id == environment_id)
        }
        Role::Supervisor | Role::Admin | Role::AdminGeneral => {
            inventory::store::room_within(db, who.keeping(), environment_id)?
        }
    };
    if !reached || !room.is_active {
        return Err(Code::EnvironmentNotFound.into());
    }
    if class.as_ref().is_some_and(|class| class.environment_id != environment_id || !class.is_active) {
        return Err(Code::ScheduleNotFound.into());
    }
    Ok(Place { room, class })
}

/// What the first stage brings.
struct Filled {
    is_clean: Option<bool>,
    is_organized: Option<bool>,
    inventory_complete: Option<bool>,
    cleaning_notes: Option<String>,
    comments: Option<String>,
    items: Vec<Counted>,
    findings: Vec<Found>,
}

/// A check of now, before anything is known of it.
fn blank(tx: &Tx<'_>, place: &Place, student_id: Id) -> Check {
    let now = LocalTime(tx.now);
    let wall = now.wall().time();
    let class = place.class.as_ref();
    Check {
        id: Id::new(),
        environment_id: place.room.id,
        environment_name: place.room.name.clone(),
        schedule_id: class.map(|class| class.id),
        program: class.map(|class| class.program.clone()),
        ficha: class.map(|class| class.ficha.clone()),
        start_time: class.map(|class| class.start_time),
        end_time: class.map(|class| class.end_time),
        student_id,
        student_name: String::new(),
        instructor_id: None,
        instructor_name: None,
        supervisor_id: None,
        supervisor_name: None,
        check_date: Day(clock::day_of(tx.now)),
        check_time: ClockTime(wall.with_nanosecond(0).unwrap_or(wall)),
        status: CheckStatus::StudentPending,
        total_items: 0,
        items_good: 0,
        items_damaged: 0,
        items_missing: 0,
        is_clean: None,
        is_organized: None,
        inventory_complete: None,
        cleaning_notes: None,
        comments: None,
        instructor_comments: None,
        supervisor_comments: None,
        student_confirmed_at: None,
        instructor_confirmed_at: None,
        supervisor_confirmed_at: None,
        is_complete: false,
        round: 1,
        created_at: now,
        updated_at: now,
    }
}

/// Does the first stage of a check, new or waiting.
fn first_stage(
    tx: &Tx<'_>,
    who: &Caller,
    place: &Place,
    before: Option<&Check>,
    filled: Filled,
) -> Result<Change<Check>> {
    let hand = Hand::of(who.role);
    let next = match before {
        None => {
            let standing = Standing { status: None, decided: false, own: true };
            rules::next(standing, hand, Act::Start).ok_or(Code::CheckStage)?
        }
        // It was given to one apprentice; others don't take it from him.
        Some(check)
            if check.status == CheckStatus::StudentPending
                && hand == Hand::Apprentice
                && check.student_id != who.id =>
        {
            return Err(refusal(check, Act::Start));
        }
        Some(check) => judge(who, check, Act::Start)?,
    };
    let mut check = before.cloned().unwrap_or_else(|| blank(tx, place, who.id));
    settle(&mut check, next, who, LocalTime(tx.now));
    check.cleaning_notes = filled.cleaning_notes;
    check.comments = filled.comments.clone();
    // An apprentice's ticks are worth nothing: the app sends three times false (contract D53). An instructor is not asked
    // whether the inventory is complete before there is a check, and "no" is what his app then says (D54).
    let by_apprentice = hand == Hand::Apprentice;
    check.is_clean = filled.is_clean.filter(|_| !by_apprentice);
    check.is_organized = filled.is_organized.filter(|_| !by_apprentice);
    check.inventory_complete = filled.inventory_complete.filter(|complete| !by_apprentice && *complete);
    if before.is_none() {
        store::insert(tx, &check)?;
    }
    let mut events = if next.action == StepAction::Updated {
        count::correct(tx, who, &check, filled.items)?
    } else {
        count::begin(tx, who, &check, filled.items)?
    };
    events.extend(count::keep_findings(tx, who, &check, filled.findings)?);
    add_up(tx, &mut check)?;
    let comments = filled.comments.as_deref();
    store_step(tx, who, &check, Taken { before, next, comments, events, answered: 201 })
}

/// `POST /api/inventory-checks`: makes a check, or gives one to an apprentice.
pub(super) fn create(tx: &Tx<'_>, who: &Caller, new: NewCheck) -> Result<Change<Made>> {
    let place = place(tx, who, new.environment_id, new.schedule_id.0)?;
    let today = Day(clock::day_of(tx.now));
    let before = store::turn(tx, new.environment_id, new.schedule_id.0, today)?;
    let made = |check: Check| Made { status: "success".into(), check_id: check.id };
    match new.student_id.0.filter(|student| *student != who.id) {
        Some(student) => {
            if let Some(check) = &before {
                return Err(refusal(check, Act::Assign));
            }
            Ok(assign(tx, who, &place, student, new.comments.value().map(Text::as_str))?.map(made))
        }
        None => {
            let filled = Filled {
                is_clean: new.is_clean.0,
                is_organized: new.is_organized.0,
                inventory_complete: new.inventory_complete.0,
                cleaning_notes: new.cleaning_notes.0.map(String::from),
                comments: new.comments.0.map(String::from),
                items: new.items.0.unwrap_or_default(),
                findings: new.findings.0.unwrap_or_default(),
            };
            Ok(first_stage(tx, who, &place, before.as_ref(), filled)?.map(made))
        }
    }
}

/// Leaves a check to an apprentice of the room.
fn assign(
    tx: &Tx<'_>,
    who: &Caller,
    place: &Place,
    student: Id,
    comments: Option<&str>,
) -> Result<Change<Check>> {
    let standing = Standing { status: None, decided: false, own: false };
    let Some(next) = rules::next(standing, Hand::of(who.role), Act::Assign) else {
        let sentence = "Un aprendiz solo hace la verificación en su propio nombre";
        return Err(Error::With(Code::RoleForbidden, sentence.into()));
    };
    let room = store::apprentice_room(tx, student)?.ok_or(Code::StudentNotFound)?;
    if room != Some(place.room.id) {
        let sentence = "El aprendiz no está vinculado a este ambiente".to_owned();
        return Err(Error::With(Code::StudentNotFound, sentence));
    }
    let mut check = blank(tx, place, student);
    settle(&mut check, next, who, LocalTime(tx.now));
    store::insert(tx, &check)?;
    store_step(tx, who, &check, Taken { before: None, next, comments, events: Vec::new(), answered: 201 })
}

/// `POST /api/inventory-checks/by-schedule`: begins the check of the class today, or does the stage that is open to the caller.
pub(super) fn save(tx: &Tx<'_>, who: &Caller, sent: TurnSave) -> Result<Change<Saved>> {
    let place = place(tx, who, sent.environment_id, Some(sent.schedule_id))?;
    let today = Day(clock::day_of(tx.now));
    let before = store::turn(tx, sent.environment_id, Some(sent.schedule_id), today)?;
    let saved = |action: &str| {
        let action = action.to_owned();
        move |check: Check| Saved { status: "success".into(), check_id: check.id, action }
    };
    let status = before.as_ref().map(|check| check.status);
    match (before, rules::act_of_save(status, Hand::of(who.role), true)) {
        (Some(check), Act::Confirm { .. }) => {
            let confirmation = Confirmation {
                is_clean: sent.is_clean.0.unwrap_or(false),
                is_organized: sent.is_organized.0.unwrap_or(false),
                inventory_complete: sent.inventory_complete.0.unwrap_or(false),
                comments: sent.comments,
                expected_status: Blank(None),
                items: sent.items,
                findings: sent.findings,
            };
            let notes = sent.cleaning_notes.0.map(String::from);
            Ok(decide::confirm_found(tx, who, &check, confirmation, notes, 201)?.map(saved("updated")))
        }
        (before, _) => {
            let action = if before.is_some() { "updated" } else { "created" };
            let filled = Filled {
                is_clean: sent.is_clean.0,
                is_organized: sent.is_organized.0,
                inventory_complete: sent.inventory_complete.0,
                cleaning_notes: sent.cleaning_notes.0.map(String::from),
                comments: sent.comments.0.map(String::from),
                items: sent.items.0.unwrap_or_default(),
                findings: sent.findings.0.unwrap_or_default(),
            };
            Ok(first_stage(tx, who, &place, before.as_ref(), filled)?.map(saved(action)))
        }
    }
}

/// The check that a caller may act on: one that he reaches, of his rooms or his classes.
pub(super) fn reached(db: &Connection, who: &Caller, id: Id) -> Result<Check> {
    store::get(db, super::reach::reach(who), id)
}
