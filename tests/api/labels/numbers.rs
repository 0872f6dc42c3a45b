//! Plates that are printed beforehand: reserved once, printed as often as one likes, claimed by becoming an item's code.

use super::wish;
use crate::support::{App, Person, patched};
use lopdf::Document;
use serde_json::{Value, json};

const RUNS: &str = "/api/label-runs";

async fn reserve(app: &App, who: &Person, prefix: &str, count: i64) -> Value {
    app.post(who, RUNS, json!({ "prefix": prefix, "count": count })).await.expect(201).json()
}

#[tokio::test]
async fn numbers_are_reserved_once_and_printed_with_their_text_beneath() {
    let app = App::new().await;
    let (wilson, bruno) = (&app.world.wilson, &app.world.bruno);
    let first = reserve(&app, wilson, "eq-", 30).await;
    assert_eq!((&first["first_code"], &first["last_code"]), (&json!("EQ-000001"), &json!("EQ-000030")));
    let second = reserve(&app, bruno, "EQ-", 2).await;
    assert_eq!((&second["first_number"], &second["last_number"]), (&json!(31), &json!(32)));
    assert_eq!(second["created_by_name"], "Bruno Prueba");
    // Another prefix counts for itself; one that begins like it does too.
    assert_eq!(reserve(&app, wilson, "EQ-1", 1).await["first_code"], "EQ-1000001");
    assert_eq!(reserve(&app, wilson, "B", 1).await["first_number"], 1);

    let what = json!({ "source": "run", "run_id": first["id"], "paper": "l7160", "lines": [] });
    let document = Document::load_mem(&wish(&app, wilson, "pdf", what).await.expect(200).bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    assert_eq!((pages.len(), text.matches("EQ-0000").count()), (2, 30));
}

#[tokio::test]
async fn two_who_reserve_at_once_get_different_numbers() {
    let app = App::new().await;
    let asked = (0..12).map(|n| {
        let who = if n % 2 == 0 { &app.world.wilson } else { &app.world.gloria };
        reserve(&app, who, "EQ-", 10)
    });
    let runs = futures_util::future::join_all(asked).await;
    let mut numbers: Vec<i64> = runs
        .iter()
        .flat_map(|run| run["first_number"].as_i64().unwrap()..=run["last_number"].as_i64().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=120).collect::<Vec<i64>>());
}

#[tokio::test]
async fn a_plate_is_claimed_by_a_new_item_and_by_one_that_is_there() {
    let app = App::new().await;
    let (wilson, world) = (&app.world.wilson, &app.world);
    let run = reserve(&app, wilson, "EQ-", 5).await;
    let asked =
        async |code: &str| app.get(wilson, &format!("/api/labels/numbers/{code}")).await.expect(200).json();
    assert_eq!(
        asked("eq-000002").await,
        json!({ "code": "eq-000002", "run_id": run["id"], "item_id": null })
    );
    assert_eq!(asked("EQ-000006").await, json!({ "code": "EQ-000006", "run_id": null, "item_id": null }));
    assert_eq!(
        asked("S1-M").await,
        json!({ "code": "S1-M", "run_id": null, "item_id": world.sistemas.machine })
    );

    let new = json!({ "name": "Portátil", "internal_code": "EQ-000002", "category": "computer" });
    let item = app.post(wilson, "/api/inventory/", new.clone()).await.expect(201).json();
    assert_eq!(asked("EQ-000002").await["item_id"], item["id"]);
    let uri = format!("/api/inventory/{}", world.bodega.machine);
    app.put(wilson, &uri, json!({ "internal_code": "EQ-000003" })).await.expect(200);
    let refused = app.put(wilson, &uri, json!({ "internal_code": "EQ-000002" })).await.expect(400);
    assert!(refused.detail().contains("ya lo tiene Portátil"), "{}", refused.detail());
    // Neither a plate of the run, though it lies between two.
    let beside = patched(new.clone(), &json!({ "internal_code": "EQ-00000X" }));
    app.post(wilson, "/api/inventory/", beside).await.expect(201);
    let listed = app.get(wilson, RUNS).await.expect(200).json();
    assert_eq!((&listed[0]["claimed"], &listed[0]["id"]), (&json!(2), &run["id"]));
    // A number that somebody gave by hand beyond the run is not reserved afterwards.
    let by_hand = patched(new, &json!({ "internal_code": "eq-000040" }));
    app.post(wilson, "/api/inventory/", by_hand).await.expect(201);
    assert_eq!(reserve(&app, wilson, "EQ-", 1).await["first_number"], 41);
}

#[tokio::test]
async fn a_run_is_its_centres() {
    let app = App::new().await;
    let (wilson, gloria, sara) = (&app.world.wilson, &app.world.gloria, &app.world.sara);
    let own = reserve(&app, wilson, "EQ-", 1).await;
    assert_eq!(own["center_id"], json!(app.world.center));
    reserve(&app, gloria, "EQ-", 1).await;
    app.run(&format!(
        "update users set environment_id = '{}', center_id = '{}' where id = '{}'",
        app.world.taller.id, app.world.other_center, app.world.bruno.id
    ))
    .await;
    let seen = async |who: &Person| app.get(who, RUNS).await.expect(200).json().as_array().unwrap().len();
    assert_eq!((seen(wilson).await, seen(gloria).await, seen(sara).await), (2, 2, 2));
    assert_eq!(seen(&app.world.bruno).await, 1, "that of the other centre isn't theirs");
    let what = json!({ "source": "run", "run_id": own["id"] });
    wish(&app, &app.world.bruno, "pdf", what).await.expect(404);
    // Who administers all centres reserves for their own, if they have one.
    app.run(&format!(
        "update users set environment_id = '{}' where role = 'admin_general'",
        app.world.sistemas.id
    ))
    .await;
    assert_eq!(reserve(&app, gloria, "EQ-", 1).await["center_id"], json!(app.world.center));
    assert_eq!(seen(&app.world.bruno).await, 1);
}

#[tokio::test]
async fn a_prefix_that_no_scanner_types_is_refused() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    for (body, status, words) in [
        (json!({ "prefix": "EÑ-", "count": 1 }), 400, "sin tilde"),
        (json!({ "prefix": "A B", "count": 1 }), 400, "sin tilde"),
        (json!({ "prefix": "", "count": 1 }), 422, "prefix"),
        (json!({ "prefix": "ABCDEFGHIJK", "count": 1 }), 422, "prefix"),
        (json!({ "prefix": "EQ-", "count": 0 }), 422, "entre 1 y 2000"),
        (json!({ "prefix": "EQ-", "count": 2001 }), 422, "entre 1 y 2000"),
        (json!({ "prefix": "EQ-" }), 422, "count"),
    ] {
        let refused = app.post(wilson, RUNS, body.clone()).await.expect(status);
        assert!(refused.detail().contains(words), "{body}: {}", refused.detail());
    }
    assert_eq!(app.get(wilson, RUNS).await.expect(200).json(), json!([]));
    let run = reserve(&app, wilson, "EQ-", 1).await;
    app.run("update label_runs set last_number = 999999").await;
    let refused = app.post(wilson, RUNS, json!({ "prefix": "EQ-", "count": 1 })).await.expect(400);
    assert!(refused.detail().contains("otro prefijo"), "{} {run}", refused.detail());
}
