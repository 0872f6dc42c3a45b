//! Equipment: what a row may hold, what follows from the figures, who sees and changes it, and what it has been through.

mod figures;
mod list;
mod parts;
mod story;
mod value;

use crate::support::{App, Content, Ready, Resource, Roles};
use serde_json::{Value, json};

/// The list by all, cut to their scope; one item by all, as a scanned label. Written by su and ad in the rooms in scope, by ag in
/// any.
const ROLES: Roles = &[
    (
        "st in su ad ag",
        &["list_items", "list_items_by_environment", "list_items_by_category", "get_item", "verify_item"],
    ),
    (
        "su ad ag",
        &[
            "create_item",
            "update_item",
            "delete_item",
            "get_item_history",
            "get_inventory_value",
            "get_item_value",
        ],
    ),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content).replayed(&["inventory"]);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("list_items_by_environment", "id") => ready.app.world.sistemas.id.to_string(),
        (_, "id") => ready.app.world.sistemas.machine.to_string(),
        (_, "category") => "computer".to_owned(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "create_item" | "update_item" => json!({
            "environment_id": ready.app.world.sistemas.id, "name": "Portátil", "serial_number": "SN-1",
            "internal_code": "S1-99", "category": "computer", "brand": "HP", "model": "ProBook",
            "status": "good", "purchase_date": "2025-01-15", "purchase_price": 2350000.5, "warranty_expiry": "2028-01-15",
            "currency": "USD", "supplier_name": "Cómputo S.A.S.", "supplier_nit": "899999034-1", "invoice_number": "FE-120",
            "description": "Portátil de 14 pulgadas", "asset_type": "Laptop",
            "last_maintenance": "2025-06-01", "next_maintenance": "2026-06-01", "image_url": "/fotos/1.jpg",
            "notes": "Junto a la puerta", "quantity": 1, "quantity_damaged": 0, "quantity_missing": 0,
            "item_type": "individual", "category_id": "00000000-0000-7000-8000-000000000001",
            "custom_fields": [{ "field_id": ready.row("computer_field"), "value": "16" }],
            "parent_id": ready.app.world.sistemas.group, "parent_code": "S1-G",
        }),
        "verify_item" => {
            json!({ "quantity": 0, "quantity_damaged": 1, "quantity_missing": 0, "status": "maintenance" })
        }
        _ => return None,
    }))
}

/// A new item for the room of Estela and Ana.
pub fn new_item(app: &App, code: &str) -> Value {
    json!({
        "environment_id": app.world.sistemas.id, "name": "Portátil HP", "internal_code": code,
        "category": "computer", "brand": "HP", "serial_number": "",
    })
}

#[tokio::test]
async fn an_item_is_registered_read_changed_and_deleted() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let made = app.post(gloria, "/api/inventory", new_item(&app, "P-1")).await.expect(201).json();
    assert_eq!((&made["quantity"], &made["item_type"]), (&json!(1), &json!("individual")));
    assert_eq!((&made["status"], &made["serial_number"]), (&json!("available"), &json!(null)));
    assert_eq!(made["environment_name"], "Sistemas 1");

    let uri = format!("/api/inventory/{}", made["id"].as_str().unwrap());
    let patch = json!({ "model": "G8", "purchase_date": "2024-02-29T00:00:00", "brand": null });
    let changed = app.put(gloria, &uri, patch).await.expect(200).json();
    assert_eq!((&changed["model"], &changed["brand"]), (&json!("G8"), &json!(null)));
    assert_eq!((&changed["purchase_date"], &changed["name"]), (&json!("2024-02-29"), &json!("Portátil HP")));
    assert!(changed["updated_at"].as_str() > made["updated_at"].as_str());
    // Whoever scans the label reads it, wherever he belongs.
    for who in [&app.world.pedro, &app.world.ivan, &app.world.estela] {
        assert_eq!(app.get(who, &uri).await.expect(200).json(), changed);
    }

    let gone = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(gone["detail"], "Ítem eliminado");
    assert_eq!(app.get(gloria, &uri).await.expect(404).detail(), "Ítem no encontrado");
    app.delete(gloria, &uri).await.expect(404);
}

#[tokio::test]
async fn a_taken_code_or_serial_is_refused_with_its_field_and_holder() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for code in ["S1-M", "s1-m", " S1-M "] {
        let refused = app.post(gloria, "/api/inventory", new_item(&app, code)).await.expect(400);
        let sentence = refused.detail();
        assert!(sentence.to_lowercase().contains("código interno s1-m"), "{sentence}");
        assert!(sentence.contains("Computador Sistemas 1"), "{sentence}");
        assert_eq!(refused.json()["code"], "codigo_interno_usado");
    }
    let mut twin = new_item(&app, "P-1");
    twin["serial_number"] = json!("sn-id-m");
    let refused = app.post(gloria, "/api/inventory", twin).await.expect(400).detail();
    assert!(refused.contains("número de serie sn-id-m"), "{refused}");
    assert!(refused.contains("Computador Idiomas") && refused.contains("ID-M"), "{refused}");

    let uri = format!("/api/inventory/{}", app.world.sistemas.machine);
    app.put(gloria, &uri, json!({ "internal_code": "ID-M" })).await.expect(400);
    app.put(gloria, &uri, json!({ "serial_number": "SN-ID-M" })).await.expect(400);
    // His own is not taken; and many may have none.
    app.put(gloria, &uri, json!({ "internal_code": "S1-m", "serial_number": "SN-S1-M" })).await.expect(200);
    app.post(gloria, "/api/inventory", new_item(&app, "P-2")).await.expect(201);
    app.post(gloria, "/api/inventory", new_item(&app, "P-3")).await.expect(201);
}

#[tokio::test]
async fn two_who_register_one_code_at_once_make_one_item() {
    let app = App::new().await;
    let register = || app.post(&app.world.gloria, "/api/inventory", new_item(&app, "P-1"));
    let (one, two, three) = tokio::join!(register(), register(), register());
    let mut statuses = [one, two, three].map(|reply| reply.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400, 400]);
}

#[tokio::test]
async fn an_item_moves_to_another_room_within_the_keepers_scope() {
    let app = App::new().await;
    let (bruno, gloria) = (&app.world.bruno, &app.world.gloria);
    let uri = format!("/api/inventory/{}", app.world.sistemas.group);
    let to = |room| json!({ "environment_id": room });
    let moved = app.put(bruno, &uri, to(Some(app.world.idiomas.id))).await.expect(200).json();
    assert_eq!(moved["environment_name"], "Idiomas");
    let refused = app.put(bruno, &uri, to(Some(app.world.taller.id))).await.expect(400);
    assert_eq!(refused.detail(), "El ambiente indicado no existe o está inactivo");
    let placeless = app.put(bruno, &uri, to(None)).await.expect(200).json();
    assert_eq!((&placeless["environment_id"], &placeless["environment_name"]), (&json!(null), &json!(null)));

    app.put(gloria, &uri, to(Some(app.world.taller.id))).await.expect(200);
    app.put(bruno, &uri, to(Some(app.world.idiomas.id))).await.expect(404);
    app.delete(gloria, &format!("/api/environments/{}", app.world.sistemas.id)).await.expect(200);
    app.put(gloria, &uri, to(Some(app.world.sistemas.id))).await.expect(400);
}

#[tokio::test]
async fn an_item_in_a_room_out_of_use_can_still_be_edited() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.delete(gloria, &format!("/api/environments/{}", app.world.sistemas.id)).await.expect(200);
    let uri = format!("/api/inventory/{}", app.world.sistemas.machine);
    let item = app.get(gloria, &uri).await.expect(200).json();
    // A form sends every field back, the unchanged room too.
    let form = json!({ "environment_id": item["environment_id"], "notes": "Por trasladar" });
    let edited = app.put(gloria, &uri, form).await.expect(200).json();
    assert_eq!(edited["notes"], "Por trasladar");
}

#[tokio::test]
async fn keepers_write_within_their_centre_and_nobody_else_writes() {
    let app = App::new().await;
    let mut foreign = new_item(&app, "P-9");
    foreign["environment_id"] = json!(app.world.taller.id);
    for (n, keeper) in [&app.world.bruno, &app.world.wilson].into_iter().enumerate() {
        app.post(keeper, "/api/inventory", new_item(&app, &format!("P-{n}"))).await.expect(201);
        app.post(keeper, "/api/inventory", foreign.clone()).await.expect(400);
    }
    app.post(&app.world.sara, "/api/inventory", foreign.clone()).await.expect(400);
    app.post(&app.world.gloria, "/api/inventory", foreign).await.expect(201);
    let uri = format!("/api/inventory/{}", app.world.sistemas.machine);
    for who in [&app.world.estela, &app.world.ana] {
        app.post(who, "/api/inventory", new_item(&app, "P-8")).await.expect(403);
        app.put(who, &uri, json!({ "name": "X" })).await.expect(403);
        app.delete(who, &uri).await.expect(403);
        app.get(who, &format!("{uri}/history")).await.expect(403);
    }
}
