//! Stock: what comes in and goes out, which lot is next, and what holds at every moment.

mod corrections;
mod deviations;
mod figures;
mod flow;
mod lots;
mod scope;
mod walk;

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, day, patched, sent, with};
use inventario::kit::wire::Id;
use inventario::warehouse::stock::change;
use inventario::warehouse::stock::model::NewReceipt;
use serde_json::{Value, json};

/// Read by all but apprentices; changed by ad in the own warehouse and by ag.
const ROLES: Roles = &[
    (
        "in su ad ag",
        &[
            "list_lots",
            "get_lot",
            "stock_levels",
            "stock_summary",
            "stock_locations",
            "recommend_lots",
            "list_expiry_warnings",
            "list_expired_lots",
        ],
    ),
    (
        "ad ag",
        &[
            "receive_stock",
            "issue_stock",
            "issue_stock_by_product",
            "adjust_stock",
            "scrap_stock",
            "hold_lot",
            "release_lot",
        ],
    ),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

/// A bin with two lots of flour, the second of them held, and a supplier.
async fn prepare(ready: &Ready) -> Rows {
    let app = &ready.app;
    let shelf = Shelf::of(app).await;
    let lot = receive(app, &shelf, "L-1", Some(30), json!(10)).await;
    let list = app.get(&app.world.gloria, "/api/movements").await.expect(200).json();
    let movement = list["items"][0]["id"].as_str().unwrap().to_owned();
    let held = receive(app, &shelf, "L-2", Some(60), json!(10)).await;
    let why = json!({ "reason": "Empaque roto" });
    app.post(&app.world.gloria, &format!("{STOCK}/lots/{held}/hold"), why).await.expect(200);
    let supplier = Id::new().to_string();
    app.run(format!(
        "insert into suppliers (id, center_id, company_name, created_at, updated_at)
         values ('{supplier}', '{}', 'Molinos del Otún', '{NOW}', '{NOW}')",
        app.world.center
    ))
    .await;
    Rows(vec![
        ("stock_bin", shelf.bin),
        ("stock_product", shelf.product),
        ("stock_supplier", supplier),
        ("lot", lot),
        ("held_lot", held),
        ("movement", movement),
    ])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("release_lot", "id") => ready.row("held_lot"),
        (_, "id") => ready.row("lot"),
        (_, "product_id") => ready.row("stock_product"),
        (_, "quantity") => "2.5".to_owned(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let lot = ready.row("lot");
    Some(Content::Json(match operation {
        "receive_stock" => json!({
            "bin_id": ready.row("stock_bin"), "product_id": ready.row("stock_product"),
            "supplier_id": ready.row("stock_supplier"), "batch_number": "L-9", "use_by_date": day(30),
            "best_before_date": day(20), "freeze_date": day(0), "quantity": 2.5, "unit": "kg", "unit_price": 1_500.5,
            "reference_number": "FV-118", "notes": "Llegó húmeda",
        }),
        "issue_stock" => json!({
            "lot_id": lot, "quantity": 2.5, "reason": "formación", "reference_number": "2557", "force_non_fefo": true,
            "override_reason": "Está abierta", "notes": "Panadería",
        }),
        "issue_stock_by_product" => json!({
            "product_id": ready.row("stock_product"), "warehouse_id": ready.app.world.bodega.id, "quantity": 2.5,
            "reason": "formación", "reference_number": "2557", "notes": "Panadería",
        }),
        "adjust_stock" => json!({
            "lot_id": lot, "new_quantity": 7.25, "reason": "conteo", "reference_number": "Acta 4", "notes": "Derrame",
        }),
        "scrap_stock" => {
            json!({ "lot_id": lot, "reason": "plaga", "reference_number": "Acta 5", "notes": "Gorgojo" })
        }
        "hold_lot" => json!({ "reason": "Huele raro" }),
        _ => return None,
    }))
}

pub const STOCK: &str = "/api/stock";
/// When rows that only the tests make were made.
const NOW: &str = "2026-01-05T12:00:00.000000Z";

/// A product and the bin that it lies in, in the central warehouse.
#[derive(Debug, Clone)]
pub struct Shelf {
    pub bin: String,
    pub product: String,
}

impl Shelf {
    /// Flour, by the kilogram, in 03-2-1.
    pub async fn of(app: &App) -> Self {
        Self {
            bin: bin(app, app.world.bodega.id, "03-2-1").await,
            product: product(app, "Harina", "kg").await,
        }
    }

    /// Another product in another bin of the same warehouse.
    pub async fn another(&self, app: &App, name: &str, code: &str) -> Self {
        Self { bin: bin(app, app.world.bodega.id, code).await, product: product(app, name, "l").await }
    }

    /// The same product in another bin.
    pub async fn beside(&self, app: &App, room: Id, code: &str) -> Self {
        Self { bin: bin(app, room, code).await, ..self.clone() }
    }

    /// What comes in, as it is sent; `days` until it expires.
    pub fn receipt(&self, batch: &str, days: Option<i64>, quantity: Value) -> Value {
        let new = json!({
            "bin_id": self.bin, "product_id": self.product, "batch_number": batch, "use_by_date": days.map(day),
        });
        with(new, "quantity", quantity)
    }

    /// Receives something as of another day, counted from today; `days` are from that day on. Answers the lot.
    pub async fn receive_on(
        &self,
        app: &App,
        who: &Person,
        on: i64,
        batch: &str,
        days: Option<i64>,
        quantity: i64,
    ) -> String {
        let new: NewReceipt = sent(self.receipt(batch, days.map(|days| on + days), json!(quantity)));
        app.at(who, on, move |tx| {
            let received = tx.keep(change::receive::receive(tx, &new).unwrap()).unwrap();
            received.lot_id.to_string()
        })
        .await
    }
}

/// Adds a bin.
pub async fn bin(app: &App, room: Id, code: &str) -> String {
    let id = Id::new().to_string();
    app.run(format!(
        "insert into bins (id, environment_id, code, structure_data, created_at, updated_at)
         values ('{id}', '{room}', '{code}', '{{}}', '{NOW}', '{NOW}')"
    ))
    .await;
    id
}

/// Adds a product of the centre.
pub async fn product(app: &App, name: &str, unit: &str) -> String {
    let id = Id::new().to_string();
    app.run(format!(
        "insert into products (id, center_id, name, default_unit, created_at, updated_at)
         values ('{id}', '{}', '{name}', '{unit}', '{NOW}', '{NOW}')",
        app.world.center
    ))
    .await;
    id
}

/// Receives something as Wilson; answers the lot.
pub async fn receive(app: &App, shelf: &Shelf, batch: &str, days: Option<i64>, quantity: Value) -> String {
    let new = shelf.receipt(batch, days, quantity);
    let received = app.post(&app.world.wilson, &format!("{STOCK}/receive"), new).await.expect(201).json();
    received["lot_id"].as_str().unwrap().to_owned()
}

/// Issues a kilogram of a lot as Wilson, changed as `patch` says.
pub async fn issue(app: &App, lot: &str, patch: Value) -> Reply {
    let new = json!({ "lot_id": lot, "quantity": 1, "reason": "formación" });
    app.post(&app.world.wilson, &format!("{STOCK}/issue"), patched(new, &patch)).await
}

/// Sets what a lot holds, as Wilson.
pub async fn adjust(app: &App, lot: &str, quantity: Value) -> Reply {
    let new = json!({ "lot_id": lot, "new_quantity": quantity, "reason": "conteo" });
    app.post(&app.world.wilson, &format!("{STOCK}/adjust"), new).await
}

/// Scraps a lot as Wilson.
pub async fn scrap(app: &App, lot: &str) -> Reply {
    app.post(&app.world.wilson, &format!("{STOCK}/scrap"), json!({ "lot_id": lot, "reason": "plaga" })).await
}

/// What is answered of a lot.
pub async fn lot(app: &App, id: &str) -> Value {
    app.get(&app.world.gloria, &format!("{STOCK}/lots/{id}")).await.expect(200).json()
}

/// Promises something of a lot to a ficha, as a reservation does.
pub async fn promise(app: &App, shelf: &Shelf, lot: &str, ficha: &str, hundredths: i64) {
    let reservation = Id::new();
    app.run(format!(
        "insert into reservations (id, product_id, environment_id, order_reference, requested_quantity, total_quantity,
             reserved_until, status, created_by, created_at, updated_at)
         values ('{reservation}', '{}', '{}', '{ficha}', {hundredths}, {hundredths}, '2999-01-01T00:00:00.000000Z', 'active', '{}',
             '{NOW}', '{NOW}');
         insert into reservation_items (id, reservation_id, lot_id, quantity_reserved)
         values ('{}', '{reservation}', '{lot}', {hundredths});
         update lots set reserved_quantity = reserved_quantity + {hundredths} where id = '{lot}';",
        shelf.product,
        app.world.bodega.id,
        app.world.ana.id,
        Id::new()
    ))
    .await;
}
