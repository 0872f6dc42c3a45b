//! The history of an item: what happened, who did it, and which fields changed from what to what.

use super::new_item;
use crate::support::App;
use serde_json::{Value, json};

#[tokio::test]
async fn the_history_tells_every_change_with_its_fields() {
    let app = App::new().await;
    let (gloria, bruno) = (&app.world.gloria, &app.world.bruno);
    let made = app.post(gloria, "/api/inventory", new_item(&app, "P-1")).await.expect(201).json();
    let uri = format!("/api/inventory/{}", made["id"].as_str().unwrap());
    let patch = json!({ "environment_id": app.world.idiomas.id, "brand": null, "notes": "Con funda" });
    app.put(bruno, &uri, patch).await.expect(200);
    let counted = json!({ "quantity": 0, "quantity_damaged": 1 });
    app.put(&app.world.estela, &format!("{uri}/verification"), counted).await.expect(404);
    app.put(bruno, &format!("{uri}/verification"), json!({ "quantity": 0, "quantity_damaged": 1 }))
        .await
        .expect(200);

    let history = app.get(bruno, &format!("{uri}/history")).await.expect(200).json();
    let entries = history.as_array().unwrap();
    let told: Vec<_> = entries.iter().map(|it| (&it["action"], &it["user_email"])).collect();
    assert_eq!(
        told,
        [
            (&json!("UPDATE_INVENTORY_ITEM"), &json!(bruno.email)),
            (&json!("UPDATE_INVENTORY_ITEM"), &json!(bruno.email)),
            (&json!("CREATE_INVENTORY_ITEM"), &json!(gloria.email)),
        ]
    );
    assert_eq!(
        entries[1]["changes"],
        json!([
            { "field": "brand", "before": "HP", "after": null },
            { "field": "environment_name", "before": "Sistemas 1", "after": "Idiomas" },
            { "field": "notes", "before": null, "after": "Con funda" },
        ])
    );
    assert_eq!(
        entries[0]["changes"],
        json!([
            { "field": "quantity_damaged", "before": "0", "after": "1" },
            { "field": "status", "before": "available", "after": "damaged" },
        ])
    );
    assert_eq!(entries[2]["changes"], json!([]));
    assert!(entries[0]["description"].as_str().unwrap().contains("P-1"));
    assert_eq!(entries[0]["user_name"], "Bruno Prueba");
}

#[tokio::test]
async fn refused_attempts_are_no_part_of_the_history() {
    let app = App::new().await;
    let uri = format!("/api/inventory/{}", app.world.sistemas.group);
    app.put(&app.world.gloria, &uri, json!({ "quantity_damaged": 99 })).await.expect(400);
    app.audited(|entry| entry["new_values"]["response"]["status_code"] == 400).await;
    let history = app.get(&app.world.gloria, &format!("{uri}/history")).await.expect(200).json();
    assert_eq!(history, json!([]));
}

#[tokio::test]
async fn the_trail_of_a_deleted_item_outlives_it() {
    let app = App::new().await;
    let (gloria, id) = (&app.world.gloria, app.world.sistemas.machine);
    app.delete(gloria, &format!("/api/inventory/{id}")).await.expect(200);
    let trail = app.get(gloria, &format!("/api/audit-logs/entity/inventory_item/{id}/trail")).await;
    let trail: Value = trail.expect(200).json();
    assert_eq!(trail[0]["action"], "DELETE_INVENTORY_ITEM");
    assert_eq!(trail[0]["old_values"]["internal_code"], "S1-M");
}
