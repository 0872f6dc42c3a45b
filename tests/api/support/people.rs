//! Rooms, people and equipment with names.
//!
//! The centre "Comercio" has two rooms, `sistemas` and `idiomas`, and the warehouse `bodega`; the centre "Industria" has
//! the room `taller`. Each room has one group of pieces and one machine.

use super::App;
use super::bodies::sent;
use inventario::app::Parts;
use inventario::campus::users::{self, User};
use inventario::campus::{centers, environments, inventory};
use inventario::kit::access::passwords::hash;
use inventario::kit::access::{Caller, CallerTx, Origin, Role, account, tokens};
use inventario::kit::clock;
use inventario::kit::db::{Change, Event, Tx};
use inventario::kit::wire::Id;
use serde_json::json;
use std::sync::LazyLock;

/// The password of everybody.
pub const PASSWORD: &str = "pupitres-1";

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
#[derive(Debug, Clone)]
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
    /// Supervisor of the centre without a room.
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
                let account = |user: &User| account::account(tx, user.id).unwrap().unwrap();
                let person = |user: User| {
                    let token = tokens::issue(&keys, &account(&user), clock::now()).unwrap();
                    Person { id: user.id, email: user.email, role: user.role, token }
                };
                let gloria = add_user(tx, "Gloria", Role::AdminGeneral, None);
                let administrator = Caller::new(&account(&gloria), Origin::of_command("test"));
                let by_gloria = tx.by(&administrator);
                let room =
                    |center, name, code, is_warehouse| add_room(&by_gloria, center, name, code, is_warehouse);
                let sistemas = room(center, "Sistemas 1", "S1", false);
                let idiomas = room(center, "Idiomas", "ID", false);
                let bodega = room(center, "Bodega central", "BC", true);
                let taller = room(other_center, "Taller", "TA", false);
                let add = |name: &str, role, room: Option<Room>| {
                    person(add_user(tx, name, role, room.map(|it| it.id)))
                };
                let world = Self {
                    center,
                    other_center,
                    sistemas,
                    idiomas,
                    bodega,
                    taller,
                    estela: add("Estela", Role::Student, Some(sistemas)),
                    pedro: add("Pedro", Role::Student, None),
                    ana: add("Ana", Role::Instructor, Some(sistemas)),
                    ivan: add("Iván", Role::Instructor, Some(idiomas)),
                    bruno: add("Bruno", Role::Supervisor, Some(idiomas)),
                    sara: person(add_user_of(tx, "Sara", Role::Supervisor, None, Some(center))),
                    wilson: add("Wilson", Role::Admin, Some(bodega)),
                    gloria: person(gloria),
                };
                Ok(Change::new(world, Event::named("TEST", "test", None).describe("Mundo de prueba")))
            })
            .await
            .unwrap()
    }
}

// The tests look at the audit of what they do themselves: the world leaves one entry, so what its changes tell is dropped.

fn add_center(tx: &Tx<'_>, code: &str, name: &str) -> Id {
    let new = sent(json!({ "code": code, "name": name, "city": "Pereira" }));
    centers::change::add(tx, new).unwrap().value().id
}

fn add_room(tx: &CallerTx<'_>, center_id: Id, name: &str, code: &str, is_warehouse: bool) -> Room {
    let new = sent(json!({
        "center_id": center_id, "name": name, "location": "Bloque A", "is_warehouse": is_warehouse,
    }));
    let id = environments::change::add_with_code(tx, new, format!("QR-{code}")).unwrap().value().id;
    let group = add_item(tx, id, &format!("Teclados {name}"), &format!("{code}-G"), 10);
    let machine = add_item(tx, id, &format!("Computador {name}"), &format!("{code}-M"), 1);
    Room { id, group, machine }
}

fn add_item(tx: &CallerTx<'_>, room: Id, name: &str, code: &str, quantity: i64) -> Id {
    let is_group = quantity > 1;
    let new = sent(json!({
        "environment_id": room,
        "name": name,
        "serial_number": (!is_group).then(|| format!("SN-{code}")),
        "internal_code": code,
        "category": if is_group { "keyboard" } else { "computer" },
        "brand": "HP",
        "quantity": quantity,
        "item_type": if is_group { "group" } else { "individual" },
    }));
    inventory::change::add(tx, new).unwrap().value().id
}

fn add_user(tx: &Tx<'_>, name: &str, role: Role, room: Option<Id>) -> User {
    add_user_of(tx, name, role, room, None)
}

fn add_user_of(tx: &Tx<'_>, name: &str, role: Role, room: Option<Id>, center: Option<Id>) -> User {
    let new = sent(json!({
        "email": format!("{}@sena.edu.co", inventario::kit::sql::fold(name)), "password": PASSWORD,
        "first_name": name, "last_name": "Prueba", "role": role, "environment_id": room, "center_id": center,
    }));
    users::change::add(tx, new, &HASH).unwrap().value().clone()
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
