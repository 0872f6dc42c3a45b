//! The demo: a believable centre, the same each time, with dates that follow today.

use crate::campus::centers::model::{Center, CenterRow};
use crate::campus::environments::model::EnvironmentRow;
use crate::campus::inventory::model::{ItemRow, ItemType, Status};
use crate::campus::inventory::rules::Quantities;
use crate::campus::schedules::model::ScheduleRow;
use crate::campus::users::model::UserRow;
use crate::campus::{centers, environments, inventory, schedules, users};
use crate::kit::access::passwords::hash;
use crate::kit::access::{Origin, Role};
use crate::kit::clock;
use crate::kit::db::{Change, Db, Event, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::wire::{ClockTime, Day, Id, LocalTime};
use chrono::{Datelike, NaiveTime, TimeDelta};

mod checks;
mod names;

use names::{BRANDS, FIRST_NAMES, GROUPS, LAST_NAMES, MACHINES, PROGRAMS, ROOMS};

/// The password of every account of the demo.
pub const PASSWORD: &str = "inventario-demo";

/// The five accounts that a visitor tries, in the order of the roles.
const DOORS: [Door; 5] = [
    ("aprendiz", "Laura", "Gómez Ríos", Role::Student),
    ("instructor", "Carlos", "Pérez Mejía", Role::Instructor),
    ("supervisor", "Marta", "Suárez Ortiz", Role::Supervisor),
    ("bodega", "Jairo", "Molina Díaz", Role::Admin),
    ("admin", "Elena", "Cárdenas Vélez", Role::AdminGeneral),
];

/// How many pieces of equipment the demo has, and how many further people.
const ITEMS: u32 = 400;
const PEOPLE: u32 = 60;

/// What the terminal says about the accounts.
pub fn accounts() -> String {
    let mut text = format!("Cuentas de prueba, todas con la contraseña {PASSWORD}:\n");
    for (name, _, _, role) in DOORS {
        text.push_str(&format!("  {:30} {}\n", format!("{name}@demo.sena.edu.co"), role.spanish()));
    }
    text
}

/// Fills an empty database.
///
/// # Errors
/// When the database refuses.
pub async fn fill(db: &Db) -> Result<()> {
    let password_hash = tokio::task::spawn_blocking(|| hash(PASSWORD)).await??;
    let origin = Origin::of_command("demo");
    db.write(&origin, move |tx| {
        let center = center(tx)?;
        let demo = Demo { tx, password_hash, center: center.id, code: &center.code, doors: &DOORS };
        demo.fill()?;
        let event = Event::named("CREATE_DEMO", "center", None).describe("Centro de demostración creado");
        Ok(Change::new((), event))
    })
    .await
}

/// Fills an empty database around a centre that somebody named and the administrator whom it has. All others get the same
/// password hash.
///
/// # Errors
/// When the database refuses.
pub fn around(tx: &Tx<'_>, center: &Center, password_hash: String) -> Result<()> {
    // The fifth door is the administrator's own: nobody else may hold the keys of the house.
    let doors = DOORS.split_last().map_or(&[][..], |(_, others)| others);
    Demo { tx, password_hash, center: center.id, code: &center.code, doors }.fill()
}

/// Chooses without chance: the same `n` gives the same choice in every run.
fn pick<T>(list: &[T], n: u32) -> Result<&T> {
    let n = usize::try_from(n).map_err(Error::internal)?;
    list.get(n % list.len().max(1)).ok_or_else(|| Error::internal("an empty list of names"))
}

/// A number that looks random and is always the same for `n`.
fn scatter(n: u32) -> u32 {
    let mixed = n.wrapping_mul(0x9E37_79B9) ^ 0x5EED_1234;
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B) >> 7
}

/// An id of kind `kind`: valid UUIDs of version 7, the same in every run.
fn id(kind: u32, n: u32) -> Id {
    const VERSION_AND_VARIANT: u128 = 0x018f_0000_0000_7000_8000_0000_0000_0000;
    Id::from_bits(VERSION_AND_VARIANT | (u128::from(kind) << 40) | u128::from(n))
}

const CENTER: u32 = 1;
const ROOM: u32 = 2;
const USER: u32 = 3;
const ITEM: u32 = 4;
const CLASS: u32 = 5;

struct Demo<'a> {
    tx: &'a Tx<'a>,
    password_hash: String,
    /// The centre that all rooms belong to.
    center: Id,
    /// Its number, with which the plates of its equipment begin.
    code: &'a str,
    /// The accounts that a visitor may try.
    doors: &'a [Door],
}

/// An account that a visitor tries: what its address begins with, first and last name, role.
type Door = (&'static str, &'static str, &'static str, Role);

/// The centre of the demo that nobody named.
fn center(tx: &Tx<'_>) -> Result<Center> {
    let then = LocalTime(tx.now - TimeDelta::days(400));
    let center = CenterRow {
        id: id(CENTER, 1),
        code: "9301".into(),
        name: "Centro de Comercio y Servicios".into(),
        address: Some("Carrera 11 # 14-20".into()),
        city: Some("Pereira".into()),
        region: Some("Risaralda".into()),
        phone: Some("606 313 5800".into()),
        is_active: true,
        created_at: then,
        updated_at: then,
    };
    centers::store::insert(tx, &center)?;
    centers::store::get(tx, center.id)
}

impl Demo<'_> {
    fn fill(&self) -> Result<()> {
        for (n, room) in (0..).zip(ROOMS) {
            self.room(n, &room)?;
        }
        self.people()?;
        for n in 0..ITEMS {
            self.item(n)?;
        }
        self.timetable()?;
        self.checks()
    }

    fn days_ago(&self, days: u32) -> LocalTime {
        LocalTime(self.tx.now - TimeDelta::days(i64::from(days)))
    }

    fn day(&self, days: i64) -> Day {
        Day(clock::day_of(self.tx.now) + TimeDelta::days(days))
    }

    fn room(&self, n: u32, room: &names::Room) -> Result<()> {
        let then = self.days_ago(390 - n * 3);
        environments::store::insert(
            self.tx,
            &EnvironmentRow {
                id: id(ROOM, n + 1),
                center_id: self.center,
                name: room.name.into(),
                location: room.location.into(),
                capacity: room.capacity,
                qr_code: room.code.into(),
                description: Some(room.description.into()),
                is_warehouse: room.is_warehouse,
                blind_checks: false,
                is_active: true,
                created_at: then,
                updated_at: then,
            },
        )
    }

    fn people(&self) -> Result<()> {
        for (n, &(email, first, last, role)) in (0..).zip(self.doors) {
            let room = match role {
                Role::Student | Role::Instructor => Some(id(ROOM, 1)),
                Role::Admin => Some(id(ROOM, 7)),
                Role::Supervisor | Role::AdminGeneral => None,
            };
            self.person(n, email, first, last, role, room, false)?;
        }
        for n in 0..PEOPLE {
            let role = match n {
                0..=9 => Role::Instructor,
                10..=12 => Role::Supervisor,
                13 => Role::Admin,
                _ => Role::Student,
            };
            let first = pick(&FIRST_NAMES, n)?;
            let last = format!("{} {}", pick(&LAST_NAMES, scatter(n))?, pick(&LAST_NAMES, scatter(n + 700))?);
            let room = match role {
                Role::Student | Role::Instructor => Some(id(ROOM, n % 6 + 1)),
                Role::Admin => Some(id(ROOM, 8)),
                Role::Supervisor | Role::AdminGeneral => None,
            };
            // The last instructor has asked for his account and waits.
            self.person(5 + n, &format!("persona{:02}", n + 1), first, &last, role, room, n == 9)?;
        }
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one line a person reads better than a struct of seven members"
    )]
    fn person(
        &self,
        n: u32,
        email: &str,
        first: &str,
        last: &str,
        role: Role,
        room: Option<Id>,
        waits: bool,
    ) -> Result<()> {
        let is_student = role == Role::Student;
        let class = n % 6;
        let program = if is_student { Some((*pick(&PROGRAMS, class)?).to_owned()) } else { None };
        let then = self.days_ago(if waits { 1 } else { 30 + scatter(n) % 300 });
        let user = UserRow {
            id: id(USER, n + 1),
            email: format!("{email}@demo.sena.edu.co"),
            first_name: first.into(),
            last_name: last.into(),
            role,
            phone: Some(format!("31{} {:03} {:04}", n % 9, scatter(n) % 1000, scatter(n + 90) % 10_000)),
            program,
            ficha: is_student.then(|| ficha(class)),
            avatar_url: None,
            is_active: !waits,
            activation_requested: waits,
            last_login: (!waits).then(|| self.days_ago(scatter(n + 40) % 14)),
            created_at: then,
            updated_at: then,
            environment_id: room,
        };
        users::store::insert(self.tx, &user, &self.password_hash)
    }

    fn item(&self, n: u32) -> Result<()> {
        // Six rooms with 50 things each, the two warehouses with the rest.
        let room = if n < 300 { n / 50 } else { 6 + n % 2 };
        let is_group = n % 10 >= 7;
        // In the visitor's room nothing is broken yet: a check there can end well.
        let luck = if room == 0 { 56 + scatter(n) % 10 } else { scatter(n) % 100 };
        let (category, name, model) =
            if is_group { *pick(&GROUPS, n / 10 * 3 + n % 10)? } else { *pick(&MACHINES, scatter(n + 3))? };
        let brand = pick(&BRANDS, scatter(n + 5))?;
        let quantities = if is_group {
            let total = i64::from(10 + scatter(n) % 26);
            let damaged = i64::from(luck > 70) + i64::from(luck > 90);
            Quantities { total, damaged, missing: i64::from(luck.is_multiple_of(11)) }
        } else {
            Quantities { total: 1, damaged: i64::from(luck < 6), missing: i64::from((6..9).contains(&luck)) }
        };
        let status = match quantities.status() {
            Status::Available if luck > 94 => Status::Maintenance,
            Status::Available if luck > 70 && room < 6 => Status::InUse,
            derived => derived,
        };
        let bought = i64::from(60 + scatter(n + 11) % 1_400);
        let then = self.days_ago(20 + scatter(n + 17) % 300);
        let item = ItemRow {
            id: id(ITEM, n + 1),
            environment_id: Some(id(ROOM, room + 1)),
            name: if is_group { name.into() } else { format!("{name} {brand}") },
            serial_number: (!is_group)
                .then(|| format!("{}{:07}", brand.to_uppercase(), scatter(n + 23) % 10_000_000)),
            internal_code: format!("{}-{:05}", self.code, 10_200 + n),
            category,
            brand: Some((*brand).to_owned()),
            model: Some(model.into()),
            status,
            purchase_date: Some(self.day(-bought)),
            warranty_expiry: (!is_group).then(|| self.day(1_095 - bought)),
            last_maintenance: (luck > 40).then(|| self.day(-i64::from(scatter(n + 29) % 180))),
            next_maintenance: (luck > 40).then(|| self.day(i64::from(scatter(n + 31) % 180) - 10)),
            image_url: None,
            notes: (quantities.damaged > 0).then(|| "Reportado en la última verificación".to_owned()),
            quantity: quantities.total,
            quantity_damaged: quantities.damaged,
            quantity_missing: quantities.missing,
            item_type: if is_group { ItemType::Group } else { ItemType::Individual },
            created_at: then,
            updated_at: then,
        };
        inventory::store::insert(self.tx, &item)
    }

    /// Three classes a day in each of the six rooms, from Monday to Saturday, and today whatever day it is.
    fn timetable(&self) -> Result<()> {
        const HOURS: [(u32, u32); 3] = [(6, 12), (13, 18), (18, 22)];
        let today = clock::day_of(self.tx.now).weekday().number_from_monday();
        let days = (1..=6).chain((today == 7).then_some(7));
        for day in days {
            for room in 0..6 {
                for (shift, (from, until)) in (0..).zip(HOURS) {
                    self.class(day, room, shift, from, until)?;
                }
            }
        }
        Ok(())
    }

    fn class(&self, day: u32, room: u32, shift: u32, from: u32, until: u32) -> Result<()> {
        let n = (day * 6 + room) * 3 + shift;
        let class = (room + shift) % 6;
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).map(ClockTime);
        let (Some(start_time), Some(end_time)) = (hour(from), hour(until)) else {
            return Err(Error::internal("an hour beyond the day"));
        };
        // The visitor's instructor has the mornings of the visitor's room.
        let instructor = if room == 0 && shift == 0 { 2 } else { 6 + (room * 3 + shift) % 9 };
        let then = self.days_ago(40);
        let class = ScheduleRow {
            id: id(CLASS, n),
            environment_id: id(ROOM, room + 1),
            instructor_id: id(USER, instructor),
            program: (*pick(&PROGRAMS, class)?).to_owned(),
            ficha: ficha(class),
            topic: Some((*pick(&names::TOPICS, n)?).to_owned()),
            start_time,
            end_time,
            day_of_week: i64::from(day),
            start_date: self.day(-40),
            end_date: self.day(120),
            student_count: i64::from(18 + scatter(n) % 12),
            is_active: true,
            created_at: then,
            updated_at: then,
        };
        schedules::store::insert(self.tx, &class)
    }
}

fn ficha(class: u32) -> String {
    format!("27583{:02}", class * 7 + 11)
}
