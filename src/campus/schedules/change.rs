//! What a write does to a class.

use super::model::{NewSchedule, Schedule, SchedulePatch, ScheduleRow, ScheduleSaved};
use super::{rules, store};
use crate::campus::environments;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Removal, Result, Role, Scope, Tx};

/// Refuses a class that the caller may not plan: another centre's, and for an instructor somebody else's.
fn check_may_plan(tx: &CallerTx<'_>, class: &ScheduleRow) -> Result<()> {
    if tx.who.role == Role::Instructor {
        if class.instructor_id != tx.who.id {
            return Err(Code::RoleForbidden.into());
        }
        return environments::store::check_room(tx, tx.who.teaching(), class.environment_id);
    }
    environments::store::check_room(tx, tx.who.keeping(), class.environment_id)
}

/// Refuses a class that can't be held.
fn check_possible(tx: &Tx<'_>, class: &ScheduleRow) -> Result<()> {
    rules::check_order(class)?;
    environments::store::check_room(tx, Scope::Everything, class.environment_id)?;
    if !store::can_teach(tx, class.instructor_id)? {
        return Err(Code::InstructorUnknown.into());
    }
    if !class.is_active {
        return Ok(());
    }
    let others = store::of_room(tx, class.environment_id, rules::days_around(class.day_of_week))?;
    match others.iter().find(|other| rules::overlap(class, other)) {
        Some(other) => Err(Error::With(Code::ScheduleOverlap, rules::overlap_sentence(other))),
        None => Ok(()),
    }
}

/// What is told of a class that is stored: its teacher, or its ficha, can't be in two rooms at once.
fn saved(tx: &Tx<'_>, class: Schedule) -> Result<ScheduleSaved> {
    let row = class.row();
    let others = store::elsewhere(tx, &row, rules::days_around(class.day_of_week))?;
    let warnings = others.iter().filter_map(|other| rules::warning(&row, other)).collect();
    Ok(ScheduleSaved { class, warnings })
}

/// Adds a class.
///
/// # Errors
/// [`Code::RoleForbidden`] for somebody else's class, and whatever makes the class impossible.
pub fn add(tx: &CallerTx<'_>, new: NewSchedule) -> Result<Change<ScheduleSaved>> {
    let class = rules::past_midnight(ScheduleRow::of(new, LocalTime(tx.now)));
    check_may_plan(tx, &class)?;
    check_possible(tx, &class)?;
    store::insert(tx, &class)?;
    let class = store::get(tx, class.id)?;
    let says = format!("Clase creada: {} en {}", class.program, class.environment_name);
    let saved = saved(tx, class.clone())?;
    Ok(Change::created("schedule", class.id, says, class).map(|_| saved))
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
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: SchedulePatch) -> Result<Change<ScheduleSaved>> {
    let before = own(tx, id)?;
    let mut class = before.row();
    class.apply(patch, LocalTime(tx.now));
    class = rules::past_midnight(class);
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
    let says = format!("Clase modificada: {} en {}", class.program, class.environment_name);
    let saved = saved(tx, class.clone())?;
    Ok(Change::updated("schedule", id, says, &before, class).map(|_| saved))
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
    let class = ScheduleRow { is_active: false, updated_at: LocalTime(tx.now), ..before.row() };
    store::save(tx, &class)?;
    let class = store::get(tx, id)?;
    let detail = "La clase tiene verificaciones: quedó inactiva";
    let event = Event::delete("schedule", id).describe(detail).before(&before).after(&class);
    Ok(Change::new(Removal::deactivated(detail), event))
}
