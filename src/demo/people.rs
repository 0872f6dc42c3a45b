//! The demo's rooms and people.

use super::names::{FIRST_NAMES, LAST_NAMES, PROGRAMS, ROOMS};
use super::stock::CHECKED_ROOMS;
use super::{Agenda, CARLOS, DOORS, Demo, ELENA, JAIRO, LAURA, PASSWORD, pick, pick_word, scatter, sent};
use crate::campus::{auth, environments, notifications, users};
use crate::kit::{Id, LocalTime, Result, Role, Tx};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// How many people there are beside the visitor's five.
const OTHERS: u32 = 60;
/// The instructor who has asked for an account and waits.
const WAITING: u32 = 15;

pub(super) fn ficha(class: u32) -> String {
    format!("27583{:02}", class * 7 + 11)
}

impl Demo<'_> {
    /// When rooms and people come to the centre, and when the people were last there.
    pub(super) fn plan_people(&self, agenda: &mut Agenda, doors: impl Iterator<Item = u32>) {
        for (n, _) in (0..).zip(ROOMS) {
            agenda.add(self.days_ago(390 - n * 3), move |demo, at| demo.add_room(at, n));
        }
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
            agenda.add(self.days_ago(days), move |demo, at| demo.add_person(at, n));
            if n != WAITING {
                agenda.add(self.days_ago(scatter(n + 39) % 14), move |demo, at| demo.sign_in(at, n));
            }
        }
    }

    fn add_room(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let (name, location, code, description, capacity) = *pick(&ROOMS, n)?;
        let new = sent(json!({
            "center_id": self.center, "name": name, "location": location, "capacity": capacity,
            "description": description, "is_warehouse": n >= CHECKED_ROOMS,
        }))?;
        let room = self.acts(at, ELENA, |tx| environments::change::add_with_code(tx, new, code.into()))?;
        self.rooms.insert(n, room.id);
        Ok(())
    }

    /// A person gets an account, or asks for one.
    fn add_person(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let members = self.account(n)?;
        let tx = self.tx.at(at);
        if n == WAITING {
            let asked = auth::change::register(&tx, sent(members)?, &self.password_hash)?;
            return tx.keep(asked).map(drop);
        }
        let add = |tx: &Tx<'_>| users::change::add(tx, sent(members)?, &self.password_hash);
        let user = if n == ELENA { tx.keep(add(&tx)?)? } else { self.acts(at, ELENA, |tx| add(tx))? };
        self.knows(n, user.id)
    }

    /// They were here; the session that they had is over.
    fn sign_in(&self, at: DateTime<Utc>, n: u32) -> Result<()> {
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
    /// What is sent to make the account of a person.
    fn account(&self, n: u32) -> Result<Value> {
        let door = (1..).zip(DOORS).find(|(number, _)| *number == n);
        let (address, first_name, last_name, role) = match door {
            Some((_, (address, first_name, last_name, role))) => {
                (address.to_owned(), first_name, last_name.to_owned(), role)
            }
            None => invented(n - 1 - ELENA)?,
        };
        let room = match role {
            Role::Student | Role::Instructor => Some(if door.is_some() { 0 } else { n % 6 }),
            Role::Admin => Some(if door.is_some() { 6 } else { 7 }),
            Role::Supervisor | Role::AdminGeneral => None,
        };
        let room = room.map(|room| self.room(room)).transpose()?;
        let (is_student, class) = (role == Role::Student, (n - 1) % 6);
        Ok(json!({
            "email": format!("{address}@demo.sena.edu.co"),
            "password": PASSWORD,
            "first_name": first_name,
            "last_name": last_name,
            "role": role,
            "phone": format!("31{} {:03} {:04}", (n - 1) % 9, scatter(n - 1) % 1000, scatter(n + 89) % 10_000),
            "program": if is_student { Some(pick_word(PROGRAMS, class)?) } else { None },
            "ficha": is_student.then(|| ficha(class)),
            "environment_id": room,
            "center_id": self.center,
        }))
    }
}

/// One of the people behind the doors: what their address begins with, first and last name, role.
fn invented(n: u32) -> Result<(String, &'static str, String, Role)> {
    let role = match n {
        0..=9 => Role::Instructor,
        10..=12 => Role::Supervisor,
        13 => Role::Admin,
        _ => Role::Student,
    };
    let (father, mother) = (pick_word(LAST_NAMES, scatter(n))?, pick_word(LAST_NAMES, scatter(n + 700))?);
    Ok((format!("persona{:02}", n + 1), pick_word(FIRST_NAMES, n)?, format!("{father} {mother}"), role))
}
