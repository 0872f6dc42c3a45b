//! Transfers: from bin to bin at once, from warehouse to warehouse by somebody who carries it, and back.

mod back;
mod deviations;
mod flow;
mod kept;
mod race;
mod who;

use crate::stock::{STOCK, Shelf, bin, receive};
use crate::support::{App, Content, PASSWORD, Person, Ready, Reply, Resource, Roles, Rows, patched, with};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// Read by all but apprentices; ad moves in the own warehouse, sends from it and receives in it, ag everywhere.
const ROLES: Roles = &[
    ("in su ad ag", &["list_transfers", "list_pending_transfers", "get_transfer"]),
    ("ad ag", &["move_stock", "send_transfer", "dispatch_transfer", "confirm_transfer", "cancel_transfer"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

pub const TRANSFERS: &str = "/api/transfers";

/// Two warehouses: flour in the central one, and bins for it in both.
struct Houses {
    shelf: Shelf,
    /// Another bin of the central warehouse.
    beside: String,
    /// A bin of the annex.
    annex_bin: String,
    annex: Id,
    /// A lot of ten kilograms.
    lot: String,
}

impl Houses {
    async fn of(app: &App) -> Self {
        let shelf = Shelf::of(app).await;
        let lot = receive(app, &shelf, "L-1", Some(30), json!(10)).await;
        let annex = app.world.idiomas.id;
        app.run(format!("update environments set is_warehouse = 1, name = 'Anexo' where id = '{annex}'"))
            .await;
        Self::around(app, shelf, lot, annex).await
    }

    async fn around(app: &App, shelf: Shelf, lot: String, annex: Id) -> Self {
        Self {
            beside: bin(app, app.world.bodega.id, "03-2-2").await,
            annex_bin: bin(app, annex, "A-1").await,
            annex,
            lot,
            shelf,
        }
    }

    /// Who keeps the annex: Wilson's colleague.
    async fn keeper(&self, app: &App) -> Person {
        let new = json!({
            "first_name": "Yaneth", "last_name": "Ríos", "email": "yaneth@sena.edu.co", "password": PASSWORD, "role": "admin",
            "environment_id": self.annex,
        });
        let made = app.post(&app.world.gloria, "/api/users", new).await.expect(200).json();
        let id: Id = serde_json::from_value(made["id"].clone()).unwrap();
        let session = app.sign_in("yaneth@sena.edu.co", PASSWORD).await.expect(200).json();
        let token = session["access_token"].as_str().unwrap().to_owned();
        Person { id, token, ..app.world.wilson.clone() }
    }

    /// What is sent to the annex of the lot, changed as `patch` says.
    fn parcel(&self, quantity: Value, patch: &Value) -> Value {
        let new = json!({ "source_lot_id": self.lot, "target_warehouse_id": self.annex });
        patched(with(new, "quantity", quantity), patch)
    }

    /// Sends something to the annex as Wilson; answers the transfer.
    async fn send(&self, app: &App, quantity: Value) -> String {
        let sent = app
            .post(
                &app.world.wilson,
                &format!("{TRANSFERS}/cross-warehouse"),
                self.parcel(quantity, &json!({})),
            )
            .await
            .expect(201)
            .json();
        sent["transfer_id"].as_str().unwrap().to_owned()
    }

    /// The same, and lets it leave.
    async fn dispatched(&self, app: &App, quantity: Value) -> String {
        let id = self.send(app, quantity).await;
        act(app, &app.world.wilson, &id, "dispatch", json!({})).await.expect(200);
        id
    }
}

/// Does something to a transfer.
async fn act(app: &App, who: &Person, id: &str, what: &str, body: Value) -> Reply {
    app.post(who, &format!("{TRANSFERS}/{id}/{what}"), body).await
}

/// Moves something of a lot to a bin of its warehouse, as Wilson.
async fn relocate(app: &App, lot: &str, bin: &str, quantity: Value) -> Reply {
    let new = json!({ "source_lot_id": lot, "target_bin_id": bin, "quantity": quantity });
    app.post(&app.world.wilson, TRANSFERS, new).await
}

/// What is answered of a transfer.
async fn transfer(app: &App, id: &str) -> Value {
    app.get(&app.world.gloria, &format!("{TRANSFERS}/{id}")).await.expect(200).json()
}

/// How much of a product lies in the lots, in hundredths.
async fn in_stock(app: &App, product: &str) -> i64 {
    let product = product.to_owned();
    let lying = app.parts.db.read(move |db| {
        let text = "select coalesce(sum(quantity), 0) from lots where product_id = ?1";
        Ok(db.query_row(text, [product], |row| row.get(0))?)
    });
    lying.await.unwrap()
}

/// What a person was told of transfers: the titles, newest first.
async fn told(app: &App, who: &Person) -> Vec<(String, String)> {
    let list = app.get(who, "/api/notifications?type=transfer_incoming,transfer_update").await;
    let list = list.expect(200).json();
    let rows =
        list.as_array().or_else(|| list["items"].as_array()).or_else(|| list["notifications"].as_array());
    let text = |row: &Value, member: &str| row[member].as_str().unwrap().to_owned();
    rows.unwrap().iter().map(|row| (text(row, "title"), text(row, "message"))).collect()
}

/// A transfer that waits, one on its way, and a second bin.
async fn prepare(ready: &Ready) -> Rows {
    let app = &ready.app;
    let shelf = Shelf { bin: ready.row("stock_bin"), product: ready.row("stock_product") };
    let template = json!({ "fields": [{ "name": "estante", "label": "Estante", "order": 1 }], "code_format": "{estante}" });
    let annex = json!({
        "name": "Anexo de la bodega", "center_id": app.world.center, "bin_structure_template": template,
    });
    let annex = app.post(&app.world.gloria, "/api/warehouses", annex).await.expect(201).json();
    let annex = serde_json::from_value(annex["id"].clone()).unwrap();
    let houses = Houses::around(app, shelf, ready.row("lot"), annex).await;
    let waiting = houses.send(app, json!(1)).await;
    // By the one who would be told: nobody keeps the annex.
    let on_its_way = houses.send(app, json!(2)).await;
    act(app, &app.world.gloria, &on_its_way, "dispatch", json!({})).await.expect(200);
    Rows(vec![
        ("beside", houses.beside),
        ("annex_bin", houses.annex_bin),
        ("annex", houses.annex.to_string()),
        ("transfer", waiting),
        ("transit", on_its_way),
    ])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("confirm_transfer", "id") => ready.row("transit"),
        (_, "id") => ready.row("transfer"),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "move_stock" => json!({
            "source_lot_id": ready.row("lot"), "target_bin_id": ready.row("beside"), "quantity": 0.5,
            "reason": "Reorganización", "notes": "Más cerca de la puerta",
        }),
        "send_transfer" => json!({
            "source_lot_id": ready.row("lot"), "target_warehouse_id": ready.row("annex"),
            "target_bin_id": ready.row("annex_bin"), "quantity": 0.5, "transport_reference": "Camioneta 3",
            "notes": "Frágil",
        }),
        "confirm_transfer" => json!({
            "target_bin_id": ready.row("annex_bin"), "received_quantity": 1, "damaged_quantity": 0.5,
            "lost_quantity": 0.5, "condition_on_receipt": "damaged", "notes": "Una bolsa rota",
        }),
        "cancel_transfer" => {
            json!({ "reason": "Ya no hace falta", "bin_id": ready.row("beside"), "notes": "Volvió completo" })
        }
        _ => return None,
    }))
}

/// The ledger of a transfer: bin, reason and change of each movement, in their order.
async fn ledger(app: &App, cause: &str) -> Vec<(String, String, f64)> {
    let list = app.get(&app.world.gloria, "/api/movements?page_size=200").await.expect(200).json();
    let mut rows: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["cause_id"] == cause)
        .map(|row| {
            let text = |member: &str| row[member].as_str().unwrap().to_owned();
            (text("bin_code"), text("reason"), row["quantity"].as_f64().unwrap())
        })
        .collect();
    rows.reverse();
    rows
}

/// Receives something in a bin as Gloria, with other members; answers the lot.
async fn receive_as(app: &App, new: Value) -> String {
    let received = app.post(&app.world.gloria, &format!("{STOCK}/receive"), new).await.expect(201).json();
    received["lot_id"].as_str().unwrap().to_owned()
}
