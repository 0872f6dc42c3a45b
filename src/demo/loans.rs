//! The demo's loans: half a year of them at the desk of the first warehouse, with what broke, who was suspended and who had to be
//! shown something first; and the last two weeks, with one that should be back and some that wait.

use super::stock::CHECKED_ROOMS;
use super::{Agenda, CARLOS, Demo, ELENA, JAIRO, known, pick, scatter, sent};
use crate::campus::inventory::model::ItemCategory;
use crate::campus::loans::model::LendableItem;
use crate::campus::loans::rules::{self, Span};
use crate::campus::loans::{change, store};
use crate::campus::{inductions, suspensions};
use crate::kit::{Day, LocalTime, Result, clock};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// What people borrow things for.
const PURPOSES: [&str; 8] = [
    "Prácticas de redes con el grupo de la mañana",
    "Sustentación de proyectos",
    "Grabación de una entrevista",
    "Feria de emprendimiento",
    "Reemplazo mientras se repara el del ambiente",
    "Taller de fotografía de producto",
    "Visita de la empresa patrocinadora",
    "Nivelación de los sábados",
];

/// What breaks on the way.
const DAMAGES: [&str; 3] = [
    "Volvió con la pantalla rayada",
    "El cable de poder está pelado",
    "Se cayó: la carcasa está rota y no enciende",
];

/// How far a loan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Asked,
    Refused,
    Approved,
    Out,
    Back,
    /// Back, and not as it went.
    Broken,
}

/// A loan: asked for so many days ago, for a time that begins so many days from today.
#[derive(Clone, Copy)]
struct Story {
    asked: i64,
    begins: i64,
    days: i64,
    stage: Stage,
}

const fn story(asked: i64, begins: i64, days: i64, stage: Stage) -> Story {
    Story { asked, begins, days, stage }
}

/// The last two weeks.
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

/// The first of the loans before those.
const EARLIER: u32 = 100;
/// How many days ago the first of them was asked for.
const HALF_A_YEAR: i64 = 182;
/// How many days lie between two of them.
const BETWEEN: i64 = 4;

/// The loan of so many: what was asked for until two weeks ago is over.
fn earlier(n: i64, luck: u32) -> Option<Story> {
    let asked = HALF_A_YEAR - n * BETWEEN;
    let (waits, days) = (1 + i64::from(luck % 3), i64::from(luck % 6));
    let stage = match luck % 13 {
        0 => Stage::Refused,
        1 | 2 => Stage::Broken,
        _ => Stage::Back,
    };
    (asked > 20).then(|| story(asked, waits - asked, days, stage))
}

/// Who breaks most, and is suspended for it.
const CARELESS: u32 = ELENA + 4;

impl Demo<'_> {
    /// When each loan is asked for, decided, handed over and taken back.
    pub(super) fn plan_loans(&self, agenda: &mut Agenda) {
        let before = (0..).zip(EARLIER..).map_while(|(at, n)| Some((n, earlier(at, scatter(n))?)));
        for (n, story) in before.chain((0..).zip(STORIES)) {
            self.plan_loan(agenda, n, story);
        }
        let days_ago = |days: u32| self.days_ago(days);
        agenda.add(days_ago(140), |demo, at| demo.demand_induction(at));
        // Somebody was suspended once and got away with it, and is again.
        agenda
            .add(days_ago(96), |demo, at| demo.suspend(at, 20, "Devolvió dañado un equipo por segunda vez"));
        agenda.add(days_ago(90), |demo, at| demo.forgive(at));
        agenda
            .add(days_ago(5), |demo, at| demo.suspend(at, 15, "Prestó el equipo a otra persona sin avisar"));
    }

    fn plan_loan(&self, agenda: &mut Agenda, n: u32, story: Story) {
        let on = |day: i64| self.tx.now + TimeDelta::days(day);
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
            return;
        }
        for (reached, at, status) in [
            (Stage::Approved, decided, "approved"),
            (Stage::Out, handed, "active"),
            (Stage::Back, back, "returned"),
        ] {
            if reached <= stage && (reached, stage) != (Stage::Back, Stage::Broken) {
                step(at, json!({ "status": status }));
            }
        }
        if stage == Stage::Broken {
            agenda.add(back, move |demo, at| demo.take_back_broken(at, n));
        }
    }

    /// Who borrows: the visitor's instructor now and then, else one of the others who are there by then; what breaks, mostly breaks
    /// with the same person, while they may borrow.
    fn borrower(&self, n: u32, story: &Story) -> u32 {
        let is_suspended = (84..=100).contains(&story.asked) || story.asked < 20;
        if story.stage == Stage::Broken && n.is_multiple_of(2) && !is_suspended {
            return CARELESS;
        }
        let wanted = if n.is_multiple_of(3) { CARLOS } else { ELENA + 1 + scatter(n) % 9 };
        let is_there = self.people.contains_key(&wanted) && wanted != CARELESS;
        if is_there { wanted } else { ELENA + 1 + scatter(n) % 2 }
    }

    /// Something that is free then and needs no induction: the first from a place of its own, so that nobody is in anybody's way.
    fn free_item(&self, at: DateTime<Utc>, n: u32, story: &Story) -> Result<LendableItem> {
        let warehouse = self.room(CHECKED_ROOMS)?;
        let stock = store::stock(&self.tx, warehouse)?;
        let span = Span::new(self.day(story.begins), self.day(story.begins + story.days), None, None);
        let holds = store::holds(&self.tx, warehouse)?;
        let free = rules::free(&stock, &holds, span, LocalTime(at).wall());
        let there: Vec<_> = stock
            .into_iter()
            .zip(free)
            .filter(|(item, free)| item.capacity > 0 && free.of_item == item.capacity)
            .map(|(item, _)| item)
            .filter(|item| item.category != ItemCategory::Camera)
            .collect();
        pick(&there, 5 * n + 2).cloned()
    }

    fn ask_for_loan(&mut self, at: DateTime<Utc>, n: u32, story: &Story) -> Result<()> {
        let item = self.free_item(at, n, story)?;
        let borrower = self.borrower(n, story);
        self.read_own(at, borrower)?;
        let wish = sent(json!({
            "program": "Análisis y desarrollo de software",
            "purpose": pick(&PURPOSES, n)?,
            "start_date": self.day(story.begins),
            "end_date": self.day(story.begins + story.days),
            "environment_id": item.environment_id,
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

    /// A piece came back damaged, what else was out came back well.
    fn take_back_broken(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let loan = *known(&self.loans, n)?;
        let out = store::out(&self.tx, loan)?;
        let mut pieces = Vec::new();
        for (piece, quantity) in out {
            let notes = pick(&DAMAGES, n)?;
            pieces.push(json!({ "item_id": piece.item_id, "outcome": "damaged", "notes": notes }));
            if quantity > 1 {
                pieces.push(json!({ "item_id": piece.item_id, "quantity": quantity - 1 }));
            }
        }
        let scanned = sent(json!({ "pieces": pieces }))?;
        self.acts(at, JAIRO, |tx| change::desk::hand_in(tx, loan, &scanned)).map(drop)
    }

    /// Cameras are lent to those who have been shown how to treat them; to one of them it was long ago.
    fn demand_induction(&self, at: DateTime<Utc>) -> Result<()> {
        let new = sent(json!({ "name": "Cuidado de cámaras y lentes", "category": ItemCategory::Camera }))?;
        let induction = self.acts(at, JAIRO, |tx| inductions::change::add(tx, &new))?;
        for (person, until) in [(CARLOS, Some(220)), (ELENA + 1, None), (ELENA + 2, Some(-30))] {
            let noted = sent(json!({
                "user_id": self.person(person)?.id, "given_by": "Tecnoparque, Nodo Pereira",
                "given_on": clock::day_of(at), "valid_until": until.map(|days| self.day(days)),
            }))?;
            self.acts(at, JAIRO, |tx| inductions::change::note(tx, induction.id, &noted))?;
        }
        Ok(())
    }

    fn suspend(&self, at: DateTime<Utc>, days: i64, reason: &str) -> Result<()> {
        let until = clock::day_of(at) + TimeDelta::days(days);
        let new = sent(json!({ "user_id": self.person(CARELESS)?.id, "until": until, "reason": reason }))?;
        self.acts(at, JAIRO, |tx| suspensions::change::suspend(tx, &new)).map(drop)
    }

    fn forgive(&self, at: DateTime<Utc>) -> Result<()> {
        let today = Day(clock::day_of(at));
        let Some(known) = suspensions::store::current(&self.tx, self.person(CARELESS)?.id, today)? else {
            return Ok(());
        };
        self.acts(at, JAIRO, |tx| suspensions::change::lift(tx, known.id)).map(drop)
    }
}
