//! Rooms, people and equipment with names.
//!
//! The centre "Comercio" has two rooms, `sistemas` and `idiomas`, and the warehouse `bodega`; the centre "Industria" has
//! the room `taller`. Each room has one group of pieces and one machine.

use super::App;
use inventario::app::Parts;
use inventario::campus::environments::model::EnvironmentRow;
use inventario::campus::inventory::model::{Category, ItemRow, ItemType, Status};
use inventario::campus::users::model::UserRow;
use inventario::campus::users::{self, User};
use inventario::campus::{centers, environments, inventory};
use inventario::kit::access::passwords::hash;
use inventario::kit::access::{Origin, Role, account, tokens};
use inventario::kit::clock;
use inventario::kit::db::{Change, Event, Tx};
use inventario::kit::wire::{Id, LocalTime};
use std::sync::LazyLock;

/// The password of everybody.
pub const PASSWORD: &str = "contraseña-1";

static HASH: LazyLock<String> = LazyLock::new(|| hash(PASSWORD).unwrap());

/// Somebody with an account, signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: Id,
    /// Address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// A token of now.
    pub token: String,
}

/// A room and what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The room.
    pub id: Id,
    /// A group of ten pieces, all good.
    pub group: Id,
    /// A machine.
    pub machine: Id,
}

/// Everybody and everything.
pub struct World {
    /// The centre of all but `taller`.
    pub center: Id,
    /// The other centre.
    pub other_center: Id,
    /// The room of Estela and Ana.
    pub sistemas: Room,
    /// Another room of the centre.
    pub idiomas: Room,
    /// The centre's warehouse, Wilson's.
    pub bodega: Room,
    /// A room of the other centre.
    pub taller: Room,
    /// Student of `sistemas`.
    pub estela: Person,
    /// Student without a room.
    pub pedro: Person,
    /// Instructor of `sistemas`.
    pub ana: Person,
    /// Instructor of `idiomas`.
    pub ivan: Person,
    /// Supervisor of the centre, linked to `idiomas`.
    pub bruno: Person,
    /// Supervisor without a room.
    pub sara: Person,
    /// Warehouse administrator of `bodega`.
    pub wilson: Person,
    /// General administrator.
    pub gloria: Person,
}

impl World {
    /// The five people that stand for the five roles.
    pub fn roles(&self) -> [&Person; 5] {
        [&self.estela, &self.ana, &self.bruno, &self.wilson, &self.gloria]
    }

    /// Makes the world.
    pub async fn create(parts: &Parts) -> Self {
        let keys = parts.keys.clone();
        let origin = Origin::of_command("test");
        parts
            .db
            .write(&origin, move |tx| {
                let [center, other_center] = [("9301", "Comercio"), ("9302", "Industria")]
                    .map(|(code, name)| add_center(tx, code, name));
                let sistemas = add_room(tx, center, "Sistemas 1", "S1", false);
                let idiomas = add_room(tx, center, "Idiomas", "ID", false);
                let bodega = add_room(tx, center, "Bodega central", "BC", true);
                let taller = add_room(tx, other_center, "Taller", "TA", false);
                let person = |name: &str, role, room: Option<Room>| {
                    let user = add_user(tx, name, role, room.map(|it| it.id));
                    let account = account::account(tx, user.id).unwrap().unwrap();
                    let token = tokens::issue(&keys, &account, clock::now()).unwrap();
                    Person { id: user.id, email: user.email, role, token }
                };
                let world = Self {
                    center,
                    other_center,
                    sistemas,
                    idiomas,
                    bodega,
                    taller,
                    estela: person("Estela", Role::Student, Some(sistemas)),
                    pedro: person("Pedro", Role::Student, None),
                    ana: person("Ana", Role::Instructor, Some(sistemas)),
                    ivan: person("Iván", Role::Instructor, Some(idiomas)),
                    bruno: person("Bruno", Role::Supervisor, Some(idiomas)),
                    sara: person("Sara", Role::Supervisor, None),
                    wilson: person("Wilson", Role::Admin, Some(bodega)),
                    gloria: person("Gloria", Role::AdminGeneral, None),
                };
                Ok(Change::new(world, Event::named("TEST", "test", None).describe("Mundo de prueba")))
            })
            .await
            .unwrap()
    }
}

fn add_center(tx: &Tx<'_>, code: &str, name: &str) -> Id {
    let now = LocalTime(tx.now);
    let center = centers::model::CenterRow {
        id: Id::new(),
        code: code.into(),
        name: name.into(),
        address: None,
        city: Some("Pereira".into()),
        region: None,
        phone: None,
        is_active: true,
        created_at: now,
        updated_at: now,
    };
    centers::store::insert(tx, &center).unwrap();
    center.id
}

fn add_room(tx: &Tx<'_>, center_id: Id, name: &str, code: &str, is_warehouse: bool) -> Room {
    let now = LocalTime(tx.now);
    let id = Id::new();
    let room = EnvironmentRow {
        id,
        center_id,
        name: name.into(),
        location: "Bloque A".into(),
        capacity: 30,
        qr_code: format!("QR-{code}"),
        description: None,
        is_warehouse,
        blind_checks: false,
        is_active: true,
        created_at: now,
        updated_at: now,
    };
    environments::store::insert(tx, &room).unwrap();
    let group = add_item(tx, id, &format!("Teclados {name}"), &format!("{code}-G"), 10);
    let machine = add_item(tx, id, &format!("Computador {name}"), &format!("{code}-M"), 1);
    Room { id, group, machine }
}

fn add_item(tx: &Tx<'_>, room: Id, name: &str, code: &str, quantity: i64) -> Id {
    let now = LocalTime(tx.now);
    let is_group = quantity > 1;
    let item = ItemRow {
        id: Id::new(),
        environment_id: Some(room),
        name: name.into(),
        serial_number: (!is_group).then(|| format!("SN-{code}")),
        internal_code: code.into(),
        category: if is_group { Category::Keyboard } else { Category::Computer },
        brand: Some("HP".into()),
        model: None,
        status: Status::Available,
        purchase_date: None,
        warranty_expiry: None,
        last_maintenance: None,
        next_maintenance: None,
        image_url: None,
        notes: None,
        quantity,
        quantity_damaged: 0,
        quantity_missing: 0,
        item_type: if is_group { ItemType::Group } else { ItemType::Individual },
        created_at: now,
        updated_at: now,
    };
    inventory::store::insert(tx, &item).unwrap();
    item.id
}

fn add_user(tx: &Tx<'_>, name: &str, role: Role, room: Option<Id>) -> User {
    let now = LocalTime(tx.now);
    let user = UserRow {
        id: Id::new(),
        email: format!("{}@sena.edu.co", inventario::kit::sql::fold(name)),
        first_name: name.into(),
        last_name: "Prueba".into(),
        role,
        phone: None,
        program: None,
        ficha: None,
        avatar_url: None,
        is_active: true,
        activation_requested: false,
        last_login: None,
        created_at: now,
        updated_at: now,
        environment_id: room,
    };
    users::store::insert(tx, &user, &HASH).unwrap();
    users::store::get(tx, user.id).unwrap()
}

impl App {
    /// Adds people with numbers for names and the password that everybody has; answers their addresses.
    pub async fn add_people(&self, count: usize, role: Role) -> Vec<String> {
        let origin = Origin::of_command("test");
        let added = self.parts.db.write(&origin, move |tx| {
            let emails = (0..count).map(|n| add_user(tx, &format!("persona{n}"), role, None).email).collect();
            Ok(Change::new(emails, Event::named("TEST", "test", None)))
        });
        added.await.unwrap()
    }
}
