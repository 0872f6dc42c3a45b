//! Where the app and its original server disagreed on lists of equipment and its forms (table d of the contract).

use crate::support::{App, Person};
use serde_json::{Value, json};

/// The internal codes of a list, sorted.
async fn codes(app: &App, who: &Person, uri: &str) -> Vec<String> {
    let rows = app.get(who, uri).await.expect(200).json();
    let mut codes: Vec<String> =
        rows.as_array().unwrap().iter().map(|it| it["internal_code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes
}

/// The body that the app's edit form sends: all its keys, always.
fn form(item: &Value) -> Value {
    let mut form = item.clone();
    let keys = form.as_object_mut().unwrap();
    for key in ["id", "environment_id", "environment_name", "created_at", "updated_at"] {
        keys.remove(key);
    }
    form
}

#[tokio::test]
async fn d2_a_scanned_item_answers_at_a_doubled_slash() {
    let app = App::new().await;
    let item = app.world.sistemas.machine;
    for person in app.world.roles() {
        let scanned = app.get(person, &format!("/api/inventory//{item}")).await.expect(200).json();
        assert_eq!(scanned["id"], json!(item));
    }
}

#[tokio::test]
async fn d14_an_empty_room_in_the_query_is_no_room() {
    let app = App::new().await;
    let world = &app.world;
    for person in world.roles() {
        let without = codes(&app, person, "/api/inventory/").await;
        assert_eq!(codes(&app, person, "/api/inventory/?environment_id=").await, without);
        assert_eq!(codes(&app, person, "/api/inventory/?environment_id=null").await, without);
    }
    assert!(codes(&app, &world.pedro, "/api/inventory/?environment_id=").await.is_empty());
}

#[tokio::test]
async fn d17_a_taken_code_or_serial_number_is_named_with_its_holder() {
    let app = App::new().await;
    let world = &app.world;
    let add = async |code: &str, serial: &str| {
        let new = json!({
            "name": "Otro", "internal_code": code, "serial_number": serial, "category": "other",
            "environment_id": world.idiomas.id,
        });
        app.post(&world.bruno, "/api/inventory/", new).await
    };
    let by_code = add("S1-M", "SN-9").await.expect(400).detail();
    assert_eq!(by_code, "El código interno S1-M ya lo tiene Computador Sistemas 1 (S1-M, Sistemas 1)");
    let by_serial = add("S1-9", "SN-S1-M").await.expect(400).detail();
    assert_eq!(by_serial, "El número de serie SN-S1-M ya lo tiene Computador Sistemas 1 (S1-M, Sistemas 1)");

    let uri = format!("/api/inventory/{}", world.idiomas.machine);
    for (member, value) in [("internal_code", "S1-M"), ("serial_number", "SN-S1-M")] {
        let refused = app.put(&world.bruno, &uri, json!({ member: value })).await.expect(400);
        assert!(refused.detail().contains(value), "{}", refused.detail());
        assert_eq!(refused.headers["access-control-allow-origin"], "*");
    }
    // What it has already is no conflict.
    app.put(&world.bruno, &uri, json!({ "internal_code": "ID-M" })).await.expect(200);
    // What a person can't tell from it is the same.
    app.put(&world.bruno, &uri, json!({ "internal_code": "CAÑÓN-1" })).await.expect(200);
    for code in ["cañón-1", "CAN\u{303}O\u{301}N-1", " caÑÓn-1\u{200b}"] {
        let refused = add(code, "SN-9").await.expect(400).detail();
        assert!(refused.ends_with("ya lo tiene Computador Idiomas (CAÑÓN-1, Idiomas)"), "{refused}");
    }
    add("CANON-1", "SN-9").await.expect(201);
}

#[tokio::test]
async fn d27_a_supervisor_without_room_sees_every_item_of_their_centre() {
    let app = App::new().await;
    let (sara, gloria) = (&app.world.sara, &app.world.gloria);
    // On a box of one centre, as the original's is, that is every item.
    let all = ["BC-G", "BC-M", "ID-G", "ID-M", "S1-G", "S1-M"];
    assert_eq!(codes(&app, sara, "/api/inventory/").await, all);
    app.put(gloria, &format!("/api/users/{}", sara.id), json!({ "center_id": null })).await.expect(200);
    assert_eq!(app.get(sara, "/api/inventory/").await.expect(200).json(), json!([]));
}

#[tokio::test]
async fn d40_available_means_that_a_piece_is_free() {
    let app = App::new().await;
    let world = &app.world;
    let put = async |item, change| {
        app.put(&world.gloria, &format!("/api/inventory/{item}"), change).await.expect(200);
    };
    // Partly damaged: seven are free. Good: free. Wholly damaged, in maintenance, lost: not.
    put(world.bodega.group, json!({ "quantity_damaged": 3 })).await;
    put(world.bodega.machine, json!({ "status": "good" })).await;
    put(world.idiomas.machine, json!({ "quantity_damaged": 1 })).await;
    put(world.idiomas.group, json!({ "status": "maintenance" })).await;
    put(world.taller.machine, json!({ "status": "lost" })).await;
    let free = codes(&app, &world.gloria, "/api/inventory/?status=available").await;
    assert_eq!(free, ["BC-G", "BC-M", "S1-G", "S1-M", "TA-G"]);
}

#[tokio::test]
async fn d41_a_named_room_wins_over_the_flags() {
    let app = App::new().await;
    let uri = format!(
        "/api/inventory/?environment_id={}&system_wide=true&admin_access=true",
        app.world.sistemas.id
    );
    assert_eq!(codes(&app, &app.world.gloria, &uri).await, ["S1-G", "S1-M"]);
}

#[tokio::test]
async fn d44_a_period_does_not_shrink_the_list_of_equipment() {
    let app = App::new().await;
    for person in app.world.roles() {
        let all = codes(&app, person, "/api/inventory/").await;
        let past = "/api/inventory/?start_date=2020-01-01&end_date=2020-01-02";
        assert_eq!(codes(&app, person, past).await, all);
        assert!(!all.is_empty());
    }
}

#[tokio::test]
async fn d46_a_chosen_status_stays_unless_a_quantity_changes() {
    let app = App::new().await;
    let world = &app.world;
    let uri = format!("/api/inventory/{}", world.sistemas.group);
    let mut sent = form(&app.get(&world.wilson, &uri).await.expect(200).json());
    for chosen in ["in_use", "maintenance", "good", "damaged", "missing", "available"] {
        sent["status"] = json!(chosen);
        let item = app.put(&world.wilson, &uri, sent.clone()).await.expect(200).json();
        assert_eq!(item["status"], chosen);
    }
    for (damaged, missing, follows) in [(1, 0, "damaged"), (1, 1, "missing"), (0, 0, "available")] {
        sent["quantity_damaged"] = json!(damaged);
        sent["quantity_missing"] = json!(missing);
        sent["status"] = json!("in_use");
        let item = app.put(&world.wilson, &uri, sent.clone()).await.expect(200).json();
        assert_eq!(item["status"], follows);
    }
}

#[tokio::test]
async fn d64_what_is_set_to_lost_leaves_the_lists_and_can_still_be_found() {
    let app = App::new().await;
    let world = &app.world;
    let uri = format!("/api/inventory/{}", world.sistemas.machine);
    let mut sent = form(&app.get(&world.bruno, &uri).await.expect(200).json());
    sent["status"] = json!("lost");
    app.put(&world.bruno, &uri, sent.clone()).await.expect(200);
    for person in world.roles() {
        let listed = codes(&app, person, "/api/inventory/").await;
        assert!(!listed.contains(&"S1-M".to_owned()), "{listed:?}");
        assert_eq!(app.get(person, &uri).await.expect(200).json()["status"], "lost");
    }
    let lost = "/api/inventory/?status=lost";
    assert_eq!(codes(&app, &world.bruno, lost).await, ["S1-M"]);
    assert_eq!(codes(&app, &world.wilson, lost).await, ["S1-M"]);
    assert_eq!(codes(&app, &world.gloria, lost).await, ["S1-M"]);
    assert!(codes(&app, &world.estela, lost).await.is_empty());
    sent["status"] = json!("available");
    app.put(&world.bruno, &uri, sent).await.expect(200);
    assert_eq!(codes(&app, &world.estela, "/api/inventory/").await, ["S1-G", "S1-M"]);
}
