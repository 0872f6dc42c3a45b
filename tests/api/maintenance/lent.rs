//! What is under repair can't be lent; what is only to be looked after can, until somebody begins.

use super::{change, report};
use crate::support::{App, day};
use serde_json::{Value, json};

/// How many pieces of the warehouse's group and machine are free today.
async fn free(app: &App) -> (i64, i64) {
    let room = app.world.bodega;
    let uri = format!(
        "/api/loans/availability?environment_id={}&start_date={}&end_date={}",
        room.id,
        day(0),
        day(3)
    );
    let list = app.get(&app.world.gloria, &uri).await.expect(200).json();
    let of = |id| {
        let row = list.as_array().unwrap().iter().find(|row: &&Value| row["item_id"] == json!(id));
        row.map_or(0, |row| row["free"].as_i64().unwrap())
    };
    (of(room.group), of(room.machine))
}

#[tokio::test]
async fn a_piece_that_is_to_be_repaired_is_not_lent_until_it_works_again() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.bodega);
    assert_eq!(free(&app).await, (10, 1));
    let items = json!([{ "item_id": room.group, "quantity": 3 }, { "item_id": room.machine }]);
    let made = report(&app, &world.ana, json!({ "item_id": null, "items": items })).await.expect(201).json();
    assert_eq!(free(&app).await, (7, 0), "as soon as it is reported");
    let wish = json!({
        "program": "ADSO", "purpose": "Prácticas", "start_date": day(0), "end_date": day(0),
        "environment_id": room.id, "item_id": room.machine,
    });
    let reply = app.post(&world.ana, "/api/loans/", wish.clone()).await.expect(400);
    assert_eq!(reply.json()["code"], "prestamo_no_posible");
    for status in ["in_progress", "assigned", "in_progress"] {
        change(&app, &world.bruno, &made, json!({ "status": status })).await.expect(200);
        assert_eq!(free(&app).await, (7, 0), "{status}");
    }
    let hopeless = json!({ "status": "completed", "repaired": [{ "item_id": room.group, "quantity": 1 }] });
    change(&app, &world.bruno, &made, hopeless).await.expect(200);
    assert_eq!(free(&app).await, (8, 1), "two of the three stay broken");
    app.post(&world.ana, "/api/loans/", wish).await.expect(201);
    change(&app, &world.bruno, &made, json!({ "status": "pending" })).await.expect(200);
    assert_eq!(free(&app).await, (7, 0), "a reopened repair holds them again");
    let reason = json!({ "status": "cancelled", "cancellation_reason": "Sí funcionan" });
    change(&app, &world.bruno, &made, reason).await.expect(200);
    assert_eq!(free(&app).await, (10, 1));
}

#[tokio::test]
async fn pieces_that_are_looked_after_are_others_than_the_damaged_ones() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.bodega);
    let group = format!("/api/inventory/{}", room.group);
    app.put(&world.gloria, &group, json!({ "quantity_damaged": 3 })).await.expect(200);
    let of_group =
        |count: i64| json!({ "item_id": null, "items": [{ "item_id": room.group, "quantity": count }] });
    let mut sent = of_group(4);
    sent["maintenance_type"] = json!("preventive");
    let looked_after = report(&app, &world.bruno, sent).await.expect(201).json();
    assert_eq!(free(&app).await.0, 7);
    change(&app, &world.bruno, &looked_after, json!({ "status": "in_progress" })).await.expect(200);
    assert_eq!(free(&app).await.0, 3, "three are damaged and four whole ones are being worked on");
    // Whoever asks for repair of two asks for damaged ones.
    let repair = report(&app, &world.ana, of_group(2)).await.expect(201).json();
    assert_eq!(free(&app).await.0, 3);
    change(&app, &world.bruno, &repair, json!({ "status": "in_progress" })).await.expect(200);
    assert_eq!(free(&app).await.0, 3);
    change(&app, &world.bruno, &looked_after, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(free(&app).await.0, 7);
}

#[tokio::test]
async fn what_is_only_to_be_looked_after_is_lent_until_somebody_begins() {
    let app = App::new().await;
    let (world, room) = (&app.world, app.world.bodega);
    let sent = json!({ "item_id": room.machine, "maintenance_type": "preventive" });
    let made = report(&app, &world.bruno, sent).await.expect(201).json();
    assert_eq!(free(&app).await, (10, 1));
    change(&app, &world.bruno, &made, json!({ "assigned_technician_id": world.wilson.id })).await.expect(200);
    assert_eq!(free(&app).await, (10, 1));
    change(&app, &world.bruno, &made, json!({ "status": "in_progress" })).await.expect(200);
    assert_eq!(free(&app).await, (10, 0));
    change(&app, &world.bruno, &made, json!({ "status": "completed" })).await.expect(200);
    assert_eq!(free(&app).await, (10, 1));
}
