//! Reminders of loans that should be back: their borrowers are told, once a day in the first week, then once a week, and not for
//! ever. Those who keep the warehouse hear of it by the alert.

use crate::kit::db::{Kind, Priority};
use crate::kit::jobs::{Job, Schedule};
use crate::kit::wire::row;
use crate::kit::{Change, Day, Db, Event, Id, Notice, Origin, Result, Tx, clock, sql};
use chrono::NaiveTime;
use futures_util::future::BoxFuture;
use rusqlite::{Connection, named_params};
use std::collections::BTreeMap;

/// When: before the first classes.
const TIME: NaiveTime = match NaiveTime::from_hms_opt(6, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// How long it is told every day, in days.
const DAILY: i64 = 7;
/// How long it is told at all, in days: whoever hasn't listened by then has to be asked in person.
const AT_ALL: i64 = 60;

/// The job over a database.
pub struct LoanReminders(pub Db);

impl Job for LoanReminders {
    fn name(&self) -> &'static str {
        "loans"
    }

    fn title(&self) -> &'static str {
        "Recordatorios de préstamos"
    }

    fn purpose(&self) -> &'static str {
        "Recuerda a quienes tienen préstamos vencidos que los devuelvan: cada día la primera semana, después cada semana"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily(TIME)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(run(&self.0))
    }
}

row! {
    /// A loan that should be back.
    #[derive(Debug, Clone)]
    pub struct Overdue {
        /// The loan.
        pub id: Id,
        /// Who has it.
        pub instructor_id: Id,
        /// What it is.
        pub item_name: String,
        /// Where it belongs.
        pub environment_name: String,
        /// Its last day.
        pub end_date: Day,
        /// The day of the last reminder.
        pub reminded: Option<Day>,
    }
}

/// Whether a borrower is reminded today of a loan that ended so many days ago.
pub fn is_told(late: i64, reminded: Option<Day>, today: Day) -> bool {
    let since = reminded.map(|day| (today.0 - day.0).num_days());
    match since {
        _ if !(1..=AT_ALL).contains(&late) => false,
        None => true,
        // A reminder of a day to come is one of a clock that was set back.
        Some(days) if late <= DAILY => days != 0,
        Some(days) => !(0..DAILY).contains(&days),
    }
}

/// Reminds of the loans that should be back; answers how many.
pub async fn run(db: &Db) -> Result<usize> {
    let today = Day(clock::today());
    if db.read(move |db| due(db, today)).await?.is_empty() {
        return Ok(0);
    }
    db.write(&Origin::of_command("loans"), move |tx| remind(tx, today)).await
}

fn due(db: &Connection, today: Day) -> Result<Vec<Overdue>> {
    let late = sql::all(
        db,
        "select l.id, l.instructor_id, coalesce(i.name, l.item_name) as item_name, e.name as environment_name, l.end_date,
             r.day as reminded
         from loans l
         join users u on u.id = l.instructor_id and u.is_active = 1
         join environments e on e.id = l.environment_id
         left join inventory_items i on i.id = l.item_id
         left join loan_reminders r on r.loan_id = l.id
         where l.status = 'active'
         and l.end_date < :today
         order by l.end_date, l.id",
        named_params! { ":today": today },
    )?;
    let is_due = |it: &Overdue| is_told((today.0 - it.end_date.0).num_days(), it.reminded, today);
    Ok(late.into_iter().filter(is_due).collect())
}

/// Reminds each borrower of all their loans that should be back, in one word.
pub fn remind(tx: &Tx<'_>, today: Day) -> Result<Change<usize>> {
    let mut by_person: BTreeMap<Id, Vec<Overdue>> = BTreeMap::new();
    let mut count = 0;
    for loan in due(tx, today)? {
        sql::run(
            tx,
            "insert into loan_reminders (loan_id, day, times)
             values (:loan_id, :day, 1)
             on conflict (loan_id) do update
             set day = :day,
                 times = times + 1",
            named_params! { ":loan_id": loan.id, ":day": today },
        )?;
        count += 1;
        by_person.entry(loan.instructor_id).or_default().push(loan);
    }
    let notices: Vec<Notice> = by_person.into_iter().map(|(person, loans)| notice(person, &loans)).collect();
    if count == 0 {
        return Ok(Change::unaudited(0));
    }
    let event = Event::named("REMIND_LOANS", "loan", None)
        .describe(format!("Recordatorios de préstamos vencidos: {count}, a {} personas", notices.len()));
    Ok(Change::new(count, event).tell(notices))
}

fn notice(person: Id, loans: &[Overdue]) -> Notice {
    let line =
        |it: &Overdue| format!("«{}», a {}, el {}", it.item_name, it.environment_name, it.end_date.written());
    let (title, message, page) = match loans {
        [loan] => (
            "Préstamo vencido".to_owned(),
            format!("Debía devolver {}. Devuélvalo o pida que lo extiendan.", line(loan)),
            format!("/prestamos/{}", loan.id),
        ),
        _ => {
            let lines: Vec<String> = loans.iter().map(line).collect();
            (
                format!("{} préstamos vencidos", loans.len()),
                format!("Debía devolver: {}. Devuélvalos o pida que los extiendan.", lines.join("; ")),
                "/prestamos".to_owned(),
            )
        }
    };
    Notice::new(person, Kind::LoanOverdue, &title, message).priority(Priority::High).leads_to(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, TimeDelta};

    #[test]
    fn it_is_told_every_day_for_a_week_then_every_week_for_two_months() {
        let end = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let (mut reminded, mut told) = (None, Vec::new());
        for late in 0..200 {
            let today = Day(end + TimeDelta::days(late));
            // Twice a day, as after a restart.
            for _ in 0..2 {
                if is_told(late, reminded, today) {
                    told.push(late);
                    reminded = Some(today);
                }
            }
        }
        assert_eq!(told, [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 35, 42, 49, 56]);
    }

    #[test]
    fn a_clock_that_was_ahead_silences_nobody() {
        let today = Day(NaiveDate::from_ymd_opt(2026, 3, 20).unwrap());
        let ahead = Day(today.0 + TimeDelta::days(3_653));
        assert!(is_told(3, Some(ahead), today));
        assert!(is_told(10, Some(ahead), today));
    }
}
