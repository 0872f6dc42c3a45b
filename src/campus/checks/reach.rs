//! Who sees which checks (`roles.md`).

use super::place::place;
use crate::campus::checks::store::CheckReach;
use crate::kit::{Caller, Code, Id, Result, Role, Scope};
use rusqlite::Connection;

/// The checks that a caller may read.
pub(super) fn reach(who: &Caller) -> CheckReach {
    match who.role {
        Role::Student => CheckReach::Own(who.id),
        Role::Instructor => CheckReach::Teaching { person: who.id, room: who.environment_id },
        Role::Supervisor => CheckReach::Rooms(who.equipment()),
        Role::Admin | Role::AdminGeneral => CheckReach::Rooms(Scope::Everything),
    }
}

/// The rooms of the day that a caller sees, and the instructor whose classes are added.
pub(super) fn day_scope(who: &Caller) -> (Scope, Option<Id>) {
    match who.role {
        Role::Student => (who.equipment(), None),
        Role::Instructor => (who.environment_id.map_or(Scope::Nothing, Scope::Room), Some(who.id)),
        Role::Supervisor => (who.equipment(), None),
        Role::Admin | Role::AdminGeneral => (Scope::Everything, None),
    }
}

/// Whether a caller may know how it stands with a class: whoever could make its check, and all who read checks of the room.
/// Apprentices too see the check of their room's class when another one made it: their app asks before it lets them begin.
pub(super) fn sees_turn(db: &Connection, who: &Caller, environment_id: Id, schedule_id: Id) -> Result<bool> {
    if who.role == Role::Admin {
        return Ok(true);
    }
    match place(db, who, environment_id, Some(schedule_id)) {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.code(), Code::EnvironmentNotFound) => Ok(false),
        // The class may have been put away since; its checks are still read.
        Err(error) if error.code() == Code::ScheduleNotFound => {
            Ok(place(db, who, environment_id, None).is_ok())
        }
        Err(error) => Err(error),
    }
}
