//! The demo's checks: two weeks of them, and a morning in which every stage is to be seen. The visitor's own room is left to
//! the visitor.

use super::stock::{CHECKED_ROOMS, Thing};
use super::timetable::{self, Class, MORNING};
use super::{Agenda, Demo, ELENA, LAURA, MARTA, known, pick, scatter, sent};
use crate::campus::checks::model::CheckStatus;
use crate::campus::{alerts, checks};
use crate::kit::{Error, Id, Result, clock};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde_json::{Value, json};

/// For how many days back there are checks.
const DAYS: u32 = 14;
/// An alert of so many days ago has been dealt with.
const DEALT_WITH: u32 = 3;

/// What the checks of this morning have come to, room after room; the visitor's has none.
const THIS_MORNING: [Option<CheckStatus>; 6] = [
    None,
    Some(CheckStatus::SupervisorReview),
    Some(CheckStatus::Complete),
    Some(CheckStatus::InstructorReview),
    Some(CheckStatus::Issues),
    None,
];

/// The room in which things are found this morning that are not on its list.
const FOUND_IN: u32 = 2;

const COMMENTS: [&str; 5] =
    ["", "Todo en orden", "", "El aire acondicionado gotea", "Faltaba barrer al llegar"];

/// The check of a morning's class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Morning {
    days_ago: u32,
    room: u32,
    /// What it comes to.
    outcome: CheckStatus,
}

impl Morning {
    fn number(self) -> u32 {
        self.days_ago * CHECKED_ROOMS + self.room + 1
    }

    /// Whether what is broken is found broken.
    fn finds_trouble(self) -> bool {
        self.outcome == CheckStatus::Issues
    }
}

/// What the check of a past day came to; none when nobody came.
fn past(days_ago: u32, room: u32) -> Option<CheckStatus> {
    match scatter(days_ago * 7 + room) % 100 {
        0..=74 => Some(CheckStatus::Complete),
        // In the visitor's room all is well, so that a day can end well.
        75..=89 if room == 0 => Some(CheckStatus::Complete),
        75..=89 => Some(CheckStatus::Issues),
        90..=93 => Some(CheckStatus::SupervisorReview),
        _ => None,
    }
}

impl Demo<'_> {
    /// When each check goes through its stages, and what follows.
    pub(super) fn plan_checks(&self, agenda: &mut Agenda) -> Result<()> {
        let rooms = (0..CHECKED_ROOMS).zip(THIS_MORNING);
        let today = rooms.map(|(room, outcome)| (0, room, outcome));
        let before = (1..=DAYS)
            .rev()
            .flat_map(|days_ago| (0..CHECKED_ROOMS).map(move |room| (days_ago, room, past(days_ago, room))));
        for (days_ago, room, outcome) in before.chain(today) {
            if let Some(outcome) = outcome {
                self.plan_check(agenda, Morning { days_ago, room, outcome })?;
            }
        }
        for days_ago in 0..=DAYS {
            agenda.add(clock::start_of(self.day(-i64::from(days_ago)).0), |demo, at| demo.read(at));
        }
        agenda.add(self.at(0, MORNING + 3, 0)?, |demo, at| demo.report(at));
        Ok(())
    }

    fn plan_check(&self, agenda: &mut Agenda, morning: Morning) -> Result<()> {
        let Morning { days_ago, outcome, .. } = morning;
        // On past Sundays there was no class.
        if self.weekday(days_ago) == 7 && days_ago > 0 {
            return Ok(());
        }
        let begun = self.at(days_ago, MORNING, 4 + scatter(morning.number()) % 15)?;
        let later = |delta: TimeDelta| (begun + delta).min(self.tx.now);
        agenda.add(begun, move |demo, at| demo.begin(at, morning));
        if outcome == CheckStatus::InstructorReview {
            return Ok(());
        }
        agenda.add(later(TimeDelta::minutes(25)), move |demo, at| demo.confirm(at, morning));
        let troubled = morning.finds_trouble();
        if outcome == CheckStatus::SupervisorReview || (troubled && days_ago == 0) {
            return Ok(());
        }
        agenda.add(later(TimeDelta::minutes(140)), move |demo, at| demo.decide(at, morning));
        if troubled && days_ago >= DEALT_WITH {
            agenda.add(later(TimeDelta::days(2)), move |demo, at| demo.resolve(at, morning));
        }
        Ok(())
    }

    /// An instant of a day that lies back so far, but never one to come.
    fn at(&self, days_ago: u32, hour: u32, minute: u32) -> Result<DateTime<Utc>> {
        let day = self.day(-i64::from(days_ago)).0;
        let wall =
            day.and_hms_opt(hour, minute, 0).ok_or_else(|| Error::internal("an hour beyond the day"))?;
        Ok(clock::instant_of(wall).min(self.tx.now))
    }

    fn weekday(&self, days_ago: u32) -> u32 {
        self.day(-i64::from(days_ago)).0.weekday().number_from_monday()
    }

    fn class(&self, morning: Morning) -> Result<&Class> {
        known(&self.classes, timetable::number(self.weekday(morning.days_ago), morning.room, 0))
    }

    fn check(&self, morning: Morning) -> Result<Id> {
        known(&self.checks, morning.number()).copied()
    }

    /// An apprentice goes through the list of their room.
    fn begin(&mut self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let n = morning.number();
        // Of the further apprentices, every sixth is of the same room.
        let student = if morning.room == 0 {
            LAURA
        } else {
            ELENA + 1 + 3 * CHECKED_ROOMS + morning.room + 6 * (n % 5)
        };
        self.read_own(at, student)?;
        let save = sent(json!({
            "environment_id": self.room(morning.room)?,
            "schedule_id": self.class(morning)?.id,
            "comments": pick(&COMMENTS, n)?,
            "items": self.things_of(morning.room).map(|it| counted(it, morning)).collect::<Vec<_>>(),
            "findings": self.findings(morning)?,
        }))?;
        let saved = self.acts(at, student, |tx| checks::change::save(tx, save))?;
        self.checks.insert(n, saved.check_id);
        Ok(())
    }

    /// An item of another room and a label that nobody knows, found this morning.
    fn findings(&self, morning: Morning) -> Result<Value> {
        if (morning.days_ago, morning.room) != (0, FOUND_IN) {
            return Ok(json!([]));
        }
        let Thing { id, code, .. } = known(&self.things, 54)?;
        Ok(json!([
            { "code": code, "item_id": id, "move": true, "notes": "Estaba en la mesa del fondo" },
            { "code": "SENA-2017-00418", "notes": "Etiqueta vieja, pegada en una pantalla" },
        ]))
    }

    /// The instructor confirms.
    fn confirm(&self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let instructor = self.class(morning)?.instructor;
        self.read_own(at, instructor)?;
        let (check, opinion) = (self.check(morning)?, sent(self.confirmation(morning, None))?);
        self.acts(at, instructor, |tx| checks::change::confirm(tx, check, opinion)).map(drop)
    }

    fn confirmation(&self, morning: Morning, comments: Option<&str>) -> Value {
        let troubled = morning.finds_trouble();
        let is_complete = !troubled || self.things_of(morning.room).all(|it| it.state.missing == 0);
        json!({
            "is_clean": true, "is_organized": !troubled, "inventory_complete": is_complete,
            "comments": comments,
        })
    }

    /// The supervisor decides.
    fn decide(&self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let check = self.check(morning)?;
        if morning.finds_trouble() {
            let comments = "Pendiente la reparación de los equipos dañados";
            let opinion = sent(self.confirmation(morning, Some(comments)))?;
            return self.acts(at, MARTA, |tx| checks::change::confirm(tx, check, opinion)).map(drop);
        }
        let approval = sent(json!({ "approved": true }))?;
        self.acts(at, MARTA, |tx| checks::change::approve(tx, check, approval)).map(drop)
    }

    /// The supervisor resolves the alert that a check left.
    fn resolve(&self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let alert = checks::store::alert_of(&self.tx, self.check(morning)?)?;
        let alert = alert.ok_or_else(|| Error::internal("a check with issues left no alert"))?;
        let resolved = sent(json!({ "is_resolved": true }))?;
        self.acts(at, MARTA, |tx| alerts::change::resolve(tx, alert, &resolved)).map(drop)
    }
}

/// What the apprentice says of a thing.
fn counted(thing: &Thing, morning: Morning) -> Value {
    let (damaged, missing) =
        if morning.finds_trouble() { (thing.state.damaged, thing.state.missing) } else { (0, 0) };
    json!({
        "item_id": thing.id,
        "quantity_found": thing.state.total - damaged - missing,
        "quantity_damaged": damaged,
        "quantity_missing": missing,
        "notes": (damaged > 0).then_some("No enciende"),
    })
}
