//! The generated centre: 20 rooms, 5,000 items, 500 people, the same in each run; and one more room of 40 items with a year of
//! checks.

use crate::Result;
use chrono::{NaiveTime, TimeDelta};
use inventario::campus::centers::model::CenterRow;
use inventario::campus::checks::model::{Check, CheckStart, CheckStatus, CountMethod};
use inventario::campus::checks::rules::Tally;
use inventario::campus::checks::store::{self as checks, Look, NewLine};
use inventario::campus::environments::model::EnvironmentRow;
use inventario::campus::inventory::model::{ItemCategory, ItemRow, ItemStatus, ItemType};
use inventario::campus::schedules::model::ScheduleRow;
use inventario::campus::users::model::UserRow;
use inventario::campus::{centers, environments, inventory, schedules, users};
use inventario::kit::access::{Origin, Role, passwords};
use inventario::kit::clock;
use inventario::kit::db::{Change, Db, Tx};
use inventario::kit::wire::{ClockTime, Day, Id, LocalTime};
use std::path::Path;

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

/// The id of a room, counted from 0.
pub fn room(n: u32) -> Id {
    id(2, n)
}

/// The id of an item, counted from 0.
pub fn item(n: u32) -> Id {
    id(4, n)
}

/// The id of a class of the checked room, counted from 0.
pub fn class(n: u32) -> Id {
    id(5, n)
}

/// The e-mail address of a person, counted from 0.
pub fn email(n: u32) -> String {
    format!("persona{n:03}@sena.edu.co")
}

/// Valid UUIDs of version 7.
fn id(kind: u32, n: u32) -> Id {
    Id::from_bits(0x018f_0000_0000_7000_8000_0000_0000_0000 | (u128::from(kind) << 40) | u128::from(n))
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
    let db = Db::open(&dir.join("inventario.db"))?;
    let hash = tokio::task::spawn_blocking(|| passwords::hash(PASSWORD)).await??;
    let origin = Origin::of_command("bench");
    db.write(&origin, move |tx| {
        fill(tx, &hash)?;
        // There is nobody to tell.
        Ok(Change::unaudited(()))
    })
    .await?;
    tokio::task::spawn_blocking(move || db.close()).await?;
    Ok(())
}

fn fill(tx: &Tx<'_>, hash: &str) -> inventario::kit::error::Result<()> {
    let now = LocalTime(tx.now);
    centers::store::insert(
        tx,
        &CenterRow {
            id: id(1, 0),
            code: "9301".into(),
            name: "Centro de Comercio y Servicios".into(),
            address: None,
            city: Some("Pereira".into()),
            region: Some("Risaralda".into()),
            phone: None,
            is_active: true,
            created_at: now,
            updated_at: now,
        },
    )?;
    for n in 0..=ROOMS {
        let is_warehouse = (ROOMS - WAREHOUSES..ROOMS).contains(&n);
        environments::store::insert(
            tx,
            &EnvironmentRow {
                id: room(n),
                center_id: id(1, 0),
                name: format!("{} {}", if is_warehouse { "Bodega" } else { "Ambiente" }, 101 + n),
                location: format!("Bloque B, piso {}", 1 + n / 6),
                capacity: 30,
                qr_code: format!("AMB-{n:08}"),
                description: None,
                is_warehouse,
                blind_checks: false,
                is_active: true,
                created_at: now,
                updated_at: now,
            },
        )?;
    }
    for n in 0..PEOPLE {
        users::store::insert(tx, &person(n, now), hash)?;
    }
    for n in 0..ITEMS {
        let room = if n < ROOM_ITEMS { 0 } else { 1 + n % (ROOMS - 1) };
        inventory::store::insert(tx, &thing(n, room, now)?)?;
    }
    for n in ITEMS..ITEMS + CHECKED_ITEMS {
        inventory::store::insert(tx, &thing(n, CHECKED_ROOM, now)?)?;
    }
    for n in 0..CLASSES {
        schedules::store::insert(tx, &lesson(n, now)?)?;
    }
    for n in 0..CHECKS {
        let then = LocalTime(tx.now - TimeDelta::hours(i64::from(CHECKS - n) * 43));
        add_check(tx, &check(Id::new(), None, then))?;
    }
    Ok(())
}

fn lesson(n: u32, now: LocalTime) -> inventario::kit::error::Result<ScheduleRow> {
    let today = clock::day_of(now.0);
    let hour = |hour| {
        NaiveTime::from_hms_opt(hour, 0, 0)
            .map(ClockTime)
            .ok_or_else(|| inventario::kit::error::Error::internal("hour"))
    };
    Ok(ScheduleRow {
        id: class(n),
        environment_id: room(CHECKED_ROOM),
        instructor_id: id(3, 16),
        program: "Análisis y desarrollo de software".into(),
        ficha: format!("{n}"),
        topic: None,
        start_time: hour(6)?,
        end_time: hour(12)?,
        day_of_week: i64::from(1 + n % 7),
        start_date: Day(today - TimeDelta::days(100)),
        end_date: Day(today + TimeDelta::days(100)),
        student_count: 25,
        is_active: true,
        created_at: now,
        updated_at: now,
    })
}

/// A check of the checked room, as it begins.
pub fn check(id: Id, schedule_id: Option<Id>, then: LocalTime) -> CheckStart {
    CheckStart {
        id,
        environment_id: room(CHECKED_ROOM),
        schedule_id,
        program: Some("Análisis y desarrollo de software".into()),
        ficha: Some("2758311".into()),
        start_time: None,
        end_time: None,
        student_id: self::id(3, 60),
        check_date: Day(clock::day_of(then.0)),
        check_time: ClockTime(then.wall().time()),
        created_at: then,
    }
}

/// Stores a finished check with a line for each item of its room: the least that beginning one has to write.
pub fn add_check(db: &rusqlite::Connection, start: &CheckStart) -> inventario::kit::error::Result<()> {
    checks::insert(db, start)?;
    let known = checks::known_items(db, start.environment_id)?;
    let (now, by) = (start.created_at, start.student_id);
    for known in &known {
        let look = Look {
            method: Some(CountMethod::List),
            counted_by: Some(by),
            counted_at: Some(now),
            ..known.unseen()
        };
        let (check_id, environment_id) = (Some(start.id), start.environment_id);
        checks::insert_item(db, &NewLine { check_id, environment_id, known, look: &look, now })?;
    }
    let tally = Tally::of(known.into_iter().map(|item| item.count));
    let check = Check {
        instructor_id: Some(id(3, 16)),
        supervisor_id: Some(id(3, 6)),
        status: CheckStatus::Complete,
        total_items: tally.total,
        items_good: tally.good,
        items_damaged: tally.damaged,
        items_missing: tally.missing,
        is_clean: Some(true),
        is_organized: Some(true),
        inventory_complete: Some(true),
        comments: Some("Todo en orden".into()),
        student_confirmed_at: Some(now),
        instructor_confirmed_at: Some(now),
        supervisor_confirmed_at: Some(now),
        ..checks::get_any(db, start.id)?
    };
    checks::save(db, &check)
}

fn person(n: u32, now: LocalTime) -> UserRow {
    let role = match n {
        0 => Role::AdminGeneral,
        1..=5 => Role::Admin,
        6..=15 => Role::Supervisor,
        16..=45 => Role::Instructor,
        _ => Role::Student,
    };
    let is_student = role == Role::Student;
    UserRow {
        id: id(3, n),
        email: email(n),
        first_name: "María José".into(),
        last_name: format!("Ñáñez {n}"),
        role,
        phone: Some(format!("310 555 {n:04}")),
        program: is_student.then(|| "Análisis y desarrollo de software".to_owned()),
        ficha: is_student.then(|| format!("27583{:02}", n % 20)),
        avatar_url: None,
        is_active: true,
        activation_requested: false,
        last_login: None,
        created_at: now,
        updated_at: now,
        environment_id: (n > 0).then(|| room(n % ROOMS)),
    }
}

/// An item as a centre has them: most columns filled.
fn thing(n: u32, room_number: u32, now: LocalTime) -> inventario::kit::error::Result<ItemRow> {
    let (category, name, brand, model) = *pick(&THINGS, n)?;
    let is_group = n % 10 == 9;
    let is_damaged = n.is_multiple_of(17);
    let is_looked_after = n.is_multiple_of(3);
    let bought = clock::day_of(now.0) - TimeDelta::days(i64::from(60 + n % 1_400));
    let day = |days: i64| Some(Day(bought + TimeDelta::days(days)));
    Ok(ItemRow {
        id: item(n),
        environment_id: Some(room(room_number)),
        name: format!("{name} {}", n % 97),
        serial_number: (!is_group).then(|| format!("SN{:08}", n * 7 + 10_000)),
        internal_code: format!("9301-{n:05}"),
        category,
        brand: Some(brand.into()),
        model: Some(model.into()),
        status: if is_damaged { ItemStatus::Damaged } else { ItemStatus::Available },
        purchase_date: day(0),
        warranty_expiry: day(1_095),
        last_maintenance: day(30).filter(|_| is_looked_after),
        next_maintenance: day(210).filter(|_| is_looked_after),
        image_url: None,
        notes: is_damaged.then(|| "Reportado en la última verificación".to_owned()),
        quantity: if is_group { 30 } else { 1 },
        quantity_damaged: i64::from(is_damaged),
        quantity_missing: 0,
        item_type: if is_group { ItemType::Group } else { ItemType::Individual },
        created_at: now,
        updated_at: now,
    })
}

/// An item that is not in the centre yet; `batch` and `n` together make its codes unique.
pub fn new_thing(batch: u32, n: u32) -> Result<ItemRow> {
    let mut new = thing(n, n % ROOMS, LocalTime(clock::now()))?;
    new.id = Id::new();
    new.internal_code = format!("N{batch}-{n:06}");
    new.serial_number = new.serial_number.map(|_| format!("NS{batch}-{n:06}"));
    Ok(new)
}
