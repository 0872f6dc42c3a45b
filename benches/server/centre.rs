//! The generated centre: 20 rooms, 5,000 items, 500 people, the same in each run; and one more room of 40 items with a year of
//! checks.

use crate::Result;
use chrono::TimeDelta;
use inventario::campus::checks::model::{Check, CountMethod, Tally};
use inventario::campus::checks::store::Look;
use inventario::campus::inventory::model::{Item, ItemCategory};
use inventario::campus::schedules::model::Schedule;
use inventario::campus::{centers, checks, environments, inventory, loans, schedules, users};
use inventario::kit::access::{Caller, CallerTx, Origin, Role, account, passwords};
use inventario::kit::clock;
use inventario::kit::db::{Change, Db, Tx};
use inventario::kit::error::{Code, Error};
use inventario::kit::wire::{Day, Id, LocalTime};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::OnceLock;

/// The password of everybody.
pub const PASSWORD: &str = "contraseña-de-prueba";
/// How many items there are in all.
pub const ITEMS: u32 = 5_000;
/// How many of them stand in the first room, the one that is measured.
pub const ROOM_ITEMS: u32 = 236;
/// How many people there are. The first is general administrator.
pub const PEOPLE: u32 = 500;

/// The room whose checks are measured, and how many items stand in it.
pub const CHECKED_ROOM: u32 = 20;
/// How many items that room has.
pub const CHECKED_ITEMS: u32 = 40;
/// How many checks a year has: a check a day of classes.
pub const CHECKS: u32 = 200;
/// How many classes meet in that room today, so that each may begin a check of its own.
pub const CLASSES: u32 = 20_000;

/// How many items the warehouse of the loans has.
pub const LENT_ITEMS: u32 = 2_000;
/// How many loans there were of them.
pub const LOANS: u32 = 5_000;

const ROOMS: u32 = 20;
const WAREHOUSES: u32 = 2;

const THINGS: [(ItemCategory, &str, &str, &str); 8] = [
    (ItemCategory::Computer, "Computador de escritorio", "Lenovo", "ThinkCentre M70q"),
    (ItemCategory::Computer, "Portátil", "HP", "ProBook 440 G9"),
    (ItemCategory::Projector, "Videoproyector", "Epson", "PowerLite X49"),
    (ItemCategory::Keyboard, "Teclado en español", "Logitech", "K120"),
    (ItemCategory::Mouse, "Ratón óptico", "Logitech", "M90"),
    (ItemCategory::Tv, "Televisor de 55\"", "Samsung", "UN55AU7000"),
    (ItemCategory::Camera, "Cámara web", "Logitech", "C920"),
    (ItemCategory::Other, "Silla ergonómica", "Rimax", "Ejecutiva"),
];

/// What was made of the generated centre, for whoever measures it.
static MADE: OnceLock<Made> = OnceLock::new();

/// See [`MADE`].
#[derive(Debug)]
struct Made {
    rooms: Vec<Id>,
    /// The first item of the first room.
    item: Id,
    /// Somebody who begins checks.
    checker: Id,
    /// A class of the checked room.
    lesson: Schedule,
}

fn made() -> &'static Made {
    #[expect(clippy::expect_used, reason = "nothing is measured before there is a centre")]
    MADE.get().expect("the centre was generated")
}

/// The id of a room, counted from 0.
pub fn room(n: u32) -> Id {
    #[expect(clippy::expect_used, reason = "a room that isn't there can't be measured")]
    *made().rooms.get(n as usize).expect("a room of the centre")
}

/// The id of the first item.
pub fn first_item() -> Id {
    made().item
}

/// The id of somebody who keeps the room.
pub fn somebody() -> Id {
    made().checker
}

/// The id of a class of the checked room, counted from 0: a valid UUID of version 7.
pub fn class(n: u32) -> Id {
    Id::from_bits(0x018f_0000_0000_7000_8000_0000_0000_0000 | (5 << 40) | u128::from(n))
}

/// The e-mail address of a person, counted from 0.
pub fn email(n: u32) -> String {
    format!("persona{n:03}@sena.edu.co")
}

/// One of a list, in turn.
fn pick<T>(list: &[T], n: u32) -> inventario::kit::error::Result<&T> {
    list.iter()
        .cycle()
        .nth(n as usize)
        .ok_or_else(|| inventario::kit::error::Error::internal("an empty list"))
}

/// Makes the data directory and fills its database, through the library and its writer.
pub async fn generate(dir: &Path) -> Result<()> {
    std::fs::create_dir(dir)?;
    let db = Db::open(&dir.join("inventario.db"), "the secret of the tests")?;
    let hash = tokio::task::spawn_blocking(|| passwords::hash(PASSWORD)).await??;
    let origin = Origin::of_command("bench");
    // What the changes would leave in the audit and tell people is dropped: the measured server begins with neither.
    let made = db.write(&origin, move |tx| Ok(Change::unaudited(fill(tx, &hash)?))).await?;
    MADE.set(made).map_err(|_| "a second centre")?;
    tokio::task::spawn_blocking(move || db.close()).await?;
    Ok(())
}

/// What a client sends, as the server takes it.
fn sent<T: DeserializeOwned>(members: Value) -> inventario::kit::error::Result<T> {
    serde_json::from_value(members).map_err(Error::internal)
}

fn fill(tx: &Tx<'_>, hash: &str) -> inventario::kit::error::Result<Made> {
    let center = sent(json!({
        "code": "9301", "name": "Centro de Comercio y Servicios", "city": "Pereira", "region": "Risaralda",
    }))?;
    let center = centers::change::add(tx, center)?.value().id;
    let mut rooms = Vec::new();
    for n in 0..=ROOMS {
        let is_warehouse = (ROOMS - WAREHOUSES..ROOMS).contains(&n);
        let room = sent(json!({
            "center_id": center,
            "name": format!("{} {}", if is_warehouse { "Bodega" } else { "Ambiente" }, 101 + n),
            "location": format!("Bloque B, piso {}", 1 + n / 6),
            "is_warehouse": is_warehouse,
        }))?;
        rooms.push(environments::change::add_with_code(tx, room, format!("AMB-{n:08}"))?.value().id);
    }
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let room = pick(&rooms, n % ROOMS)?;
        people.push(users::change::add(tx, sent(person(n, *room))?, hash)?.value().id);
    }
    let caller = |n| {
        let account = account::account(tx, *pick(&people, n)?)?.ok_or(Code::UserNotFound)?;
        Ok::<_, Error>(Caller::new(&account, Origin::of_command("bench")))
    };
    let [administrator, supervisor, instructor] = [caller(0)?, caller(6)?, caller(16)?];
    let by_administrator = tx.by(&administrator);
    let mut items = Vec::new();
    for n in 0..ITEMS + CHECKED_ITEMS {
        let room = match n {
            ..ROOM_ITEMS => 0,
            ROOM_ITEMS..ITEMS => 1 + n % (ROOMS - 1),
            _ => CHECKED_ROOM,
        };
        let item = sent(thing(n, *pick(&rooms, room)?, clock::day_of(tx.now))?)?;
        items.push(inventory::change::add(&by_administrator, item)?.value().id);
    }
    let checked = *pick(&rooms, CHECKED_ROOM)?;
    let class = lessons(&by_administrator, checked, instructor.id)?;
    for n in 0..CHECKS {
        let then = tx.at(tx.now - TimeDelta::hours(i64::from(CHECKS - n) * 43));
        check(&then.by(&instructor), &then.by(&supervisor), &class)?;
    }
    Ok(Made { rooms, item: *pick(&items, 0)?, checker: instructor.id, lesson: class })
}

/// Plans a class of the checked room, and stores more of the same: as many at one hour are refused by the rules, and without them
/// no two clients could begin a check of that room today. Answers the one that was planned.
fn lessons(tx: &CallerTx<'_>, room: Id, instructor: Id) -> inventario::kit::error::Result<Schedule> {
    let today = clock::day_of(tx.now);
    let new = sent(json!({
        "environment_id": room, "instructor_id": instructor, "program": "Análisis y desarrollo de software",
        "ficha": "2758311", "start_time": "06:00", "end_time": "12:00", "day_of_week": 1,
        "start_date": today - TimeDelta::days(400), "end_date": today + TimeDelta::days(100), "student_count": 25,
    }))?;
    let planned = schedules::change::add(tx, new)?.value().class.clone();
    for n in 0..CLASSES {
        let (id, ficha, day_of_week) = (class(n), format!("{n}"), i64::from(1 + n % 7));
        schedules::store::insert(tx, &Schedule { id, ficha, day_of_week, ..planned.clone() }.row())?;
    }
    Ok(planned)
}

/// A check of a class, from its beginning to its approval.
fn check(
    instructor: &CallerTx<'_>,
    supervisor: &CallerTx<'_>,
    class: &Schedule,
) -> inventario::kit::error::Result<()> {
    let counted = |known: &checks::store::KnownItem| {
        let count = known.count;
        json!({ "item_id": known.id, "quantity_found": count.found, "quantity_damaged": count.damaged })
    };
    let known = checks::store::known_items(instructor, class.environment_id)?;
    let save = sent(json!({
        "environment_id": class.environment_id, "schedule_id": class.id, "comments": "Todo en orden",
        "items": known.iter().map(counted).collect::<Vec<_>>(),
    }))?;
    let id = checks::change::save(instructor, save)?.value().check_id;
    let good = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
    checks::change::confirm(instructor, id, sent(good)?).map(drop)?;
    checks::change::approve(supervisor, id, sent(json!({ "approved": true }))?).map(drop)
}

/// Stores a check of the checked room with a line for each of its items: the least that beginning one has to write.
pub fn add_check(db: &rusqlite::Connection, schedule_id: Id) -> inventario::kit::error::Result<()> {
    let (now, by, room) = (LocalTime(clock::now()), made().checker, room(CHECKED_ROOM));
    let class = Schedule { id: schedule_id, ..made().lesson.clone() };
    let when = (Day(now.wall().date()), now.wall().time());
    let check = checks::store::insert(db, room, Some(&class), by, when, now)?;
    let known = checks::store::known_items(db, room)?;
    for known in &known {
        let look = Look {
            method: Some(CountMethod::List),
            counted_by: Some(by),
            counted_at: Some(now),
            ..known.unseen()
        };
        checks::store::insert_item(db, Some(check), room, known, &look, now)?;
    }
    let tally = Tally::of(known.into_iter().map(|item| item.count));
    let check = Check {
        total_items: tally.total_items,
        items_good: tally.items_good,
        items_damaged: tally.items_damaged,
        items_missing: tally.items_missing,
        ..checks::store::get_any(db, check)?
    };
    checks::store::save(db, &check)
}

fn person(n: u32, room: Id) -> Value {
    let role = match n {
        0 => Role::AdminGeneral,
        1..=5 => Role::Admin,
        6..=15 => Role::Supervisor,
        16..=45 => Role::Instructor,
        _ => Role::Student,
    };
    let is_student = role == Role::Student;
    json!({
        "email": email(n),
        "password": PASSWORD,
        "first_name": "María José",
        "last_name": format!("Ñáñez {n}"),
        "role": role,
        "phone": format!("310 555 {n:04}"),
        "program": is_student.then_some("Análisis y desarrollo de software"),
        "ficha": is_student.then(|| format!("27583{:02}", n % 20)),
        "environment_id": (n > 0).then_some(room),
    })
}

/// An item as a centre has them: most columns filled.
fn thing(n: u32, room: Id, today: chrono::NaiveDate) -> inventario::kit::error::Result<Value> {
    let (category, name, brand, model) = *pick(&THINGS, n)?;
    let is_group = n % 10 == 9;
    let is_damaged = n.is_multiple_of(17);
    let is_looked_after = n.is_multiple_of(3);
    let bought = today - TimeDelta::days(i64::from(60 + n % 1_400));
    let day = |days: i64| Day(bought + TimeDelta::days(days));
    Ok(json!({
        "environment_id": room,
        "name": format!("{name} {}", n % 97),
        "serial_number": (!is_group).then(|| format!("SN{:08}", n * 7 + 10_000)),
        "internal_code": format!("9301-{n:05}"),
        "category": category,
        "brand": brand,
        "model": model,
        "purchase_date": day(0),
        "warranty_expiry": day(1_095),
        "last_maintenance": is_looked_after.then(|| day(30)),
        "next_maintenance": is_looked_after.then(|| day(210)),
        "notes": is_damaged.then_some("Reportado en la última verificación"),
        "quantity": if is_group { 30 } else { 1 },
        "quantity_damaged": i64::from(is_damaged),
        "item_type": if is_group { "group" } else { "individual" },
    }))
}

/// An item like another one that is not in the centre yet; `batch` and `n` together make its codes unique.
pub fn another(item: &Item, batch: u32, n: u32) -> Item {
    Item {
        id: Id::new(),
        internal_code: format!("N{batch}-{n:06}"),
        serial_number: Some(format!("NS{batch}-{n:06}")),
        ..item.clone()
    }
}

/// A warehouse that lends, and who keeps it.
#[derive(Debug, Clone)]
pub struct Lending {
    /// The warehouse.
    pub warehouse: Id,
    /// What it has that is whole.
    pub items: Vec<Id>,
    /// Who asks and decides.
    pub administrator: Id,
    /// Who is told of a wish.
    pub keepers: Vec<Id>,
}

/// Adds a warehouse to the centre of a database, and what was lent of it in a year and a half: most is back, some is out or reserved.
pub async fn lend(path: &Path) -> Result<Lending> {
    let db = Db::open(path, "the secret of the tests")?;
    let origin = Origin::of_command("bench");
    let lending = db.write(&origin, move |tx| Ok(Change::unaudited(lend_all(tx)?))).await?;
    tokio::task::spawn_blocking(move || db.close()).await?;
    Ok(lending)
}

fn lend_all(tx: &Tx<'_>) -> inventario::kit::error::Result<Lending> {
    let administrators = users::store::active(tx, Role::AdminGeneral)?;
    let administrator = *pick(&administrators, 0)?;
    let account = account::account(tx, administrator)?.ok_or(Code::UserNotFound)?;
    let caller = Caller::new(&account, Origin::of_command("bench"));
    let by = tx.by(&caller);
    let center = environments::store::get(tx, room(0))?.center_id;
    let new = sent(json!({
        "center_id": center, "name": "Bodega general", "location": "Sótano", "is_warehouse": true,
    }))?;
    let warehouse = environments::change::add_with_code(&by, new, "AMB-BODEGA".into())?.value().id;
    let today = clock::day_of(tx.now);
    let mut items = Vec::new();
    for n in 900_000..900_000 + LENT_ITEMS {
        let item = inventory::change::add(&by, sent(thing(n, warehouse, today)?)?)?.value().clone();
        // What is broken can't be lent.
        if item.quantity > item.quantity_damaged {
            items.push(item.id);
        }
    }
    for n in 0..LOANS {
        let then = tx.at(tx.now - TimeDelta::hours(i64::from(LOANS - n) * 2)).by(&caller);
        let begins = clock::day_of(then.now);
        // The last ones are out or reserved; one in forty is asked for and nobody has decided.
        let steps: &[&str] = match n {
            _ if n % 40 == 7 => &[],
            _ if n + 150 > LOANS => &["approved", "active"],
            _ if n + 300 > LOANS => &["approved"],
            _ => &["approved", "active", "returned"],
        };
        let wish = sent(json!({
            "program": "ADSO", "purpose": "Prácticas", "start_date": begins, "end_date": begins + TimeDelta::days(3),
            "environment_id": warehouse, "item_id": pick(&items, n * 7)?, "any_of_model": false,
        }))?;
        let id = loans::change::ask(&then, &wish)?.value().id;
        for status in steps {
            loans::change::edit(&then, id, sent(json!({ "status": status }))?).map(drop)?;
        }
    }
    let keepers = users::store::administrators_of(tx, warehouse)?;
    Ok(Lending { warehouse, items, administrator, keepers })
}
