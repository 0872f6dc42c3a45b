//! The demo's loans: two weeks of them at the desk of the first warehouse, one that should be back, and some that wait.

use super::stock::CHECKED_ROOMS;
use super::{Agenda, CARLOS, Demo, ELENA, JAIRO, known, pick, scatter, sent};
use crate::campus::loans::{change, store};
use crate::kit::Result;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// What people borrow things for.
const PURPOSES: [&str; 5] = [
    "Prácticas de redes con el grupo de la mañana",
    "Sustentación de proyectos",
    "Grabación de una entrevista",
    "Feria de emprendimiento",
    "Reemplazo mientras se repara el del ambiente",
];

/// How far a loan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Asked,
    Refused,
    Approved,
    Out,
    Back,
}

/// A loan: asked for so many days ago, for a time that begins so many days from today.
struct Story {
    asked: i64,
    begins: i64,
    days: i64,
    stage: Stage,
}

const fn story(asked: i64, begins: i64, days: i64, stage: Stage) -> Story {
    Story { asked, begins, days, stage }
}

const STORIES: [Story; 12] = [
    story(13, -12, 2, Stage::Back),
    story(12, -11, 0, Stage::Back),
    story(11, -9, 3, Stage::Back),
    story(10, -8, 1, Stage::Refused),
    story(9, -8, 4, Stage::Back),
    // It should be back since the day before yesterday.
    story(8, -7, 5, Stage::Out),
    story(6, -5, 2, Stage::Back),
    story(4, -3, 3, Stage::Out),
    story(3, -2, 9, Stage::Out),
    story(2, 1, 2, Stage::Approved),
    story(1, 2, 1, Stage::Asked),
    story(1, 3, 4, Stage::Asked),
];

impl Demo<'_> {
    /// When each loan is asked for, decided, handed over and taken back.
    pub(super) fn plan_loans(&self, agenda: &mut Agenda) {
        let on = |day: i64| self.tx.now + TimeDelta::days(day);
        for (n, story) in (0..).zip(STORIES) {
            let asked = on(-story.asked);
            let handed = on(story.begins);
            let back = handed + TimeDelta::days(story.days) + TimeDelta::hours(1);
            let (decided, stage) = (asked + TimeDelta::hours(3), story.stage);
            agenda.add(asked, move |demo, at| demo.ask_for_loan(at, n, &story));
            let mut step = |at: DateTime<Utc>, patch: Value| {
                agenda.add(at, move |demo, at| demo.move_loan(at, n, patch));
            };
            if stage == Stage::Refused {
                let reason = "Está apartado para la feria de esa semana";
                step(decided, json!({ "status": "rejected", "rejection_reason": reason }));
                continue;
            }
            for (reached, at, status) in [
                (Stage::Approved, decided, "approved"),
                (Stage::Out, handed, "active"),
                (Stage::Back, back, "returned"),
            ] {
                if reached <= stage {
                    step(at, json!({ "status": status }));
                }
            }
        }
    }

    fn ask_for_loan(&mut self, at: DateTime<Utc>, n: u32, story: &Story) -> Result<()> {
        let warehouse = self.room(CHECKED_ROOMS)?;
        let stock = store::stock(&self.tx, warehouse)?;
        let there: Vec<_> = stock.iter().filter(|item| item.capacity > 0).collect();
        // Each its own, so that nobody is in anybody's way.
        let item = pick(&there, 5 * n + 2)?;
        let borrower = if n.is_multiple_of(3) { CARLOS } else { ELENA + 1 + scatter(n) % 9 };
        self.read_own(at, borrower)?;
        let wish = sent(json!({
            "program": "Análisis y desarrollo de software",
            "purpose": pick(&PURPOSES, n)?,
            "start_date": self.day(story.begins),
            "end_date": self.day(story.begins + story.days),
            "environment_id": warehouse,
            "item_id": item.item_id,
            "quantity_requested": item.capacity.min(i64::from(1 + n % 4)),
        }))?;
        let loan = self.acts(at, borrower, |tx| change::ask(tx, &wish))?;
        self.loans.insert(n, loan.id);
        Ok(())
    }

    /// What the desk does.
    fn move_loan(&self, at: DateTime<Utc>, n: u32, patch: Value) -> Result<()> {
        let (loan, patch) = (*known(&self.loans, n)?, sent(patch)?);
        self.acts(at, JAIRO, |tx| change::edit(tx, loan, patch)).map(drop)
    }
}
