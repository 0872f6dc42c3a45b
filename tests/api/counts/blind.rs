//! Whoever counts blind learns nothing of what is expected, by no way.

use super::{COUNTS, count, get, id_of, line_of, of_bin, open, second_keeper, submit};
use crate::stock::{Shelf, receive};
use crate::support::{App, Person};
use serde_json::{Value, json};

/// What tells of the ledger, in a count and its lines.
fn told(count: &Value) -> Vec<String> {
    let mut told = Vec::new();
    let of_line = ["expected_quantity", "difference", "moved_quantity", "result_quantity", "obstacle"];
    if !count["different_lines"].is_null() {
        told.push("different_lines".to_owned());
    }
    let lines = count["items"].as_array().map_or(&[][..], Vec::as_slice);
    for line in lines {
        told.extend(of_line.iter().filter(|name| !line[**name].is_null()).map(|name| (*name).to_owned()));
    }
    told
}

#[tokio::test]
async fn blind_is_blind_on_the_wire() {
    let app = App::new().await;
    let sara = second_keeper(&app).await;
    let (wilson, gloria) = (&app.world.wilson, &app.world.gloria);
    let (ana, bruno) = (&app.world.ana, &app.world.bruno);
    let shelf = Shelf::of(&app).await;
    // A figure that stands nowhere else.
    receive(&app, &shelf, "L-1", Some(30), json!(7193.57)).await;
    receive(&app, &shelf, "L-2", Some(30), json!(7193.57)).await;
    let reply = open(&app, wilson, json!({ "scope": "bin", "bin_id": shelf.bin, "is_blind": true }))
        .await
        .expect(201);
    let opened = reply.json();
    let id = id_of(&opened);
    let hides = |text: &str| assert!(!text.contains("7193.57") && !text.contains("7.193,57"), "{text}");
    hides(&String::from_utf8_lossy(&reply.bytes));
    assert_eq!((&opened["is_hidden"], told(&opened)), (&json!(true), vec![]));
    let counted = count(&app, wilson, &id, json!({ "code": "L-1", "quantity": 7000 })).await.expect(200);
    hides(&String::from_utf8_lossy(&counted.bytes));
    assert_eq!(counted.json()["line"]["difference"], json!(null));
    let all = [wilson, &sara, ana, bruno, gloria];
    let look = async |who: &Person| {
        let one = app.get(who, &format!("{COUNTS}/{id}")).await.expect(200);
        let list = app.get(who, COUNTS).await.expect(200);
        (one, list)
    };
    for who in all {
        let (one, list) = look(who).await;
        assert_eq!((told(&one.json()), told(&list.json()["items"][0])), (vec![], vec![]));
        hides(&String::from_utf8_lossy(&one.bytes));
        hides(&String::from_utf8_lossy(&list.bytes));
    }
    // What isn't counted is told by its name, not by how much there is.
    hides(&submit(&app, wilson, &id, false).await.expect(409).detail());
    hides(&String::from_utf8_lossy(&submit(&app, wilson, &id, true).await.expect(200).bytes));
    for entry in app.audit().await {
        let is_count = entry["entity_type"] == "count";
        if is_count {
            hides(&entry.to_string());
        }
    }
    // Who approves sees it; who counted doesn't yet, because it may come back.
    assert_eq!(told(&get(&app, wilson, &id).await), Vec::<String>::new());
    for who in [&sara, ana, bruno, gloria] {
        let seen = get(&app, who, &id).await;
        assert!(told(&seen).contains(&"difference".to_owned()), "{seen}");
        assert_eq!(seen["different_lines"], 1);
    }
    let back = json!({ "notes": "Cuente otra vez" });
    let back = app.post(&sara, &format!("{COUNTS}/{id}/return"), back).await.expect(200).json();
    assert_eq!((&back["status"], told(&back)), (&json!("open"), vec![]));
    count(&app, wilson, &id, json!({ "code": "L-1", "quantity": 7000 })).await.expect(200);
    submit(&app, wilson, &id, true).await.expect(200);
    super::approve(&app, &sara, &id, &[&line_of(&opened, "L-1")]).await.expect(200);
    assert!(told(&get(&app, wilson, &id).await).contains(&"difference".to_owned()));
}

#[tokio::test]
async fn a_count_that_is_not_blind_shows_what_is_expected() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    receive(&app, &shelf, "L-1", Some(30), json!(5)).await;
    let opened = of_bin(&app, &app.world.wilson, &shelf.bin, json!({ "is_blind": false })).await;
    assert_eq!((&opened["is_hidden"], &opened["different_lines"]), (&json!(false), &json!(0)));
    assert_eq!(opened["items"][0]["expected_quantity"], 5);
}
