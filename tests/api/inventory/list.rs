//! The list: who sees what, filters, search and pages.

use super::new_item;
use crate::support::{App, Reply};
use serde_json::{Value, json};

fn codes(reply: Reply) -> Vec<String> {
    let list = reply.expect(200).json();
    let mut codes: Vec<_> =
        list.as_array().unwrap().iter().map(|it| it["internal_code"].as_str().unwrap().to_owned()).collect();
    codes.sort_unstable();
    codes
}

async fn set(app: &App, item: inventario::kit::wire::Id, patch: Value) {
    app.put(&app.world.gloria, &format!("/api/inventory/{item}"), patch).await.expect(200);
}

#[tokio::test]
async fn everybody_sees_his_part() {
    let app = App::new().await;
    let centre = ["BC-G", "BC-M", "ID-G", "ID-M", "S1-G", "S1-M"];
    let everything = [&centre[..], &["TA-G", "TA-M"]].concat();
    for (who, seen) in [
        (&app.world.estela, vec!["S1-G", "S1-M"]),
        (&app.world.pedro, vec![]),
        (&app.world.ana, vec!["BC-G", "BC-M", "S1-G", "S1-M"]),
        (&app.world.bruno, centre.to_vec()),
        (&app.world.wilson, centre.to_vec()),
        (&app.world.sara, centre.to_vec()),
        (&app.world.gloria, everything),
    ] {
        assert_eq!(codes(app.get(who, "/api/inventory").await), seen, "{}", who.email);
    }
}

#[tokio::test]
async fn what_is_lost_is_listed_only_for_keepers_who_ask_for_it() {
    let app = App::new().await;
    set(&app, app.world.sistemas.machine, json!({ "status": "lost" })).await;
    for who in app.world.roles() {
        let listed = codes(app.get(who, "/api/inventory").await);
        assert!(!listed.contains(&"S1-M".to_owned()), "{}", who.email);
    }
    for keeper in [&app.world.bruno, &app.world.wilson, &app.world.gloria] {
        assert_eq!(codes(app.get(keeper, "/api/inventory?status=lost").await), ["S1-M"]);
    }
    for other in [&app.world.estela, &app.world.ana] {
        assert_eq!(codes(app.get(other, "/api/inventory?status=lost").await), [""; 0]);
    }
}

#[tokio::test]
async fn available_means_that_a_piece_is_free() {
    let app = App::new().await;
    let (rooms, list) = (&app.world, format!("environment_id={}", app.world.sistemas.id));
    set(&app, rooms.sistemas.group, json!({ "quantity_damaged": 9 })).await;
    let free = format!("/api/inventory?status=available&{list}");
    assert_eq!(codes(app.get(&rooms.gloria, &free).await), ["S1-G", "S1-M"]);
    set(&app, rooms.sistemas.group, json!({ "quantity_damaged": 10 })).await;
    assert_eq!(codes(app.get(&rooms.gloria, &free).await), ["S1-M"]);
    let damaged = format!("/api/inventory?status=damaged&{list}");
    assert_eq!(codes(app.get(&rooms.gloria, &damaged).await), ["S1-G"]);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    set(&app, app.world.sistemas.machine, json!({ "purchase_date": "2024-06-30" })).await;
    let room = format!("environment_id={}", app.world.idiomas.id);
    for (query, found) in [
        (room.as_str(), vec!["ID-G", "ID-M"]),
        ("category=keyboard", vec!["BC-G", "ID-G", "S1-G", "TA-G"]),
        ("purchased_from=2024-06-30&purchased_until=2024-06-30", vec!["S1-M"]),
        ("purchased_from=2024-07-01", vec![]),
        ("category=&status=null&environment_id=&search=Taller", vec!["TA-G", "TA-M"]),
    ] {
        assert_eq!(codes(app.get(gloria, &format!("/api/inventory?{query}")).await), found, "{query}");
    }
    assert_eq!(codes(app.get(gloria, "/api/inventory/category/computer").await).len(), 4);
    let by_room = format!("/api/inventory/environment/{}", app.world.idiomas.id);
    assert_eq!(codes(app.get(gloria, &by_room).await), ["ID-G", "ID-M"]);
    for wrong in ["category=silla", "status=roto", "environment_id=7", "purchased_from=ayer"] {
        app.get(gloria, &format!("/api/inventory?{wrong}")).await.expect(422);
    }
    app.get(gloria, "/api/inventory/category/silla").await.expect(422);
}

#[tokio::test]
async fn a_search_forgets_case_and_accents_and_takes_signs_as_they_are() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let mut item = new_item(&app, "100%_A");
    item["name"] = json!("Micrófono Ñandú");
    item["serial_number"] = json!("XYZ-77");
    app.post(gloria, "/api/inventory", item).await.expect(201);
    for search in
        ["microfono", "MICR%C3%93FONO", "nandu", "100%25_", "%25", "_", "xyz-77", "nandu+sistemas+hp"]
    {
        let found = codes(app.get(gloria, &format!("/api/inventory?search={search}")).await);
        assert_eq!(found, ["100%_A"], "{search}");
    }
    for search in ["1%25_A", "1__", "%27+or+%271%27%3D%271", "%22%3B+drop+table+users"] {
        let found = codes(app.get(gloria, &format!("/api/inventory?search={search}")).await);
        assert_eq!(found, [""; 0], "{search}");
    }
}

#[tokio::test]
async fn pages_meet_without_gap_and_say_the_total() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let whole = app.get(gloria, "/api/inventory").await.expect(200);
    assert_eq!(whole.header("x-total-count"), Some("8"));
    let mut pieces = Vec::new();
    for skip in [0, 3, 6] {
        let page = app.get(gloria, &format!("/api/inventory?limit=3&skip={skip}")).await.expect(200);
        assert_eq!(page.header("x-total-count"), Some("8"));
        pieces.extend(page.json().as_array().unwrap().clone());
    }
    assert_eq!(Value::from(pieces), whole.json());
    assert_eq!(
        app.get(gloria, "/api/inventory?skip=7").await.expect(200).json().as_array().unwrap().len(),
        1
    );
    assert_eq!(app.get(gloria, "/api/inventory?limit=5&skip=8").await.expect(200).json(), json!([]));
}
