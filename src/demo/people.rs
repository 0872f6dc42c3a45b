//! The demo's rooms and people.

use super::names::{self, FIRST_NAMES, LAST_NAMES, PROGRAMS, ROOMS};
use super::{CARLOS, DOORS, Deed, Demo, ELENA, JAIRO, LAURA, PASSWORD, pick, scatter, sent};
use crate::campus::{auth, environments, notifications, users};
use crate::kit::{Error, Id, LocalTime, Result, Role};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// How many people there are beside the visitor's five.
const OTHERS: u32 = 60;
/// The instructor who has asked for an account and waits.
const WAITING: u32 = 15;

pub(super) fn ficha(class: u32) -> String {
    format!("27583{:02}", class * 7 + 11)
}

/// What is known of a person before they have an account.
struct Person {
    email: String,
    first_name: &'static str,
    last_name: String,
    role: Role,
    /// The room that they are linked to.
    room: Option<u32>,
}

impl Person {
    /// The person of this number, from 1.
    fn of(n: u32) -> Result<Self> {
        let door = n.checked_sub(1).and_then(|n| DOORS.get(usize::try_from(n).ok()?));
        if let Some(&(email, first_name, last_name, role)) = door {
            let room = match role {
                Role::Student | Role::Instructor => Some(0),
                Role::Admin => Some(6),
                Role::Supervisor | Role::AdminGeneral => None,
            };
            return Ok(Self { email: email.into(), first_name, last_name: last_name.into(), role, room });
        }
        let n = n - 1 - ELENA;
        let role = match n {
            0..=9 => Role::Instructor,
            10..=12 => Role::Supervisor,
            13 => Role::Admin,
            _ => Role::Student,
        };
        let room = match role {
            Role::Student | Role::Instructor => Some(n % 6),
            Role::Admin => Some(7),
            Role::Supervisor | Role::AdminGeneral => None,
        };
        Ok(Self {
            email: format!("persona{:02}", n + 1),
            first_name: pick(&FIRST_NAMES, n)?,
            last_name: format!("{} {}", pick(&LAST_NAMES, scatter(n))?, pick(&LAST_NAMES, scatter(n + 700))?),
            role,
            room,
        })
    }
}

impl Demo<'_> {
    /// When rooms and people come to the centre, and when the people were last there.
    pub(super) fn plan_people(
        &self,
        agenda: &mut Vec<(DateTime<Utc>, Deed)>,
        doors: impl Iterator<Item = u32>,
    ) {
        agenda.extend((0..).zip(ROOMS).map(|(n, _)| (self.days_ago(390 - n * 3), Deed::Room(n))));
        for n in doors.chain(ELENA + 1..=ELENA + OTHERS) {
            let days = match n {
                ELENA => 395,
                WAITING => 1,
                // Jairo has registered all of the equipment.
                JAIRO => 330,
                // The staff is there before the timetable.
                ..=20 => 45 + scatter(n - 1) % 280,
                _ => 30 + scatter(n - 1) % 300,
            };
            agenda.push((self.days_ago(days), Deed::Person(n)));
            if n != WAITING {
                agenda.push((self.days_ago(scatter(n + 39) % 14), Deed::SignIn(n)));
            }
        }
    }

    pub(super) fn add_room(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let room: &names::Room = pick(&ROOMS, n)?;
        let elena = self.person(ELENA)?;
        let tx = self.tx.at(at).by(&elena);
        let new = sent(json!({
            "center_id": self.center, "name": room.name, "location": room.location, "capacity": room.capacity,
            "description": room.description, "is_warehouse": room.is_warehouse,
        }))?;
        let made = tx.keep(environments::change::add_with_code(&tx, new, room.code.into())?)?;
        self.rooms.insert(n, made.id);
        Ok(())
    }

    pub(super) fn add_person(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let person = Person::of(n)?;
        let room = person.room.map(|room| self.room(room)).transpose()?;
        let members = account(n, &person, room)?;
        let tx = self.tx.at(at);
        if n == WAITING {
            let asked = auth::change::register(&tx, sent(members)?, &self.password_hash)?;
            return tx.keep(asked).map(drop);
        }
        let change = |tx| users::change::add(tx, sent(members)?, &self.password_hash);
        let user = if n == ELENA {
            tx.keep(change(&tx)?)?
        } else {
            let elena = self.person(ELENA)?;
            let tx = tx.by(&elena);
            tx.keep(change(&tx)?)?
        };
        self.knows(n, user.id)
    }

    pub(super) fn sign_in(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
        // They were here; the session that they had is over.
        users::store::touch_login(&self.tx, self.person(n)?.id, LocalTime(at))
    }

    /// Everybody reads what they were told, but for the visitor's apprentice and instructor, who do when they check, and the
    /// administrator, who has not come to it.
    pub(super) fn read(&self, at: DateTime<Utc>) -> Result<()> {
        let readers = self.people.keys().filter(|n| ![LAURA, CARLOS, ELENA].contains(n));
        readers.copied().try_for_each(|n| self.read_own(at, n))
    }

    /// A person clears away what they have read before, and reads what they were told since.
    pub(super) fn read_own(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let who = self.person(n)?;
        let tx = self.tx.at(at).by(&who);
        for told in notifications::store::after(&tx, who.id, Id::from_bits(0), LocalTime(at))? {
            if told.is_read {
                tx.keep(notifications::change::delete(&tx, told.id)?)?;
            }
        }
        tx.keep(notifications::change::read_all(&tx)?).map(drop)
    }
}

/// What is sent to make an account.
fn account(n: u32, person: &Person, room: Option<Id>) -> Result<Value> {
    let is_student = person.role == Role::Student;
    let n = n.checked_sub(1).ok_or_else(|| Error::internal("people are counted from 1"))?;
    let class = n % 6;
    let program = if is_student { Some(pick(&PROGRAMS, class)?) } else { None };
    Ok(json!({
        "email": format!("{}@demo.sena.edu.co", person.email),
        "password": PASSWORD,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "role": person.role,
        "phone": format!("31{} {:03} {:04}", n % 9, scatter(n) % 1000, scatter(n + 90) % 10_000),
        "program": program,
        "ficha": is_student.then(|| ficha(class)),
        "environment_id": room,
    }))
}
