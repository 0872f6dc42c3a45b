//! The demo's checks: two weeks of them, and a morning in which every stage is to be seen. The visitor's own room is left to
//! the visitor.

use super::stock::{CHECKED_ROOMS, Thing};
use super::timetable::{self, Class, MORNING};
use super::{Deed, Demo, ELENA, LAURA, MARTA, known, pick, scatter, sent};
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
    pub(super) fn plan_checks(&self, agenda: &mut Vec<(DateTime<Utc>, Deed)>) -> Result<()> {
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
            agenda.push((clock::start_of(self.day(-i64::from(days_ago)).0), Deed::Read));
        }
        agenda.push((self.at(0, MORNING + 3, 0)?, Deed::Report));
        Ok(())
    }

    fn plan_check(&self, agenda: &mut Vec<(DateTime<Utc>, Deed)>, morning: Morning) -> Result<()> {
        let Morning { days_ago, outcome, .. } = morning;
        // On past Sundays there was no class.
        if self.weekday(days_ago) == 7 && days_ago > 0 {
            return Ok(());
        }
        let begun = self.at(days_ago, MORNING, 4 + scatter(morning.number()) % 15)?;
        let later = |delta: TimeDelta| (begun + delta).min(self.tx.now);
        agenda.push((begun, Deed::Begin(morning)));
        if outcome == CheckStatus::InstructorReview {
            return Ok(());
        }
        agenda.push((later(TimeDelta::minutes(25)), Deed::Confirm(morning)));
        let troubled = outcome == CheckStatus::Issues;
        if outcome == CheckStatus::SupervisorReview || (troubled && days_ago == 0) {
            return Ok(());
        }
        agenda.push((later(TimeDelta::minutes(140)), Deed::Decide(morning)));
        if troubled && days_ago >= DEALT_WITH {
            agenda.push((later(TimeDelta::days(2)), Deed::Resolve(morning)));
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

    pub(super) fn begin(&mut self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let n = morning.number();
        // Of the further apprentices, every sixth is of the same room.
        let student = if morning.room == 0 {
            LAURA
        } else {
            ELENA + 1 + 3 * CHECKED_ROOMS + morning.room + 6 * (n % 5)
        };
        self.read_own(at, student)?;
        let student = self.person(student)?;
        let tx = self.tx.at(at).by(&student);
        let save = sent(json!({
            "environment_id": self.room(morning.room)?,
            "schedule_id": self.class(morning)?.id,
            "comments": pick(&COMMENTS, n)?,
            "items": self.things_of(morning.room).map(|it| counted(it, morning)).collect::<Vec<_>>(),
            "findings": self.findings(morning)?,
        }))?;
        let saved = tx.keep(checks::change::save(&tx, save)?)?;
        self.checks.insert(n, saved.check_id);
        Ok(())
    }

    /// An item of another room and a label that nobody knows, found this morning.
    fn findings(&self, morning: Morning) -> Result<Value> {
        if (morning.days_ago, morning.room) != (0, FOUND_IN) {
            return Ok(json!([]));
        }
        let Thing { id, code, .. } = self.thing(54)?;
        Ok(json!([
            { "code": code, "item_id": id, "move": true, "notes": "Estaba en la mesa del fondo" },
            { "code": "SENA-2017-00418", "notes": "Etiqueta vieja, pegada en una pantalla" },
        ]))
    }

    pub(super) fn confirm(&self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let instructor = self.class(morning)?.instructor;
        self.read_own(at, instructor)?;
        let instructor = self.person(instructor)?;
        let tx = self.tx.at(at).by(&instructor);
        let confirmation = sent(self.confirmation(morning, None))?;
        tx.keep(checks::change::confirm(&tx, self.check(morning)?, confirmation)?).map(drop)
    }

    fn confirmation(&self, morning: Morning, comments: Option<&str>) -> Value {
        let troubled = morning.finds_trouble();
        let is_complete = !troubled || self.things_of(morning.room).all(|it| it.state.missing == 0);
        json!({
            "is_clean": true, "is_organized": !troubled, "inventory_complete": is_complete,
            "comments": comments,
        })
    }

    pub(super) fn decide(&self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let (marta, check) = (self.person(MARTA)?, self.check(morning)?);
        let tx = self.tx.at(at).by(&marta);
        if morning.finds_trouble() {
            let comments = "Pendiente la reparación de los equipos dañados";
            let opinion = sent(self.confirmation(morning, Some(comments)))?;
            return tx.keep(checks::change::confirm(&tx, check, opinion)?).map(drop);
        }
        let approval = sent(json!({ "approved": true }))?;
        tx.keep(checks::change::approve(&tx, check, approval)?).map(drop)
    }

    pub(super) fn resolve(&self, at: DateTime<Utc>, morning: Morning) -> Result<()> {
        let marta = self.person(MARTA)?;
        let tx = self.tx.at(at).by(&marta);
        let alert = checks::store::alert_of(&tx, self.check(morning)?)?;
        let alert = alert.ok_or_else(|| Error::internal("a check with issues left no alert"))?;
        tx.keep(alerts::change::resolve(&tx, alert, true)?).map(drop)
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
