//! The checks that there are at first.

use crate::support::with;
use crate::support::{App, Person};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// Three checks as [`Ready`] has them, each with all that it left behind.
pub(super) struct Checks {
    pub(super) waiting: Value,
    pub(super) troubled: Value,
    pub(super) settled: Value,
}

/// Begins, confirms and approves them as people do.
pub(super) async fn begin(app: &App) -> Checks {
    let (world, gloria) = (&app.world, &app.world.gloria);
    let new = async |who: &Person, room: Id, sheet: Value| {
        let made = app.post(who, "/api/inventory-checks", with(sheet, "environment_id", json!(room))).await;
        format!("/api/inventory-checks/{}", made.expect(201).json()["check_id"].as_str().unwrap())
    };
    let confirmed = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });

    let beside = json!({ "findings": [
        { "code": "7702004003508" },
        { "code": "TA-M", "item_id": world.taller.machine, "move": true },
    ] });
    let waiting = new(&world.ivan, world.idiomas.id, beside).await;

    let counted = json!({ "items": [
        { "item_id": world.bodega.group, "quantity_found": 8, "quantity_damaged": 1 },
    ] });
    let troubled = new(gloria, world.bodega.id, counted).await;
    app.put(gloria, &format!("{troubled}/confirm"), confirmed.clone()).await.expect(200);

    let settled = new(gloria, world.taller.id, json!({})).await;
    app.put(gloria, &format!("{settled}/confirm"), confirmed).await.expect(200);
    let approved = json!({ "approved": true });
    app.put(gloria, &format!("{settled}/supervisor-approve"), approved).await.expect(200);

    let read = async |uri: String| app.get(gloria, &uri).await.expect(200).json();
    Checks { waiting: read(waiting).await, troubled: read(troubled).await, settled: read(settled).await }
}
