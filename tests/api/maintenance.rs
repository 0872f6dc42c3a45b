//! Maintenance: who may do what, and what its tests share.

mod history;
mod lent;
mod list;
mod plans;
mod reported;
mod work;

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows, day, patched};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// Requests are read by all, cut to what they reach, and made by all; the rest is the keepers'.
const ROLES: Roles = &[
    (
        "st in su ad ag",
        &["list_maintenance_requests", "get_maintenance_request", "create_maintenance_request"],
    ),
    (
        "su ad ag",
        &[
            "list_maintenance_technicians",
            "update_maintenance_request",
            "delete_maintenance_request",
            "list_maintenance_history",
            "get_maintenance_history",
            "create_maintenance_history",
            "update_maintenance_history",
            "list_maintenance_plans",
            "maintenance_calendar",
            "get_maintenance_plan",
            "create_maintenance_plan",
            "update_maintenance_plan",
            "delete_maintenance_plan",
        ],
    ),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(value)
    .sent(content)
    .replayed(&["maintenance"])
    .after(|moment| Box::pin(crate::contract::trouble(moment)));

/// A request for two items of Sistemas, what was done to one of them, and a plan for it.
async fn prepare(ready: &Ready) -> Rows {
    let (app, gloria, room) = (&ready.app, &ready.app.world.gloria, ready.app.world.sistemas);
    let items = json!([{ "item_id": room.machine }, { "item_id": room.group, "quantity": 2 }]);
    let shared = report(app, gloria, json!({ "item_id": null, "items": items })).await.expect(201).json();
    let work = done(app, gloria, json!({})).await.expect(201).json();
    let plan = plans::plan(app, gloria, json!({})).await.expect(201).json();
    let text = |row: &Value| row["id"].as_str().unwrap().to_owned();
    Rows(vec![("shared_request", text(&shared)), ("work", text(&work)), ("plan", text(&plan))])
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("update_maintenance_request", "id") => ready.row("shared_request"),
        ("get_maintenance_request" | "delete_maintenance_request", "id") => ready.request.clone(),
        ("get_maintenance_history" | "update_maintenance_history", "id") => ready.row("work"),
        (_, "id") => ready.row("plan"),
        (_, "start_date") => day(0),
        (_, "end_date") => day(60),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let (room, wilson) = (ready.app.world.sistemas, ready.app.world.wilson.id);
    let photos = json!([format!("/api/photos/{}", ready.photo_id)]);
    Some(Content::Json(match operation {
        "create_maintenance_request" => json!({
            "title": "No enciende", "description": "Suena un pitido", "priority": "alta", "item_id": room.machine,
            "items": [{ "item_id": room.group, "quantity": 2 }], "environment_id": room.id,
            "maintenance_type": "corrective", "category": "equipos", "location": "Mesa 4", "quantity_affected": 1,
            "images_urls": photos,
        }),
        "update_maintenance_request" => json!({
            "status": "completed", "title": "Sin imagen", "description": "Cable suelto", "priority": "urgent",
            "maintenance_type": "corrective", "category": "sistemas", "location": "Mesa 5",
            "assigned_technician_id": wilson, "estimated_completion": day(2), "actual_completion": day(0),
            "cost": 80_000.5, "notes": "Se cambió el cable", "images_urls": photos, "cancellation_reason": "Ninguno",
            "parts_replaced": "Cable VGA", "repaired": [{ "item_id": room.group, "quantity": 1 }],
        }),
        "create_maintenance_history" => json!({
            "item_id": room.machine, "request_id": ready.row("shared_request"), "technician_id": wilson,
            "maintenance_type": "upgrade", "description": "Más memoria", "cost": 150_000,
            "parts_replaced": "8 GB DDR4", "maintenance_date": day(-3), "next_maintenance_date": day(90),
        }),
        "update_maintenance_history" => json!({
            "technician_id": wilson, "maintenance_type": "preventive", "description": "Limpieza", "cost": 10_000,
            "parts_replaced": "Pasta térmica", "maintenance_date": day(-4), "next_maintenance_date": day(80),
        }),
        "create_maintenance_plan" => json!({
            "title": "Limpieza", "description": "Soplar y limpiar", "every": 3, "unit": "month", "next_date": day(5),
            "remind_days": 7, "item_ids": [room.machine, room.group],
        }),
        "update_maintenance_plan" => json!({
            "title": "Limpieza a fondo", "description": "Abrir, soplar y limpiar", "every": 45, "unit": "day",
            "next_date": day(6), "remind_days": 3, "is_active": true, "item_ids": [room.machine],
        }),
        _ => return None,
    }))
}

const REQUESTS: &str = "/api/maintenance-requests/";
const HISTORY: &str = "/api/maintenance-history/";

/// Reports the machine of Sistemas, changed as `patch` says.
async fn report(app: &App, who: &Person, patch: Value) -> Reply {
    let base = json!({
        "title": "No enciende", "description": "Suena un pitido", "item_id": app.world.sistemas.machine,
    });
    app.post(who, REQUESTS, patched(base, &patch)).await
}

/// Writes down what was done to the machine of Sistemas.
async fn done(app: &App, who: &Person, patch: Value) -> Reply {
    let base = json!({
        "item_id": app.world.sistemas.machine, "maintenance_type": "preventive", "description": "Limpieza",
        "maintenance_date": day(-1),
    });
    app.post(who, HISTORY, patched(base, &patch)).await
}

/// Changes a request.
async fn change(app: &App, who: &Person, request: &Value, patch: Value) -> Reply {
    app.put(who, &format!("{REQUESTS}{}", request["id"].as_str().unwrap()), patch).await
}

async fn item(app: &App, id: Id) -> Value {
    app.get(&app.world.gloria, &format!("/api/inventory/{id}")).await.expect(200).json()
}

/// A person's notifications, newest first: title and message.
async fn told(app: &App, who: &Person) -> Vec<(String, String)> {
    let list = app.get(who, "/api/notifications/").await.expect(200).json();
    let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(|it| (text(it, "title"), text(it, "message"))).collect()
}
