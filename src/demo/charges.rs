//! What people of the demo have in charge: laptops and the like that Jairo handed over, with what they signed; some came back, some went
//! on to somebody else, and of some the acta still waits.

use super::stock::CHECKED_ROOMS;
use super::{Agenda, CARLOS, Demo, ELENA, JAIRO, MARTA, known, pick, sent};
use crate::campus::assignments::acta::model::HandoverKind;
use crate::campus::assignments::{acta, change, store};
use crate::campus::inventory;
use crate::campus::inventory::model::{ItemStatus, ItemType};
use crate::kit::{Code, Id, Result};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Who gets something: one of the people, or somebody without an account.
#[derive(Clone, Copy)]
enum To {
    Person(u32),
    Name(&'static str, &'static str),
}

/// Something that somebody gets.
#[derive(Clone, Copy)]
struct Charge {
    days_ago: u32,
    to: To,
    /// How many of the two have signed.
    signatures: usize,
}

const fn charge(days_ago: u32, to: To, signatures: usize) -> Charge {
    Charge { days_ago, to, signatures }
}

/// What was handed over, by its number. All of the people are there for the last 44 days.
const GIVEN: [Charge; 14] = [
    charge(152, To::Name("Rosalba Quintero Marín", "42.118.305"), 2),
    charge(128, To::Name("Luis Fernando Henao", "10.094.772"), 2),
    charge(97, To::Name("Dora Inés Castaño", "24.873.560"), 2),
    charge(44, To::Person(CARLOS), 2),
    charge(43, To::Person(ELENA + 1), 2),
    charge(42, To::Person(MARTA), 2),
    charge(41, To::Person(ELENA + 2), 2),
    charge(38, To::Person(ELENA + 3), 2),
    charge(34, To::Person(CARLOS), 2),
    charge(31, To::Person(ELENA + 5), 2),
    charge(25, To::Person(ELENA + 6), 2),
    charge(19, To::Name("Luis Fernando Henao", "10.094.772"), 2),
    charge(8, To::Person(ELENA + 3), 1),
    charge(2, To::Name("Gloria Patricia Ossa", "42.066.918"), 0),
];

/// What went on to somebody else: the number of what it was, and of what it is from then on.
const PASSED_ON: [(u32, u32, Charge); 3] = [
    (0, 20, charge(40, To::Person(ELENA + 4), 2)),
    (2, 21, charge(29, To::Person(ELENA + 7), 2)),
    (4, 22, charge(12, To::Name("Rosalba Quintero Marín", "42.118.305"), 1)),
];

/// What came back: its number, how many days ago, how, and what was noted.
const BACK: [(u32, u32, &str, &str); 3] = [
    (1, 60, "good", "Con su cargador y su maletín"),
    (6, 22, "worn", "Teclas gastadas; funciona bien"),
    (9, 15, "incomplete", "No devolvió el adaptador de video"),
];

/// What goes with a thing.
const WITH: [&str; 4] = [
    "Con cargador y maletín, sin golpes",
    "Con cargador; un rayón en la tapa",
    "Con cable de poder y control remoto",
    "Completo y en buen estado",
];

impl Demo<'_> {
    /// When each thing changes hands.
    pub(super) fn plan_charges(&self, agenda: &mut Agenda) {
        for (n, charge) in (0..).zip(GIVEN) {
            agenda.add(self.days_ago(charge.days_ago), move |demo, at| demo.hand_to(at, n, charge));
        }
        for (before, n, charge) in PASSED_ON {
            agenda.add(self.days_ago(charge.days_ago), move |demo, at| demo.pass_on(at, before, n, charge));
        }
        for (n, days_ago, condition, notes) in BACK {
            agenda.add(self.days_ago(days_ago), move |demo, at| demo.take_back(at, n, condition, notes));
        }
    }

    /// A machine of a room that is well and nobody's: what the warehouse has is for loans.
    fn unassigned(&self, n: u32) -> Result<Id> {
        let mut free = Vec::new();
        for thing in self.things.values().filter(|thing| thing.room < CHECKED_ROOMS) {
            let item = inventory::store::get(&self.tx, thing.id)?;
            let is_well = item.status == ItemStatus::Available && item.item_type == ItemType::Individual;
            if is_well
                && thing.state.damaged + thing.state.missing == 0
                && store::open_of(&self.tx, item.id)?.is_none()
            {
                free.push(item.id);
            }
        }
        pick(&free, 11 * n + 3).copied()
    }

    /// What is sent to hand something over: an item, or the way in which it comes back from whoever has it.
    fn wish(&self, n: u32, to: To, about: (&str, Value)) -> Result<Value> {
        let (user_id, name, document) = match to {
            To::Person(n) => (Some(self.person(n)?.id), None, None),
            To::Name(name, document) => (None, Some(name), Some(document)),
        };
        let (member, value) = about;
        Ok(json!({
            member: value, "user_id": user_id, "holder_name": name, "holder_document": document, "notes": pick(&WITH, n)?,
        }))
    }

    fn hand_to(&mut self, at: DateTime<Utc>, n: u32, charge: Charge) -> Result<()> {
        let item = json!(self.unassigned(n)?);
        let new = sent(self.wish(n, charge.to, ("item_id", item))?)?;
        let made = self.acts(at, JAIRO, |tx| change::assign(tx, &new))?;
        self.charges.insert(n, made.id);
        self.sign_for(at, made.id, charge, HandoverKind::Delivery)
    }

    fn pass_on(&mut self, at: DateTime<Utc>, before: u32, n: u32, charge: Charge) -> Result<()> {
        let before = *known(&self.charges, before)?;
        let new = sent(self.wish(n, charge.to, ("condition", json!("good")))?)?;
        let made = self.acts(at, JAIRO, |tx| change::reassign(tx, before, &new))?;
        self.charges.insert(n, made.id);
        self.sign_for(at, made.id, charge, HandoverKind::Delivery)
    }

    fn take_back(&self, at: DateTime<Utc>, n: u32, condition: &str, notes: &str) -> Result<()> {
        let id = *known(&self.charges, n)?;
        let sent = sent(json!({ "condition": condition, "notes": notes }))?;
        self.acts(at, JAIRO, |tx| change::hand_back(tx, id, &sent))?;
        let charge = GIVEN.into_iter().zip(0..).find(|(_, at)| *at == n).map(|(charge, _)| charge);
        let charge = charge.ok_or(Code::AssignmentNotFound)?;
        self.sign_for(at, id, charge, HandoverKind::Return)
    }

    /// Jairo signs first, then whoever has it, on their own screen if they have an account.
    fn sign_for(&self, at: DateTime<Utc>, id: Id, charge: Charge, kind: HandoverKind) -> Result<()> {
        let holder = match charge.to {
            To::Person(n) => {
                self.read_own(at, n)?;
                n
            }
            To::Name(..) => JAIRO,
        };
        let who = store::get(&self.tx, id)?;
        for (n, side, name) in
            [(JAIRO, "keeper", "Jairo Molina Díaz"), (holder, "holder", who.holder_name.as_str())]
                .into_iter()
                .take(charge.signatures)
        {
            let acta = acta::store::find(&self.tx, id, kind, None)?.ok_or(Code::HandoverActaNotFound)?;
            let signature = sent(json!({
                "kind": kind, "side": side, "content_hash": acta.content_hash, "name": name,
                "strokes": [[120, 260, 210, 80, 300, 250, 380, 120, 470, 240], [540, 200, 700, 150, 860, 210]],
            }))?;
            self.acts(at, n, |tx| acta::change::sign(tx, id, &signature))?;
        }
        Ok(())
    }
}
