//! What a person gets to read of a check, put together from several tables within what they may see.

use super::model::{
    Check, CheckDetail, CheckQuery, CheckReviewDetail, CheckSheet, CheckStatus, CheckTurnStats,
    ReviewedCheck, Tally,
};
use super::reach::{CheckPlace, place, reach, sees_turn};
use super::store::{self, CheckReach};
use crate::campus::{environments, schedules};
use crate::kit::{Caller, Code, Day, Id, Paging, Result, Rows, Scope, clock, role};
use rusqlite::Connection;

/// The check of a class on a day: a list of one, or empty.
pub(super) fn turn(
    db: &Connection,
    who: &Caller,
    environment_id: Id,
    schedule_id: Id,
    day: Day,
) -> Result<Rows<Check>> {
    if !sees_turn(db, who, environment_id, schedule_id)? {
        return Ok(Rows::none());
    }
    let day = meant(db, environment_id, schedule_id, day)?;
    let query = CheckQuery {
        environment_id: Some(environment_id),
        schedule_id: Some(schedule_id),
        from: Some(day),
        until: Some(day),
        ..CheckQuery::default()
    };
    store::list(db, CheckReach::Rooms(Scope::Everything), &query)?.rows(db, Paging::ALL)
}

/// The day whose check is looked for: who asks for today's right after they saved one past midnight means that of the class, if today has
/// none of its own.
fn meant(db: &Connection, environment_id: Id, schedule_id: Id, day: Day) -> Result<Day> {
    let now = clock::wall();
    if day.0 != now.date() || store::turn(db, environment_id, Some(schedule_id), day)?.is_some() {
        return Ok(day);
    }
    match schedules::store::get(db, schedule_id) {
        Ok(class) => Ok(Day(schedules::rules::day_meant(&class, now))),
        Err(error) if error.code() == Code::ScheduleNotFound => Ok(day),
        Err(error) => Err(error),
    }
}

/// The figures of a class on a day: those of its check, or of the room as it is now when nobody has begun one.
pub(super) fn turn_stats(
    db: &Connection,
    who: &Caller,
    environment_id: Id,
    schedule_id: Id,
    day: Day,
) -> Result<CheckTurnStats> {
    if !sees_turn(db, who, environment_id, schedule_id)? {
        return Ok(stats(Tally::default(), None));
    }
    let day = meant(db, environment_id, schedule_id, day)?;
    if let Some(check) = store::turn(db, environment_id, Some(schedule_id), day)? {
        return Ok(stats(store::tally(db, check.id)?, Some(check.status)));
    }
    let known = store::known_items(db, environment_id)?;
    Ok(stats(Tally::of(known.into_iter().map(|item| item.count)), None))
}

fn stats(tally: Tally, status: Option<CheckStatus>) -> CheckTurnStats {
    CheckTurnStats {
        tally,
        status: status.map_or("not_started", CheckStatus::as_str).to_owned(),
        completion_percentage: if status.is_some() { tally.percentage() } else { 0.0 },
    }
}

/// The list that a person goes through in a room, for a class or outside of classes; refused where they may make no check.
pub(super) fn sheet(
    db: &Connection,
    who: &Caller,
    environment_id: Id,
    schedule_id: Option<Id>,
    day: Option<Day>,
) -> Result<CheckSheet> {
    let place = place(db, who, environment_id, schedule_id)?;
    let check_date = day.unwrap_or_else(|| place.day_meant(clock::wall()));
    let is_given = place.is_given(check_date);
    let CheckPlace { room, class } = place;
    let check = store::turn(db, environment_id, schedule_id, check_date)?;
    let items = store::sheet_items(db, environment_id, room.blind_checks)?;
    Ok(CheckSheet {
        environment_id,
        environment_name: room.name,
        location: room.location,
        blind_checks: room.blind_checks,
        schedule_id,
        program: class.as_ref().map(|class| class.program.clone()),
        ficha: class.as_ref().map(|class| class.ficha.clone()),
        start_time: class.as_ref().map(|class| class.start_time),
        end_time: class.as_ref().map(|class| class.end_time),
        day_of_week: class.as_ref().map(|class| class.day_of_week),
        check_date,
        is_given,
        check_id: check.as_ref().map(|check| check.id),
        check_status: check.as_ref().map(|check| check.status),
        items,
    })
}

/// A check with all that belongs to it. From where its steps were taken, and its alert, is for those who look after rooms.
pub(super) fn detail(db: &Connection, who: &Caller, id: Id) -> Result<CheckDetail> {
    let check = store::get(db, reach(who), id)?;
    let mut steps = store::steps(db, id)?;
    let keeps = who.is(role::KEEPERS);
    if !keeps {
        for step in &mut steps {
            (step.ip_address, step.user_agent) = (None, None);
        }
    }
    Ok(CheckDetail {
        items: store::items(db, id)?,
        findings: store::findings_of(db, id)?,
        steps,
        previous_id: store::previous(db, &check)?,
        alert_id: if keeps { store::alert_of(db, id)? } else { None },
        maintenance_ids: store::maintenance_of(db, id)?,
        blind_checks: environments::store::get(db, check.environment_id)?.blind_checks,
        check,
    })
}

/// The newest review of a check, with what was reviewed; there is none of a check that the person doesn't see.
pub(super) fn last_review(db: &Connection, who: &Caller, check_id: Id) -> Result<CheckReviewDetail> {
    let review = store::last_review(db, check_id)?.ok_or(Code::ReviewNotFound)?;
    let check = store::get(db, reach(who), check_id).map_err(|_| Code::ReviewNotFound)?;
    Ok(CheckReviewDetail {
        review_id: review.id,
        check_id: review.check_id,
        supervisor_id: review.supervisor_id,
        status: review.status,
        comments: review.comments,
        created_at: review.created_at,
        check_details: ReviewedCheck {
            environment_id: check.environment_id,
            student_id: check.student_id,
            instructor_id: check.instructor_id,
            check_date: check.check_date,
            tally: Tally::of_check(&check),
        },
    })
}
