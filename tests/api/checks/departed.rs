//! An item that leaves its room while the room is counted holds nothing up: the rest is stored, and it is named.

use super::{CHECKS, Class, line, pieces, rows, text};
use crate::support::patched;
use serde_json::{Value, json};

/// Puts an item somewhere else, as Gloria.
async fn change(class: &Class, item: impl std::fmt::Display, patch: Value) {
    class.app.put(&class.app.world.gloria, &format!("/api/inventory/{item}"), patch).await.expect(200);
}

async fn delete(class: &Class, item: impl std::fmt::Display) {
    class.app.delete(&class.app.world.gloria, &format!("/api/inventory/{item}")).await.expect(200);
}

/// The lines of a check whose item has left.
async fn left(class: &Class, check: &str) -> Vec<Value> {
    let check = class.read(check).await;
    check["items"].as_array().unwrap().iter().filter(|line| !line["departure"].is_null()).cloned().collect()
}

#[tokio::test]
async fn what_is_moved_while_its_room_is_counted_is_named_and_the_rest_is_stored() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    change(&class, room.machine, json!({ "environment_id": world.idiomas.id })).await;
    let before = app.get(&world.gloria, &format!("/api/inventory/{}", room.machine)).await.expect(200).json();
    let counted = patched(line(room.machine, 0, 1), &json!({ "notes": "Sin tapa" }));
    let saved = class.save(&world.estela, json!({ "items": [line(room.group, 9, 1), counted] })).await;
    let saved = saved.expect(201).json();
    let departure = json!([{
        "item_id": room.machine, "item_name": before["name"], "internal_code": before["internal_code"],
        "departure": "moved", "moved_to": world.idiomas.id, "moved_to_name": before["environment_name"],
    }]);
    assert_eq!(saved["departures"], departure);
    let check = text(&saved["check_id"]);
    let read = class.read(&check).await;
    assert_eq!(pieces(&read), [10, 9, 1, 0], "what is elsewhere is no piece of the room");
    let kept = &read["items"][0];
    let told = ["item_id", "departure", "moved_to", "moved_to_name", "quantity_damaged", "notes"]
        .map(|it| &kept[it]);
    let expected = [
        &json!(room.machine),
        &json!("moved"),
        &json!(world.idiomas.id),
        &before["environment_name"],
        &json!(1),
        &json!("Sin tapa"),
    ];
    assert_eq!(told, expected);
    assert_eq!(class.line(&check, room.group).await["departure"], Value::Null);
    let after = app.get(&world.gloria, &format!("/api/inventory/{}", room.machine)).await.expect(200).json();
    assert_eq!(after, before, "whoever has it now knows better");

    // Who confirms is told of the same, and so is who makes a check outside of classes.
    let sent = json!({ "items": [line(room.group, 10, 0), line(room.machine, 1, 0)] });
    let confirmed = class.confirm(&world.ana, &check, sent.clone()).await.expect(200).json();
    assert_eq!(confirmed["departures"], departure);
    assert_eq!((&confirmed["status"], pieces(&confirmed)), (&json!("supervisor_review"), [10, 10, 0, 0]));
    let sheet = patched(sent, &json!({ "environment_id": room.id }));
    let made = app.post(&world.estela, CHECKS, sheet).await.expect(201).json();
    assert_eq!(made["departures"], departure);
    assert_eq!(left(&class, &check).await.len(), 1, "the same line, corrected");
    assert!(rows(app, &world.gloria, "/api/maintenance-requests/").await.is_empty());
}

#[tokio::test]
async fn what_is_deleted_or_lost_while_its_room_is_counted_is_named_and_the_rest_is_stored() {
    let class = Class::new().await;
    let (world, room) = (&class.app.world, class.app.world.sistemas);
    delete(&class, room.machine).await;
    change(&class, room.group, json!({ "status": "lost" })).await;
    let sent = json!({ "items": [line(room.group, 10, 0), line(room.machine, 1, 0)] });
    let check = class.begin(&world.estela, sent.clone()).await;
    let again = class.save(&world.estela, sent).await.expect(201).json();
    let told: Vec<_> = again["departures"].as_array().unwrap().iter().map(|it| &it["departure"]).collect();
    assert_eq!(told, ["deleted", "put_away"]);
    let kept = left(&class, &check).await;
    assert_eq!(kept.len(), 2, "sent twice, kept once");
    assert_eq!(
        (&kept[0]["item_id"], &kept[0]["item_name"]),
        (&Value::Null, &again["departures"][0]["item_name"])
    );
    assert_eq!(pieces(&class.read(&check).await), [0, 0, 0, 0]);
}

#[tokio::test]
async fn an_item_that_is_deleted_between_two_stages_keeps_its_line() {
    let class = Class::new().await;
    let (world, room) = (&class.app.world, class.app.world.sistemas);
    let check = class.begin(&world.estela, json!({ "items": [line(room.machine, 1, 0)] })).await;
    delete(&class, room.machine).await;
    let confirmed = class.confirm(&world.ana, &check, json!({ "items": [line(room.machine, 0, 1)] })).await;
    assert_eq!(confirmed.expect(200).json()["departures"][0]["departure"], "deleted");
    let read = class.read(&check).await;
    assert_eq!(read["items"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&read["items"][0]["departure"], &read["items"][0]["quantity_damaged"]),
        (&json!("deleted"), &json!(1))
    );
}

#[tokio::test]
async fn what_the_app_counted_before_it_was_moved_stays_with_the_check() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let counted = json!({
        "item_id": room.machine, "environment_id": room.id, "status": "damaged", "quantity_expected": 1,
        "quantity_found": 0, "quantity_damaged": 1, "quantity_missing": 0,
    });
    app.post(&world.estela, super::REPORTS, counted).await.expect(201);
    change(&class, room.machine, json!({ "environment_id": world.idiomas.id })).await;
    let check = class.begin(&world.estela, json!({})).await;
    let kept = left(&class, &check).await;
    assert_eq!((&kept[0]["item_id"], &kept[0]["method"]), (&json!(room.machine), &json!("app")));
    assert_eq!(pieces(&class.read(&check).await), [10, 10, 0, 0]);
}

#[tokio::test]
async fn what_the_app_counted_before_it_was_deleted_stays_with_the_check() {
    let class = Class::new().await;
    let (app, world, room) = (&class.app, &class.app.world, class.app.world.sistemas);
    let counted = json!({
        "item_id": room.machine, "environment_id": room.id, "status": "damaged", "quantity_expected": 1,
        "quantity_found": 0, "quantity_damaged": 1, "quantity_missing": 0,
    });
    app.post(&world.estela, super::REPORTS, counted).await.expect(201);
    delete(&class, room.machine).await;
    let check = class.begin(&world.estela, json!({})).await;
    let kept = left(&class, &check).await;
    assert_eq!((&kept[0]["departure"], &kept[0]["quantity_damaged"]), (&json!("deleted"), &json!(1)));
    assert_eq!(pieces(&class.read(&check).await), [10, 10, 0, 0]);
}

#[tokio::test]
async fn what_comes_back_is_the_rooms_again() {
    let class = Class::new().await;
    let (world, room) = (&class.app.world, class.app.world.sistemas);
    change(&class, room.machine, json!({ "environment_id": world.idiomas.id })).await;
    let check = class.begin(&world.estela, json!({ "items": [line(room.machine, 1, 0)] })).await;
    assert_eq!(left(&class, &check).await.len(), 1);
    change(&class, room.machine, json!({ "environment_id": room.id })).await;
    let sent = json!({ "items": [line(room.machine, 0, 1)] });
    let confirmed = class.confirm(&world.ana, &check, sent).await.expect(200).json();
    assert_eq!((left(&class, &check).await.len(), pieces(&confirmed)), (0, [11, 10, 1, 0]));
}

#[tokio::test]
async fn a_finding_whose_item_is_deleted_stays_as_its_code() {
    let class = Class::new().await;
    let (world, other) = (&class.app.world, class.app.world.idiomas);
    delete(&class, other.machine).await;
    let found = json!({ "findings": [{ "code": "ID-M", "item_id": other.machine, "move": true }] });
    let check = class.begin(&world.estela, found).await;
    let finding = class.read(&check).await["findings"][0].clone();
    assert_eq!(
        (&finding["kind"], &finding["code"], &finding["item_id"]),
        (&json!("unknown_code"), &json!("ID-M"), &Value::Null)
    );
}
