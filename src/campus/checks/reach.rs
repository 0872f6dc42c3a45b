//! Who sees which checks, and who makes one where.

use super::store::CheckReach;
use crate::campus::schedules::model::Schedule;
use crate::campus::{environments, schedules};
use crate::kit::{Caller, Code, Day, Error, Id, Result, Role, Scope};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use rusqlite::Connection;

/// The checks that a caller may read.
pub fn reach(who: &Caller) -> CheckReach {
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
        Role::Student | Role::Supervisor => (who.equipment(), None),
        Role::Instructor => (who.environment_id.map_or(Scope::Nothing, Scope::Room), Some(who.id)),
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

/// Where a check is made: a room, and the class that meets there.
pub(super) struct CheckPlace {
    pub(super) room: environments::model::Environment,
    pub(super) class: Option<Schedule>,
}

/// How many days back a check may belong: what was finished before a long weekend without a connection still arrives.
const DAYS_BACK: i64 = 7;

impl CheckPlace {
    /// The day that somebody means who names none: that of the class, which past midnight may be yesterday.
    pub(super) fn day_meant(&self, now: NaiveDateTime) -> Day {
        let class = self.class.as_ref();
        Day(class.map_or_else(|| now.date(), |class| schedules::rules::day_meant(class, now)))
    }

    /// Whether the class is given on a day; outside of classes, always.
    pub(super) fn is_given(&self, day: Day) -> bool {
        self.class.as_ref().is_none_or(|class| schedules::rules::is_given(class, day.0))
    }

    /// The day to which a check of now belongs: the one for which it was opened, if that is said.
    ///
    /// # Errors
    /// [`Code::CheckDay`] of one that has not come, or is long past.
    pub(super) fn day_of(&self, opened: Option<Day>, now: NaiveDateTime) -> Result<Day> {
        let Some(day) = opened else { return Ok(self.day_meant(now)) };
        let written = day.written();
        if day.0 > now.date() {
            let sentence = format!(
                "La verificación dice ser del {written}, que no ha llegado: revise la fecha de su equipo"
            );
            return Err(Error::With(Code::CheckDay, sentence));
        }
        if day.0 < now.date() - TimeDelta::days(DAYS_BACK) {
            let sentence = format!(
                "La verificación es del {written}: solo se reciben las de los últimos {DAYS_BACK} días"
            );
            return Err(Error::With(Code::CheckDay, sentence));
        }
        Ok(day)
    }

    /// When a check of a day was begun, as far as it can be said of one that arrives `now`: not after its class, or its day, was over.
    pub(super) fn time_of(&self, day: Day, now: NaiveDateTime) -> NaiveTime {
        let midnight = day.0.and_time(NaiveTime::MIN) + TimeDelta::days(1);
        let over = match &self.class {
            Some(class) if self.is_given(day) => schedules::rules::end_of(class, day.0).max(midnight),
            _ => midnight,
        };
        let time = if now < over { now } else { over - TimeDelta::seconds(1) }.time();
        time.with_nanosecond(0).unwrap_or(time)
    }
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
