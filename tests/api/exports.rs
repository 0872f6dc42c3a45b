//! Exports: what a list shows, as a file; for whom, cut to what, and what it leaves behind.

mod cells;
mod centre;
mod chosen;
mod refused;
mod same;

use crate::categories;
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles};
use inventario::campus::exports::model::{ExportList, ExportName};
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Tx};
use inventario::kit::document::FileFormat;
use inventario::kit::error::Result;
use inventario::kit::export;
use inventario::kit::wire::FromText as _;
use inventario::kit::wire::Id;
use lopdf::Document;
use rusqlite::named_params;
use serde_json::{Value, json};
use std::io::Read;

/// Which list whose role sees is a rule of its own.
const ROLES: Roles = &[("st in su ad ag", &["export_list"]), ("ad ag", &["export_center"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content);

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.app.world.center.to_string())
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    (operation == "export_list").then(|| {
        Content::Json(json!({
            "list": "loans", "file_format": "pdf", "ids": [Id::new()],
            "filters": {
                "search": "portátil", "environment_id": world.bodega.id, "user_id": world.ana.id, "category": "computer",
                "category_id": categories::OTHER, "status": "pending", "type": "low_stock", "priority": "alta", "action": "LOAN", "is_active": true,
                "product_id": ready.row("stock_product"), "product_category": "Alimentos",
                "bin_id": ready.row("stock_bin"), "lot_id": ready.row("lot"), "supplier_id": ready.row("supplier"),
                "use_by_from": "2025-01-01", "use_by_to": "2999-12-31", "order": "until",
                "start_date": "2025-01-01", "end_date": "2999-12-31",
            },
            "shown": [{ "label": "Estado", "value": "Por decidir" }],
        }))
    })
}

const URI: &str = "/api/exports/lists";

fn asked(list: &str, format: &str) -> Value {
    json!({ "list": list, "file_format": format })
}

fn cut(list: &str, filters: &Value) -> Value {
    json!({ "list": list, "file_format": "csv", "filters": filters })
}

/// A file as somebody gets it.
async fn file(app: &App, who: &Person, body: Value) -> Reply {
    let file = app.post(who, URI, body).await.expect(200);
    assert_eq!(file.headers["content-length"].to_str().unwrap(), file.bytes.len().to_string());
    assert_eq!(file.headers["cache-control"], "no-store");
    file
}

/// The rows of a CSV, its head first.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What stands in a column of an export, from the first row on.
async fn column(app: &App, who: &Person, body: Value, title: &str) -> Vec<String> {
    let mut records = records(&file(app, who, body).await.bytes).into_iter();
    let head = records.next().unwrap();
    let at = head.iter().position(|it| it == title).unwrap_or_else(|| panic!("{title} in {head:?}"));
    records.map(|record| record[at].clone()).collect()
}

/// A list, as its page reads it, and a text of each row that its export has too.
struct Known {
    list: &'static str,
    uri: &'static str,
    /// Where the rows are in the answer.
    rows: &'static str,
    /// The text's member.
    member: &'static str,
    /// Its column.
    column: &'static str,
}

const fn known(
    list: &'static str,
    uri: &'static str,
    rows: &'static str,
    member: &'static str,
    column: &'static str,
) -> Known {
    Known { list, uri, rows, member, column }
}

const KNOWN: &[Known] = &[
    known("items", "/api/inventory", "", "internal_code", "Placa"),
    known("environments", "/api/environments", "", "name", "Ambiente"),
    known("users", "/api/users", "", "email", "Correo"),
    known("loans", "/api/loans", "/loans", "item_name", "Elemento"),
    known("suspensions", "/api/loan-suspensions", "", "reason", "Motivo"),
    known("inductions", "/api/inductions", "", "name", "Inducción"),
    known("maintenance_requests", "/api/maintenance-requests", "", "title", "Solicitud"),
    known("maintenance_plans", "/api/maintenance-plans", "", "title", "Plan"),
    known("checks", "/api/inventory-checks", "", "environment_name", "Ambiente"),
    known("findings", "/api/inventory-check-findings", "", "code", "Código"),
    known("alerts", "/api/system-alerts", "", "title", "Alerta"),
    known("schedules", "/api/schedules", "", "ficha", "Ficha"),
    known("own_feedback", "/api/feedback", "", "title", "Título"),
    known("feedback", "/api/feedback/all", "", "title", "Título"),
    known("audit", "/api/audit-logs?per_page=100", "/logs", "action", "Acción"),
    known("centers", "/api/centers", "", "name", "Centro"),
    known("assignments", "/api/assignments?page_size=1000", "/items", "internal_code", "Placa"),
    known("warehouses", "/api/warehouses?page_size=1000", "/items", "name", "Bodega"),
    known("bins", "/api/bins?page_size=1000", "/items", "code", "Ubicación"),
    known("products", "/api/products?page_size=1000", "/items", "name", "Producto"),
    known("suppliers", "/api/suppliers?page_size=1000", "/items", "company_name", "Empresa"),
    known("lots", "/api/stock/lots?page_size=1000", "/items", "batch_number", "Lote"),
    known("movements", "/api/movements?page_size=1000", "/items", "batch_number", "Lote"),
    known("reservations", "/api/reservations?page_size=1000", "/items", "order_reference", "Ficha u orden"),
    known("transfers", "/api/transfers?page_size=1000", "/items", "batch_number", "Lote"),
    known("counts", "/api/counts?page_size=1000", "/items", "created_by_name", "Quién lo abrió"),
];

/// The texts of a list, in its order.
fn texts(answer: &Value, known: &Known) -> Vec<String> {
    let rows = answer.pointer(known.rows).unwrap().as_array().unwrap();
    rows.iter().map(|row| row[known.member].as_str().unwrap().to_owned()).collect()
}

/// A write of nobody's.
async fn behind<T: Send + 'static>(app: &App, job: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    let origin = Origin::of_command("test");
    app.parts.db.write(&origin, move |tx| job(tx).map(Change::unaudited)).await.unwrap()
}

/// What the audit says of the last export.
async fn last_entry(app: &App) -> String {
    let log = app.get(&app.world.gloria, "/api/audit-logs?per_page=1").await.expect(200).json();
    let entry = &log["logs"][0];
    assert_eq!((&entry["action"], &entry["entity_type"]), (&json!("EXPORT_LIST"), &json!("export")));
    entry["new_values"]["description"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_list_is_known_to_the_tests() {
    App::new().await;
    let known: Vec<&str> = KNOWN.iter().map(|it| it.list).collect();
    let beside = export::known().iter().map(|it| it.word);
    let declared: Vec<&str> = ExportList::ALL.iter().map(|it| it.as_str()).chain(beside).collect();
    assert_eq!(known, declared);
}
