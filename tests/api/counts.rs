//! Counts of material: what is counted, what becomes of a difference, and who may say so.

mod blind;
mod due;
mod flow;
mod meanwhile;
mod second;
mod together;

use crate::stock::{Shelf, bin, product, receive};
use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, patched};
use serde_json::{Value, json};

/// Read by in, su, ad and ag; counted and approved by ad in the own warehouse and by ag.
const ROLES: Roles = &[
    ("in su ad ag", &["list_counts", "list_due_counts", "get_count"]),
    (
        "ad ag",
        &[
            "create_count",
            "count_line",
            "undo_count_line",
            "submit_count",
            "approve_count",
            "return_count",
            "cancel_count",
        ],
    ),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

/// Wilson counts two bins: one is open with a line that is counted, the other is handed in. A third waits.
async fn prepare(ready: &Ready) -> Rows {
    let app = &ready.app;
    let room = app.world.bodega.id;
    let shelf = Shelf { bin: bin(app, room, "91-1-1").await, product: product(app, "Azúcar", "kg").await };
    let oil = shelf.another(app, "Aceite", "92-1-1").await;
    let salt = shelf.another(app, "Sal", "93-1-1").await;
    for (shelf, batch) in [(&shelf, "C-1"), (&oil, "C-2"), (&salt, "C-3")] {
        receive(app, shelf, batch, Some(90), json!(10)).await;
    }
    let wilson = &app.world.wilson;
    let open = of_bin(app, wilson, &shelf.bin, json!({})).await;
    let line = line_of(&open, "C-1");
    let lot = open["items"][0]["lot_id"].as_str().unwrap().to_owned();
    let id = id_of(&open);
    count(app, wilson, &id, json!({ "line_id": line, "quantity": 9 })).await.expect(200);
    let done = of_bin(app, wilson, &oil.bin, json!({})).await;
    let (done_line, done) = (line_of(&done, "C-2"), id_of(&done));
    count(app, wilson, &done, json!({ "line_id": done_line, "quantity": 8 })).await.expect(200);
    submit(app, wilson, &done, true).await.expect(200);
    // Who is told of it would have a notification in every test.
    app.run("delete from notifications where type = 'count_submitted'").await;
    Rows(vec![
        ("open_count", id),
        ("open_line", line),
        ("submitted_count", done),
        ("submitted_line", done_line),
        ("counted_bin", salt.bin),
        ("counted_product", salt.product),
        ("open_bin", shelf.bin),
        ("open_product", shelf.product),
        ("counted_lot", lot),
    ])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("approve_count" | "return_count", "id") => ready.row("submitted_count"),
        (_, "id") => ready.row("open_count"),
        (_, "line_id") => ready.row("open_line"),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_count" => json!({
            "warehouse_id": ready.app.world.bodega.id, "scope": "bin", "bin_id": ready.row("counted_bin"), "zone": null,
            "product_id": null, "is_blind": true, "notes": "Con la puerta cerrada",
        }),
        "count_line" => json!({
            "line_id": ready.row("open_line"), "lot_id": null, "code": null, "bin_id": null, "product_id": null,
            "batch_number": null, "use_by_date": null, "quantity": 7.25,
            "revision": 1, "seconds_ago": 0, "reason": "Derrame",
        }),
        "undo_count_line" => json!({ "revision": 1 }),
        "submit_count" => json!({ "confirm_uncounted": true }),
        "approve_count" => json!({
            "reasons": [{ "line_id": ready.row("submitted_line"), "reason": "Merma" }], "notes": "Visto con él",
        }),
        "return_count" => json!({
            "notes": "Cuente otra vez el aceite", "line_ids": [ready.row("submitted_line")],
        }),
        "cancel_count" => json!({ "reason": "Se abrió por error" }),
        _ => return None,
    }))
}

pub const COUNTS: &str = "/api/counts";

/// Makes Sara a second administrator of the central warehouse.
pub async fn second_keeper(app: &App) -> Person {
    let sara = app.world.sara.clone();
    app.run(format!(
        "update users set role = 'admin', environment_id = '{}' where id = '{}'",
        app.world.bodega.id, sara.id
    ))
    .await;
    sara
}

/// Opens a count of the central warehouse.
pub async fn open(app: &App, who: &Person, new: Value) -> Reply {
    let new = patched(json!({ "warehouse_id": app.world.bodega.id }), &new);
    app.post(who, COUNTS, new).await
}

/// Opens a count of a bin.
pub async fn of_bin(app: &App, who: &Person, bin: &str, more: Value) -> Value {
    let new = patched(json!({ "scope": "bin", "bin_id": bin }), &more);
    open(app, who, new).await.expect(201).json()
}

pub fn id_of(count: &Value) -> String {
    count["id"].as_str().unwrap().to_owned()
}

/// The line of a batch.
pub fn line_of(count: &Value, batch: &str) -> String {
    line(count, batch)["id"].as_str().unwrap().to_owned()
}

pub fn line<'a>(count: &'a Value, batch: &str) -> &'a Value {
    let lines = count["items"].as_array().unwrap();
    lines.iter().find(|line| line["batch_number"] == batch).unwrap_or_else(|| panic!("{batch} in {count}"))
}

pub async fn count(app: &App, who: &Person, id: &str, new: Value) -> Reply {
    app.post(who, &format!("{COUNTS}/{id}/lines"), new).await
}

pub async fn submit(app: &App, who: &Person, id: &str, confirm: bool) -> Reply {
    app.post(who, &format!("{COUNTS}/{id}/submit"), json!({ "confirm_uncounted": confirm })).await
}

/// Approves with the same reason for each of some lines.
pub async fn approve(app: &App, who: &Person, id: &str, lines: &[&str]) -> Reply {
    let reasons: Vec<Value> =
        lines.iter().map(|line| json!({ "line_id": line, "reason": "Merma" })).collect();
    app.post(who, &format!("{COUNTS}/{id}/approve"), json!({ "reasons": reasons })).await
}

/// What is answered of a count.
pub async fn get(app: &App, who: &Person, id: &str) -> Value {
    app.get(who, &format!("{COUNTS}/{id}")).await.expect(200).json()
}

/// Each lot holds what its movements add up to.
pub async fn ledger_is_right(app: &App) {
    let wrong = app
        .count(
            "select count(*) from lots l
             where l.quantity <> (select coalesce(sum(m.quantity), 0) from movements m where m.lot_id = l.id)",
        )
        .await;
    assert_eq!(wrong, 0);
}
