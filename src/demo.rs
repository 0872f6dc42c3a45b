//! The demo: a believable centre, the same each time, with dates that follow today. Nothing is put into its tables by hand:
//! people set it up and work in it, through the same changes as whoever uses the server, each at their time.

use crate::campus::centers;
use crate::campus::centers::model::Center;
use crate::kit::access::account;
use crate::kit::access::passwords::hash;
use crate::kit::{
    Caller, CallerTx, Change, Code, Day, Db, Error, Event, Id, Origin, Quantity, Result, Role, Tx, clock,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

mod charges;
mod checks;
mod feedback;
mod loans;
mod maintenance;
mod materials;
mod names;
mod people;
mod pictures;
mod stock;
mod timetable;

/// The password of every account of the demo.
pub const PASSWORD: &str = "inventario-demo";

/// An account that a visitor tries: what its address begins with, first and last name, role.
type Door = (&'static str, &'static str, &'static str, Role);

/// The five accounts that a visitor tries, in the order of the roles. They are the people 1 to 5.
const DOORS: [Door; 5] = [
    ("aprendiz", "Laura", "Gómez Ríos", Role::Student),
    ("instructor", "Carlos", "Pérez Mejía", Role::Instructor),
    ("supervisor", "Marta", "Suárez Ortiz", Role::Supervisor),
    ("bodega", "Jairo", "Molina Díaz", Role::Admin),
    ("admin", "Elena", "Cárdenas Vélez", Role::AdminGeneral),
];

const LAURA: u32 = 1;
const CARLOS: u32 = 2;
const MARTA: u32 = 3;
const JAIRO: u32 = 4;
const ELENA: u32 = 5;

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
        Id::counted(|| {
            let then = tx.at(tx.now - TimeDelta::days(400));
            let center = then.keep(centers::change::add(&then, sent(center())?)?)?;
            let mut demo = Demo::new(tx, &center, password_hash);
            demo.live((1..=ELENA).rev())
        })?;
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
    let mut demo = Demo::new(tx, center, password_hash);
    let administrators = crate::campus::users::store::active(tx, Role::AdminGeneral)?;
    demo.knows(ELENA, *administrators.first().ok_or(Code::UserNotFound)?)?;
    // The fifth door is the administrator's own: nobody else may hold the keys of the house.
    Id::counted(|| demo.live((1..ELENA).rev()))
}

/// The centre of the demo that nobody named.
fn center() -> Value {
    json!({
        "code": "9301", "name": "Centro de Comercio y Servicios", "address": "Carrera 11 # 14-20",
        "city": "Pereira", "region": "Risaralda", "phone": "606 313 5800",
    })
}

/// What a client sends, as the server takes it.
fn sent<T: DeserializeOwned>(members: Value) -> Result<T> {
    serde_json::from_value(members).map_err(Error::internal)
}

/// Chooses without chance: the same `n` gives the same choice in every run.
fn pick<T>(list: &[T], n: u32) -> Result<&T> {
    let n = usize::try_from(n).map_err(Error::internal)?;
    list.get(n % list.len().max(1)).ok_or_else(|| Error::internal("an empty list of names"))
}

/// Chooses one of the words between commas.
fn pick_word(list: &'static str, n: u32) -> Result<&'static str> {
    pick(&list.split(", ").collect::<Vec<_>>(), n).copied()
}

/// A number that looks random and is always the same for `n`.
fn scatter(n: u32) -> u32 {
    let mixed = n.wrapping_mul(0x9E37_79B9) ^ 0x5EED_1234;
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B) >> 7
}

/// What has come about so far, by its number in the demo.
fn known<T>(all: &BTreeMap<u32, T>, n: u32) -> Result<&T> {
    all.get(&n).ok_or_else(|| Error::internal("the demo speaks of what is not there yet"))
}

/// The centre as it has come to be so far.
struct Demo<'a> {
    tx: Tx<'a>,
    password_hash: String,
    /// The centre that all rooms belong to.
    center: Id,
    /// Its number, with which the plates of its equipment begin.
    code: String,
    /// The rooms, from 0.
    rooms: BTreeMap<u32, Id>,
    /// The people who act, from 1.
    people: BTreeMap<u32, Caller>,
    /// The equipment, from 0.
    things: BTreeMap<u32, stock::Thing>,
    /// The classes; see [`timetable::number`].
    classes: BTreeMap<u32, timetable::Class>,
    /// The checks; see [`checks::Morning::number`].
    checks: BTreeMap<u32, Id>,
    /// The loans, from 0.
    loans: BTreeMap<u32, Id>,
    /// What people have in charge, by its number.
    charges: BTreeMap<u32, Id>,
    /// What people have said, from 0.
    voices: BTreeMap<u32, Id>,
    /// The repairs, from 0: request and item.
    repairs: BTreeMap<u32, (Id, Id)>,
    /// The materials, from 0.
    products: BTreeMap<u32, Id>,
    /// Who supplies them, from 0.
    suppliers: BTreeMap<u32, Id>,
    /// The lots, from 0.
    lots: BTreeMap<u32, Id>,
    /// What is reserved, from 0, and from which of the two warehouses.
    reservations: BTreeMap<u32, (Id, u32)>,
    /// What goes from one warehouse to the other, from 0, and how much.
    transfers: BTreeMap<u32, (Id, Quantity)>,
    /// The counts, from 0.
    counts: BTreeMap<u32, Id>,
}

/// What somebody does when its time has come.
type Deed = Box<dyn FnOnce(&mut Demo<'_>, DateTime<Utc>) -> Result<()>>;

/// What is going to happen, each thing at its time.
#[derive(Default)]
struct Agenda(Vec<(DateTime<Utc>, Deed)>);

impl Agenda {
    fn add(
        &mut self,
        at: DateTime<Utc>,
        deed: impl FnOnce(&mut Demo<'_>, DateTime<Utc>) -> Result<()> + 'static,
    ) {
        self.0.push((at, Box::new(deed)));
    }
}

impl<'a> Demo<'a> {
    fn new(tx: &Tx<'a>, center: &Center, password_hash: String) -> Self {
        Self {
            tx: *tx,
            password_hash,
            center: center.id,
            code: center.code.clone(),
            rooms: BTreeMap::new(),
            people: BTreeMap::new(),
            things: BTreeMap::new(),
            classes: BTreeMap::new(),
            checks: BTreeMap::new(),
            loans: BTreeMap::new(),
            charges: BTreeMap::new(),
            voices: BTreeMap::new(),
            repairs: BTreeMap::new(),
            products: BTreeMap::new(),
            suppliers: BTreeMap::new(),
            lots: BTreeMap::new(),
            reservations: BTreeMap::new(),
            transfers: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Everything that happens, in the order of time; `doors` are the visitor's accounts that are still to be made.
    fn live(&mut self, doors: impl Iterator<Item = u32>) -> Result<()> {
        let mut agenda = Agenda::default();
        self.plan_people(&mut agenda, doors);
        self.plan_stock(&mut agenda);
        self.plan_pictures(&mut agenda);
        self.plan_timetable(&mut agenda);
        self.plan_checks(&mut agenda)?;
        self.plan_loans(&mut agenda);
        self.plan_charges(&mut agenda);
        self.plan_feedback(&mut agenda);
        self.plan_maintenance(&mut agenda);
        self.plan_materials(&mut agenda);
        self.plan_lots(&mut agenda);
        self.plan_desk(&mut agenda);
        // What happens at the same instant keeps its order.
        agenda.0.sort_by_key(|(at, _)| *at);
        agenda.0.into_iter().try_for_each(|(at, deed)| deed(self, at))
    }

    /// Keeps what a person does.
    fn acts<T>(
        &self,
        at: DateTime<Utc>,
        n: u32,
        deed: impl FnOnce(&CallerTx<'_>) -> Result<Change<T>>,
    ) -> Result<T> {
        let who = self.person(n)?;
        let tx = self.tx.at(at).by(&who);
        tx.keep(deed(&tx)?)
    }

    /// Lets an account act.
    fn knows(&mut self, n: u32, id: Id) -> Result<()> {
        let account = account::account(&self.tx, id)?.ok_or(Code::UserNotFound)?;
        self.people.insert(n, Caller::new(&account, Origin::of_command("demo")));
        Ok(())
    }

    fn person(&self, n: u32) -> Result<Caller> {
        known(&self.people, n).cloned()
    }

    fn room(&self, n: u32) -> Result<Id> {
        known(&self.rooms, n).copied()
    }

    fn days_ago(&self, days: u32) -> DateTime<Utc> {
        self.tx.now - TimeDelta::days(i64::from(days))
    }

    fn day(&self, days: i64) -> Day {
        Day(clock::day_of(self.tx.now) + TimeDelta::days(days))
    }
}
