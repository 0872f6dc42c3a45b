//! What a write does to a class.

use super::model::{NewSchedule, Schedule, SchedulePatch};
use super::{rules, store};
use crate::campus::environments;
use crate::kit::access::{CallerTx, Role, Scope};
use crate::kit::db::{Change, Event, Tx};
use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::{Id, LocalTime, Number, Removal};

/// Refuses a class that the caller may not plan: somebody else's for an instructor, another centre's for the others.
fn check_may_plan(tx: &CallerTx<'_>, class: &Schedule) -> Result<()> {
    if tx.who.role == Role::Instructor {
        return if class.instructor_id == tx.who.id { Ok(()) } else { Err(Code::RoleForbidden.into()) };
    }
    if environments::store::room_within(tx, tx.who.keeping(), class.environment_id)? {
        Ok(())
    } else {
        Err(Code::EnvironmentUnknown.into())
    }
}

/// Refuses a class that can't be held.
fn check_possible(tx: &Tx<'_>, class: &Schedule) -> Result<()> {
    rules::check_order(class)?;
    if !environments::store::room_within(tx, Scope::Everything, class.environment_id)? {
        return Err(Code::EnvironmentUnknown.into());
    }
    if !store::can_teach(tx, class.instructor_id)? {
        return Err(Code::InstructorUnknown.into());
    }
    if !class.is_active {
        return Ok(());
    }
    let others = store::of_room(tx, class.environment_id, class.day_of_week)?;
    match others.iter().find(|other| rules::overlap(class, other)) {
        Some(other) => Err(Error::With(Code::ScheduleOverlap, rules::overlap_sentence(other))),
        None => Ok(()),
    }
}

/// Adds a class.
///
/// # Errors
/// [`Code::RoleForbidden`] for somebody else's class, and whatever makes the class impossible.
pub fn add(tx: &CallerTx<'_>, new: NewSchedule) -> Result<Change<Schedule>> {
    let now = LocalTime(tx.now);
    let class = Schedule {
        id: Id::new(),
        environment_id: new.environment_id,
        environment_name: String::new(),
        instructor_id: new.instructor_id,
        instructor_name: String::new(),
        program: new.program.into_string(),
        ficha: new.ficha.into_string(),
        topic: new.topic.0.map(String::from),
        start_time: new.start_time,
        end_time: new.end_time,
        day_of_week: new.day_of_week.get(),
        start_date: new.start_date,
        end_date: new.end_date,
        student_count: new.student_count.0.map_or(0, Number::get),
        is_active: true,
        created_at: now,
        updated_at: now,
    };
    check_may_plan(tx, &class)?;
    check_possible(tx, &class)?;
    store::insert(tx, &class)?;
    let class = store::get(tx, class.id)?;
    let event = Event::create("schedule", class.id)
        .describe(format!("Clase creada: {} en {}", class.program, class.environment_name))
        .after(&class);
    Ok(Change::new(class, event))
}

/// A class as it stands, if the caller may plan it.
fn own(tx: &CallerTx<'_>, id: Id) -> Result<Schedule> {
    let scope = if tx.who.role == Role::Instructor { Scope::Everything } else { tx.who.keeping() };
    let class = store::get_within(tx, scope, id)?;
    if tx.who.role == Role::Instructor && class.instructor_id != tx.who.id {
        return Err(Code::RoleForbidden.into());
    }
    Ok(class)
}

/// Changes a class.
///
/// # Errors
/// [`Code::ScheduleNotFound`], and those of [`add`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: SchedulePatch) -> Result<Change<Schedule>> {
    let before = own(tx, id)?;
    let old = before.clone();
    let class = Schedule {
        environment_id: patch.environment_id.0.unwrap_or(old.environment_id),
        instructor_id: patch.instructor_id.0.unwrap_or(old.instructor_id),
        program: patch.program.0.map_or(old.program, String::from),
        ficha: patch.ficha.0.map_or(old.ficha, String::from),
        topic: patch.topic.map(String::from).or(old.topic),
        start_time: patch.start_time.0.unwrap_or(old.start_time),
        end_time: patch.end_time.0.unwrap_or(old.end_time),
        day_of_week: patch.day_of_week.0.map_or(old.day_of_week, Number::get),
        start_date: patch.start_date.0.unwrap_or(old.start_date),
        end_date: patch.end_date.0.unwrap_or(old.end_date),
        student_count: patch.student_count.0.map_or(old.student_count, Number::get),
        is_active: patch.is_active.0.unwrap_or(old.is_active),
        updated_at: LocalTime(tx.now),
        ..old
    };
    let reassigned =
        class.instructor_id != before.instructor_id || class.environment_id != before.environment_id;
    if reassigned {
        check_may_plan(tx, &class)?;
    }
    if class.is_active || reassigned {
        check_possible(tx, &class)?;
    } else {
        // Who puts a class away need not have its room and its instructor any more.
        rules::check_order(&class)?;
    }
    store::save(tx, &class)?;
    let class = store::get(tx, id)?;
    let event = Event::update("schedule", id)
        .describe(format!("Clase modificada: {} en {}", class.program, class.environment_name))
        .before(&before)
        .after(&class);
    Ok(Change::new(class, event))
}

/// Deletes a class; one with checks is only put away.
///
/// # Errors
/// [`Code::ScheduleNotFound`], [`Code::RoleForbidden`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = own(tx, id)?;
    if store::delete_unused(tx, id)? {
        let event = Event::delete("schedule", id)
            .describe(format!("Clase eliminada: {} en {}", before.program, before.environment_name))
            .before(&before);
        return Ok(Change::new(Removal::deleted("Horario eliminado"), event));
    }
    let class = Schedule { is_active: false, updated_at: LocalTime(tx.now), ..before.clone() };
    store::save(tx, &class)?;
    let detail = "La clase tiene verificaciones: quedó inactiva";
    let event = Event::delete("schedule", id).describe(detail).before(&before).after(&class);
    Ok(Change::new(Removal::deactivated(detail), event))
}
