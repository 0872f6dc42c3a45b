//! Where a check is made, and whether the caller may make one there.

use crate::campus::schedules::model::Schedule;
use crate::campus::{environments, schedules};
use crate::kit::{Caller, Code, Id, Result, Role};
use rusqlite::Connection;

/// Where a check is made: a room, and the class that meets there.
pub(super) struct CheckPlace {
    pub(super) room: environments::model::Environment,
    pub(super) class: Option<Schedule>,
}

/// Finds the place of a check, if the caller may make one there: an apprentice in their own room, an instructor there and
/// in the rooms of their classes, a supervisor in their centre.
///
/// # Errors
/// [`Code::EnvironmentNotFound`], [`Code::ScheduleNotFound`].
pub(super) fn place(
    db: &Connection,
    who: &Caller,
    environment_id: Id,
    schedule_id: Option<Id>,
) -> Result<CheckPlace> {
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
            environments::store::room_within(db, who.keeping(), environment_id)?
        }
    };
    if !reached || !room.is_active {
        return Err(Code::EnvironmentNotFound.into());
    }
    if class.as_ref().is_some_and(|class| class.environment_id != environment_id || !class.is_active) {
        return Err(Code::ScheduleNotFound.into());
    }
    Ok(CheckPlace { room, class })
}
