//! Equipment in charge: handed over, taken back, passed on, signed for; who sees what; and what can't be.

mod acta;
mod centers;
mod counted;
mod desk;
mod reserved;
mod scope;
mod settled;
mod walk;

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, patched};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// Read by all, each what is theirs to see, and signed by whoever the acta names; handed over and taken back by administrators.
const ROLES: Roles = &[
    (
        "st in su ad ag",
        &[
            "list_assignments",
            "get_assignment",
            "list_assignment_actas",
            "get_assignment_acta",
            "sign_assignment_acta",
        ],
    ),
    ("ad ag", &["create_assignment", "update_assignment", "return_assignment", "reassign_assignment"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

/// A machine of the other centre that Gloria has, and one that nobody has.
async fn prepare(ready: &Ready) -> Rows {
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let there = json!({ "environment_id": app.world.taller.id });
    let mut items = Vec::new();
    for code in ["CARGO-1", "CARGO-2"] {
        let new = patched(crate::inventory::new_item(app, code), &there);
        items.push(id_of(&app.post(gloria, "/api/inventory", new).await.expect(201).json()));
    }
    let new = json!({ "item_id": items[0], "user_id": gloria.id });
    let own = id_of(&app.post(gloria, ASSIGNMENTS, new).await.expect(201).json());
    let actas = app.get(gloria, &format!("{}/actas", uri(&own))).await.expect(200).json();
    let hash = actas[0]["content_hash"].as_str().unwrap().to_owned();
    Rows(vec![("assignment", own), ("assigned_acta", hash), ("assignable_item", items[1].clone())])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("list_assignments", "status") => "open".to_owned(),
        ("get_assignment_acta", "kind") => "delivery".to_owned(),
        ("get_assignment_acta", "version") => "1".to_owned(),
        (_, "id") => ready.row("assignment"),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let ana = ready.app.world.ana.id;
    Some(Content::Json(match operation {
        "create_assignment" => json!({
            "item_id": ready.row("assignable_item"), "user_id": null, "holder_name": "Rosa Ñáñez",
            "holder_document": "42.118.305", "notes": "Con cargador",
        }),
        "update_assignment" => json!({ "holder_document": "1.088.240", "notes": "Con cargador y maletín" }),
        "return_assignment" => json!({ "condition": "damaged", "quantity": 1, "notes": "Pantalla rota" }),
        "reassign_assignment" => json!({
            "condition": "worn", "quantity": 1, "return_notes": "Teclas gastadas", "user_id": ana, "holder_name": null,
            "holder_document": "1.088.240", "notes": "Sin maletín",
        }),
        "sign_assignment_acta" => json!({
            "kind": "delivery", "side": "keeper", "content_hash": ready.row("assigned_acta"), "name": "Gloria Ñáñez",
            "strokes": [[100, 300, 300, 60, 420, 310]],
        }),
        _ => return None,
    }))
}

const ASSIGNMENTS: &str = "/api/assignments";

fn uri(id: &str) -> String {
    format!("{ASSIGNMENTS}/{id}")
}

fn id_of(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

/// A new machine in the room of Estela and Ana.
async fn machine(app: &App, code: &str) -> Id {
    let new = crate::inventory::new_item(app, code);
    let made = app.post(&app.world.gloria, "/api/inventory", new).await.expect(201).json();
    serde_json::from_value(made["id"].clone()).unwrap()
}

/// Hands an item over, to whom `patch` says.
async fn give(app: &App, by: &Person, item: Id, patch: Value) -> Reply {
    app.post(by, ASSIGNMENTS, patched(json!({ "item_id": item }), &patch)).await
}

/// The id of the assignment of the machine of `sistemas` to Ana, by Wilson.
async fn given(app: &App) -> String {
    let to = json!({ "user_id": app.world.ana.id });
    id_of(&give(app, &app.world.wilson, app.world.sistemas.machine, to).await.expect(201).json())
}

async fn take_back(app: &App, by: &Person, id: &str, patch: Value) -> Reply {
    app.post(by, &format!("{}/return", uri(id)), patch).await
}

async fn assignment(app: &App, id: &str) -> Value {
    app.get(&app.world.gloria, &uri(id)).await.expect(200).json()
}

/// What somebody reads of a list.
async fn list(app: &App, who: &Person, query: &str) -> Vec<Value> {
    let page = app.get(who, &format!("{ASSIGNMENTS}{query}")).await.expect(200).json();
    let items = page["items"].as_array().unwrap().clone();
    assert_eq!(page["total"], items.len());
    items
}
