//! What a count makes of equipment that somebody has in charge: who sees it counts it, and what nobody sees is with its holder.

use super::{give, given};
use crate::support::App;
use inventario::kit::wire::Id;
use serde_json::{Value, json};

/// The list that somebody goes through in `sistemas`.
async fn sheet(app: &App) -> Vec<Value> {
    let uri = format!("/api/inventory-checks/sheet?environment_id={}", app.world.sistemas.id);
    let sheet = app.get(&app.world.gloria, &uri).await.expect(200).json();
    sheet["items"].as_array().unwrap().clone()
}

/// The line of an item in it.
async fn line(app: &App, item: Id) -> Value {
    sheet(app).await.into_iter().find(|row| row["item_id"] == json!(item)).unwrap()
}

/// A check of `sistemas` in which these were counted.
async fn checked(app: &App, items: Value) -> Value {
    let body = json!({ "environment_id": app.world.sistemas.id, "items": items });
    let saved = app.post(&app.world.gloria, "/api/inventory-checks", body).await.expect(201).json();
    let uri = format!("/api/inventory-checks/{}", saved["check_id"].as_str().unwrap());
    app.get(&app.world.gloria, &uri).await.expect(200).json()
}

async fn item(app: &App, id: Id) -> Value {
    app.get(&app.world.gloria, &format!("/api/inventory/{id}")).await.expect(200).json()
}

#[tokio::test]
async fn what_its_holder_has_taken_along_is_missed_by_nobody() {
    let app = App::new().await;
    let machine = app.world.sistemas.machine;
    given(&app).await;
    let pieces: i64 = sheet(&app).await.iter().map(|row| row["quantity"].as_i64().unwrap()).sum();
    let row = line(&app, machine).await;
    assert_eq!((&row["quantity"], &row["is_charged"]), (&json!(1), &json!(true)));
    assert_eq!(line(&app, app.world.sistemas.group).await["is_charged"], false);
    // Nobody who only counts learns who has it.
    assert!(!row.to_string().contains("Ana"), "{row}");

    let gone = json!([{ "item_id": machine, "quantity_found": 0, "quantity_missing": 1 }]);
    let check = checked(&app, gone).await;
    assert_eq!(check["items_missing"], 0, "{check}");
    assert_eq!(check["total_items"], json!(pieces - 1));
    let known = item(&app, machine).await;
    assert_eq!((&known["status"], &known["quantity_missing"]), (&json!("available"), &json!(0)));
    // Whoever counts it by itself misses it no more than a check does.
    let counted = json!({ "quantity": 0, "quantity_damaged": 0, "quantity_missing": 1 });
    let uri = format!("/api/inventory/{machine}/verification");
    app.put(&app.world.estela, &uri, counted).await.expect(200);
    assert_eq!(item(&app, machine).await["quantity_missing"], 0);
}

#[tokio::test]
async fn what_is_there_is_counted_and_what_is_known_of_the_rest_stays() {
    // Good, damaged and missing as counted; then missing in the check, and damaged and missing afterwards.
    for (counted, becomes) in [
        // Four are seen: five are with Rosa, of which two were broken, and one is missing as before.
        ((4, 0, 6), (1, 2, 1)),
        // All but one are seen, and one more of them is broken.
        ((6, 3, 1), (1, 3, 1)),
        // The one that was missing has turned up.
        ((8, 2, 0), (0, 2, 0)),
    ] {
        let app = App::new().await;
        let (wilson, keyboards) = (&app.world.wilson, app.world.sistemas.group);
        let known = json!({ "quantity_damaged": 2, "quantity_missing": 1 });
        app.put(wilson, &format!("/api/inventory/{keyboards}"), known).await.expect(200);
        give(&app, wilson, keyboards, json!({ "holder_name": "Rosa Díaz" })).await.expect(201);
        let (good, damaged, missing) = counted;
        let line = json!([{
            "item_id": keyboards, "quantity_found": good, "quantity_damaged": damaged, "quantity_missing": missing,
        }]);
        let (check, now) = (checked(&app, line).await, item(&app, keyboards).await);
        let after = [&check["items_missing"], &now["quantity_damaged"], &now["quantity_missing"]];
        let (absent, damaged, missing) = becomes;
        assert_eq!(after, [&json!(absent), &json!(damaged), &json!(missing)], "{counted:?}");
    }
}
