//! Reservations of material: set aside, handed out, cancelled, lapsed, and what holds meanwhile.

mod deviations;
mod ending;
mod making;
mod reading;
mod scope;

use crate::stock::{Shelf, bin, product, receive};
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, day, patched};
use serde_json::{Value, json};

/// Instructors read their own, whoever keeps or watches a centre those of it; in makes and cancels own ones, ad and ag hand them out.
const ROLES: Roles = &[
    ("in su ad ag", &["list_reservations", "list_expiring_reservations", "get_reservation"]),
    ("in ad ag", &["create_reservation", "cancel_reservation", "delete_reservation"]),
    ("ad ag", &["fulfill_reservation"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

/// Yeast in a bin, some of it reserved by Ana.
async fn prepare(ready: &Ready) -> Rows {
    let app = &ready.app;
    let shelf = Shelf {
        bin: bin(app, app.world.bodega.id, "09-1-1").await,
        product: product(app, "Levadura", "kg").await,
    };
    receive(app, &shelf, "V-1", Some(30), json!(100)).await;
    let made = reserve(app, &app.world.ana, &shelf, json!({})).await.expect(201).json();
    Rows(vec![("reservation", id_of(&made)), ("reserved_product", shelf.product)])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("reservation"))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_reservation" => json!({
            "product_id": ready.row("reserved_product"), "warehouse_id": ready.app.world.bodega.id, "quantity": 2.5,
            "order_reference": "2557", "customer_name": "Taller de pan", "reserved_until": until(2), "notes": "En bolsas",
        }),
        "fulfill_reservation" => json!({ "notes": "La recogió Ana" }),
        "cancel_reservation" | "delete_reservation" => {
            json!({ "reason": "Se aplazó la clase", "notes": "Vuelve en enero" })
        }
        _ => return None,
    }))
}

const RESERVATIONS: &str = "/api/reservations";

fn id_of(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

/// Six in the evening, so many days from today.
fn until(days: i64) -> String {
    format!("{}T18:00:00", day(days))
}

/// Flour in 03-2-1: 10 kg that last 5 days, and 10 kg that last 30.
async fn flour(app: &App) -> (Shelf, String, String) {
    let shelf = Shelf::of(app).await;
    let first = receive(app, &shelf, "L-1", Some(5), json!(10)).await;
    let second = receive(app, &shelf, "L-2", Some(30), json!(10)).await;
    (shelf, first, second)
}

/// Reserves 4 kg for ficha 2557 until tomorrow evening, changed as `patch` says.
async fn reserve(app: &App, who: &Person, shelf: &Shelf, patch: Value) -> Reply {
    let new = json!({
        "product_id": shelf.product, "quantity": 4, "order_reference": "2557", "reserved_until": until(1),
    });
    app.post(who, RESERVATIONS, patched(new, &patch)).await
}

/// The id of a reservation that Ana makes.
async fn reserved(app: &App, shelf: &Shelf, patch: Value) -> String {
    id_of(&reserve(app, &app.world.ana, shelf, patch).await.expect(201).json())
}

async fn fulfil(app: &App, who: &Person, id: &str) -> Reply {
    app.post(who, &format!("{RESERVATIONS}/{id}/fulfill"), json!({})).await
}

async fn cancel(app: &App, who: &Person, id: &str) -> Reply {
    app.post(who, &format!("{RESERVATIONS}/{id}/cancel"), json!({ "reason": "Se aplazó" })).await
}

/// What is answered of a reservation.
async fn reservation(app: &App, id: &str) -> Value {
    app.get(&app.world.gloria, &format!("{RESERVATIONS}/{id}")).await.expect(200).json()
}

/// What a person was told of reservations: the titles, newest first.
async fn told(app: &App, who: &Person) -> Vec<String> {
    let kinds = "reservation_request,reservation_update";
    let rows = app.get(who, &format!("/api/notifications/?type={kinds}")).await.expect(200).json();
    rows.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

/// What a lot holds, and what of it is promised.
async fn held(app: &App, lot: &str) -> (Value, Value) {
    let lot = crate::stock::lot(app, lot).await;
    (lot["quantity"].clone(), lot["reserved_quantity"].clone())
}

/// Makes the time of a reservation be over.
async fn overdue(app: &App, id: &str) {
    app.run(format!(
        "update reservations set reserved_until = '2026-01-05T12:00:00.000000Z' where id = '{id}'"
    ))
    .await;
}
