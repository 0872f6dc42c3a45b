//! What a loan has reserved is handed over to nobody: by name or of its model, before the first piece goes out and after it.

use super::{give, id_of, take_back};
use crate::loans::{ask, step};
use crate::support::{App, patched};
use inventario::kit::wire::Id;
use serde_json::json;

/// A laptop of the warehouse, like the others by that name.
async fn laptop(app: &App, code: &str) -> Id {
    let alike =
        json!({ "name": "Portátil", "brand": "HP", "model": "G8", "environment_id": app.world.bodega.id });
    let new = patched(crate::inventory::new_item(app, code), &alike);
    let made = app.post(&app.world.gloria, "/api/inventory", new).await.expect(201).json();
    serde_json::from_value(made["id"].clone()).unwrap()
}

#[tokio::test]
async fn of_a_model_as_many_stay_as_are_reserved() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let laptops = [laptop(&app, "L-1").await, laptop(&app, "L-2").await, laptop(&app, "L-3").await];
    let wish = json!({ "item_id": laptops[0], "any_of_model": true, "quantity_requested": 2 });
    let loan = id_of(&ask(&app, &world.ana, wish).await.expect(201).json());
    let to = json!({ "user_id": world.ivan.id });
    // Who has only asked has no right to it yet.
    let first = give(&app, wilson, laptops[2], to.clone()).await.expect(201).json();
    take_back(&app, wilson, &id_of(&first), json!({})).await.expect(200);
    step(&app, wilson, &loan, "approved").await.expect(200);
    give(&app, wilson, laptops[2], to.clone()).await.expect(201);
    let says = |reply: crate::support::Reply| reply.expect(409).detail();
    let reserved = "está reservado para un préstamo de Ana Prueba";
    assert!(says(give(&app, wilson, laptops[1], to.clone()).await).contains(reserved));
    // One goes out; the other is still to.
    let pieces = json!({ "pieces": [{ "item_id": laptops[0] }] });
    app.post(wilson, &format!("/api/loans/{loan}/hand-over"), pieces).await.expect(200);
    assert!(says(give(&app, wilson, laptops[1], to.clone()).await).contains(reserved));
    assert!(says(give(&app, wilson, laptops[0], to).await).contains("está prestado a Ana Prueba"));
}
