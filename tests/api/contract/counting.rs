//! Where the app and its original server disagreed on counting equipment (table d of the contract).

use super::fields::is_datetime;
use crate::support::{App, Person};
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// What the check screen sends: pieces found in good state, damaged and missing, and a status of its own.
async fn count(app: &App, who: &Person, item: Id, pieces: [i64; 3], status: &str) -> Value {
    let [quantity, damaged, missing] = pieces;
    let counted = json!({
        "quantity": quantity, "quantity_damaged": damaged, "quantity_missing": missing, "status": status,
    });
    app.put(who, &format!("/api/inventory/{item}/verification"), counted).await.expect(200).json()
}

#[tokio::test]
async fn d22_all_five_roles_count_the_equipment_of_their_room() {
    let app = App::new().await;
    let world = &app.world;
    let own = [world.sistemas, world.sistemas, world.idiomas, world.bodega, world.taller];
    for (person, room) in world.roles().into_iter().zip(own) {
        let item = count(&app, person, room.group, [8, 1, 1], "missing").await;
        assert_eq!(item["quantity_damaged"], 1);
        let entry = app.audited(|entry| entry["action"] == "UPDATE_INVENTORY_ITEM").await;
        assert_eq!(entry["user_id"], json!(person.id));
    }
}

#[tokio::test]
async fn d47_the_total_is_found_and_damaged_and_missing_together() {
    let app = App::new().await;
    let world = &app.world;
    for _ in 0..3 {
        let item = count(&app, &world.estela, world.sistemas.group, [7, 2, 1], "missing").await;
        let pieces = ["quantity", "quantity_damaged", "quantity_missing"].map(|name| item[name].clone());
        assert_eq!(pieces, [json!(10), json!(2), json!(1)]);
    }
    let broken = count(&app, &world.estela, world.sistemas.machine, [0, 1, 0], "maintenance").await;
    assert_eq!((&broken["quantity"], &broken["quantity_damaged"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn d48_the_status_follows_from_the_figures_whatever_is_asked_for() {
    let app = App::new().await;
    let world = &app.world;
    for (pieces, asked, stored) in [
        ([9, 1, 0], "maintenance", "damaged"),
        ([8, 1, 1], "maintenance", "missing"),
        ([9, 0, 1], "available", "missing"),
        ([10, 0, 0], "maintenance", "available"),
    ] {
        let item = count(&app, &world.ana, world.sistemas.group, pieces, asked).await;
        assert_eq!(item["status"], stored, "{pieces:?}");
    }
}

#[tokio::test]
async fn d49_every_change_of_an_item_sets_its_updated_at() {
    let app = App::new().await;
    let world = &app.world;
    let uri = format!("/api/inventory/{}", world.sistemas.machine);
    let read = async || app.get(&world.ana, &uri).await.expect(200).json();
    let made = read().await;

    count(&app, &world.ana, world.sistemas.machine, [1, 0, 0], "available").await;
    let counted = read().await;
    app.put(&world.gloria, &uri, json!({ "notes": "Con funda" })).await.expect(200);
    let edited = read().await;

    let times = [&made, &counted, &edited].map(|item| item["updated_at"].as_str().unwrap());
    assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
    assert!(times.iter().all(|time| is_datetime(time)));
    assert_eq!(made["created_at"], edited["created_at"]);
}

#[tokio::test]
async fn d49_every_change_of_a_class_sets_its_updated_at() {
    let ready = crate::support::Ready::new().await;
    let (app, ana) = (&ready.app, &ready.app.world.ana);
    let uri = format!("/api/schedules/{}", ready.class);
    let before = app.get(ana, &uri).await.expect(200).json();
    let after = app.put(ana, &uri, json!({ "topic": "Consultas" })).await.expect(200).json();
    assert!(before["updated_at"].as_str() < after["updated_at"].as_str());
}
