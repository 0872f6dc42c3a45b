//! Reminders: when a class has ended, those who still owe its check are told, once.

use super::model::CheckStatus;
use super::store::{self, Unfinished};
use crate::campus::users;
use crate::kit::db::{Kind, clock_trace};
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Change, ClockTime, Day, Db, EndTime, Event, LocalTime, Notice, Origin, Result, Tx, clock};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use std::time::Duration;

/// How long it is kept who was reminded, in days.
const KEPT_DAYS: i64 = 30;

/// How often it is looked for classes that have ended without their check.
const PERIOD: Duration = Duration::from_secs(2 * 60);

/// How long before midnight a class may end so that it is looked for on the next day: two looks.
const SHORTLY: TimeDelta = TimeDelta::minutes(4);

/// The job over a database.
pub struct Reminders(pub Db);

impl Job for Reminders {
    fn name(&self) -> &'static str {
        "remind"
    }

    fn title(&self) -> &'static str {
        "Recordatorios de verificación"
    }

    fn purpose(&self) -> &'static str {
        "Recuerda la verificación a quienes la deben, cuando su clase ha terminado"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(run(&self.0))
    }
}

/// Reminds of the classes that have ended; answers how many. To be called every few minutes: a box that was off at
/// the end of a class catches up when it is on again the same day.
pub async fn run(db: &Db) -> Result<usize> {
    let now = clock::wall();
    // Looking costs next to nothing, a write costs a commit: most of the time there is nobody to remind.
    let waiting = db.read(move |db| ended(db, now)).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    db.write(&Origin::of_command("reminders"), move |tx| remind(tx, now)).await
}

/// The classes of which nobody was reminded, each with its day: today's that have ended by a wall clock's `now`, and yesterday's that ended
/// past midnight, or so shortly before it that nobody looked in between.
fn ended(db: &Connection, now: NaiveDateTime) -> Result<Vec<(Day, Unfinished)>> {
    let (today, clock) = (now.date(), now.time());
    let shortly = NaiveTime::MIN - SHORTLY;
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut found = Vec::new();
    for (day, since, until) in [
        (yesterday, ClockTime(shortly).into(), EndTime::seen_from_yesterday(clock)),
        (today, ClockTime(NaiveTime::MIN).into(), ClockTime(clock).into()),
    ] {
        let classes = store::unreminded(db, Day(day), since, until)?;
        found.extend(classes.into_iter().map(|class| (Day(day), class)));
    }
    Ok(found)
}

/// Reminds of the classes that have ended by a wall clock's `now`.
pub fn remind(tx: &Tx<'_>, now: NaiveDateTime) -> Result<Change<usize>> {
    let classes = ended(tx, now)?;
    if clock_trace::standing(tx, tx.now)?.is_sound() {
        store::forget_reminders(tx, Day(now.date() - TimeDelta::days(KEPT_DAYS)))?;
    }
    let mut notices = Vec::new();
    for (day, class) in &classes {
        store::set_reminded(tx, class.schedule_id, *day, LocalTime(tx.now))?;
        notices.extend(notices_of(tx, class, *day, Day(now.date()))?);
    }
    let event = Event::named("REMIND", "inventory_check", None)
        .describe(format!("Recordatorios de verificación, clases: {}", classes.len()));
    Ok(Change::new(classes.len(), event).tell(notices))
}

/// Who owes what: the class its check, the instructor their confirmation, the supervisors their decision.
fn notices_of(tx: &Tx<'_>, class: &Unfinished, day: Day, today: Day) -> Result<Vec<Notice>> {
    let when = if day == today { "hoy" } else { "ayer" };
    let place = format!(
        "Ambiente: {}, clase que terminó a las {}.",
        class.environment_name,
        class.end_time.clock().format("%H:%M")
    );
    let (people, kind, title, message) = match class.status {
        None | Some(CheckStatus::StudentPending | CheckStatus::Rejected) => {
            let mut people = match (class.status, class.student_id) {
                // It was left to one apprentice: the others can't do it.
                (Some(CheckStatus::StudentPending), Some(student)) => vec![student],
                _ => users::store::apprentices_of(tx, class.environment_id, &class.ficha)?,
            };
            people.push(class.instructor_id);
            let message = if class.status == Some(CheckStatus::Rejected) {
                format!("La verificación de {when} fue rechazada y no se ha vuelto a hacer.")
            } else {
                format!("No se ha hecho la verificación de inventario de {when}.")
            };
            (people, Kind::CheckReminder, "Verificación sin hacer", message)
        }
        Some(CheckStatus::InstructorReview) => (
            vec![class.instructor_id],
            Kind::VerificationPending,
            "Verificación sin confirmar",
            format!("La verificación de {when} espera su confirmación."),
        ),
        Some(_) => (
            users::store::supervisors_of(tx, class.environment_id)?,
            Kind::VerificationPending,
            "Verificación sin decidir",
            format!("La verificación de {when} espera su decisión."),
        ),
    };
    let link = match class.check_id {
        Some(id) => format!("/verificaciones/{id}"),
        None => format!("/verificaciones?dia={day}"),
    };
    Ok(people
        .into_iter()
        .map(|person| {
            Notice::new(person, kind.clone(), title, format!("{message} {place}")).leads_to(link.clone())
        })
        .collect())
}
